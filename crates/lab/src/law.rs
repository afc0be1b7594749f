//! The rules of a policy before the law: what each watches, how grave that is, and what follows.
//!
//! Article 5(1)(c) of the European AI Act (Regulation 2024/1689) prohibits a social score that leads to
//! detrimental treatment (i) in contexts unrelated to those in which the data were collected, or (ii)
//! unjustified or disproportionate to the behavior or its gravity. The figures here are about both
//! points, rule by rule; whether a treatment is justified is no question of counts.

use society::scenario::{Conduct, Context, List, Policy, TwinId};
use society::scoring::Deed;

use crate::estimate::{Estimate, estimate};
use crate::figures::Figures;
use crate::layout::Layout;
use crate::ratios::ratio;
use crate::world::{DeedResult, TwinResult};

/// A ratio of two sums over all worlds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quotient {
    /// The ratio.
    pub value: f64,
    /// Its 95 % interval (jackknife over worlds); `None` from one world, and where the ratio is the same
    /// without any of them.
    pub interval: Option<(f64, f64)>,
}

/// A rule of a policy, or a reason without one: figures over all worlds.
#[derive(Clone, Debug)]
pub struct RuleFigures {
    /// The conduct that the rule is about, or another reason of restrictions.
    pub deed: Deed,
    /// The part of life in which the conduct is observed; `None` without a conduct.
    pub observed_in: Option<Context>,
    /// Gravity: the harm of one breach in the scenario's weights [harm]; `None` without a conduct.
    pub harm: Option<u8>,
    /// Breaches charged [a year of 1,000 adults].
    pub charges: Option<Estimate>,
    /// Share of the charges that an error put to the citizen.
    pub charged_wrongly: Option<Quotient>,
    /// Days of the restrictions that began for it [days a charge].
    pub days: Option<Quotient>,
    /// Fines for charges, and monthly ones under these restrictions [months of income a charge].
    pub fines: Option<Quotient>,
    /// Penalties felt under these restrictions [a year of 1,000 adults].
    pub felt: Option<Estimate>,
    /// Share of these penalties in another part of life than that of the conduct; all of them without a
    /// conduct.
    pub unrelated: Option<Quotient>,
    /// Share of these penalties felt by adults whom true deeds would not restrict.
    pub felt_wrongly: Option<Quotient>,
    /// Parts of life in which these penalties fall, with the share of each, the largest first.
    pub falls_in: Vec<(Context, f64)>,
}

/// Figures of each rule of a twin in the order of conducts, then of reasons without a rule that restrict.
///
/// ```
/// use lab::{figures::Figures, law::rules, study::worlds};
/// use society::scenario::{Conduct, TwinId};
///
/// let small = reader::Overrides { citizens: Some(400), days: Some(365), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let worlds = worlds(&loaded.scenario, 2);
/// let rules = rules(&Figures::new(&loaded.scenario, &worlds), TwinId::STUDIED);
/// let bills = rules.iter().find(|rule| rule.deed == Conduct::Bills.into()).expect("it has a rule");
/// assert!(bills.charges.is_some_and(|charges| charges.mean > 0.0));
/// ```
#[must_use]
pub fn rules(figures: &Figures<'_>, twin: TwinId) -> Vec<RuleFigures> {
    let twins: Vec<&TwinResult> =
        figures.results.iter().map(|world| &world.twins[twin.0]).collect();
    let has_rule = |deed: Deed| {
        let twin = figures.scenario.twin(twin);
        let stages = twin.later.iter().map(|stage| &stage.policy);
        let mut policies = std::iter::once(&twin.policy).chain(stages);
        deed.conduct().is_some_and(|conduct| policies.any(|policy| punishes(policy, conduct)))
    };
    let happened = |deed: Deed| {
        let mut of = twins.iter().map(|twin| &twin.deeds[deed.number()]);
        of.any(|it| it.restrictions > 0 || it.consequences.felt != [0; Context::ALL.len()])
    };
    let deeds = Deed::all().filter(|&deed| has_rule(deed) || happened(deed));
    deeds.map(|deed| of_rule(figures, &twins, deed)).collect()
}

/// Whether a breach of `conduct` has any consequence of its own: a rule that only rewards has none.
fn punishes(policy: &Policy, conduct: Conduct) -> bool {
    let lists = |list: &List| {
        let by_debt = conduct == Conduct::CourtDebt && list.entry.debt_unpaid.is_some();
        by_debt || list.entry.charges.contains(&conduct)
    };
    policy.rule(conduct).is_some_and(|rule| {
        let by_itself = rule.broken.is_deduction() || rule.fine > 0.0 || rule.warning;
        by_itself || policy.lists.iter().any(lists)
    })
}

/// Figures of one rule.
fn of_rule(figures: &Figures<'_>, twins: &[&TwinResult], deed: Deed) -> RuleFigures {
    let society = figures.scenario.society();
    let conduct = deed.conduct();
    let sums = |of: &dyn Fn(&DeedResult) -> i64| -> Vec<f64> {
        twins.iter().map(|twin| of(&twin.deeds[deed.number()]) as f64).collect()
    };
    let years = f64::from(society.days) / 365.0;
    let a_year = |counts: &[f64]| {
        let rate = |(twin, count): (&&TwinResult, &f64)| {
            1000.0 * count / years / twin.adults[Layout::EVERYONE] as f64
        };
        estimate(twins.iter().zip(counts).map(rate))
    };
    let charges = sums(&|it| it.consequences.charges);
    let felt = sums(&|it| it.consequences.felt.iter().sum());
    let in_context = |context: Context| sums(&|it| it.consequences.felt[context as usize]);
    let mut falls_in: Vec<(Context, f64)> = Context::ALL
        .into_iter()
        .filter_map(|context| Some((context, quotient(&in_context(context), &felt)?.value)))
        .filter(|(_, share)| *share > 0.0)
        .collect();
    falls_in.sort_by(|one, other| other.1.total_cmp(&one.1));
    let unrelated = sums(&|it| {
        let felt = Context::ALL.into_iter().zip(it.consequences.felt);
        let elsewhere = felt.filter(|(at, _)| conduct.is_none_or(|it| it.context() != *at));
        elsewhere.map(|(_, count)| count).sum()
    });
    let thousandths = sums(&|it| it.consequences.fines);
    let months: Vec<f64> = thousandths.iter().map(|fines| fines / 1000.0).collect();
    RuleFigures {
        deed,
        observed_in: conduct.map(Conduct::context),
        harm: conduct.map(|conduct| society.habits[conduct as usize].harm),
        charges: a_year(&charges).filter(|_| conduct.is_some()),
        charged_wrongly: share(&sums(&|it| it.consequences.charged_wrongly), &charges),
        days: quotient(&sums(&|it| it.days), &charges),
        fines: quotient(&months, &charges),
        felt: a_year(&felt),
        unrelated: share(&unrelated, &felt),
        felt_wrongly: share(&sums(&|it| it.consequences.felt_wrongly), &felt),
        falls_in,
    }
}

/// The ratio of a part to all of it, at most 1; `None` where that is 0.
fn share(part: &[f64], all: &[f64]) -> Option<Quotient> {
    // Intervals of ratios know of no bound above them.
    let of = quotient(part, all)?;
    Some(Quotient { interval: of.interval.map(|(low, high)| (low, high.min(1.0))), ..of })
}

/// The ratio of two sums over worlds; `None` where the second is 0.
fn quotient(above: &[f64], below: &[f64]) -> Option<Quotient> {
    let [sum, of] = [above, below].map(|values| values.iter().sum::<f64>());
    let found = ratio(above, below)?;
    let interval = found.interval.filter(|_| !found.is_equal_in_all_worlds());
    Some(Quotient { value: sum / of, interval })
}
