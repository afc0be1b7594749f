//! The run from which the handbook takes its examples: that of `nosedive demo`.

use lab::causes::CauseTwins;
use lab::estimate::Estimate;
use lab::figures::Figures;
use lab::layout::Layout;
use lab::numbers::digits;
use lab::study::{StopRule, WorldOutcome, worlds};
use lab::summary::{Findings, screen};
use reader::{LoadedScenario, Overrides};
use results::read;
use society::measures::{Measure, MeasureId};
use society::scenario::TwinId;

/// The example, lived.
pub(super) struct Example {
    loaded: LoadedScenario,
    worlds: Vec<WorldOutcome>,
    cause_worlds: Vec<WorldOutcome>,
}

impl Example {
    /// Lives the example: a few seconds.
    pub(super) fn live() -> Example {
        let changes = Overrides {
            citizens: Some(10_000),
            worlds: Some(8),
            cause_worlds: Some(2),
            ..Overrides::default()
        };
        let loaded = read("as-reported", &changes)
            .unwrap_or_else(|mistakes| panic!("as-reported is valid: {mistakes:?}"));
        let worlds = worlds(&loaded.scenario, loaded.stop.least);
        let twins = CauseTwins::of(&loaded).expect("its policy restricts");
        let Ok(causes) = twins.study(StopRule::Worlds(loaded.causes.number)).run(&mut ());
        Example { loaded, worlds, cause_worlds: causes.worlds }
    }

    /// The screen of the run.
    pub(super) fn screen(&self) -> String {
        let Example { loaded, worlds, cause_worlds } = self;
        screen(&Findings { loaded, worlds, cause_worlds })
    }

    /// Every measure.
    pub(super) fn measures(&self) -> Vec<Measure> {
        Layout::new(&self.loaded.scenario).measures
    }

    /// The names of the twins.
    pub(super) fn twins(&self) -> Vec<&str> {
        self.loaded.scenario.twins().iter().map(|twin| twin.name.as_str()).collect()
    }

    /// A measure of a twin, with the 95 % interval of its mean.
    pub(super) fn describe(&self, measure: MeasureId, twin: TwinId) -> String {
        let figures = Figures::new(&self.loaded.scenario, &self.worlds);
        let Some(Estimate { mean, error, interval, .. }) = figures.of(measure, twin) else {
            return "–".to_owned();
        };
        let show = |value| digits(value, error).replace('-', "−");
        match interval {
            Some((low, high)) if show(low) != show(high) => {
                format!("{} ({} to {})", show(mean), show(low), show(high))
            }
            _ => show(mean),
        }
    }
}
