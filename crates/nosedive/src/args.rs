//! Arguments that most commands share: a scenario, and changes to it.

use std::ffi::{OsStr, OsString};

use clap::Args;
use reader::{LoadedScenario, Overrides, citizens, setting};
use results::read;

use crate::output::{Failure, pasted};

/// A scenario and the changes to it.
#[derive(Args, Clone, Debug)]
pub(crate) struct ScenarioArgs {
    /// The scenario: a file, or the name of one that ships.
    #[arg(default_value = "as-reported")]
    pub(crate) scenario: String,
    #[command(flatten)]
    pub(crate) overrides: OverrideArgs,
}

/// Changes to a scenario.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct OverrideArgs {
    /// Change a setting, by its address: `-s score.start=500`. Can be given many times.
    #[arg(short = 's', long = "set", value_name = "KEY=VALUE", value_parser = setting)]
    set: Vec<(String, String)>,
    /// Admit numbers outside the range that their author gives them; every result then says so.
    #[arg(long)]
    beyond_range: bool,
    /// Citizens [default: the scenario's].
    #[arg(long, value_parser = citizens)]
    citizens: Option<u32>,
    /// Years to simulate; parts of a year are allowed [default: the scenario's].
    #[arg(long, value_parser = years)]
    years: Option<f64>,
    /// Number of worlds [default: by the stop rule of the scenario].
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    worlds: Option<u32>,
    /// Worlds in which restriction is told apart by cause, 0 for none [default: the scenario's].
    #[arg(long, value_name = "WORLDS", value_parser = clap::value_parser!(u32).range(0..=1_000))]
    causes: Option<u32>,
    /// The seed of the run [default: the scenario's].
    #[arg(long, value_parser = clap::value_parser!(u64).range(0..=9_000_000_000_000_000))]
    seed: Option<u64>,
}

fn years(text: &str) -> Result<f64, String> {
    let years: f64 = text.parse().map_err(|_| "it must be a number of years".to_owned())?;
    let days = (years * 365.0).round();
    if (1.0..=36_500.0).contains(&days) {
        Ok(years)
    } else {
        Err("it must be from one day (0.003) to 100 years".to_owned())
    }
}

impl OverrideArgs {
    /// The changes, as the reader takes them.
    pub(crate) fn overrides(&self) -> Overrides {
        Overrides {
            citizens: self.citizens,
            days: self.years.map(|years| (years * 365.0).round() as u16),
            worlds: self.worlds,
            cause_worlds: self.causes,
            seed: self.seed,
            set: self.set.clone(),
            beyond_range: self.beyond_range,
            is_own_scenario: false,
        }
    }
}

impl ScenarioArgs {
    /// Reads the scenario with its changes.
    pub(crate) fn read(&self) -> Result<LoadedScenario, Failure> {
        Ok(read(&self.scenario, &self.overrides.overrides())?)
    }
}

/// The arguments of this command as those of another, without the options that only this one has.
pub(crate) fn typed_for(command: &str, without: &[&str]) -> String {
    let mut all = std::env::args_os().skip(1).skip_while(is_option);
    all.next();
    let is_shared = |word: &OsString| !without.iter().any(|option| word.as_os_str() == *option);
    let words: Vec<OsString> = all.filter(is_shared).collect();
    let command: &dyn AsRef<OsStr> = &command;
    let words = words.iter().map(|word| -> &dyn AsRef<OsStr> { word });
    pasted(&std::iter::once(command).chain(words).collect::<Vec<_>>())
}

fn is_option(word: &OsString) -> bool {
    word.as_encoded_bytes().starts_with(b"-")
}
