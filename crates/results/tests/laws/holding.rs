//! Holding a law to drawn scenarios.

use std::fmt::Debug;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};
use reader::{LoadedScenario, Overrides, parse};

/// The verdict of a law on one case: nothing, or the way in which it is broken.
pub(super) type Verdict = Result<(), String>;

/// The seed of the draws, unless the environment names another: the same cases every time.
const SEED: u64 = 2031;

/// Number of cases for each law, unless `PROPTEST_CASES` names another: half of the 64 that
/// `cargo xtask ci` draws.
const CASES: u32 = 32;

/// How cases are drawn: `PROPTEST_CASES` and `PROPTEST_RNG_SEED` change it.
pub(super) fn config() -> Config {
    let mut asked = Config::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        asked.cases = CASES;
    }
    let rng_seed = match asked.rng_seed {
        RngSeed::Random => RngSeed::Fixed(SEED),
        RngSeed::Fixed(seed) => RngSeed::Fixed(seed),
    };
    Config { failure_persistence: None, max_shrink_iters: 20_000, rng_seed, ..asked }
}

/// Holds `law` to what `cases` draws. The smallest case found that breaks it is told, as the text
/// of a scenario.
pub(super) fn hold<C: Strategy>(
    cases: C,
    text: impl Fn(&C::Value) -> String,
    law: impl Fn(&C::Value) -> Verdict,
) where
    C::Value: Debug,
{
    hold_among(config(), cases, text, law);
}

/// The same, with cases drawn in another way.
pub(super) fn hold_among<C: Strategy>(
    config: Config,
    cases: C,
    text: impl Fn(&C::Value) -> String,
    law: impl Fn(&C::Value) -> Verdict,
) where
    C::Value: Debug,
{
    let mut runner = TestRunner::new(config);
    let found = runner.run(&cases, |case| law(&case).map_err(TestCaseError::fail));
    match found {
        Ok(()) => {}
        Err(TestError::Fail(why, case)) => {
            panic!("the law is broken: {why}\n\n{}\n\nfrom {case:?}", text(&case))
        }
        Err(TestError::Abort(why)) => panic!("no case could be drawn: {why}"),
    }
}

/// Says that over all cases something came up more often than `least`: a law about what never
/// happens would hold of nothing.
pub(super) fn came_up(what: &str, found: i64, least: i64) {
    assert!(config().cases < 256 || found > least, "only {found} times: {what}");
}

/// Reads a scenario; every draft must be admitted.
pub(super) fn read(text: &str) -> Result<LoadedScenario, String> {
    read_with(text, &[])
}

/// The same, with settings in place of the file's.
pub(super) fn read_with(text: &str, set: &[(&str, &str)]) -> Result<LoadedScenario, String> {
    let set = set.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect();
    parse("drawn.toml", text, &Overrides { set, beyond_range: true, ..Overrides::default() })
        .map_err(|mistakes| {
            let mistakes: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            format!("the reader refuses it:\n{}", mistakes.join("\n"))
        })
}

/// Says that something must hold.
#[macro_export]
macro_rules! must {
    ($holds:expr, $($why:tt)+) => {
        let holds: bool = $holds;
        if !holds {
            return Err(format!($($why)+));
        }
    };
}

/// Says that two things must be the same.
pub(super) fn same<T: PartialEq + Debug>(one: &T, other: &T, what: &str) -> Verdict {
    must!(one == other, "{what}: {} and {}", short(one), short(other));
    Ok(())
}

fn short(thing: &impl Debug) -> String {
    let all = format!("{thing:?}");
    if all.chars().count() > 400 { all.chars().take(400).collect::<String>() + " …" } else { all }
}
