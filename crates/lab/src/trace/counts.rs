//! Counts of a trace, by name, in the order of the handbook.

use society::measures::Tally;
use society::scenario::{Conduct, Gate, ListId, Register};
use society::scoring::{Cause, Deed, WRONGS};
use society::sparing::Sparing;

/// A count with its name.
#[derive(Clone, Debug)]
pub struct Count {
    /// Name of the count, with the conduct, gate, register, cause or list behind a dot.
    pub name: String,
    /// The tally that holds it.
    pub tally: Tally,
}

impl Count {
    fn new(name: impl Into<String>, tally: Tally) -> Count {
        Count { name: name.into(), tally }
    }
}

/// Every count of a trace.
///
/// ```
/// let counts = lab::trace::counts();
/// assert!(counts.iter().any(|count| count.name == "refused.flight"));
/// ```
#[must_use]
pub fn counts() -> Vec<Count> {
    [acts(), sensors(), ledger(), gates(), lists(), lives()].concat()
}

fn by_conduct(name: &str, tally: Tally) -> Vec<Count> {
    let of = |it: Conduct| Count::new(format!("{name}.{}", it.name()), tally.of(it));
    Conduct::ALL.map(of).to_vec()
}

fn by_register(name: &str, tally: Tally) -> Vec<Count> {
    Register::ALL
        .map(|it| Count::new(format!("{name}.{}", it.name()), tally.in_register(it)))
        .to_vec()
}

fn by_cause(name: &str, tally: Tally) -> Vec<Count> {
    Cause::ALL.map(|it| Count::new(format!("{name}.{}", it.name()), tally.by(it))).to_vec()
}

fn by_gate(name: &str, tally: Tally) -> Vec<Count> {
    Gate::ALL.map(|it| Count::new(format!("{name}.{}", it.name()), tally.at(it))).to_vec()
}

fn by_list(name: &str, tally: Tally) -> Vec<Count> {
    (0..4).map(|list| Count::new(format!("{name}.{list}"), tally.on_list(ListId(list)))).collect()
}

fn single(pairs: &[(&str, Tally)]) -> Vec<Count> {
    pairs.iter().map(|&(name, tally)| Count::new(name, tally)).collect()
}

/// Occasions, breaches and their visibility.
fn acts() -> Vec<Count> {
    [
        by_conduct("occasions", Tally::OCCASIONS),
        by_conduct("broken", Tally::BROKEN),
        by_conduct("open", Tally::OPEN),
        by_conduct("open-broken", Tally::OPEN_BROKEN),
        single(&[("staged", Tally::STAGED), ("harm", Tally::HARM)]),
    ]
    .concat()
}

/// Sightings, entries in registers, and reports.
fn sensors() -> Vec<Count> {
    [
        single(&[
            ("filmed", Tally::FILMED),
            ("named", Tally::NAMED),
            ("found", Tally::FOUND),
            ("mistaken", Tally::MISTAKEN),
            ("passed", Tally::PASSED),
            ("passed-named", Tally::PASSED_NAMED),
            ("passed-mistaken", Tally::PASSED_MISTAKEN),
            ("unenrolled-mistaken", Tally::UNENROLLED_MISTAKEN),
        ]),
        by_register("entries", Tally::ENTRIES),
        by_register("missed", Tally::MISSED),
        by_register("misjoined", Tally::MISLINKED),
        by_register("phantom", Tally::SPURIOUS),
        single(&[("told", Tally::REPORTED), ("lies", Tally::FALSE_REPORTS)]),
    ]
    .concat()
}

/// Charges, points and sanctions.
fn ledger() -> Vec<Count> {
    [
        by_cause("charges", Tally::CHARGES),
        by_cause("points", Tally::POINTS),
        by_cause("deducted", Tally::DEDUCTED),
        by_conduct("won", Tally::WON),
        by_conduct("lost", Tally::LOST),
        single(&[
            ("passed-on", Tally::PASSED_ON),
            ("came-over", Tally::CAME_OVER),
            ("floor", Tally::FLOOR),
            ("cap", Tally::CAP),
            ("delay", Tally::DELAY),
            ("hours", Tally::HOURS),
            ("sanctions", Tally::SANCTIONS),
            ("warnings", Tally::WARNINGS),
            ("fines", Tally::FINES),
            ("warned-wrongly", Tally::WARNED_WRONGLY),
            ("fined-wrongly", Tally::FINED_WRONGLY),
        ]),
    ]
    .concat()
}

/// Requests, refusals and waiting.
fn gates() -> Vec<Count> {
    [
        by_gate("asked", Tally::ASKED),
        by_gate("refused", Tally::REFUSED),
        by_gate("refused-wrongly", Tally::REFUSED_WRONGLY),
        single(&[
            ("slow-trains", Tally::SLOW_TRAINS),
            ("slow-hours", Tally::SLOW_HOURS),
            ("waited", Tally::WAITED),
            ("waited-for-others", Tally::WAITED_FOR_OTHERS),
            ("hurried", Tally::HURRIED),
            ("slowed", Tally::SLOWED),
            ("saved-fares", Tally::SAVED_FARES),
            ("throttled", Tally::THROTTLED),
            ("detriments", Tally::DETRIMENTS),
            ("unrelated", Tally::UNRELATED),
        ]),
    ]
    .concat()
}

/// Lists and restrictions.
fn lists() -> Vec<Count> {
    let wronged = WRONGS.iter().enumerate().map(|(number, cause)| {
        Count::new(format!("ever-wronged.{}", cause.name()), Tally::EVER_WRONGED.at_index(number))
    });
    let begun = Deed::all().map(|deed| {
        Count::new(format!("begun.{}", deed.name()), Tally::BEGUN.at_index(deed.number()))
    });
    let spared = Sparing::ALL.into_iter().map(|cause| {
        let tally = Tally::SPARED_BEGUN.at_index(cause as usize);
        Count::new(format!("spared-begun.{}", cause.name()), tally)
    });
    [
        by_list("listed", Tally::LISTED),
        by_list("delisted", Tally::DELISTED),
        single(&[
            ("spells", Tally::SPELLS),
            ("spells-ended", Tally::SPELLS_ENDED),
            ("ever-restricted", Tally::EVER_RESTRICTED),
            ("spirals", Tally::SPIRALS),
        ]),
        wronged.collect(),
        begun.collect(),
        spared.collect(),
        single(&[
            ("ever-grounded", Tally::EVER_GROUNDED),
            ("ever-off-rail", Tally::EVER_OFF_RAIL),
            ("ever-blacklisted", Tally::EVER_BLACKLISTED),
        ]),
    ]
    .concat()
}

/// Ties, help, appeals, objections, work and debts.
fn lives() -> Vec<Count> {
    single(&[
        ("ties-cut", Tally::TIES_CUT),
        ("cut-off", Tally::CUT_OFF),
        ("denied", Tally::DENIED),
        ("appeals", Tally::APPEALS),
        ("granted", Tally::GRANTED),
        ("objections", Tally::OBJECTIONS),
        ("objections-wronged", Tally::OBJECTIONS_OF_WRONGED),
        ("objection-delay", Tally::OBJECTION_DELAY),
        ("objection-fees", Tally::OBJECTION_FEES),
        ("objection-days", Tally::OBJECTION_DAYS),
        ("objections-decided", Tally::OBJECTIONS_DECIDED),
        ("objections-accepted", Tally::OBJECTIONS_ACCEPTED),
        ("upheld-wrongly", Tally::UPHELD_WRONGLY),
        ("corrected-on", Tally::CORRECTED_ON),
        ("fines-refunded", Tally::FINES_REFUNDED),
        ("warnings-withdrawn", Tally::WARNINGS_WITHDRAWN),
        ("lost-work", Tally::LOST_WORK),
        ("found-work", Tally::FOUND_WORK),
        ("debts", Tally::DEBTS),
        ("repaid", Tally::REPAID),
        ("repaid-listed", Tally::REPAID_LISTED),
        ("late-in-hardship", Tally::LATE_IN_HARDSHIP),
        ("ranked", Tally::RANKED),
        ("rank-kept", Tally::RANK_KEPT),
    ])
}
