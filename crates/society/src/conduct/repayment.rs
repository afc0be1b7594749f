//! Late payment of court debts, by two kinds of debtor: some will not pay, and some cannot.
//!
//! ```text
//! cannot    w0 < bound(level + hardship)   and   w1 ≥ bound(1 − exp(−recovers · age))
//! will not  pays with the chance rate · (1 − hardship) / 12 a month, more often on a blacklist
//! ```
//!
//! The words are a citizen's own and the same on every day: who cannot pay follows from them, from
//! hardship, and from the age of the debt, and needs no column. Level and rate are solved so that share
//! and rate of the scenario are means over the debtors, as a conduct's level is from `breaks`.

use super::logit::{Logit, fixed, least_level};
use crate::scenario::{ListId, Policy, Repayment, Society};
use crate::units::{Draw, Level, Share, Threshold};

/// The repayment of court debts in one society under one policy.
#[derive(Clone, Debug)]
pub(crate) struct RepaymentModel {
    /// Rates of payment at no hardship, at ease and under pressure [1/month].
    rates: [f64; 2],
    /// The debtors who cannot pay; `None` where everyone can.
    unable: Option<Inability>,
    /// Chance in a month that one who cannot pay settles, by list; the lists without any left out.
    settlements: Vec<(ListId, Threshold)>,
}

/// Debtors who cannot pay, and for how long.
#[derive(Clone, Debug)]
struct Inability {
    /// The bound of the first word, by hardship.
    bounds: [Threshold; 256],
    /// Rate at which means are recovered [1/day].
    recovers: f64,
}

impl RepaymentModel {
    /// The repayment model of `society` under `policy`; of each income tenth, by its usual hardship,
    /// the share `broken` leaves a court debt unpaid.
    pub(super) fn new(
        society: &Society,
        policy: &Policy,
        hardship: [Level; 10],
        broken: [f64; 10],
    ) -> RepaymentModel {
        let rules = &society.response.repayment;
        let debtors = Debtors::new(rules, hardship, broken);
        let bounds = debtors.bounds(rules);
        let mean = debtors.mean_spare(&bounds);
        let monthly = |rate: f64| if mean > 0.0 { rate / 12.0 / mean } else { 0.0 };
        let settlement = |list: ListId| {
            let rate = policy.list(list).exit.settled.get();
            (rate > 0.0).then(|| (list, Share::clamped(rate / 12.0).threshold()))
        };
        RepaymentModel {
            rates: [rules.unlisted, rules.listed].map(|rate| monthly(rate.get())),
            unable: (rules.unable > Share::NONE)
                .then(|| Inability { bounds, recovers: rules.recovers.a_day() }),
            settlements: ListId::all(&policy.lists).filter_map(settlement).collect(),
        }
    }

    /// Whether anyone cannot pay.
    pub(crate) fn knows_the_unable(&self) -> bool {
        self.unable.is_some()
    }

    /// Whether a debtor cannot pay a debt of this `age` [days], by the first two of their own words.
    pub(crate) fn cannot_pay(&self, words: [Draw; 4], hardship: Level, age: u16) -> bool {
        self.unable.as_ref().is_some_and(|unable| {
            let recovered = -libm::expm1(-unable.recovers * f64::from(age));
            unable.bounds[usize::from(hardship)].admits(words[0])
                && !Share::clamped(recovered).threshold().admits(words[1])
        })
    }

    /// The chance in a month that a debtor who can pay does, under pressure of a blacklist or without.
    pub(crate) fn pays(&self, hardship: Level, is_pressed: bool) -> Threshold {
        // A float, and safe: it becomes a threshold for one draw and is never summed.
        let spare = 1.0 - hardship.as_share();
        Share::clamped(self.rates[usize::from(is_pressed)] * spare).threshold()
    }

    /// The chance in a month that a debtor who cannot pay settles, under pressure of the lists that are so:
    /// the largest of them.
    pub(crate) fn settles(&self, is_pressed_by: impl Fn(ListId) -> bool) -> Threshold {
        let chances = self.settlements.iter().filter(|&&(list, _)| is_pressed_by(list));
        chances.map(|&(_, chance)| chance).max().unwrap_or(Threshold::NEVER)
    }
}

/// Those who leave a court debt unpaid without any policy, by income tenth.
struct Debtors {
    /// Their usual hardship in work.
    hardship: [Level; 10],
    /// Shares of all debtors, 1 in sum.
    share: [f64; 10],
    /// Weight of hardship in the logit of being unable [1/1024 of a logit].
    weight: i32,
}

impl Debtors {
    fn new(rules: &Repayment, hardship: [Level; 10], broken: [f64; 10]) -> Debtors {
        let all: f64 = broken.iter().sum();
        let share = broken.map(|share| share / all);
        Debtors { hardship, share, weight: fixed(rules.hardship) }
    }

    /// The bound of being unable by hardship, at the level at which the share `unable` of them are.
    fn bounds(&self, rules: &Repayment) -> [Threshold; 256] {
        let unable = rules.unable.get();
        if unable == 0.0 {
            return [Threshold::NEVER; 256];
        }
        let level = least_level(|level| self.mean_unable(level) >= unable);
        std::array::from_fn(|at| self.bound(level, Level(at as u8)))
    }

    /// The share of debtors who cannot pay, at a level.
    fn mean_unable(&self, level: i32) -> f64 {
        let tenths = self.hardship.iter().zip(self.share);
        tenths.map(|(&hardship, share)| share * self.bound(level, hardship).as_share()).sum()
    }

    fn bound(&self, level: i32, hardship: Level) -> Threshold {
        Threshold::below(Logit::table().chance(level + ((self.weight * i32::from(hardship)) >> 8)))
    }

    /// The mean of 1 − hardship over the debtors who can pay; 0 where there are none.
    fn mean_spare(&self, bounds: &[Threshold; 256]) -> f64 {
        let (mut able, mut spare) = (0.0, 0.0);
        for (&hardship, share) in self.hardship.iter().zip(self.share) {
            let part = share * (1.0 - bounds[usize::from(hardship)].as_share());
            able += part;
            spare += part * (1.0 - hardship.as_share());
        }
        if able > 0.0 { spare / able } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::PerYear;

    /// Debtors of five tenths in much hardship and five in little, and their model.
    fn model(change: impl FnOnce(&mut Repayment)) -> (Debtors, RepaymentModel) {
        let (mut society, policy) = (Society::example(), Policy::example());
        change(&mut society.response.repayment);
        let hardship = std::array::from_fn(|tenth| Level(if tenth < 5 { 90 } else { 10 }));
        let broken = std::array::from_fn(|tenth| if tenth < 5 { 0.3 } else { 0.2 });
        let model = RepaymentModel::new(&society, &policy, hardship, broken);
        (Debtors::new(&society.response.repayment, hardship, broken), model)
    }

    fn a_year(rate: f64) -> PerYear {
        PerYear::new(rate).expect("a rate is not negative")
    }

    #[test]
    fn share_and_rate_are_means_over_the_debtors() {
        for (unable, hardship) in [(0.0, 0.0), (0.2, 0.0), (0.5, 3.0), (0.9, 8.0)] {
            let (debtors, model) = model(|rules| {
                (rules.unable, rules.hardship) = (Share::clamped(unable), hardship);
                rules.listed = a_year(2.0);
            });
            let bound = |hardship| {
                model
                    .unable
                    .as_ref()
                    .map_or(Threshold::NEVER, |it| it.bounds[usize::from(hardship)])
            };
            let (mut cannot, mut pay) = (0.0, 0.0);
            for (&hardship, share) in debtors.hardship.iter().zip(debtors.share) {
                let part = bound(hardship).as_share();
                cannot += share * part;
                pay += share * (1.0 - part) * model.pays(hardship, true).as_share();
            }
            // A step of the table is 1/128 of a logit: at most 0.002 of a share.
            assert!((cannot - unable).abs() < 0.002, "{cannot} for {unable}");
            let mean = pay / (1.0 - cannot);
            assert!((mean - 2.0 / 12.0).abs() < 1e-8, "{mean} a month");
        }
    }

    #[test]
    fn more_hardship_never_makes_anyone_able_and_age_never_unable() {
        let (_, model) = model(|rules| {
            (rules.unable, rules.hardship) = (Share::clamped(0.5), 3.0);
            rules.recovers = a_year(0.5);
        });
        for word in (0..u32::MAX).step_by(1 << 27) {
            let words = [Draw(word), Draw(word.rotate_left(16)), Draw(0), Draw(0)];
            for level in 0..255 {
                let cannot = |level, age| model.cannot_pay(words, Level(level), age);
                assert!(!cannot(level, 100) || cannot(level + 1, 100));
                assert!(cannot(level, 100) || !cannot(level, 400));
            }
        }
    }

    #[test]
    fn where_everyone_can_pay_nobody_is_looked_at() {
        let (_, model) = model(|rules| rules.hardship = 5.0);
        assert!(!model.knows_the_unable());
        assert!(!model.cannot_pay([Draw(0); 4], Level::FULL, 0));
        assert_eq!(model.settles(|_| true), Threshold::NEVER);
    }
}
