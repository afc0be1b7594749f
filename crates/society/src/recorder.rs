//! The only way out: what a run hands over of its days, to whoever wants to keep it.

use crate::measures::{Gauge, PairedDifference, Tallies};

/// One twin at the end of a month, or of the scenario.
#[derive(Clone, Copy, Debug)]
pub struct MonthReport<'a> {
    /// The twin, by its number in the scenario.
    pub twin: usize,
    /// The month that has just ended, from 0.
    pub month: u16,
    /// Days lived so far [days].
    pub days: u16,
    /// Everything counted since the first day.
    pub tallies: &'a Tallies,
    /// The state of the citizens, by place and cell.
    pub gauges: &'a [Gauge],
}

/// One twin when the scenario is over.
#[derive(Clone, Copy, Debug)]
pub struct EndReport<'a> {
    /// The twin, by its number in the scenario.
    pub twin: usize,
    /// Its differences from the baseline, citizen by citizen, by place and cell.
    pub paired_differences: &'a [PairedDifference],
    /// Restrictions that last still, by their length so far in months.
    pub open_spells: &'a [i64],
}

/// Something that keeps what a run hands over.
///
/// Whether anyone watches changes nothing of what happens.
pub trait Recorder {
    /// A month of one twin is over.
    fn month(&mut self, report: MonthReport<'_>);

    /// The scenario is over for one twin.
    fn end(&mut self, end: EndReport<'_>) {
        let _ = end;
    }
}

/// Keeps nothing.
impl Recorder for () {
    fn month(&mut self, _: MonthReport<'_>) {}
}
