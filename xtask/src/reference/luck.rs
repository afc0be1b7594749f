//! The second level of agreement: the same distributions from other random numbers.
//!
//! Each program lives as many worlds, the reference with numbers of its own. Every outcome of every
//! policy is compared by Welch's test; so many are compared that the bound for each is the wanted
//! false alarm of all together over their number (Bonferroni).

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;

use lab::trace::counts;
use rayon::prelude::*;
use reader::LoadedScenario;
use serde_json::Value;
use society::scenario::{Channel, Scenario};
use society::twins::Twins;
use society::units::WorldId;
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::python;

/// Worlds of each program.
const WORLDS: u32 = 24;

/// How often two equal programs would be told apart.
const FALSE_ALARM: f64 = 0.001;

/// Fewest events, over all worlds of a side, for a comparison.
const LEAST: f64 = 50.0;

/// The values of each outcome, by twin and name, a value for each world.
type Outcomes = BTreeMap<(String, String), Vec<f64>>;

/// How two sets of worlds compare.
pub(crate) struct Alike {
    pub(crate) outcomes: usize,
    /// The least p value, and of which outcome.
    pub(crate) least: f64,
    pub(crate) of: String,
    /// Half of the outcomes are known to this share of their mean, or better.
    pub(crate) known: f64,
}

impl Alike {
    /// Whether no outcome is further apart than chance explains.
    pub(crate) fn holds(&self) -> bool {
        self.outcomes >= 100 && self.least >= self.bound()
    }

    fn bound(&self) -> f64 {
        FALSE_ALARM / self.outcomes as f64
    }

    /// The findings, in words.
    pub(crate) fn told(&self) -> String {
        format!(
            "{} outcomes over {WORLDS} worlds a side, half of them known to {:.1} % or better; least p {:.1e} ({}), bound {:.1e}",
            self.outcomes,
            100.0 * self.known,
            self.least,
            self.of,
            self.bound()
        )
    }
}

/// Lives the worlds and compares them.
pub(crate) fn alike(asked: &LoadedScenario, folder: &Path) -> Result<Alike, String> {
    let (ours, theirs) = (ours(&asked.scenario), theirs(folder)?);
    let mut found = Alike { outcomes: 0, least: 1.0, of: String::new(), known: 0.0 };
    let mut errors = Vec::new();
    for (key, here) in &ours {
        let sum = |values: &[f64]| values.iter().sum::<f64>().abs();
        if sum(here) < LEAST {
            continue;
        }
        let there = theirs.get(key).ok_or_else(|| format!("the reference tells no {key:?}"))?;
        let Some((p, error)) = welch(here, there) else { continue };
        found.outcomes += 1;
        errors.push(error);
        if p < found.least {
            (found.least, found.of) = (p, format!("{} under {}", key.1, key.0));
        }
    }
    errors.sort_by(f64::total_cmp);
    found.known = errors.get(errors.len() / 2).copied().unwrap_or(f64::NAN);
    Ok(found)
}

/// The p value of Welch's test, and the error of the difference as a share of the mean; nothing
/// where neither side varies.
fn welch(here: &[f64], there: &[f64]) -> Option<(f64, f64)> {
    let moments = |values: &[f64]| {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        (mean, squares / (n - 1.0) / n, n)
    };
    let ((a, v, n), (b, w, m)) = (moments(here), moments(there));
    let error = (v + w).sqrt();
    if error == 0.0 {
        return None;
    }
    let freedom = (v + w) * (v + w) / (v * v / (n - 1.0) + w * w / (m - 1.0));
    let t = StudentsT::new(0.0, 1.0, freedom).ok()?;
    Some((2.0 * t.sf(((a - b) / error).abs()), error / a.abs().max(f64::MIN_POSITIVE)))
}

fn ours(scenario: &Scenario) -> Outcomes {
    let live = |number| {
        let mut twins = Twins::new(scenario, scenario.seed().world(WorldId(number)));
        twins.run(&mut ());
        (0..scenario.twins().len()).map(|twin| outcomes(&mut twins, twin)).collect::<Vec<_>>()
    };
    let worlds: Vec<_> = (0..WORLDS).into_par_iter().with_max_len(1).map(live).collect();
    let mut all = Outcomes::new();
    for world in worlds {
        for (twin, values) in scenario.twins().iter().zip(world) {
            for (name, value) in values {
                all.entry((twin.name.clone(), name)).or_default().push(value);
            }
        }
    }
    all
}

/// Every count of a world, and the state of its adults at the end.
fn outcomes(twins: &mut Twins, twin: usize) -> Vec<(String, f64)> {
    let tallies = twins.worlds_mut()[twin].tallies();
    let mut values: Vec<(String, f64)> =
        counts().into_iter().map(|it| (it.name, tallies.total(it.tally) as f64)).collect();
    let (tomorrow, people) = (twins.next_day(), twins.population());
    let mut sums = [0.0; 10];
    for home in people.neighborhoods() {
        let (residents, state) = (people.residents(home), twins.worlds()[twin].state(home));
        for who in residents.adults() {
            let (restricted, wronged) = state.restricted_days(who, tomorrow);
            let here: [f64; 12] = [
                state.is_restricted(who).into(),
                state.is_wronged(who).into(),
                restricted.into(),
                wronged.into(),
                state.score(who).as_points(),
                state.certainty(who, Channel::Cameras).into(),
                state.certainty(who, Channel::Registers).into(),
                state.certainty(who, Channel::Informants).into(),
                state.hardship(who).into(),
                state.resignation(who).into(),
                state.health(who).into(),
                f64::from(u8::from(state.is_willing(who))),
            ];
            sums.iter_mut().zip(here).for_each(|(sum, value)| *sum += value);
        }
    }
    let names = [
        "restricted",
        "wronged",
        "restricted-days",
        "wrongful-days",
        "score",
        "certainty-cameras",
        "certainty-registers",
        "certainty-informants",
        "hardship",
        "resignation",
        "health",
        "willing",
    ];
    values.extend(names.map(str::to_owned).into_iter().zip(sums));
    values
}

fn theirs(folder: &Path) -> Result<Outcomes, String> {
    let seeds: Vec<u32> = (1..=WORLDS).collect();
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let live = |seed: &u32| python(folder, &["--outcomes", "--own-luck", &seed.to_string()]);
    // Whatever rayon does here is waiting for other processes, as many as there are cores.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| error.to_string())?;
    let texts: Result<Vec<String>, String> =
        pool.install(|| seeds.par_iter().with_max_len(1).map(live).collect());
    let mut all = Outcomes::new();
    for line in texts?.iter().flat_map(|text| text.lines()) {
        let value: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let twin = value["twin"].as_str().unwrap_or("").to_owned();
        for (name, value) in value.as_object().into_iter().flatten() {
            if let Some(value) = value.as_f64() {
                all.entry((twin.clone(), name.clone())).or_default().push(value);
            }
        }
    }
    Ok(all)
}
