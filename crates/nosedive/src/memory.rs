//! Memory that a run takes: worlds while they run, their results, and the tables at the end.

use std::fs;

use lab::causes::CauseTwins;
use lab::layout::Layout;
use lab::numbers::grouped;
use lab::study::parallel_worlds;
use reader::LoadedScenario;
use society::scenario::Scenario;

use crate::output::Failure;
use crate::resources::{bytes, small_society};

/// Size of the small society in which the memory of a citizen is measured [citizens].
const SMALL: u32 = 8_192;

/// Days that it is simulated for [days].
const SMALL_DAYS: u16 = 40;

/// Memory that a citizen comes to take in addition, as tables grow over the four years of
/// `as-reported`, with some to spare [bytes].
const GROWTH: f64 = 4.0;

/// The time in which it does [days].
const FOUR_YEARS: f64 = 1_460.0;

/// Memory of the residents of a neighborhood with their tables [bytes].
const RESIDENTS: f64 = 100_000.0;

/// Sets of residents that a society has at most; beyond that, neighborhoods share them.
const RESIDENT_SETS: f64 = 257.0;

/// Memory of the program itself, and what its allocator keeps of what was freed [bytes].
const PROGRAM: f64 = 50e6;

/// Memory beside that at the peak of the fingerprint, which every run begins with [bytes].
const FINGERPRINT: f64 = 45e6;

/// Memory of a row of the estimates, with its text [bytes].
const ESTIMATE: f64 = 750.0;

/// Memory of a row of values, of which one world is in memory at a time [bytes].
const VALUE: f64 = 240.0;

/// Memory of the results of a cell, with its room in the heap [bytes].
const CELL: f64 = 96.0;

/// Share by which the heap is larger than what was asked of it.
const HEAP: f64 = 1.15;

/// Memory that a run takes at its peak [bytes].
pub(crate) fn memory(loaded: &LoadedScenario) -> f64 {
    let of = Memory::of(loaded);
    let kept = of.kept * f64::from(loaded.stop.most);
    let causes = of.kept_of_causes * f64::from(loaded.causes.number);
    PROGRAM + FINGERPRINT.max(kept + of.worlds.max(causes + of.worlds_of_causes.max(of.tables)))
}

/// The parts of the memory of a run.
struct Memory {
    /// Worlds that run at the same time [bytes].
    worlds: f64,
    /// The same of the sum over causes [bytes].
    worlds_of_causes: f64,
    /// Results of one finished world [bytes].
    kept: f64,
    /// The same of the sum over causes [bytes].
    kept_of_causes: f64,
    /// Tables while they are written [bytes].
    tables: f64,
}

impl Memory {
    fn of(loaded: &LoadedScenario) -> Memory {
        let scenario = &loaded.scenario;
        let layout = Layout::new(scenario);
        let twin = TwinMemory::measured(loaded);
        let causes = CauseTwins::of(loaded).filter(|_| loaded.causes.number > 0);
        let of_causes = causes.as_ref().map(|causes| {
            let scenario = causes.scenario();
            (twin.of_worlds(scenario), results(scenario, &Layout::of_end(scenario)))
        });
        let (worlds_of_causes, kept_of_causes) = of_causes.unwrap_or_default();
        Memory {
            worlds: twin.of_worlds(scenario),
            worlds_of_causes,
            kept: results(scenario, &layout),
            kept_of_causes,
            tables: tables(scenario, &layout),
        }
    }
}

/// Memory of a twin of a world.
#[derive(Clone, Copy)]
struct TwinMemory {
    /// For each citizen [bytes].
    a_citizen: f64,
    /// Of a set of counts [bytes].
    counts: f64,
}

impl TwinMemory {
    /// As it is in a small society, with room to grow.
    fn measured(loaded: &LoadedScenario) -> TwinMemory {
        let twins = loaded.scenario.twins().len() as f64;
        let Some(mut small) = small_society(loaded, SMALL) else {
            return TwinMemory { a_citizen: 32.0, counts: 2e6 };
        };
        (0..SMALL_DAYS).for_each(|_| small.run_day());
        let worlds = small.worlds();
        let held: usize = worlds.iter().map(society::world::World::bytes).sum();
        // Fast at first, and slower: a hundred million citizens came to take half of it in a quarter of the time.
        let days = f64::from(loaded.scenario.society().days);
        let share = (days / FOUR_YEARS).min(1.0).sqrt();
        let citizens = f64::from(small.population().citizens());
        TwinMemory {
            a_citizen: held as f64 / citizens / twins + GROWTH * share,
            counts: worlds[0].bytes_of_counts() as f64,
        }
    }

    /// Of as many worlds of a scenario as run at the same time [bytes].
    fn of_worlds(self, scenario: &Scenario) -> f64 {
        let society = scenario.society();
        let citizens = f64::from(society.citizens);
        let people = (citizens / 4096.0).ceil().min(RESIDENT_SETS) * RESIDENTS;
        let parallel = parallel_worlds(society).get();
        // Each thread counts apart; several worlds at a time have one each.
        let threads = if parallel > 1 { 1 } else { rayon::current_num_threads() };
        let counts = self.counts * (1 + threads) as f64;
        let twins = scenario.twins().len() as f64;
        parallel as f64 * (people + twins * (counts + citizens * self.a_citizen))
    }
}

/// Whole months and years of a scenario, which its results are told apart by.
fn periods(scenario: &Scenario) -> [f64; 2] {
    let days = f64::from(scenario.society().days);
    [(days * 12.0 / 365.0).floor(), (days / 365.0).floor()]
}

/// Memory of the results of one world [bytes].
fn results(scenario: &Scenario, layout: &Layout) -> f64 {
    let [months, years] = periods(scenario);
    let (months, years) = if layout.monthly.is_empty() { (0.0, 0.0) } else { (months, years) };
    let rows = layout.by.len() as f64 + months * layout.monthly.len() as f64 + years;
    let a_row = (layout.measures.len() * size_of::<f64>()) as f64;
    let cells = if layout.by_cell.is_empty() { 0 } else { layout.cells().count() };
    HEAP * scenario.twins().len() as f64 * (rows * a_row + cells as f64 * CELL)
}

/// Memory of the tables while they are written [bytes].
fn tables(scenario: &Scenario, layout: &Layout) -> f64 {
    let [months, years] = periods(scenario);
    let rows = (layout.measures.len() * scenario.twins().len()) as f64;
    let by_world = layout.by.len() as f64 + months * layout.monthly.len() as f64;
    rows * ((layout.by.len() as f64 + years) * ESTIMATE + by_world * VALUE)
}

/// Free memory of this machine, where it can be found out [bytes].
pub(crate) fn free_memory() -> Option<f64> {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    // A container may be allowed less than the machine has.
    let limit = fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    let limit = limit.and_then(|text| text.trim().parse::<f64>().ok());
    Some(limit.map_or(kib * 1024.0, |limit| limit.min(kib * 1024.0)))
}

/// Refuses a run that does not fit into the memory of this machine.
pub(crate) fn fits(loaded: &LoadedScenario) -> Result<(), Failure> {
    let (needed, Some(free)) = (memory(loaded), free_memory()) else { return Ok(()) };
    if needed <= free {
        return Ok(());
    }
    let scenario = &loaded.scenario;
    Err(Failure::wrong(format!(
        "{} citizens in {} twins and {} worlds need {} of memory, and {} are free\n  hint: {}",
        grouped(scenario.society().citizens.into()),
        scenario.twins().len(),
        grouped(loaded.stop.most.into()),
        bytes(needed),
        bytes(free),
        Memory::of(loaded).hint(loaded, free),
    )))
}

impl Memory {
    /// A change that would make the run fit into so much free memory, by what takes most of it.
    fn hint(&self, loaded: &LoadedScenario, free: f64) -> String {
        let causes = self.kept_of_causes * f64::from(loaded.causes.number) + self.worlds_of_causes;
        let kept = self.kept * f64::from(loaded.stop.most);
        let largest = kept.max(self.worlds).max(causes).max(self.tables);
        let room = 0.95 * (free - PROGRAM);
        if largest == kept {
            let fewer = ((room - self.worlds.max(causes).max(self.tables)) / self.kept).floor();
            let fewer = fewer.max(1.0) as u64;
            return format!("about {} worlds would fit: --worlds {fewer}", grouped(fewer));
        }
        if largest == causes {
            return "without the sum over causes it may fit: --causes 0".to_owned();
        }
        let fit = f64::from(loaded.scenario.society().citizens) * (room - kept) / self.worlds;
        if largest == self.tables || fit < 1_000.0 {
            return "fewer twins would fit, or fewer years: --years".to_owned();
        }
        let fit = fit as u64;
        // Two digits: the estimate is no better.
        let step = 10_u64.pow(fit.ilog10() - 1);
        let fit = fit / step * step;
        format!("about {} citizens would fit: --citizens {fit}", grouped(fit))
    }
}
