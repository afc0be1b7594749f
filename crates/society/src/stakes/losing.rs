//! Losing: the value of what a policy takes by fines, letters, bands and lists, and for how long.

use crate::scenario::{
    Color, Conduct, EffectKind, Gate, List, ListId, Losses, Policy, Repayment, Society,
};
use crate::scoring::Scale;
use crate::standing::{Gates, Lists, Standing};
use crate::units::{PerYear, Score};

/// The mean length of a month [days].
const DAYS_PER_MONTH: f64 = 365.0 / 12.0;

/// The value of standings under one policy, as the citizens of one society mind it.
pub(super) struct Losing<'a> {
    pub(super) policy: &'a Policy,
    losses: Losses,
    repayment: Repayment,
    /// The value of a month, by standing [months of income].
    monthly: Vec<f64>,
    /// The distance over which the fear of a threshold grows [points].
    near: f64,
}

/// The place from which a citizen looks at a charge: the lists and the band of today.
#[derive(Clone, Copy)]
pub(super) struct Outlook {
    pub(super) lists: Lists,
    pub(super) band: u8,
}

impl<'a> Losing<'a> {
    pub(super) fn new(
        society: &Society,
        policy: &'a Policy,
        gates: &Gates,
        scale: &Scale,
    ) -> Losing<'a> {
        let losses = society.response.losses;
        let monthly = Standing::all().map(|at| monthly(&losses, gates, at)).collect();
        let near = losses.near * mean_charge(scale);
        Losing { policy, losses, repayment: society.response.repayment, monthly, near }
    }

    /// The loss by a breach of `conduct` itself: its fine, its letter, and the lists to which it
    /// leads [months of income].
    pub(super) fn by_charge(&self, conduct: Conduct, from: Outlook) -> f64 {
        let Some(rule) = self.policy.rule(conduct) else { return 0.0 };
        let letter = if rule.warning { self.losses.warning } else { 0.0 };
        let mut loss = rule.fine + letter;
        // Lists on which the charge itself puts; those by score are part of the expected loss.
        for (number, list) in ListId::all(&self.policy.lists).zip(&self.policy.lists) {
            // Nobody can be put on a list twice: to those on it, its threat is spent.
            if !from.lists.has(number)
                && let Some(days) = days_until_listed(list, conduct)
            {
                let later = libm::exp(-self.in_horizons(days.into()));
                loss += self.listing(number, from) * later;
            }
        }
        loss
    }

    /// The expected loss of a citizen whose score stands at `points`, by the bands and lists that a
    /// score decides on [months of income]. Only differences between two scores mean anything.
    pub(super) fn at_score(&self, points: f64, from: Outlook) -> f64 {
        let mut loss = 0.0;
        // A band is left as it was entered, by points, and most points come back by being forgotten.
        let lasts = self.lasts(self.days_to_forget());
        for (below, band) in self.policy.bands.iter().skip(1).enumerate() {
            let [under, over] = [below, below + 1].map(|band| Outlook { band: band as u8, ..from });
            let step = self.month(under) - self.month(over);
            loss += step * lasts * self.below(points, band.from.as_points());
        }
        for (number, list) in ListId::all(&self.policy.lists).zip(&self.policy.lists) {
            let listing = self.listing(number, from);
            loss += listing * self.listed(points, list, from.lists.has(number));
        }
        loss
    }

    /// The chance to be on a list in the end, as it looks from `points`: by its entries for those off
    /// it, by its exit for those `on` it.
    fn listed(&self, points: f64, list: &List, on: bool) -> f64 {
        let below = |bound: Option<Score>| bound.map(|bound| self.below(points, bound.as_points()));
        if on {
            let exit = below(list.exit.score);
            return match list.color {
                Color::Black => exit.unwrap_or(1.0),
                Color::Red => exit.map_or(1.0, |below| 1.0 - below),
            };
        }
        below(list.entry.score_below).unwrap_or(0.0)
            + below(list.entry.score_from).map_or(0.0, |below| 1.0 - below)
    }

    /// The loss by being on a list rather than off it, over all the time that it lasts [months of
    /// income].
    fn listing(&self, number: ListId, from: Outlook) -> f64 {
        let on = Outlook { lists: from.lists.with(number), ..from };
        let off = Outlook { lists: from.lists.without(number), ..from };
        (self.month(on) - self.month(off)) * self.listing_lasts(number)
    }

    /// Months that count of a listing, on the mean over the debtors who can pay and those who cannot:
    /// payment ends it for the ones, a settlement for the others.
    fn listing_lasts(&self, number: ListId) -> f64 {
        let unable = self.repayment.unable.get();
        let [paid, settled] = [self.repayment.listed, self.policy.list(number).exit.settled]
            .map(|rate| self.lasts(self.days_on(number, rate)));
        (1.0 - unable) * paid + unable * settled
    }

    /// The value of a month [months of income].
    fn month(&self, at: Outlook) -> f64 {
        self.monthly[Standing { band: at.band, lists: at.lists }.index()]
    }

    /// The chance to stand below a threshold in the end, as it looks from `points`: a logistic
    /// function of the distance.
    fn below(&self, points: f64, threshold: f64) -> f64 {
        let ahead = points - threshold;
        // Beyond the ends of the scale nobody comes: such a threshold threatens nobody.
        let scale = self.policy.score.map(|score| [score.floor, score.cap].map(Score::as_points));
        match scale {
            Some([floor, _]) if threshold <= floor => return 0.0,
            Some([_, cap]) if threshold > cap => return 1.0,
            _ => {}
        }
        if self.near == 0.0 {
            return if ahead < 0.0 { 1.0 } else { 0.0 };
        }
        1.0 / (1.0 + libm::exp(ahead / self.near))
    }

    /// The mean time until a lost point is forgotten [days]; `None` where nothing is.
    fn days_to_forget(&self) -> Option<f64> {
        let half_life = self.policy.score.and_then(|score| score.half_life);
        half_life.map(|days| f64::from(days) / std::f64::consts::LN_2)
    }

    /// The time on a list until the first of its exits, with this rate at which debts are `paid` [days];
    /// `None` without any exit.
    fn days_on(&self, number: ListId, paid: PerYear) -> Option<f64> {
        let exit = self.policy.list(number).exit;
        let term = exit.after.map(f64::from);
        let paid = (exit.repair && paid > PerYear::NEVER).then(|| 365.0 / paid.get());
        let forgotten = exit.score.and_then(|_| self.days_to_forget());
        [term, paid, forgotten].into_iter().flatten().reduce(f64::min)
    }

    /// Months that count of a loss that lasts for so many days, those later on less: ∫ exp(−*t*/*h*)
    /// d*t*.
    fn lasts(&self, days: Option<f64>) -> f64 {
        let horizon = self.losses.horizon;
        days.map_or(horizon, |days| -horizon * libm::expm1(-self.in_horizons(days)))
    }

    fn in_horizons(&self, days: f64) -> f64 {
        days / DAYS_PER_MONTH / self.losses.horizon
    }
}

/// The worth of a month in each standing, a loss below 0, without the fines that fall due in it
/// [1/1,000,000 months of income].
///
/// Fines are left to whoever takes them: those for acts come at any time. A select gate is a gain of those
/// whom it admits: to count it as a loss of all others would make losers of nearly everyone.
pub(super) fn worth(losses: &Losses, policy: &Policy, gates: &Gates) -> Vec<i32> {
    let admits = |gate: &Gate| {
        policy.effects.iter().any(|it| it.gate == *gate && it.does == EffectKind::Admit)
    };
    let select: f64 =
        Gate::ALL.into_iter().filter(admits).map(|gate| losses.closed[gate as usize]).sum();
    let worth = |at| {
        let services = monthly(losses, gates, at) - f64::from(gates.fine(at).0) / 1000.0;
        libm::round((select - services) * 1e6) as i32
    };
    Standing::all().map(worth).collect()
}

/// The value of a month in one standing: each gate as far as it is closed, fines, and friends who turn
/// away, less what the standing makes cheaper or quicker [months of income].
fn monthly(losses: &Losses, gates: &Gates, at: Standing) -> f64 {
    let mut loss = 0.0;
    for gate in Gate::ALL {
        // A citizen minds what the household suffers for their standing as if it fell on them.
        let terms = gates.terms(gate, at).and(gates.shared(gate, at));
        let refused = terms.refuse.bound() as f64 / 4_294_967_296.0;
        let worse = f64::from(terms.wait + terms.throttle - terms.discount) / 256.0;
        loss += losses.closed[gate as usize] * (refused + worse);
    }
    loss += f64::from(gates.fine(at).0) / 1000.0;
    if gates.shuns(at) { loss + losses.shunned } else { loss }
}

/// Points that a first breach takes on the mean over the rules that take points; 0 where none does [points].
///
/// A threshold is near or far by how many charges lead to it: three points of twelve are more than ten of
/// eight hundred.
fn mean_charge(scale: &Scale) -> f64 {
    let taken = Conduct::ALL.map(|conduct| -scale.broken(conduct, 0).as_points());
    let charges = taken.iter().filter(|&&points| points > 0.0).count();
    let sum: f64 = taken.iter().filter(|&&points| points > 0.0).sum();
    sum / charges.max(1) as f64
}

/// Days from a charge of `conduct` to the list that it leads to by itself, if it does.
fn days_until_listed(list: &List, conduct: Conduct) -> Option<u32> {
    let notice = u32::from(list.notice);
    if list.entry.charges.contains(&conduct) {
        return Some(notice);
    }
    let unpaid = list.entry.debt_unpaid.filter(|_| conduct == Conduct::CourtDebt)?;
    Some(u32::from(unpaid) + notice)
}
