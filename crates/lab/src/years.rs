//! Years: measures year by year, and whether they have come to rest.
//!
//! A figure of four years is one of these four years: restriction that still grows will be more in the
//! fifth. What moves is told from what has come to rest by a test of equivalence on the difference of
//! two years, paired over worlds.

use std::ops::RangeInclusive;

use society::measures::{Measure, MeasureId};
use society::scenario::TwinId;

use crate::estimate::{Estimate, estimate};
use crate::figures::Figures;
use crate::patterns::Agreement;
use crate::ratios::{of_means, relative};

/// Largest change from one year to the next of a measure at rest [share of the year before].
pub const WITHIN: f64 = 0.05;

/// Whether a measure has come to rest, by two years of it.
///
/// By two one-sided tests at 2.5 % (Schuirmann 1987), with the level of the year before taken as
/// known: a measure that truly changes by more than [`WITHIN`] is called at rest in at most one of 40
/// runs, and one that truly changes by less is called moving in at most one of 40.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// The whole 95 % interval of the change lies within [`WITHIN`].
    AtRest,
    /// No part of it does.
    Moving,
    /// It lies across an end, or there are too few worlds: [`Agreement::LEAST_WORLDS`].
    Undecided,
}

impl Rest {
    /// The words for it in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Rest::AtRest => "at rest",
            Rest::Moving => "moving",
            Rest::Undecided => "undecided",
        }
    }
}

/// Change of a measure from one year to the next.
///
/// ```
/// use lab::years::{Change, Rest};
///
/// let before = [10.0, 11.0, 12.0, 11.0, 10.0, 11.0, 12.0, 11.0];
/// let change = Change::of(&before, &before.map(|it| it + 2.0)).expect("there are values");
/// assert_eq!((change.level, change.rest), (11.0, Rest::Moving));
/// let still = Change::of(&before, &before.map(|it| it + 0.1)).expect("there are values");
/// assert_eq!(still.rest, Rest::AtRest);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Difference from the year before, world by world; of shares of the baseline, of means over all worlds.
    pub difference: Estimate,
    /// Mean of the year before, without its sign.
    pub level: f64,
    /// The change relative to the year before [share]; `None` where the year before had nothing.
    pub relative: Option<Estimate>,
    /// Whether the measure has come to rest.
    pub rest: Rest,
}

impl Change {
    /// The change from one value a world to another; worlds without both are left out. `None` where
    /// none is left.
    #[must_use]
    pub fn of(before: &[f64], now: &[f64]) -> Option<Change> {
        let pairs = before.iter().zip(now);
        let pairs: Vec<(f64, f64)> =
            pairs.map(|(&then, &now)| (then, now - then)).filter(|it| it.1.is_finite()).collect();
        let difference = estimate(pairs.iter().map(|pair| pair.1))?;
        let level = estimate(pairs.iter().map(|pair| pair.0))?.mean.abs();
        Some(Change::from(difference, level, relative(now, before)))
    }

    /// The change of a share of the baseline, less 1, from one year to the next; each of the two is one value
    /// a world under the twin and under the baseline.
    fn of_relative(before: &[Vec<f64>; 2], now: &[Vec<f64>; 2]) -> Option<Change> {
        let columns = [&before[0], &before[1], &now[0], &now[1]].map(Vec::as_slice);
        let level = |[before, there, ..]: [f64; 4]| before / there - 1.0;
        let change = |all: [f64; 4]| all[2] / all[3] - 1.0 - level(all);
        let before = of_means(columns, level)?.mean.abs();
        let relative = of_means(columns, |all| change(all) / level(all).abs());
        Some(Change::from(of_means(columns, change)?, before, relative))
    }

    fn from(difference: Estimate, level: f64, relative: Option<Estimate>) -> Change {
        let margin = WITHIN * level;
        let rest = match Agreement::of_estimate(Some(&difference), (-margin, margin)) {
            Agreement::Agrees => Rest::AtRest,
            Agreement::Disagrees => Rest::Moving,
            Agreement::Undecided => Rest::Undecided,
        };
        Change { difference, level, relative, rest }
    }
}

/// A figure that is followed over the years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// A measure of the catalogue. What it counts is counted within the year; a state is that of the
    /// year's end.
    Measure(MeasureId),
    /// Duties broken, relative to those of the baseline in the same year, of means over all worlds [share].
    DutiesAgainstBaseline,
    /// Kendall's tau-b of scores at the end of the year and of the year before, of every sixteenth
    /// adult; no value in the first year of a run without warm-up, and where there is no score.
    RankStability,
}

impl Followed {
    /// Every figure that is followed: each measure that a year has a value of, and the change of duties.
    #[must_use]
    pub fn all(measures: &[Measure]) -> Vec<Followed> {
        let of_each = measures.iter().map(|measure| Followed::Measure(measure.id));
        of_each.chain([Followed::DutiesAgainstBaseline, Followed::RankStability]).collect()
    }

    /// Name in tables.
    #[must_use]
    pub fn name(self, measures: &[Measure]) -> &str {
        match self {
            Followed::Measure(id) => &measures[id.number()].name,
            Followed::DutiesAgainstBaseline => "transgressions.relative",
            Followed::RankStability => "rank.stability",
        }
    }

    /// Unit in tables.
    #[must_use]
    pub fn unit(self, measures: &[Measure]) -> &'static str {
        match self {
            Followed::Measure(id) => measures[id.number()].unit.name(),
            Followed::DutiesAgainstBaseline => "share of the baseline, less 1",
            Followed::RankStability => "correlation",
        }
    }

    /// The values that the figure can have, in its unit; an end without a bound is infinite.
    #[must_use]
    pub fn range(self, measures: &[Measure]) -> RangeInclusive<f64> {
        match self {
            Followed::Measure(id) => measures[id.number()].range(),
            Followed::DutiesAgainstBaseline => -1.0..=f64::INFINITY,
            Followed::RankStability => -1.0..=1.0,
        }
    }
}

/// A figure of one twin in one year.
#[derive(Clone, Copy, Debug)]
pub struct YearFigure {
    /// The figure itself.
    pub estimate: Estimate,
    /// Its difference from the baseline in the same year, world by world; `None` for a figure that is
    /// a comparison already.
    pub difference: Option<Estimate>,
    /// Its change from the year before; `None` where the year before has no value.
    pub change: Option<Change>,
}

/// Figures of a study by year.
///
/// ```
/// use lab::{figures::Figures, study::worlds, years::{Followed, Years}};
/// use society::measures::MeasureId;
/// use society::scenario::TwinId;
///
/// let small = reader::Overrides { citizens: Some(300), days: Some(730), ..Default::default() };
/// let loaded = reader::read("as-reported", &small).expect("it ships");
/// let worlds = worlds(&loaded.scenario, 2);
/// let figures = Figures::new(&loaded.scenario, &worlds);
/// let years = Years(&figures);
/// assert_eq!(years.count(), 2);
/// let restricted = years.of(Followed::Measure(MeasureId::RESTRICTED), TwinId::STUDIED);
/// assert!(restricted[0].is_some_and(|year| year.change.is_none()));
/// assert!(restricted[1].is_some_and(|year| year.change.is_some()));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Years<'a>(pub &'a Figures<'a>);

impl Years<'_> {
    /// Whole years that were simulated and counted.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.results.first().map_or(0, |world| world.twins[0].years.len())
    }

    /// A figure of a twin, year by year; `None` for a year in which no world has a value.
    #[must_use]
    pub fn of(&self, what: Followed, twin: TwinId) -> Vec<Option<YearFigure>> {
        let figure = |year: usize| match what {
            Followed::Measure(id) => self.measure(id, twin, year),
            Followed::DutiesAgainstBaseline => self.duties(twin, year),
            Followed::RankStability => self.ranks(twin, year),
        };
        (0..self.count()).map(figure).collect()
    }

    /// A measure in one year, beside the baseline and the year before.
    fn measure(&self, id: MeasureId, twin: TwinId, year: usize) -> Option<YearFigure> {
        let now = self.values(id, twin, year);
        let there = self.values(id, self.0.scenario.baseline(), year);
        let before = year.checked_sub(1).map(|last| self.values(id, twin, last));
        Some(YearFigure {
            difference: estimate(now.iter().zip(there).map(|(here, there)| here - there)),
            change: before.and_then(|before| Change::of(&before, &now)),
            estimate: estimate(now)?,
        })
    }

    /// Duties broken in one year relative to the baseline.
    fn duties(&self, twin: TwinId, year: usize) -> Option<YearFigure> {
        let twins = [twin, self.0.scenario.baseline()];
        let both = |year| twins.map(|twin| self.values(MeasureId::TRANSGRESSIONS, twin, year));
        let now = both(year);
        let before = year.checked_sub(1).map(both);
        Some(YearFigure {
            estimate: relative(&now[0], &now[1])?,
            difference: None,
            change: before.and_then(|before| Change::of_relative(&before, &now)),
        })
    }

    /// Stability of ranks in one year.
    fn ranks(&self, twin: TwinId, year: usize) -> Option<YearFigure> {
        let of = |year: usize| -> Vec<f64> {
            let worlds = self.0.results.iter();
            worlds.map(|world| world.twins[twin.0].rank_stability[year]).collect()
        };
        let (now, before) = (of(year), year.checked_sub(1).map(of));
        Some(YearFigure {
            difference: None,
            change: before.and_then(|before| Change::of(&before, &now)),
            estimate: estimate(now)?,
        })
    }

    /// A measure of a twin in one year, in each world.
    fn values(&self, id: MeasureId, twin: TwinId, year: usize) -> Vec<f64> {
        let worlds = self.0.results.iter();
        worlds.map(|world| world.twins[twin.0].years[year][id.number()]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use society::chance::distributions::normal;
    use society::chance::{Address, Chance, Purpose};
    use society::units::Seed;

    /// Two years of a measure in so many worlds: levels 100 ±5, and a true `change` with a spread of 8.
    fn two_years(run: u32, worlds: u32, change: f64) -> (Vec<f64>, Vec<f64>) {
        let chance = Chance::new(Seed(2031));
        let normal = |who| {
            let [radius, angle, ..] = chance.draw(Address { who, ..Address::of(Purpose::World) });
            normal(radius, angle)
        };
        let pair = |world| {
            let [level, moved] = [0, 1].map(|part| normal((run * worlds + world) * 2 + part));
            let before = 100.0 + 5.0 * level;
            (before, before + change + 8.0 * moved)
        };
        (0..worlds).map(pair).unzip()
    }

    /// Share of 2,000 runs with a verdict.
    fn share(change: f64, worlds: u32, verdict: Rest) -> f64 {
        let runs = (0..2_000).map(|run| two_years(run, worlds, change));
        let found = runs.filter(|(then, now)| {
            Change::of(then, now).is_some_and(|change| change.rest == verdict)
        });
        found.count() as f64 / 2_000.0
    }

    // The bound of 2.5 % and, above it, five standard errors of a share of 2,000 runs, which a true
    // test leaves once in 3.5 million times.
    const MOST: f64 = 0.025 + 5.0 * 0.0035;

    #[test]
    fn at_the_bound_itself_both_verdicts_are_rare() {
        for worlds in [8, 32] {
            let (at_rest, moving) =
                (share(5.0, worlds, Rest::AtRest), share(5.0, worlds, Rest::Moving));
            assert!(at_rest < MOST && moving < MOST, "{worlds} worlds: {at_rest}, {moving}");
        }
    }

    #[test]
    fn what_moves_is_called_moving_and_what_stays_is_called_at_rest() {
        assert!(share(10.0, 64, Rest::Moving) > 0.99 && share(-10.0, 64, Rest::Moving) > 0.99);
        assert!(share(0.0, 64, Rest::AtRest) > 0.99);
    }

    #[test]
    fn fewer_worlds_decide_less_and_err_no_more() {
        assert!(share(0.0, 8, Rest::Undecided) > share(0.0, 64, Rest::Undecided));
        assert!(share(0.0, 8, Rest::Moving) < MOST);
    }

    #[test]
    fn what_is_nothing_in_both_years_is_at_rest_and_what_begins_moves() {
        let rest = |before: &[f64], now: &[f64]| Change::of(before, now).map(|it| it.rest);
        assert_eq!(rest(&[0.0; 8], &[0.0; 8]), Some(Rest::AtRest));
        assert_eq!(rest(&[0.0; 8], &[2.0, 2.1, 1.9, 2.0, 2.0, 2.1, 1.9, 2.0]), Some(Rest::Moving));
        assert_eq!(rest(&[1.0; 7], &[1.0; 7]), Some(Rest::Undecided));
        assert_eq!(rest(&[f64::NAN], &[1.0]), None);
    }
}
