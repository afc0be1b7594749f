//! Help: who asks whom, who looks up the standing of whoever asks, and who is taken after.

use super::day_step::DayStep;
use crate::chance::Purpose;
use crate::conduct::Occasion;
use crate::measures::Tally;
use crate::scenario::{Conduct, Helping, Policy};
use crate::units::Threshold;

/// What giving help costs [1/16 costs].
const COST: i16 = 16;

/// The rules of helping under one policy.
#[derive(Clone, Debug)]
pub(super) struct Help {
    pub(super) by: Conduct,
    /// Ranks of guile from which on citizens help on the first day.
    from: u32,
    /// What help brings [1/16 costs].
    benefit: i16,
    /// Chance to take after someone for each sixteenth of a cost that they are ahead [2⁻³²].
    imitation: u64,
    looked_up: Threshold,
}

impl Help {
    pub(super) fn new(helping: &Helping, policy: &Policy) -> Help {
        let whole = f64::from(u32::MAX) + 1.0;
        Help {
            by: helping.by,
            from: 256 - libm::round(256.0 * helping.willing.get()) as u32,
            benefit: libm::round(f64::from(COST) * helping.benefit) as i16,
            imitation: libm::round(helping.imitation.get() * whole / f64::from(COST)) as u64,
            looked_up: policy.looked_up.threshold(),
        }
    }

    /// Whether someone of this rank of guile helps on the first day.
    pub(super) fn helps(&self, gaming_rank: u8) -> bool {
        u32::from(gaming_rank) >= self.from
    }
}

impl DayStep<'_> {
    /// Who asks whoever has the occasion for help, and whether they are ready to give it; `None`
    /// where the draw falls on themselves or on a child, and nobody asks.
    pub(super) fn asked(&mut self, occasion: &Occasion, help: &Help) -> Option<(u16, bool)> {
        let (who, which) = (occasion.who, u16::from(occasion.which));
        let citizen = self.citizen(who).0;
        let [whom, sight, ..] =
            self.chance.draw(Purpose::Event, citizen, 3, self.day.into(), which);
        let asker = self.acquaintance(who, whom)?;
        if !self.state.is_willing(who) {
            return Some((asker, false));
        }
        let standing = self.state.standing(self.rules, asker);
        let denied = help.looked_up.admits(sight) && self.rules.gates.shuns(standing);
        self.count(asker, Tally::DENIED, i64::from(denied));
        Some((asker, !denied))
    }

    /// What help brings to whoever asked, and costs whoever gives it.
    pub(super) fn help(&mut self, who: u16, asker: u16, help: &Help) {
        let gains = &mut self.state.gains;
        for (one, gain) in [(who, -COST), (asker, help.benefit)] {
            let sum = &mut gains[usize::from(one)][0];
            *sum = sum.saturating_add(gain);
        }
    }

    /// A month is over: whoever did worse in it than an acquaintance may take after them.
    pub(super) fn imitate(&mut self, who: u16, [whom, draw]: [u32; 2]) {
        let rules = self.rules;
        let Some(help) = &rules.help else { return };
        let [now, last] = &mut self.state.gains[usize::from(who)];
        *last = std::mem::take(now);
        let mine = i64::from(*last);
        let Some(other) = self.acquaintance(who, whom) else { return };
        let ahead = i64::from(self.state.gains(other)[1]) - mine;
        if ahead > 0 && u64::from(draw) < help.imitation * ahead.unsigned_abs() {
            self.state.willing[usize::from(who)] = self.state.is_willing(other);
        }
    }
}
