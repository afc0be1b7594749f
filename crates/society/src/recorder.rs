//! Recording: the reports of a run, month by month, to any [`Recorder`].
//!
//! A run writes no file and prints nothing itself. It reports by reference at the end of each month
//! and of the scenario; a recorder copies the parts that it keeps.

use crate::measures::{Gauge, PairedDifference, Tallies};
use crate::scenario::TwinId;

/// One twin at the end of a month, or of the scenario.
///
/// A difference of two reports gives the counts of a month:
///
/// ```
/// use society::measures::Tally;
/// use society::recorder::{MonthReport, Recorder};
/// use society::scenario::{Scenario, TwinId};
/// use society::twins::Twins;
/// use society::units::Seed;
///
/// /// Sanctions of the first twin so far, by month.
/// #[derive(Default)]
/// struct Sanctions(Vec<i64>);
///
/// impl Recorder for Sanctions {
///     fn month(&mut self, report: MonthReport<'_>) {
///         if report.twin == TwinId::STUDIED {
///             self.0.push(report.tallies.total(Tally::SANCTIONS));
///         }
///     }
/// }
///
/// let mut sanctions = Sanctions::default();
/// Twins::new(&Scenario::example(), Seed(1)).run(&mut sanctions);
/// assert!(sanctions.0.is_sorted());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct MonthReport<'a> {
    /// The twin, by its place in the scenario.
    pub twin: TwinId,
    /// The month that has just ended, from 0.
    pub month: u16,
    /// Days simulated so far [days].
    pub days: u16,
    /// Counts since the first day.
    pub tallies: &'a Tallies,
    /// Gauges by place, then cell.
    pub gauges: &'a [Gauge],
}

/// One twin at the end of the scenario.
///
/// ```
/// use society::recorder::{EndReport, MonthReport, Recorder};
/// use society::scenario::{Scenario, TwinId};
/// use society::twins::Twins;
/// use society::units::Seed;
///
/// /// Restrictions still in force at the end, twin by twin.
/// #[derive(Default)]
/// struct Open(Vec<i64>);
///
/// impl Recorder for Open {
///     fn month(&mut self, _: MonthReport<'_>) {}
///
///     fn end(&mut self, report: EndReport<'_>) {
///         self.0.push(report.open_spells.iter().sum());
///     }
/// }
///
/// let mut open = Open::default();
/// Twins::new(&Scenario::example(), Seed(1)).run(&mut open);
/// // Nobody is restricted without a policy.
/// assert_eq!(open.0[1], 0);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct EndReport<'a> {
    /// The twin, by its place in the scenario.
    pub twin: TwinId,
    /// Paired differences from the baseline, by place, then cell.
    pub paired_differences: &'a [PairedDifference],
    /// Restrictions still in force, by their length so far in days; the last element holds all that are longer.
    pub open_spells: &'a [i64],
}

/// A receiver of the reports of a run.
///
/// Reports are read-only: no recorder can change a result. Several processes that run one world
/// have a recorder each, and each of them receives the sums over all processes.
///
/// ```
/// use society::recorder::{MonthReport, Recorder};
///
/// /// Keeps the number of days simulated.
/// #[derive(Default)]
/// struct Days(u16);
///
/// impl Recorder for Days {
///     fn month(&mut self, report: MonthReport<'_>) {
///         self.0 = report.days;
///     }
/// }
///
/// let tallies = society::measures::Tallies::new(1, 100);
/// let mut recorder = Days::default();
/// recorder.month(MonthReport { twin: society::scenario::TwinId::STUDIED, month: 0, days: 30, tallies: &tallies, gauges: &[] });
/// assert_eq!(recorder.0, 30);
/// ```
pub trait Recorder {
    /// Receives the report at the end of a month of one twin.
    fn month(&mut self, report: MonthReport<'_>);

    /// Whether it reads months before the last one; those that nobody reads are not summed up.
    ///
    /// Of several processes each asks its own recorder, and all of them sum a month together: every
    /// recorder must answer alike, and the same for the whole run.
    fn reads_months(&self) -> bool {
        true
    }

    /// Receives the report at the end of the scenario of one twin; by default ignored.
    fn end(&mut self, end: EndReport<'_>) {
        let _ = end;
    }
}

/// A recorder that keeps nothing.
impl Recorder for () {
    fn month(&mut self, _: MonthReport<'_>) {}

    fn reads_months(&self) -> bool {
        false
    }
}
