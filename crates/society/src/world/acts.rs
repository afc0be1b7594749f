//! Acts: what a citizen does when an occasion comes, and who hears of it.

use super::choices::{Choices, occasion};
use super::rules::ConductRules;
use super::shift::DayStep;
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
    pub(super) fn acts(&mut self, conduct: Conduct, happenings: &[Occasion]) {
        let duty = &self.rules.duties[conduct as usize];
        if duty.is_asked_for() {
            happenings.iter().for_each(|happening| self.act(happening, conduct));
            return;
        }
        let (mut broken, mut kept) =
            (std::mem::take(&mut self.space.broken), std::mem::take(&mut self.space.kept));
        for list in [&mut broken, &mut kept] {
            list.resize(list.len().max(happenings.len()), 0);
        }
        let counts = self.book.daily_mut(self.place, Tally::OCCASIONS.of(conduct));
        let choices = Choices::new(self.rules, duty, self.cast, self.state);
        let (breakers, keepers) = choices.part(happenings, counts, (&mut broken, &mut kept));
        let eye = self.eye(duty);
        self.count_sightings(happenings, eye);
        for &at in &broken[..breakers] {
            self.break_rule(&happenings[usize::from(at)], duty, eye);
        }
        let [honest, players] = if duty.is_staged {
            self.set_players_apart(happenings, duty, &mut kept[..keepers], &mut broken)
        } else {
            [keepers, 0]
        };
        if duty.earns {
            for &at in &kept[..honest] {
                self.earn(&happenings[usize::from(at)], duty, eye, true);
            }
        }
        for &at in &broken[..players] {
            self.keep_rule(&happenings[usize::from(at)], duty, eye);
        }
        (self.space.broken, self.space.kept) = (broken, kept);
    }

    /// One occasion, by itself; it may come only where a gate serves or somebody asks for help.
    pub(super) fn act(&mut self, happening: &Occasion, conduct: Conduct) {
        let duty = &self.rules.duties[conduct as usize];
        if duty.behind.is_some_and(|gate| !self.may(happening, gate)) {
            return;
        }
        let help = self.rules.help.as_ref().filter(|help| help.by == duty.conduct);
        let asked = help.and_then(|help| self.asked(happening, help));
        if help.is_some() && asked.is_none() {
            return;
        }
        let refuses = asked.is_some_and(|(_, ready)| !ready);
        let choices = Choices::new(self.rules, duty, self.cast, self.state);
        let open = duty.is_open(happening);
        let breaks = refuses || choices.breaks(happening, open);
        let (place, cell) = (self.place, self.cell(happening.who));
        let counts = self.book.daily_mut(place, Tally::OCCASIONS.of(duty.conduct));
        counts[usize::from(cell.0)] += occasion(breaks, open);
        let eye = self.eye(duty);
        self.count_sightings(std::slice::from_ref(happening), eye);
        let is_kept = if breaks {
            self.break_rule(happening, duty, eye);
            false
        } else {
            self.keep_rule(happening, duty, eye)
        };
        if let (Some(help), Some((asker, _)), true) = (help, asked, is_kept) {
            self.help(happening.who, asker, help);
        }
    }

    /// Whether the gate before an occasion serves.
    fn may(&mut self, happening: &Occasion, gate: Gate) -> bool {
        let (citizen, which) = (self.citizen(happening.who).0, u16::from(happening.which));
        let [draw, ..] = self.chance.draw(Purpose::Event, citizen, 2, self.day.into(), which);
        self.ask(happening.who, gate, draw)
    }

    /// What looks at acts of one kind here.
    fn eye(&self, duty: &ConductRules) -> Sensor<'a> {
        duty.watch.map_or(Sensor::Nobody, |watch| self.rules.eyes.watch(watch, self.place))
    }

    /// Counts what cameras or registers make of acts, whether anything follows or not.
    #[inline]
    fn count_sightings(&mut self, happenings: &[Occasion], eye: Sensor<'_>) {
        let (place, cells) = (self.place, &self.cast.cell);
        let cell = |happening: &Occasion| cells[usize::from(happening.who)];
        match eye {
            Sensor::Cameras(lenses) => {
                let counts = self.book.daily_mut(place, Tally::FILMED);
                for happening in happenings {
                    let cell = cell(happening);
                    let sighting = lenses[cell.group()].look(happening.sight);
                    counts[usize::from(cell.0)] += FILMED[sighting as usize];
                }
            }
            Sensor::Register(register, joins) => {
                let counts = self.book.daily_mut(place, Tally::ENTRIES.in_register(register));
                for happening in happenings {
                    let cell = cell(happening);
                    let entry = joins.enter(cell.group(), happening.sight);
                    counts[usize::from(cell.0)] += ENTERED[entry as usize];
                }
            }
            Sensor::People | Sensor::Nobody => {}
        }
    }

    /// What follows from a breach.
    fn break_rule(&mut self, happening: &Occasion, duty: &ConductRules, eye: Sensor<'_>) {
        let (who, conduct, open) = (happening.who, duty.conduct, duty.is_open(happening));
        self.do_harm(who, duty);
        if duty.watch.is_some() {
            let deed = Deed { conduct, seems_kept: false, is_kept: false, open };
            self.watch(happening, eye, deed);
        } else if conduct == Conduct::CourtDebt {
            self.owe(who, false, true);
        }
    }

    /// Sorts keepers into those who are what they seem and those who could be pretending; tells how
    /// many there are of each.
    fn set_players_apart(
        &self,
        happenings: &[Occasion],
        duty: &ConductRules,
        kept: &mut [u16],
        players: &mut [u16],
    ) -> [usize; 2] {
        let mut counts = [0; 2];
        for from in 0..kept.len() {
            let at = kept[from];
            let could = self.could_pretend(&happenings[usize::from(at)], duty);
            (kept[counts[0]], players[counts[1]]) = (at, at);
            counts[0] += usize::from(!could);
            counts[1] += usize::from(could);
        }
        counts
    }

    /// Whether whoever keeps to a rule could only seem to.
    #[inline]
    fn could_pretend(&self, happening: &Occasion, duty: &ConductRules) -> bool {
        let plays = self.rules.mind.plays(self.cast.guile[usize::from(happening.who)]);
        duty.is_staged & duty.is_open(happening) & plays
    }

    /// What follows where a rule seems to be kept to; whether it is.
    fn keep_rule(&mut self, happening: &Occasion, duty: &ConductRules, eye: Sensor<'_>) -> bool {
        let (who, conduct) = (happening.who, duty.conduct);
        let staged = self.could_pretend(happening, duty) && self.stages(happening);
        if staged {
            self.count(who, Tally::STAGED, 1);
            for tally in [Tally::BROKEN, Tally::OPEN_BROKEN] {
                self.count(who, tally.of(conduct), 1);
            }
            self.do_harm(who, duty);
        }
        // From keeping a rule nothing follows, unless that earns points.
        if duty.earns {
            self.earn(happening, duty, eye, !staged);
        }
        !staged
    }

    /// What follows where keeping a rule earns points, whether it is kept or only seems so.
    fn earn(&mut self, happening: &Occasion, duty: &ConductRules, eye: Sensor<'_>, is_kept: bool) {
        let open = duty.is_open(happening);
        self.watch(happening, eye, Deed { conduct: duty.conduct, seems_kept: true, is_kept, open });
    }

    /// Counts the harm of a breach.
    fn do_harm(&mut self, who: u16, duty: &ConductRules) {
        if duty.harm > 0 {
            self.count(who, Tally::HARM, duty.harm.into());
            let harm = &mut self.state.harm[usize::from(who)];
            *harm = harm.saturating_add(duty.harm.into());
        }
    }

    /// Whether a player only seems to do the good deed.
    fn stages(&self, happening: &Occasion) -> bool {
        let (citizen, which) = (self.citizen(happening.who).0, u16::from(happening.which));
        let [draw, ..] = self.chance.draw(Purpose::Event, citizen, 1, self.day.into(), which);
        self.rules.staged.admits(draw)
    }

    /// Who hears of a deed, and what they make of it.
    #[inline]
    fn watch(&mut self, happening: &Occasion, eye: Sensor<'_>, deed: Deed) {
        let (group, draw) = (self.cell(happening.who).group(), happening.sight);
        match eye {
            Sensor::Cameras(lenses) => match lenses[group].look(draw) {
                Sighting::Unfilmed => {
                    self.unwatched(happening, deed, lenses[group].span(Sighting::Unfilmed));
                }
                sighting => self.filmed(happening, deed, (lenses[group], sighting)),
            },
            Sensor::Register(register, joins) => self.entered(happening, deed, register, joins),
            Sensor::People | Sensor::Nobody => self.unwatched(happening, deed, DrawInterval::ALL),
        }
    }

    /// A deed that nobody but an onlooker can tell of.
    fn unwatched(&mut self, happening: &Occasion, deed: Deed, span: DrawInterval) {
        self.told(happening, deed, (span, true));
        if deed.conduct == Conduct::CourtDebt && !deed.is_kept {
            self.owe(happening.who, false, true);
        }
    }

    fn filmed(
        &mut self,
        happening: &Occasion,
        deed: Deed,
        (lens, sighting): (Detection, Sighting),
    ) {
        let who = happening.who;
        let found = matches!(sighting, Sighting::Named | Sighting::Mistaken) && !deed.seems_kept;
        self.count(who, Tally::FOUND, i64::from(found));
        let told = match sighting {
            Sighting::Named => {
                self.charge(who, deed.charge(Cause::Deed, 0));
                return;
            }
            Sighting::Mistaken => {
                self.accuse_lookalike(happening, deed);
                false
            }
            _ => self.told(happening, deed, (lens.span(sighting), false)),
        };
        self.charge_unseen(who, deed, 0, (!told).then_some(Cause::Misidentified));
    }

    /// Puts a deed to someone whom the face before the camera is taken for.
    fn accuse_lookalike(&mut self, happening: &Occasion, deed: Deed) {
        let citizen = self.citizen(happening.who);
        let (day, which) = (u32::from(self.day), u16::from(happening.which));
        let [draw, ..] = self.chance.draw(Purpose::Lookalike, citizen.0, u32::MAX, day, which);
        let sticks =
            self.rules.policy.cameras.as_ref().is_none_or(|cameras| cameras.lookalikes_stick);
        let fresh = (!sticks).then_some(day);
        if let Some(other) = self.population.lookalike(citizen, draw, fresh) {
            self.send(other, deed.charge(Cause::Misidentified, 0));
        }
    }

    fn entered(&mut self, happening: &Occasion, deed: Deed, register: Register, joins: &Linkage) {
        let who = happening.who;
        let delay = self.rules.delays[register as usize];
        let told = match joins.enter(self.cell(who).group(), happening.sight) {
            LinkOutcome::Linked => {
                self.enter(who, deed.charge(Cause::Deed, delay));
                return;
            }
            LinkOutcome::Missed => self.told(happening, deed, (joins.missed(), false)),
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
        happening: &Occasion,
        deed: Deed,
        (span, alone): (DrawInterval, bool),
    ) -> bool {
        let who = happening.who;
        let visible = deed.open & (deed.conduct != Conduct::CourtDebt);
        let tells = visible & span.upper(self.rules.tells, happening.sight);
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
