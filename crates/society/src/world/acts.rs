//! Acts: what a citizen does when an occasion comes, and who hears of it.

use super::shift::Shift;
use super::sparse::Charge;
use super::sparse::OVER_TIES;
use crate::chance::Purpose;
use crate::conduct::{Happening, Situation};
use crate::measures::Tally;
use crate::observation::{Entry, Seen, Sighting, Span};
use crate::scenario::{Conduct, Gate, Nature, Register, Rule};
use crate::scoring::Cause;
use crate::units::Points;

/// An act as those who look at it could see it.
#[derive(Clone, Copy)]
struct Deed {
    conduct: Conduct,
    /// What it looks like.
    seems_kept: bool,
    /// What it is.
    is_kept: bool,
    open: bool,
    /// The draws that led to what is seen of it.
    span: Span,
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

impl Shift<'_> {
    pub(super) fn act(&mut self, happening: &Happening, conduct: Conduct) {
        let who = happening.who;
        let at = usize::from(who);
        let rules = self.rules;
        if rules.behind[conduct as usize].is_some_and(|gate| !self.may(happening, gate)) {
            return;
        }
        let help = rules.help.as_ref().filter(|help| help.by == conduct);
        let asked = help.and_then(|help| self.asked(happening, help));
        if help.is_some() && asked.is_none() {
            return;
        }
        let open = u32::from(happening.aside) < rules.open[conduct as usize];
        let situation = self.situation(who);
        let disposition = self.cast.disposition[at];
        let breaks = asked.is_some_and(|(_, ready)| !ready)
            || rules.habits.breaks(conduct, disposition, situation, open, happening.choice);
        let staged = situation.plays && open && !breaks && self.stages(happening, conduct);
        let is_kept = !breaks && !staged;
        self.tally_act(who, conduct, open, is_kept, staged);
        if let (Some(help), Some((asker, _)), true) = (help, asked, is_kept) {
            self.help(who, asker, help);
        }
        let deed = Deed { conduct, seems_kept: !breaks, is_kept, open, span: Span::ALL };
        match rules.policy.rule(conduct) {
            Some(rule) => self.watch(happening, rule, deed),
            None if conduct == Conduct::CourtDebt && breaks => self.owe(who, false, true),
            None => {}
        }
    }

    /// Whether the gate before an occasion serves.
    fn may(&mut self, happening: &Happening, gate: Gate) -> bool {
        let (citizen, which) = (self.citizen(happening.who).0, u16::from(happening.which));
        let [draw, ..] = self.chance.draw(Purpose::Event, citizen, 2, self.day.into(), which);
        self.ask(happening.who, gate, draw)
    }

    /// All that the policy makes this citizen feel, at this moment of the day.
    #[inline]
    fn situation(&self, who: u16) -> Situation {
        let at = usize::from(who);
        let mind = &self.rules.mind;
        if !mind.is_enabled() {
            return Situation { hardship: self.state.hardship[at], ..Situation::default() };
        }
        Situation {
            pressure: mind.pressure(self.state.certainty[at], self.state.score(who)),
            hardship: self.state.hardship[at],
            resignation: self.state.resignation(who),
            plays: mind.plays(self.cast.guile[at]),
        }
    }

    /// Whether a player only seems to do the good deed.
    fn stages(&self, happening: &Happening, conduct: Conduct) -> bool {
        let minded = self.rules.policy.rule(conduct).is_some();
        minded && conduct.nature() == Nature::Virtue && {
            let citizen = self.citizen(happening.who).0;
            let which = u16::from(happening.which);
            let [draw, ..] = self.chance.draw(Purpose::Event, citizen, 1, self.day.into(), which);
            self.rules.staged.admits(draw)
        }
    }

    fn tally_act(&mut self, who: u16, conduct: Conduct, open: bool, kept: bool, staged: bool) {
        let at = usize::from(who);
        let harm = self.rules.harm[conduct as usize];
        // All, broken, in the open, broken in the open; by whether it is broken, and in the open.
        const COUNTS: [[i64; 4]; 4] = [[1, 0, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0], [1, 1, 1, 1]];
        let counts = &COUNTS[usize::from(!kept) | usize::from(open) << 1];
        let lanes = Tally::OCCASIONS.of(conduct);
        let lanes = self.book.lanes_mut(self.place, self.cast.cell[at], lanes);
        for (count, by) in lanes.iter_mut().zip(counts) {
            *count += by;
        }
        if staged {
            self.count(who, Tally::STAGED, 1);
        }
        if !kept && harm > 0 {
            self.count(who, Tally::HARM, harm.into());
            self.state.harm[at] = self.state.harm[at].saturating_add(harm.into());
        }
    }

    /// Who hears of a deed, and what they make of it.
    fn watch(&mut self, happening: &Happening, rule: &Rule, deed: Deed) {
        let who = happening.who;
        let cell = self.cell(who);
        let (seen, span) = self.rules.eyes.see(rule, self.place, cell, happening.sight);
        let deed = Deed { span, ..deed };
        match seen {
            Seen::Filmed(Sighting::Unfilmed) | Seen::ByPeople | Seen::Unwatched => {
                self.told(happening, deed, true);
                if deed.conduct == Conduct::CourtDebt && !deed.is_kept {
                    self.owe(who, false, true);
                }
            }
            Seen::Filmed(sighting) => self.filmed(happening, deed, sighting),
            Seen::Entered(register, entry) => self.entered(happening, deed, register, entry),
        }
    }

    /// Whether anything follows from a deed, as far as it is known: from keeping a rule nothing
    /// does, unless that earns points.
    #[inline]
    fn counts(&self, deed: Deed) -> bool {
        !deed.seems_kept || self.rules.scale.kept(deed.conduct) != Points::ZERO
    }

    fn filmed(&mut self, happening: &Happening, deed: Deed, sighting: Sighting) {
        let who = happening.who;
        self.count(who, Tally::FILMED, 1);
        match sighting {
            Sighting::Named => self.count(who, Tally::NAMED, 1),
            Sighting::Mistaken => self.count(who, Tally::MISTAKEN, 1),
            _ => {}
        }
        if !self.counts(deed) {
            return;
        }
        let put = matches!(sighting, Sighting::Named | Sighting::Mistaken);
        self.count(who, Tally::FOUND, i64::from(put && !deed.seems_kept));
        let told = match sighting {
            Sighting::Named => {
                self.charge(who, deed.charge(Cause::Deed, 0));
                return;
            }
            Sighting::Mistaken => {
                self.accuse_lookalike(happening, deed);
                false
            }
            _ => self.told(happening, deed, false),
        };
        self.charge_unseen(who, deed, 0, (!told).then_some(Cause::Misidentified));
    }

    /// Puts a deed to someone whom the face before the camera is taken for.
    fn accuse_lookalike(&mut self, happening: &Happening, deed: Deed) {
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

    fn entered(&mut self, happening: &Happening, deed: Deed, register: Register, entry: Entry) {
        let who = happening.who;
        let delay = self.rules.delays[register as usize];
        self.count(who, Tally::ENTRIES.in_register(register), 1);
        match entry {
            Entry::Joined => {}
            Entry::Missed => self.count(who, Tally::MISSED.in_register(register), 1),
            Entry::Misjoined => self.count(who, Tally::MISJOINED.in_register(register), 1),
        }
        if !self.counts(deed) {
            return;
        }
        let told = match entry {
            Entry::Joined => {
                self.enter(who, deed.charge(Cause::Deed, delay));
                return;
            }
            Entry::Missed => self.told(happening, deed, false),
            Entry::Misjoined => {
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
    fn told(&mut self, happening: &Happening, deed: Deed, alone: bool) -> bool {
        let who = happening.who;
        let visible = deed.open && deed.conduct != Conduct::CourtDebt;
        let tells = visible
            && self.rules.tells.bound() != 0
            && self.counts(deed)
            && deed.span.upper(self.rules.tells, happening.sight);
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
