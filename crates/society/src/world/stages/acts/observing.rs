//! Observation of an act: by cameras, a register or people, and the charges that come of it.
//!
//! One word of the occasion, its *sight*, decides everything that a sensor makes of it: by ranges of
//! recognition, error and miss, and an informant decides by the upper end of the part that is left. A
//! larger gallery or a better camera so moves bounds and never reshuffles: twins stay comparable act by
//! act. The bounds are in the chapter *Observation* of the handbook.
//!
//! | outcome | on record | in truth |
//! | --- | --- | --- |
//! | named, linked | the deed | the deed |
//! | mistaken | somebody else, by message; the deed too, if an informant reports it | the deed, unless staged |
//! | falsely linked | somebody else, by message | the deed, unless staged |
//! | unnamed, missed | the deed, if an informant reports it | the deed, unless staged |
//! | unfilmed | the deed, if an informant reports it | the same |

use crate::chance::{Address, Purpose};
use crate::conduct::Occasion;
use crate::measures::{Tallies, Tally};
use crate::observation::{Detection, DrawInterval, LinkOutcome, Linkage, Sensor, Sighting};
use crate::scenario::{Conduct, Register, RestrictionCause};
use crate::scoring::Cause;
use crate::units::{Points, Resident};
use crate::world::charge::Charge;
use crate::world::ledger::Ledger;
use crate::world::rules::ConductRules;

/// Daily counts of each sighting: filmed, named, mistaken. Breaches found are counted apart.
const FILMED: [u64; 4] = [
    Tallies::packed([1, 1, 0, 0]),
    Tallies::packed([1, 0, 1, 0]),
    Tallies::packed([1, 0, 0, 0]),
    Tallies::packed([0, 0, 0, 0]),
];

/// Daily counts of each link outcome: entries, missed, falsely linked.
const ENTERED: [u64; 3] =
    [Tallies::packed([1, 0, 1, 0]), Tallies::packed([1, 0, 0, 0]), Tallies::packed([1, 1, 0, 0])];

/// An act, as it is and as it looks.
#[derive(Clone, Copy)]
pub(super) struct Act {
    /// The conduct.
    pub(super) conduct: Conduct,
    /// Whether the rule seems kept to an observer.
    pub(super) seems_kept: bool,
    /// Whether it is kept.
    pub(super) is_kept: bool,
    /// Whether it is done in the open.
    pub(super) open: bool,
    /// The hour of the day, 0 to 23 [hours].
    pub(super) hour: u8,
}

impl Act {
    /// The charge of an observer; it counts in truth too where nothing is staged.
    fn charge(self, cause: Cause, delay: u8) -> Charge {
        let (real, shadow) = (true, self.seems_kept == self.is_kept);
        let Act { conduct, seems_kept: kept, hour, .. } = self;
        Charge { conduct, kept, cause, delay, hour, real, shadow }
    }

    /// The charge that error-free observation alone would have made.
    fn missed_charge(self, delay: u8) -> Charge {
        Charge { real: false, ..self.charge(Cause::Deed, delay) }
    }
}

/// The sensor over acts of one conduct in this place; nobody where the policy has no rule about it.
pub(super) fn sensor<'a>(ledger: &Ledger<'a>, conduct_rules: &ConductRules) -> Sensor<'a> {
    let watch = |watch| ledger.rules.sensors.watch(watch, ledger.place);
    conduct_rules.watch.map_or(Sensor::Nobody, watch)
}

/// Counts the sightings or entries of acts, whether they have consequences or not.
///
/// Apart from their consequences, since a camera films rules kept as well: a loop over all occasions
/// adds one word each, without a branch on the outcome.
#[inline]
pub(super) fn count_sightings(ledger: &mut Ledger<'_>, occasions: &[Occasion], sensor: Sensor<'_>) {
    let (place, cells) = (ledger.place, &ledger.residents.cell);
    let cell = |occasion: &Occasion| cells[usize::from(occasion.who)];
    match sensor {
        Sensor::Cameras(detections) => {
            // Counted as a block before any charge: the loop touches three columns and no state.
            let counts = ledger.tallies.daily_mut(place, Tally::FILMED);
            for occasion in occasions {
                let cell = cell(occasion);
                let sighting = detections[usize::from(cell.group())].outcome(occasion.sight);
                counts[usize::from(cell.0)] += FILMED[sighting as usize];
            }
        }
        Sensor::Register(register, linkage) => {
            let counts = ledger.tallies.daily_mut(place, Tally::ENTRIES.in_register(register));
            for occasion in occasions {
                let cell = cell(occasion);
                let outcome = linkage.outcome(cell.group(), occasion.sight);
                counts[usize::from(cell.0)] += ENTERED[outcome as usize];
            }
        }
        Sensor::People | Sensor::Nobody => {}
    }
}

/// Makes the charges that come of an act: against the citizen, a lookalike or a namesake.
///
/// Where the policy has no cameras, or not the register, the act is left to people.
#[inline]
pub(super) fn observe(ledger: &mut Ledger<'_>, occasion: &Occasion, sensor: Sensor<'_>, act: Act) {
    let (group, draw) = (ledger.cell(occasion.who).group(), occasion.sight);
    match sensor {
        Sensor::Cameras(detections) => {
            let detection = detections[usize::from(group)];
            match detection.outcome(draw) {
                Sighting::Unfilmed => {
                    observe_by_people(ledger, occasion, act, detection.unfilmed());
                }
                sighting => observe_by_camera(ledger, occasion, act, detection, sighting),
            }
        }
        Sensor::Register(register, linkage) => {
            observe_by_register(ledger, occasion, act, register, linkage);
        }
        Sensor::People | Sensor::Nobody => {
            observe_by_people(ledger, occasion, act, DrawInterval::ALL);
        }
    }
}

/// An act that only an onlooker can report; `rest` is the undecided part of its draw.
fn observe_by_people(ledger: &mut Ledger<'_>, occasion: &Occasion, act: Act, rest: DrawInterval) {
    // Error-free observation too would know of it through the onlooker alone.
    report(ledger, occasion, act.charge(Cause::Deed, 0), act, rest);
    // Nobody reports a court debt, and a charge alone would have noted it.
    if act.conduct == Conduct::CourtDebt && !act.is_kept {
        ledger.owe(occasion.who, false, true);
    }
}

/// An act that a camera films: the deed is charged; or, where the face is missed, a lookalike or nobody,
/// and the deed if an informant helps.
///
/// A false match takes no charge away: it needs a face that is missed, and an informant can report the
/// act whomever the camera accuses. Found is a breach with a name on it, right or wrong: cameras that
/// follow their findings cannot tell.
fn observe_by_camera(
    ledger: &mut Ledger<'_>,
    occasion: &Occasion,
    act: Act,
    detection: Detection,
    sighting: Sighting,
) {
    let who = occasion.who;
    let found = matches!(sighting, Sighting::Named | Sighting::Mistaken) && !act.seems_kept;
    ledger.count(who, Tally::FOUND, i64::from(found));
    if sighting == Sighting::Named {
        ledger.charge(who, act.charge(Cause::Deed, 0));
        return;
    }
    if sighting == Sighting::Mistaken {
        accuse_lookalike(ledger, occasion, act);
    }
    if !misses_count(ledger) {
        ledger.charge(who, act.charge(Cause::Deed, 0));
        return;
    }
    let reported = report_missed(ledger, occasion, act, detection.missed());
    charge_missed(ledger, who, act, 0, (!reported).then_some(Cause::Misidentified));
}

/// Charges a lookalike of the citizen with the act: always one of the same few, or a fresh one each
/// day, as the policy says.
fn accuse_lookalike(ledger: &mut Ledger<'_>, occasion: &Occasion, act: Act) {
    let citizen = ledger.citizen(occasion.who);
    let (day, which) = (u32::from(ledger.day), u16::from(occasion.which));
    let lookalike =
        Address { who: citizen.0, whom: u32::MAX, day, which, purpose: Purpose::Lookalike };
    let [draw, ..] = ledger.chance.draw(lookalike);
    let cameras = ledger.rules.policy.cameras.as_ref();
    let sticks = cameras.is_none_or(|cameras| cameras.lookalikes_stick);
    // The day tells one error from another where they fall on different people.
    let fresh = (!sticks).then_some(day);
    if let Some(other) = ledger.population.lookalike(citizen, draw, fresh) {
        ledger.send(other, act.charge(Cause::Misidentified, 0));
    }
}

/// An act that is entered into a register: linked to the citizen, to a namesake, or to nobody.
///
/// A charge by error arrives tomorrow and is entered with the register's delay from then; the entry
/// with the deed behind it waits from today.
fn observe_by_register(
    ledger: &mut Ledger<'_>,
    occasion: &Occasion,
    act: Act,
    register: Register,
    linkage: &Linkage,
) {
    let who = occasion.who;
    let delay = ledger.rules.register_delays[register as usize];
    let reported = match linkage.outcome(ledger.cell(who).group(), occasion.sight) {
        LinkOutcome::Linked => {
            ledger.enter(who, act.charge(Cause::Deed, delay));
            return;
        }
        LinkOutcome::Missed if !misses_count(ledger) => false,
        LinkOutcome::Missed => report_missed(ledger, occasion, act, linkage.missed()),
        LinkOutcome::FalseLink => {
            // Always the same one: a collision of identities is a fact of two records, not an event.
            if let Some(other) = ledger.population.colliding(ledger.citizen(who)) {
                ledger.send(other, act.charge(Cause::Misrecorded, delay));
            }
            false
        }
    };
    if !misses_count(ledger) {
        ledger.enter(who, act.charge(Cause::Deed, delay));
        return;
    }
    charge_missed(ledger, who, act, delay, (!reported).then_some(Cause::Misrecorded));
}

/// Whether a sensor can miss a deed; not in a twin where misses do not count.
fn misses_count(ledger: &Ledger<'_>) -> bool {
    ledger.rules.policy.counted.has(RestrictionCause::Misses)
}

/// Makes the shadow charge of an act that was missed, with the `delay` of its sensor. Points that a
/// good act did not earn are noted under the `error` that lost them, if one did.
fn charge_missed(
    ledger: &mut Ledger<'_>,
    who: Resident,
    act: Act,
    delay: u8,
    error: Option<Cause>,
) {
    let charge = act.missed_charge(delay);
    if charge.shadow {
        // Noted first: the charge itself can make a restriction wrongful.
        let earns = charge.kept && ledger.rules.scale.kept(charge.conduct) != Points::ZERO;
        match error {
            Some(error) if earns => note_unearned(ledger, who, charge.conduct, error),
            Some(error) if !charge.kept => ledger.state.last_missed.note(who, error),
            _ => {}
        }
        ledger.enter(who, charge);
    }
}

/// Notes points not earned through an error of a camera or a register, in whole points up to fifteen
/// each: enough to tell which error cost most.
fn note_unearned(ledger: &mut Ledger<'_>, who: Resident, conduct: Conduct, error: Cause) {
    let Some(unearned) = ledger.state.unearned.get_mut(usize::from(who)) else { return };
    let points = ledger.rules.scale.kept(conduct).grains() / Points::GRAINS;
    let shift = if error == Cause::Misidentified { 0 } else { 4 };
    let sum = (i32::from(*unearned >> shift & 15) + points).min(15) as u8;
    *unearned = *unearned & (0xf0 >> shift) | sum << shift;
}

/// A report of an act that a camera or register missed: error-free observation would have known of
/// it anyway, so that it counts on record alone.
fn report_missed(
    ledger: &mut Ledger<'_>,
    occasion: &Occasion,
    act: Act,
    rest: DrawInterval,
) -> bool {
    let charge = Charge { shadow: false, ..act.charge(Cause::Deed, 0) };
    report(ledger, occasion, charge, act, rest)
}

/// Makes `charge` where an onlooker reports the act; returns whether one does. Only a court knows of
/// its debts.
///
/// `rest` is the part of the draw that led here: its upper end reports, so that the bound of a sensor
/// below does not move the informant's.
fn report(
    ledger: &mut Ledger<'_>,
    occasion: &Occasion,
    charge: Charge,
    act: Act,
    rest: DrawInterval,
) -> bool {
    let visible = act.open & (act.conduct != Conduct::CourtDebt);
    let reports = visible & rest.upper(ledger.rules.report_chance, occasion.sight);
    if reports {
        ledger.count(occasion.who, Tally::REPORTED, 1);
        ledger.charge(occasion.who, charge);
    }
    reports
}
