//! Progress of a run on the screen, or as a stream of JSON.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lab::causes::CauseTwins;
use lab::estimate::{Estimate, estimate};
use lab::numbers::{grouped, simulated, with_half};
use lab::study::{Event, Progress, WorldOutcome};
use reader::LoadedScenario;
use serde_json::json;
use society::measures::MeasureId;
use society::units::WorldId;

use crate::output::{Output, shown};

/// Shows how the worlds of a run end, and how its estimate sharpens.
pub(super) struct Watcher<'a> {
    loaded: &'a LoadedScenario,
    output: Output,
    bar: WorldBar,
}

impl Watcher<'_> {
    pub(super) fn new(loaded: &LoadedScenario, output: Output) -> Watcher<'_> {
        Watcher { loaded, output, bar: WorldBar::hidden() }
    }

    fn start(&mut self, known: usize) {
        self.output.note(&greeting(self.loaded));
        if known > 0 {
            self.output.note(&format!("{known} worlds are finished already."));
        }
        if !self.output.quiet && !self.output.json {
            let stop = &self.loaded.stop;
            self.bar = WorldBar::new([stop.least, stop.most], known);
        }
    }

    fn sharpen(
        &self,
        world: &WorldOutcome,
        finished: &BTreeMap<WorldId, WorldOutcome>,
        deciding: Option<Estimate>,
    ) {
        let stop = &self.loaded.stop;
        let half = deciding.and_then(|it| it.half());
        self.output.object(
            "world",
            json!({
                "number": world.number, "finished": finished.len(),
                "failed": world.result.as_ref().err().map(ToString::to_string),
                "measure": stop.measure, "mean": deciding.map(|it| it.mean), "half_width": half,
            }),
        );
        let percent = deciding.zip(half).map(|(it, half)| 100.0 * half / it.mean.abs());
        let percent = percent.filter(|percent| percent.is_finite());
        let narrowing = percent.map_or_else(String::new, |percent| {
            let target = 100.0 * stop.within;
            format!(", {} ±{percent:.1} % (target: {target:.0} %)", stop.measure)
        });
        self.bar.bar.set_message(shown(&(restricted(finished) + &narrowing)));
    }
}

impl Progress for Watcher<'_> {
    fn on(&mut self, event: Event<'_>) -> ControlFlow<()> {
        match event {
            Event::Started { known } => self.start(known),
            Event::WorldResumed { world, day } => {
                self.output.note(&format!("World {world} resumes from day {day}."));
            }
            Event::CheckpointRefused { reason, .. } => {
                let text = format!("warning: {reason}; this world starts again from its first day");
                self.output.note(&text);
            }
            Event::WorldFinished(_) => self.bar.inc(),
            Event::EstimateSharpened { world, finished, estimate } => {
                self.sharpen(world, finished, estimate);
            }
            Event::DayOver { .. } | Event::CheckpointWritten { .. } => {}
        }
        ControlFlow::Continue(())
    }
}

/// Shows how the worlds of the sum over causes end.
pub(super) struct CauseWatcher {
    output: Output,
    bar: WorldBar,
    twins: usize,
    worlds: u32,
}

impl CauseWatcher {
    pub(super) fn new(twins: &CauseTwins, worlds: u32, output: Output) -> CauseWatcher {
        let twins = twins.scenario().twins().len();
        CauseWatcher { output, bar: WorldBar::hidden(), twins, worlds }
    }

    fn start(&mut self, known: usize) {
        if !self.output.quiet && !self.output.json {
            self.bar = WorldBar::new([self.worlds, self.worlds], known);
            self.bar
                .bar
                .set_message(format!("for the sum over causes, {} policies each", self.twins));
        }
    }
}

impl Progress for CauseWatcher {
    fn on(&mut self, event: Event<'_>) -> ControlFlow<()> {
        match event {
            Event::Started { known } => self.start(known),
            Event::WorldFinished(world) => {
                self.bar.inc();
                let failed = world.result.as_ref().err().map(ToString::to_string);
                let told = json!({ "number": world.number, "of": self.worlds, "failed": failed });
                self.output.object("cause_world", told);
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

/// How many adults were restricted so far, with half the 95 % interval of the mean.
fn restricted(finished: &BTreeMap<WorldId, WorldOutcome>) -> String {
    let results = finished.values().filter_map(|world| world.result.as_ref().ok());
    let ever = estimate(results.map(|world| world.twins[0].value(MeasureId::RESTRICTED_EVER)));
    ever.map_or_else(String::new, |ever| {
        let interval = ever.interval_within(&(0.0..=1000.0));
        format!("restricted {} of 1,000", with_half(Some(&ever), interval))
    })
}

fn greeting(loaded: &LoadedScenario) -> String {
    let (society, stop) = (loaded.scenario.society(), &loaded.stop);
    let twins: Vec<&str> = loaded.scenario.twins().iter().map(|twin| twin.name.as_str()).collect();
    let worlds = if stop.least == stop.most {
        format!("{}", stop.least)
    } else {
        format!("{} to {}", stop.least, stop.most)
    };
    let twins = if twins.len() > 4 {
        format!("{} and {} twins", twins[0], twins.len() - 1)
    } else {
        twins.join(", ")
    };
    format!(
        "{}: {} made-up citizens (seed {}), {},\n{worlds} worlds each of {twins}",
        loaded.title,
        grouped(society.citizens.into()),
        loaded.scenario.seed().0,
        simulated(society),
    )
}

/// A bar of the worlds of a run, by how many there are at least and at most.
struct WorldBar {
    bar: ProgressBar,
    least: u64,
    most: u64,
}

impl WorldBar {
    /// A bar that nobody sees.
    fn hidden() -> WorldBar {
        WorldBar { bar: ProgressBar::hidden(), least: 0, most: 0 }
    }

    fn new([least, most]: [u32; 2], known: usize) -> WorldBar {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{bar:16} {prefix} worlds  {msg}  {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        let bar = WorldBar { bar, least: least.into(), most: most.into() };
        bar.show(known as u64);
        bar
    }

    /// Shows one world more.
    fn inc(&self) {
        self.show(self.bar.position() + 1);
    }

    /// Shows so many worlds: of the least number, which is what there surely is to do, and once those
    /// are there, of the most.
    fn show(&self, finished: u64) {
        let whole = if finished < self.least { self.least } else { self.most };
        self.bar.set_length(whole.max(finished));
        self.bar.set_position(finished);
        let range = match (self.least, self.most) {
            (least, most) if least == most => format!("{most}"),
            (least, most) => format!("{least} to {most}"),
        };
        self.bar.set_prefix(format!("{finished} of {range}"));
    }
}

impl Drop for WorldBar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar_of(least: u64, most: u64) -> WorldBar {
        WorldBar { bar: ProgressBar::hidden(), least, most }
    }

    /// Beyond the least number a bar is not full before the most are there.
    #[test]
    fn a_bar_is_as_long_as_there_are_worlds_to_come() {
        let bar = bar_of(4, 12);
        for (finished, length, said) in [
            (0, 4, "0 of 4 to 12"),
            (3, 4, "3 of 4 to 12"),
            (4, 12, "4 of 4 to 12"),
            (11, 12, "11 of 4 to 12"),
            (12, 12, "12 of 4 to 12"),
            (20, 20, "20 of 4 to 12"),
        ] {
            bar.show(finished);
            assert_eq!((bar.bar.length(), bar.bar.position()), (Some(length), finished));
            assert_eq!(bar.bar.prefix(), said);
        }
        let bar = bar_of(8, 8);
        (0..3).for_each(|_| bar.inc());
        assert_eq!((bar.bar.length(), bar.bar.prefix()), (Some(8), "3 of 8".to_owned()));
    }
}
