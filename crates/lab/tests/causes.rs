//! The sum over causes: it adds up, and each cause gets what is its own.

use lab::causes::{CauseFigures, CauseTwins};
use lab::study::{StopRule, WorldOutcome, first_worlds};
use reader::{LoadedScenario, Overrides, read};
use society::measures::{Breakdown, MeasureId};
use society::scenario::RestrictionCause::{
    FalseAccusations, LawfulActs, Misses, OthersDeeds, OwnBreaches,
};
use society::scenario::{CauseSet, RestrictionCause, Scenario, TwinId};

/// A small society under a policy, with some settings changed.
fn small(name: &str, changes: &[(&str, &str)]) -> LoadedScenario {
    let set = changes.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let changes = Overrides {
        citizens: Some(3_000),
        days: Some(500),
        set,
        beyond_range: true,
        ..Overrides::default()
    };
    read(name, &changes).expect("it ships, and the changes are valid")
}

/// Worlds of the twins of a policy.
fn worlds(twins: &CauseTwins, count: u32) -> Vec<WorldOutcome> {
    twins.study(StopRule::Worlds(count)).run(&mut ()).expect("nothing is saved").worlds
}

/// Adults restricted at some time, of 1,000, in the first world under the twin where these count.
fn ever(twins: &CauseTwins, worlds: &[WorldOutcome], counted: CauseSet) -> f64 {
    let all = twins.scenario().twins();
    let place = all.iter().position(|twin| twin.policy.counted == counted).expect("it is a subset");
    let world = worlds[0].result.as_ref().expect("it did not fail");
    world.twins[place].value(MeasureId::RESTRICTED_EVER)
}

/// Lower edges, so that many are restricted within five hundred days.
const STRICT: [(&str, &str); 2] = [("band.ordinary.from", "580"), ("band.warned.from", "500")];

#[test]
fn the_twin_of_every_cause_is_the_policy_to_the_bit() {
    let loaded = small("as-reported", &STRICT);
    let twins = CauseTwins::of(&loaded).expect("its policy restricts");
    let found = worlds(&twins, 2);
    for (alone, among) in first_worlds(&loaded.scenario, 2).iter().zip(&found) {
        let among = among.result.as_ref().expect("it did not fail");
        assert_eq!((alone.seed, alone.digests[twins.studied().0]), (among.seed, among.digests[0]));
    }
}

#[test]
fn the_worlds_of_the_sum_are_of_their_own_size_and_no_larger_than_the_run() {
    let size = |citizens: &str| {
        let loaded = small("as-reported", &[("causes.citizens", citizens)]);
        CauseTwins::of(&loaded).expect("its policy restricts").scenario().society().citizens
    };
    assert_eq!(["500", "4_000"].map(size), [500, 3_000]);
}

#[test]
fn shares_add_up_to_the_headline_in_every_part_of_society() {
    let loaded = small("as-reported", &STRICT);
    let twins = CauseTwins::of(&loaded).expect("its policy restricts");
    let found = worlds(&twins, 2);
    let figures = CauseFigures::new(&twins, &found);
    for &by in figures.parts() {
        for &measure in CauseFigures::measures() {
            let sum = figures.sum(measure, by).expect("there are worlds");
            let parts: f64 = sum.shares.iter().map(|it| it.share.mean).sum();
            let gap = sum.of_none.mean + parts - sum.total.mean;
            assert!(gap.abs() < 1e-6, "{measure:?} of {by:?} is off by {gap}");
        }
    }
}

#[test]
fn without_any_cause_nobody_is_restricted_and_everyone_is_free_without_them() {
    let loaded = small("as-reported", &STRICT);
    let twins = CauseTwins::of(&loaded).expect("its policy restricts");
    let found = worlds(&twins, 1);
    assert_eq!(ever(&twins, &found, CauseSet::NONE), 0.0);
    let figures = CauseFigures::new(&twins, &found);
    let free = figures.free_without(&RestrictionCause::ALL, Breakdown::All);
    let all = ever(&twins, &found, CauseSet::ALL);
    assert!(all > 20.0 && (free.expect("there is a world").mean - all).abs() < 1e-9);
}

#[test]
fn an_only_cause_is_the_whole() {
    let set = [("register.legal.missed", "0"), ("register.legal.false_link", "0")];
    let set = set.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec();
    // Before every court enters debtors, and with the first rules alone.
    let changes = Overrides {
        citizens: Some(3_000),
        days: Some(487),
        set,
        beyond_range: true,
        ..Overrides::default()
    };
    let loaded = read("courts", &changes).expect("later changes lie beyond its end");
    let twins = CauseTwins::of(&loaded).expect("its policy restricts");
    assert_eq!(twins.causes(), [OwnBreaches]);
    let found = worlds(&twins, 2);
    let sum = CauseFigures::new(&twins, &found)
        .sum(MeasureId::RESTRICTED_EVER, Breakdown::All)
        .expect("there are worlds");
    assert!(sum.total.mean > 0.0);
    assert_eq!(sum.shares[0].share.mean, sum.total.mean);
}

#[test]
fn lawful_acts_alone_are_the_whole_of_a_policy_about_speech() {
    let unruled = ["bills", "court-debt", "taxes", "travel", "appointment", "crossing", "driving"];
    let keys: Vec<String> = unruled.iter().map(|it| format!("rule.{it}.broken")).collect();
    let mut changes: Vec<(&str, &str)> = keys.iter().map(|key| (&**key, "0")).collect();
    changes.extend([("rule.recycling.broken", "0"), ("rule.speaking.broken", "-60")]);
    // Heard by people it is hardly ever told.
    changes.push(("rule.speaking.watch", "cameras"));
    changes.push(("list.untrustworthy.debt_unpaid", "36500"));
    // Nothing leads to the list but the score, nothing comes over ties, and no machine errs.
    changes.extend(ALONE.into_iter().chain(FAULTLESS));
    let loaded = small("as-reported", &changes);
    let twins = CauseTwins::of(&loaded).expect("its policy restricts");
    let found = worlds(&twins, 1);
    let sum = CauseFigures::new(&twins, &found)
        .sum(MeasureId::RESTRICTED_EVER, Breakdown::All)
        .expect("there is a world");
    let lawful = sum.shares.iter().find(|it| it.cause == LawfulActs).expect("it is a cause");
    assert!(sum.total.mean > 20.0);
    assert!((lawful.share.mean - sum.total.mean).abs() < 1e-9, "{sum:?}");
}

/// No shares over ties.
const ALONE: [(&str, &str); 4] =
    [("spread.household", "0"), ("spread.kin", "0"), ("spread.circle", "0"), ("spread.team", "0")];

/// No error of any sensor.
const FAULTLESS: [(&str, &str); 12] = [
    ("cameras.false_match", "0"),
    ("cameras.missed", "0"),
    ("register.financial.missed", "0"),
    ("register.financial.false_link", "0"),
    ("register.financial.spurious", "0"),
    ("register.legal.missed", "0"),
    ("register.legal.false_link", "0"),
    ("register.legal.spurious", "0"),
    ("register.medical.missed", "0"),
    ("register.medical.false_link", "0"),
    ("register.medical.spurious", "0"),
    ("informants.lies", "0"),
];

#[test]
fn without_errors_there_is_no_share_of_errors() {
    let loaded = small("as-reported", &FAULTLESS);
    let twins = CauseTwins::of(&loaded).expect("its policy restricts");
    assert_eq!(twins.causes(), [OwnBreaches, LawfulActs, OthersDeeds]);
}

/// The same error rates whose charges do not count leave the same people restricted as rates of 0,
/// whatever the sensors say meanwhile.
#[test]
fn errors_that_do_not_count_are_errors_that_do_not_happen() {
    let faulty = small("as-reported", &STRICT);
    let twins = CauseTwins::of(&faulty).expect("its policy restricts");
    let found = worlds(&twins, 1);
    let counted = CauseSet::ALL.without(FalseAccusations).without(Misses);
    let faultless: Vec<(&str, &str)> = STRICT.into_iter().chain(FAULTLESS).collect();
    let faultless = small("as-reported", &faultless);
    let alone = first_worlds(&faultless.scenario, 1);
    let alone = alone[0].twins[0].value(MeasureId::RESTRICTED_EVER);
    assert!((ever(&twins, &found, counted) - alone).abs() < 1e-9);
}

/// Deeds that do not count on the record of whoever did them pass over ties all the same.
#[test]
fn deeds_of_others_restrict_though_own_deeds_do_not_count() {
    let strong = [("spread.household", "0.5"), ("spread.circle", "0.1"), STRICT[0], STRICT[1]];
    let loaded = small("as-reported", &strong);
    let twins = CauseTwins::of(&loaded).expect("its policy restricts");
    let found = worlds(&twins, 1);
    assert!(ever(&twins, &found, CauseSet::NONE.with(OthersDeeds)) > 0.0);
}

#[test]
fn nothing_is_told_apart_where_nobody_can_be_restricted() {
    let mut loaded = small("as-reported", &[]);
    let mut twins = loaded.scenario.twins().to_vec();
    twins[TwinId::STUDIED.0].policy.effects.clear();
    twins[TwinId::STUDIED.0].policy.lists.clear();
    let (society, seed) = (loaded.scenario.society().clone(), loaded.scenario.seed());
    let mild = Scenario::validated(society, twins, loaded.scenario.baseline(), seed);
    loaded.scenario = mild.expect("it is valid");
    assert!(CauseTwins::of(&loaded).is_none());
}
