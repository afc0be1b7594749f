//! Acts: what a citizen does when an occasion comes, and who hears of it.

use super::choices::{Choices, outcome_counts};
use super::day_step::DayStep;
use super::rules::ConductRules;
use super::sparse::{Charge, OVER_TIES};
use crate::chance::Purpose;
use crate::conduct::Occasion;
use crate::measures::{Tallies, Tally};
use crate::observation::{Detection, DrawInterval, LinkOutcome, Linkage, Sensor, Sighting};
use crate::scenario::{Conduct, Gate, Register};
use crate::scoring::Cause;
use crate::units::Points;

/// What a sighting counts: filmed, named, mistaken; whether it is found shows later.
const FILMED: [u64; 4] = [
    Tallies::packed([1, 0, 1, 0]),
    Tallies::packed([1, 1, 0, 0]),
    Tallies::packed([1, 0, 0, 0]),
    Tallies::packed([0, 0, 0, 0]),
];

/// What an entry counts: made, missed, misjoined.
const ENTERED: [u64; 3] =
    [Tallies::packed([1, 0, 1, 0]), Tallies::packed([1, 0, 0, 0]), Tallies::packed([1, 1, 0, 0])];

/// An act as those who look at it could see it.
#[derive(Clone, Copy)]
struct Deed {
    conduct: Conduct,
    /// What it looks like.
    seems_kept: bool,
    /// What it is.
    is_kept: bool,
    open: bool,
}

impl Deed {
    fn charge(self, cause: Cause, delay: u8) -> Charge {
        let (real, shadow) = (true, self.seems_kept == self.is_kept);
        Charge { conduct: self.conduct, kept: self.seems_kept, cause, delay, real, shadow }
    }

    /// What perfect eyes alone would have made of it.
    fn unseen(self, delay: u8) -> Charge {
        Charge { real: false, ..self.charge(Cause::Deed, delay) }
    }
}

impl<'a> DayStep<'a> {
    /// Occasions for one conduct, of citizens who each have one.
    ///
    /// What everyone chooses is found out first, and then what follows. Nobody's choice depends on
    /// what another's leads to on the same day.
    pub(super) fn acts(&mut self, conduct: Conduct, occasions: &[Occasion]) {
        let conduct_rules = &self.rules.conducts[conduct as usize];
        if conduct_rules.is_asked_for() {
            occasions.iter().for_each(|occasion| self.act(occasion, conduct));
            return;
        }
        let (mut broken, mut kept) =
            (std::mem::take(&mut self.scratch.broken), std::mem::take(&mut self.scratch.kept));
        for list in [&mut broken, &mut kept] {
            list.resize(list.len().max(occasions.len()), 0);
        }
        let counts = self.tallies.daily_mut(self.place, Tally::OCCASIONS.of(conduct));
        let choices = Choices::new(self.rules, conduct_rules, self.residents, self.state);
        let (breakers, keepers) = choices.part(occasions, counts, (&mut broken, &mut kept));
        let sensor = self.sensor(conduct_rules);
        self.count_sightings(occasions, sensor);
        for &at in &broken[..breakers] {
            self.break_rule(&occasions[usize::from(at)], conduct_rules, sensor);
        }
        let [honest, players] = if conduct_rules.is_staged {
            self.set_players_apart(occasions, conduct_rules, &mut kept[..keepers], &mut broken)
        } else {
            [keepers, 0]
        };
        if conduct_rules.earns {
            for &at in &kept[..honest] {
                self.earn(&occasions[usize::from(at)], conduct_rules, sensor, true);
            }
        }
        for &at in &broken[..players] {
            self.keep_rule(&occasions[usize::from(at)], conduct_rules, sensor);
        }
        (self.scratch.broken, self.scratch.kept) = (broken, kept);
    }

    /// One occasion, by itself; it may come only where a gate serves or somebody asks for help.
    pub(super) fn act(&mut self, occasion: &Occasion, conduct: Conduct) {
        let conduct_rules = &self.rules.conducts[conduct as usize];
        if conduct_rules.behind.is_some_and(|gate| !self.may(occasion, gate)) {
            return;
        }
        let help = self.rules.help.as_ref().filter(|help| help.by == conduct_rules.conduct);
        let asked = help.and_then(|help| self.asked(occasion, help));
        if help.is_some() && asked.is_none() {
            return;
        }
        let refuses = asked.is_some_and(|(_, ready)| !ready);
        let choices = Choices::new(self.rules, conduct_rules, self.residents, self.state);
        let open = conduct_rules.is_open(occasion);
        let breaks = refuses || choices.breaks(occasion, open);
        let (place, cell) = (self.place, self.cell(occasion.who));
        let counts = self.tallies.daily_mut(place, Tally::OCCASIONS.of(conduct_rules.conduct));
        counts[usize::from(cell.0)] += outcome_counts(breaks, open);
        let sensor = self.sensor(conduct_rules);
        self.count_sightings(std::slice::from_ref(occasion), sensor);
        let is_kept = if breaks {
            self.break_rule(occasion, conduct_rules, sensor);
            false
        } else {
            self.keep_rule(occasion, conduct_rules, sensor)
        };
        if let (Some(help), Some((asker, _)), true) = (help, asked, is_kept) {
            self.help(occasion.who, asker, help);
        }
    }

    /// Whether the gate before an occasion serves.
    fn may(&mut self, occasion: &Occasion, gate: Gate) -> bool {
        let (citizen, which) = (self.citizen(occasion.who).0, u16::from(occasion.which));
        let [draw, ..] = self.chance.draw(Purpose::Event, citizen, 2, self.day.into(), which);
        self.ask(occasion.who, gate, draw)
    }

    /// What looks at acts of one kind here.
    fn sensor(&self, conduct_rules: &ConductRules) -> Sensor<'a> {
        conduct_rules
            .watch
            .map_or(Sensor::Nobody, |watch| self.rules.sensors.watch(watch, self.place))
    }

    /// Counts what cameras or registers make of acts, whether anything follows or not.
    #[inline]
    fn count_sightings(&mut self, occasions: &[Occasion], sensor: Sensor<'_>) {
        let (place, cells) = (self.place, &self.residents.cell);
        let cell = |occasion: &Occasion| cells[usize::from(occasion.who)];
        match sensor {
            Sensor::Cameras(detections) => {
                let counts = self.tallies.daily_mut(place, Tally::FILMED);
                for occasion in occasions {
                    let cell = cell(occasion);
                    let sighting = detections[cell.group()].look(occasion.sight);
                    counts[usize::from(cell.0)] += FILMED[sighting as usize];
                }
            }
            Sensor::Register(register, linkage) => {
                let counts = self.tallies.daily_mut(place, Tally::ENTRIES.in_register(register));
                for occasion in occasions {
                    let cell = cell(occasion);
                    let entry = linkage.enter(cell.group(), occasion.sight);
                    counts[usize::from(cell.0)] += ENTERED[entry as usize];
                }
            }
            Sensor::People | Sensor::Nobody => {}
        }
    }

    /// What follows from a breach.
    fn break_rule(
        &mut self,
        occasion: &Occasion,
        conduct_rules: &ConductRules,
        sensor: Sensor<'_>,
    ) {
        let (who, conduct, open) =
            (occasion.who, conduct_rules.conduct, conduct_rules.is_open(occasion));
        self.do_harm(who, conduct_rules);
        if conduct_rules.watch.is_some() {
            let deed = Deed { conduct, seems_kept: false, is_kept: false, open };
            self.watch(occasion, sensor, deed);
        } else if conduct == Conduct::CourtDebt {
            self.owe(who, false, true);
        }
    }

    /// Sorts keepers into those who are what they seem and those who could be pretending; tells how
    /// many there are of each.
    fn set_players_apart(
        &self,
        occasions: &[Occasion],
        conduct_rules: &ConductRules,
        kept: &mut [u16],
        players: &mut [u16],
    ) -> [usize; 2] {
        let mut counts = [0; 2];
        for from in 0..kept.len() {
            let at = kept[from];
            let could = self.could_pretend(&occasions[usize::from(at)], conduct_rules);
            (kept[counts[0]], players[counts[1]]) = (at, at);
            counts[0] += usize::from(!could);
            counts[1] += usize::from(could);
        }
        counts
    }

    /// Whether whoever keeps to a rule could only seem to.
    #[inline]
    fn could_pretend(&self, occasion: &Occasion, conduct_rules: &ConductRules) -> bool {
        let plays =
            self.rules.response.plays(self.residents.gaming_rank[usize::from(occasion.who)]);
        conduct_rules.is_staged & conduct_rules.is_open(occasion) & plays
    }

    /// What follows where a rule seems to be kept to; whether it is.
    fn keep_rule(
        &mut self,
        occasion: &Occasion,
        conduct_rules: &ConductRules,
        sensor: Sensor<'_>,
    ) -> bool {
        let (who, conduct) = (occasion.who, conduct_rules.conduct);
        let staged = self.could_pretend(occasion, conduct_rules) && self.stages(occasion);
        if staged {
            self.count(who, Tally::STAGED, 1);
            for tally in [Tally::BROKEN, Tally::OPEN_BROKEN] {
                self.count(who, tally.of(conduct), 1);
            }
            self.do_harm(who, conduct_rules);
        }
        // From keeping a rule nothing follows, unless that earns points.
        if conduct_rules.earns {
            self.earn(occasion, conduct_rules, sensor, !staged);
        }
        !staged
    }

    /// What follows where keeping a rule earns points, whether it is kept or only seems so.
    fn earn(
        &mut self,
        occasion: &Occasion,
        conduct_rules: &ConductRules,
        sensor: Sensor<'_>,
        is_kept: bool,
    ) {
        let open = conduct_rules.is_open(occasion);
        self.watch(
            occasion,
            sensor,
            Deed { conduct: conduct_rules.conduct, seems_kept: true, is_kept, open },
        );
    }

    /// Counts the harm of a breach.
    fn do_harm(&mut self, who: u16, conduct_rules: &ConductRules) {
        if conduct_rules.harm > 0 {
            self.count(who, Tally::HARM, conduct_rules.harm.into());
            let harm = &mut self.state.harm[usize::from(who)];
            *harm = harm.saturating_add(conduct_rules.harm.into());
        }
    }

    /// Whether a player only seems to do the good deed.
    fn stages(&self, occasion: &Occasion) -> bool {
        let (citizen, which) = (self.citizen(occasion.who).0, u16::from(occasion.which));
        let [draw, ..] = self.chance.draw(Purpose::Event, citizen, 1, self.day.into(), which);
        self.rules.staged.admits(draw)
    }

    /// Who hears of a deed, and what they make of it.
    #[inline]
    fn watch(&mut self, occasion: &Occasion, sensor: Sensor<'_>, deed: Deed) {
        let (group, draw) = (self.cell(occasion.who).group(), occasion.sight);
        match sensor {
            Sensor::Cameras(detections) => match detections[group].look(draw) {
                Sighting::Unfilmed => {
                    self.unwatched(occasion, deed, detections[group].span(Sighting::Unfilmed));
                }
                sighting => self.filmed(occasion, deed, (detections[group], sighting)),
            },
            Sensor::Register(register, linkage) => self.entered(occasion, deed, register, linkage),
            Sensor::People | Sensor::Nobody => self.unwatched(occasion, deed, DrawInterval::ALL),
        }
    }

    /// A deed that nobody but an onlooker can tell of.
    fn unwatched(&mut self, occasion: &Occasion, deed: Deed, span: DrawInterval) {
        self.told(occasion, deed, (span, true));
        if deed.conduct == Conduct::CourtDebt && !deed.is_kept {
            self.owe(occasion.who, false, true);
        }
    }

    fn filmed(
        &mut self,
        occasion: &Occasion,
        deed: Deed,
        (detection, sighting): (Detection, Sighting),
    ) {
        let who = occasion.who;
        let found = matches!(sighting, Sighting::Named | Sighting::Mistaken) && !deed.seems_kept;
        self.count(who, Tally::FOUND, i64::from(found));
        let told = match sighting {
            Sighting::Named => {
                self.charge(who, deed.charge(Cause::Deed, 0));
                return;
            }
            Sighting::Mistaken => {
                self.accuse_lookalike(occasion, deed);
                false
            }
            _ => self.told(occasion, deed, (detection.span(sighting), false)),
        };
        self.charge_unseen(who, deed, 0, (!told).then_some(Cause::Misidentified));
    }

    /// Puts a deed to someone whom the face before the camera is taken for.
    fn accuse_lookalike(&mut self, occasion: &Occasion, deed: Deed) {
        let citizen = self.citizen(occasion.who);
        let (day, which) = (u32::from(self.day), u16::from(occasion.which));
        let [draw, ..] = self.chance.draw(Purpose::Lookalike, citizen.0, u32::MAX, day, which);
        let sticks =
            self.rules.policy.cameras.as_ref().is_none_or(|cameras| cameras.lookalikes_stick);
        let fresh = (!sticks).then_some(day);
        if let Some(other) = self.population.lookalike(citizen, draw, fresh) {
            self.send(other, deed.charge(Cause::Misidentified, 0));
        }
    }

    fn entered(&mut self, occasion: &Occasion, deed: Deed, register: Register, linkage: &Linkage) {
        let who = occasion.who;
        let delay = self.rules.delays[register as usize];
        let told = match linkage.enter(self.cell(who).group(), occasion.sight) {
            LinkOutcome::Linked => {
                self.enter(who, deed.charge(Cause::Deed, delay));
                return;
            }
            LinkOutcome::Missed => self.told(occasion, deed, (linkage.missed(), false)),
            LinkOutcome::FalseLink => {
                if let Some(other) = self.population.colliding(self.citizen(who)) {
                    self.send(other, deed.charge(Cause::Misrecorded, delay));
                }
                false
            }
        };
        self.charge_unseen(who, deed, delay, (!told).then_some(Cause::Misrecorded));
    }

    /// What perfect eyes would have charged and the real ones did not; points that a good deed
    /// did not earn are blamed on the `error` that lost them, if one did.
    fn charge_unseen(&mut self, who: u16, deed: Deed, delay: u8, error: Option<Cause>) {
        let charge = deed.unseen(delay);
        if charge.shadow {
            // Noted first: the charge itself can make a restriction wrongful.
            let earns = charge.kept && self.rules.scale.kept(charge.conduct) != Points::ZERO;
            if let Some(error) = error.filter(|_| earns) {
                self.miss_earning(who, charge.conduct, error);
            }
            self.enter(who, charge);
        }
    }

    /// Notes what a good deed did not earn through a camera's error or a register's, in whole
    /// points up to fifteen each: enough to tell which error cost most.
    fn miss_earning(&mut self, who: u16, conduct: Conduct, error: Cause) {
        let Some(missed) = self.state.unearned.get_mut(usize::from(who)) else { return };
        let points = self.rules.scale.kept(conduct).grains() / Points::GRAINS;
        let shift = if error == Cause::Misidentified { 0 } else { 4 };
        let sum = (i32::from(*missed >> shift & 15) + points).min(15) as u8;
        *missed = *missed & (0xf0 >> shift) | sum << shift;
    }

    /// Whether an onlooker tells; `alone` when nothing else could have caught the deed, so that
    /// perfect eyes would know of it from the onlooker too. A court alone knows of its debts.
    fn told(
        &mut self,
        occasion: &Occasion,
        deed: Deed,
        (span, alone): (DrawInterval, bool),
    ) -> bool {
        let who = occasion.who;
        let visible = deed.open & (deed.conduct != Conduct::CourtDebt);
        let tells = visible & span.upper(self.rules.tells, occasion.sight);
        if tells {
            self.count(who, Tally::TOLD, 1);
            let charge = deed.charge(Cause::Deed, 0);
            self.charge(who, Charge { shadow: charge.shadow && alone, ..charge });
        }
        tells
    }

    /// The conduct behind a charge, as a dossier keeps it.
    pub(super) fn deed_name(deed: u8) -> Option<Conduct> {
        (deed < OVER_TIES).then(|| Conduct::ALL[usize::from(deed)])
    }
}
