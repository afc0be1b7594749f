//! The months of a citizen without a policy, as a Markov chain.
//!
//! ```text
//! month    visits cost health     ->    work is lost or found    ->    hardship, then health, go a step
//! state    [out of work, in work]  x  hardship between the usual values  x  health
//! ```
//!
//! Every step of hardship and health is that of the integers of the columns, so that the states are
//! few: some 130 rows of 40 levels of health. The probabilities are floats, since they are summed in a
//! fixed order and become bounds of draws once they have settled.

use std::ops::Range;

use multiversion::multiversion;

use super::model::{Circumstances, Condition, LivelihoodModel};
use super::weighted::{NONE, Weighted};
use crate::population::Decile;
use crate::units::Level;

/// Probabilities by level of health.
type ByHealth = [f64; 256];

/// Change of the probabilities in a month at which the chain has settled.
const SETTLED: f64 = 1e-6;

/// The most months that it is given to settle: fifty years, after which the rest is left as it is.
const MOST_MONTHS: usize = 600;

/// A number of visits less likely than this does not come up.
const RARE: f64 = 1e-9;

/// The place of the worst health in a row from which losses are subtracted.
const WORST: usize = 256;

/// Sums that a pass over the losses makes at a time: several vectors, so that none waits for the one before.
const SUMS: usize = 32;

/// A row with room for every loss below it, and for as many places above it as a pass reads.
type Wide = [f64; 3 * WORST + SUMS];

/// The distribution of health lost by so many `visits` on average, a Poisson number of them.
pub(super) fn health_lost(model: &LivelihoodModel, visits: f64) -> Vec<f64> {
    let wait = model.waiting * model.wait();
    let (least, more) = ((wait >> 16).min(255) as usize, f64::from(wait & 0xffff) / 65_536.0);
    let (mut lost, mut so_far) = ([0.0; 256], [0.0; 256]);
    so_far[0] = 1.0;
    let (mut chance, mut count) = (libm::exp(-visits), 0.0);
    // Terms grow up to the mean and fall beyond it: only there is a small one the last.
    while chance > RARE || count < visits {
        for (lost, so_far) in lost.iter_mut().zip(&so_far) {
            *lost += chance * so_far;
        }
        let mut next = [0.0; 256];
        for (at, &share) in so_far.iter().enumerate().filter(|(_, share)| **share > 0.0) {
            next[(at + least).min(255)] += share * (1.0 - more);
            next[(at + least + 1).min(255)] += share * more;
        }
        so_far = next;
        count += 1.0;
        chance *= visits / count;
    }
    let upto = lost.iter().rposition(|&share| share > 0.0).map_or(1, |last| last + 1);
    lost[..upto].to_vec()
}

/// The months of a citizen of one income decile, as a chain.
pub(super) struct Months<'a> {
    pub(super) model: &'a LivelihoodModel,
    pub(super) decile: Decile,
    /// Chances of a month, from out of work or in work to the same.
    pub(super) moves: [[f64; 2]; 2],
    /// Shares out of work and in work in the long run.
    pub(super) start: [f64; 2],
    /// Distribution of the health lost by the visits of a month.
    pub(super) lost: &'a [f64],
}

impl Months<'_> {
    /// Hardship and health once the chain has settled, out of work and in work.
    pub(super) fn settled(&self) -> [Weighted<Condition>; 2] {
        let mut chain = Chain::new(self);
        let months = (0..MOST_MONTHS).map(|_| chain.month(self));
        // Consumed up to the month that changes nothing any more.
        let _ = months.take_while(|&change| change >= SETTLED).count();
        [0, 1].map(|works| chain.weighted(works))
    }

    /// The usual hardship, out of work or in work.
    fn usual(&self) -> [Level; 2] {
        [false, true].map(|works| self.model.usual(Circumstances { decile: self.decile, works }))
    }
}

/// The probabilities of a chain: a row for each level of hardship between the usual ones, out of work,
/// then in work.
///
/// Nobody is healthier than the health that everyone returns to, and few are much less healthy: the
/// levels of health with any probability are a short range, and no month looks beyond it.
struct Chain {
    /// The lowest hardship.
    low: u8,
    /// Levels of hardship.
    levels: usize,
    rows: Vec<ByHealth>,
    mixed: Vec<ByHealth>,
    /// Rows that no probability has reached yet.
    are_empty: Vec<bool>,
    /// Chances of the losses of health that have one, and the largest of these losses.
    lost: Vec<(usize, f64)>,
    most_lost: usize,
    /// A row before its visits and after them, from [`WORST`] on, and after its healing.
    before: Wide,
    waited: Wide,
    after: ByHealth,
    /// Health after an update, by the hardship reached and by health before it.
    healed: Vec<[u8; 256]>,
    /// The levels of health with any probability.
    reach: Range<usize>,
}

impl Chain {
    /// The chain on its first month: usual hardship, and the health of the scenario.
    fn new(months: &Months<'_>) -> Chain {
        let (usual, health) = (months.usual(), usize::from(months.model.health()));
        let low = usual[1].min(usual[0]).0;
        let levels = usize::from(usual[1].max(usual[0]).0 - low) + 1;
        let healed = (low..=usual[1].max(usual[0]).0).map(|hardship| {
            std::array::from_fn(|it| months.model.healed(Level(it as u8), Level(hardship)).0)
        });
        let mut chain = Chain {
            low,
            levels,
            rows: vec![[0.0; 256]; 2 * levels],
            mixed: vec![[0.0; 256]; 2 * levels],
            are_empty: vec![true; 2 * levels],
            most_lost: months.lost.len() - 1,
            lost: months.lost.iter().copied().enumerate().filter(|(_, it)| *it > 0.0).collect(),
            before: [0.0; 3 * WORST + SUMS],
            waited: [0.0; 3 * WORST + SUMS],
            after: [0.0; 256],
            healed: healed.collect(),
            reach: health..health + 1,
        };
        for (works, usual) in usual.into_iter().enumerate() {
            let row = chain.row(works, usual);
            chain.rows[row][health] = months.start[works];
            chain.are_empty[row] = months.start[works] == 0.0;
        }
        chain
    }

    /// The row of a level of hardship, out of work or in work.
    fn row(&self, works: usize, hardship: Level) -> usize {
        works * self.levels + usize::from(hardship.0 - self.low)
    }

    /// Goes through a month, and returns how much probability has moved.
    fn month(&mut self, months: &Months<'_>) -> f64 {
        self.move_work(months);
        let before = self.reach.clone();
        // As far down as a month can lead; a level without probability costs nothing next time.
        let strain =
            self.healed.iter().map(|healed| healed[before.start.saturating_sub(self.most_lost)]);
        self.reach.start = before.start.min(strain.min().unwrap_or(0).into());
        let (mut change, mut lowest) = (0.0, before.end - 1);
        for row in 0..self.rows.len() {
            if self.are_empty[row] {
                continue;
            }
            self.visit(row, before.clone());
            let (now, after) =
                (&mut self.rows[row][self.reach.clone()], &self.after[self.reach.clone()]);
            change += now.iter().zip(after).map(|(then, now)| (then - now).abs()).sum::<f64>();
            now.copy_from_slice(after);
            let first =
                after.iter().position(|&share| share > NONE).map(|at| at + self.reach.start);
            lowest = lowest.min(first.unwrap_or(lowest));
        }
        self.reach.start = lowest;
        change
    }

    /// Mixes the rows by chances of work, each at the hardship that its update leads to.
    fn move_work(&mut self, months: &Months<'_>) {
        let (usual, reach) = (months.usual(), self.reach.clone());
        self.mixed.iter_mut().for_each(|row| row[reach.clone()].fill(0.0));
        for at in (0..self.rows.len()).filter(|&at| !self.are_empty[at]).collect::<Vec<_>>() {
            let hardship = Level(self.low + (at % self.levels) as u8);
            for works in [0, 1] {
                let chance = months.moves[at / self.levels][works];
                if chance > 0.0 {
                    let to = self.row(works, months.model.relaxed(hardship, usual[works]));
                    add(&mut self.mixed[to][reach.clone()], &self.rows[at][reach.clone()], chance);
                    self.are_empty[to] = false;
                }
            }
        }
    }

    /// Sends a mixed row of this reach through the visits of a month and the healing behind them.
    fn visit(&mut self, row: usize, reach: Range<usize>) {
        let (healed, mixed) = (&self.healed[row % self.levels], &self.mixed[row][reach.clone()]);
        // Levels without any probability at either end would be added for nothing.
        let some = mixed.iter().position(|&share| share > 0.0).unwrap_or(mixed.len());
        let none = mixed.iter().rposition(|&share| share > 0.0).map_or(some, |last| last + 1);
        let places = WORST + reach.start + some..WORST + reach.start + none;
        self.before.fill(0.0);
        self.before[places.clone()].copy_from_slice(&mixed[some..none]);
        self.after[self.reach.clone()].fill(0.0);
        let reached = places.start - self.most_lost..places.end;
        lose(&self.before, &self.lost, reached.clone(), &mut self.waited);
        for at in reached {
            // Below the worst health there is none.
            self.after[usize::from(healed[at.saturating_sub(WORST)])] += self.waited[at];
        }
    }

    /// The conditions of those out of work or in work, by hardship, then health.
    fn weighted(&self, works: usize) -> Weighted<Condition> {
        let rows = (self.low..=u8::MAX).zip(&self.rows[works * self.levels..][..self.levels]);
        Weighted::new(rows.flat_map(|(hardship, row)| {
            (0..=u8::MAX).zip(row).map(move |(health, &share)| {
                (Condition { hardship: Level(hardship), health: Level(health) }, share)
            })
        }))
    }
}

/// The probabilities at these places after the losses: the sum, over every loss, of its chance times the
/// probability so many places above; the smallest loss first.
// Without fused products, which the compiler does not make by itself, every target has the same bits.
#[multiversion(targets(
    "x86_64+avx512f+avx512dq+avx512vl+avx512bw+avx512cd+avx2+bmi2",
    "x86_64+avx2+bmi2"
))]
fn lose(before: &Wide, lost: &[(usize, f64)], places: Range<usize>, waited: &mut Wide) {
    for from in places.step_by(SUMS) {
        let mut sums = [0.0; SUMS];
        for &(loss, chance) in lost {
            let before = &before[from + loss..][..SUMS];
            sums.iter_mut().zip(before).for_each(|(sum, share)| *sum += chance * share);
        }
        waited[from..from + SUMS].copy_from_slice(&sums);
    }
}

/// Adds `times` one row to another of the same length.
fn add(sums: &mut [f64], row: &[f64], times: f64) {
    sums.iter_mut().zip(row).for_each(|(sum, share)| *sum += times * share);
}
