//! The steady state of a society: the long-run distribution of hardship and health without any policy.
//!
//! Without a policy a month of a citizen is a Markov chain: visits to the hospital cost health, then
//! the monthly update moves work, hardship and health. Its states are those of the columns, so that
//! the distribution to which it settles is a finite sum, found by going through the months. Citizens
//! begin with a draw from it: a first day like any later one, and no years of settling in every twin.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::chain::{Months, health_lost};
use super::model::{Circumstances, Condition, LivelihoodModel};
use super::weighted::Weighted;
use crate::calendar::month_of;
use crate::conduct::OccasionKind;
use crate::population::{Class, Decile};
use crate::scenario::{Gate, Livelihood, OccasionRate, Society};
use crate::units::{Day, Draw, Level, Resident};

/// Mean number of visits a month above which more make no difference.
const MOST_VISITS: f64 = 200.0;

/// The long-run distribution of hardship and health, by income decile, work and rate of visits.
///
/// ```
/// use society::livelihood::{Beginning, Condition, SteadyState};
/// use society::population::{AgeBand, Class, Decile, MobilityQuarter};
/// use society::{scenario::Scenario, units::Draw};
///
/// let steady = SteadyState::new(Scenario::example().society());
/// let class = Class::of(AgeBand::of(40), true, false, MobilityQuarter::ALL[0]);
/// let of = |decile| Beginning { class, decile, works: true, days: 0 };
/// let words = [Draw(1 << 31); 4];
/// // The median poor citizen has a harder life than the median rich one.
/// let [poor, rich] = [Decile::POOREST, Decile::RICHEST].map(|it| steady.condition(of(it), words));
/// assert!(poor.hardship > rich.hardship);
/// ```
#[derive(Clone, Debug)]
pub struct SteadyState {
    model: LivelihoodModel,
    /// The pool of each class of adults, by its number.
    pool_of: Vec<Option<usize>>,
    pools: Vec<Pool>,
}

/// Citizens with one rate of hospital visits, of working age or beyond it.
#[derive(Clone, Debug)]
struct Pool {
    /// Visits to the hospital [1/month].
    visits: f64,
    can_work: bool,
    /// Hardship and health right after an update, by income decile, then out of work or in work.
    settled: Vec<[Weighted<Condition>; 2]>,
    /// Health lost by visits since the last update, by the days since then.
    lost: Vec<Weighted<u8>>,
}

/// A citizen before the first day.
#[derive(Clone, Copy, Debug)]
pub struct Beginning {
    /// The rate class.
    pub class: Class,
    /// The income decile of the household.
    pub decile: Decile,
    /// Whether the citizen is in work; of no account for the old.
    pub works: bool,
    /// Days since the last monthly update, 0 to 31 [days].
    pub days: usize,
}

/// All that the long-run distribution depends on.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    livelihood: Livelihood,
    hospital: OccasionRate,
    mobility: [f64; 4],
}

/// Distributions that are remembered.
const MOST_KNOWN: usize = 8;

/// The distributions used last, the latest one first: several, for runs in parallel and for sweeps.
static KNOWN: Mutex<Vec<(Key, Shared)>> = Mutex::new(Vec::new());

/// A distribution, found by whoever asks for it first.
type Shared = Arc<OnceLock<Arc<SteadyState>>>;

impl SteadyState {
    /// The long-run distribution in `society`, found once for all worlds of a scenario.
    ///
    /// The chains take some 20 ms, and seconds where recovery is slow, which a run of many worlds and a
    /// test of small ones would notice. A pure function of its key, so that remembering it changes no result.
    pub(crate) fn of(society: &Society) -> Arc<SteadyState> {
        let (livelihood, hospital) = (society.livelihood, society.hospital);
        let key = Key { livelihood, hospital, mobility: society.population.mobility };
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        match known.iter().position(|(known, _)| *known == key) {
            Some(at) => known[..=at].rotate_right(1),
            None => known.insert(0, (key, Arc::default())),
        }
        known.truncate(MOST_KNOWN);
        let steady = Arc::clone(&known[0].1);
        // Found without the lock: only those wait who are of the same society.
        drop(known);
        Arc::clone(steady.get_or_init(|| Arc::new(SteadyState::new(society))))
    }

    /// The long-run distribution in `society` without a policy.
    #[must_use]
    pub fn new(society: &Society) -> SteadyState {
        let model = LivelihoodModel::new(society);
        let mut steady = SteadyState { pool_of: Vec::new(), pools: Vec::new(), model };
        for class in Class::all() {
            if !steady.model.is_enabled() || !class.is_adult() {
                steady.pool_of.push(None);
                continue;
            }
            let visits = OccasionKind::Visit(Gate::Hospital).rate(society, class) * 365.0 / 12.0;
            let (visits, can_work) = (visits.min(MOST_VISITS), class.band().is_under_60());
            let same = |pool: &Pool| (pool.visits, pool.can_work) == (visits, can_work);
            let known = steady.pools.iter().position(same);
            let pool = known.unwrap_or_else(|| {
                steady.pools.push(Pool::new(society, &steady.model, visits, can_work));
                steady.pools.len() - 1
            });
            steady.pool_of.push(Some(pool));
        }
        steady
    }

    /// Hardship and health on the first morning, by two of the `words`: the state after the last update,
    /// less the health that visits have cost since then.
    ///
    /// Where livelihood is off, the usual hardship and the health of the scenario.
    #[must_use]
    pub fn condition(&self, of: Beginning, words: [Draw; 4]) -> Condition {
        let works = of.works || !of.class.band().is_under_60();
        let usual = Circumstances { decile: of.decile, works };
        let usual = Condition { hardship: self.model.usual(usual), health: self.model.health() };
        let Some(pool) = self.pool_of[usize::from(of.class.0)] else { return usual };
        let pool = &self.pools[pool];
        let settled = &pool.settled[usize::from(of.decile)][usize::from(works)];
        let Condition { hardship, health } = settled.pick(words[0]).unwrap_or(usual);
        let lost = pool.lost.get(of.days).and_then(|lost| lost.pick(words[1])).unwrap_or(0);
        Condition { hardship, health: Level(health.0.saturating_sub(lost)) }
    }

    /// Days since the last monthly update of `who`, one of so many `adults`, on the first morning [days].
    ///
    /// Updates are as far apart as the first month is long.
    #[must_use]
    pub(crate) fn days_since_update(who: Resident, adults: usize) -> usize {
        let month = month_of(Day::FIRST);
        usize::from(month.end - month.turn_of(who.into(), adults))
    }
}

impl Pool {
    /// The pool of citizens who visit the hospital so often.
    fn new(society: &Society, model: &LivelihoodModel, visits: f64, can_work: bool) -> Pool {
        let work = &society.livelihood.work;
        let (loss, found) = ((work.loss.get() / 12.0).min(1.0), work.found.get());
        let lost = health_lost(model, visits);
        let at_work = work.steady_share().get();
        let months = |decile| Months {
            model,
            decile,
            // The old stay where the model counts them, in work.
            moves: if can_work {
                [[1.0 - found, found], [loss, 1.0 - loss]]
            } else {
                [[0.0, 1.0]; 2]
            },
            start: if can_work { [1.0 - at_work, at_work] } else { [0.0, 1.0] },
            lost: &lost,
        };
        let part = |days: usize| {
            let lost = health_lost(model, visits * days as f64 / 31.0);
            Weighted::new((0..=u8::MAX).zip(lost))
        };
        Pool {
            visits,
            can_work,
            settled: Decile::ALL.map(|decile| months(decile).settled()).into(),
            lost: (0..32).map(part).collect(),
        }
    }
}
