//! Promises that hold on any machine.

mod common;

use common::{everything, harsh, reformed, scenario, society, twin};
use society::calendar::month_of;
use society::measures::{Gauge, PairedDifference, Tallies};
use society::recorder::{EndReport, MonthReport, Recorder};
use society::scenario::{Policy, Scenario, TwinId};
use society::twins::Twins;
use society::units::{Day, RunSeed, Seed};
use society::world::Digest;

fn digests(citizens: u32, days: u16, batches: usize, threads: usize) -> Vec<Digest> {
    let scenario = scenario(society(citizens, days), everything());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
    pool.install(|| {
        let mut twins = Twins::in_batches(&scenario, Seed(7), batches);
        twins.run(&mut ());
        twins.worlds_mut().iter_mut().map(society::world::World::digest).collect()
    })
}

#[test]
fn threads_and_batches_change_no_byte() {
    let one = digests(30_000, 60, 4, 1);
    for (batches, threads) in [(1, 1), (8, 2), (3, 2), (2, 1)] {
        assert_eq!(one, digests(30_000, 60, batches, threads), "{batches} in {threads}");
    }
    assert_ne!(one[0], one[1]);
}

/// The report of a month, copied.
#[derive(Debug, PartialEq)]
struct Month {
    number: u16,
    days: u16,
    twin: TwinId,
    tallies: Tallies,
    gauges: Vec<Gauge>,
}

/// The reports of a run: months, and ends by twin.
#[derive(Debug, PartialEq)]
struct Reports {
    reads_months: bool,
    months: Vec<Month>,
    ends: Vec<(TwinId, Vec<PairedDifference>, Vec<i64>)>,
}

impl Reports {
    fn new(reads_months: bool) -> Reports {
        Reports { reads_months, months: Vec::new(), ends: Vec::new() }
    }
}

impl Recorder for Reports {
    fn month(&mut self, report: MonthReport<'_>) {
        let MonthReport { twin, month: number, days, tallies, gauges } = report;
        let (tallies, gauges) = (tallies.clone(), gauges.to_vec());
        self.months.push(Month { number, days, twin, tallies, gauges });
    }

    fn reads_months(&self) -> bool {
        self.reads_months
    }

    fn end(&mut self, end: EndReport<'_>) {
        self.ends.push((end.twin, end.paired_differences.to_vec(), end.open_spells.to_vec()));
    }
}

/// Days of a year's warm-up and of 100 days after it.
const WARM_UP: u16 = 365;
const DAYS: u16 = 100;
/// The day of the reform among those that count, in mid-month and the seventh of a stretch.
const REFORM: u16 = 45;

/// Enough twins to run in stretches on one batch, one of them reformed in mid-month, after a warm-up.
fn reformed_in_mid_month() -> Scenario {
    let mut society = society(2_500, DAYS);
    society.warm_up = WARM_UP;
    let twins = vec![
        twin("none", Policy::none()),
        twin("everything", everything()),
        reformed("reformed", harsh(), vec![(REFORM, everything())]),
        twin("harsh", harsh()),
    ];
    Scenario::validated(society, twins, TwinId(0), RunSeed(2031)).expect("the parts agree")
}

/// One day at a time by hand, whatever the recorder, against stretches: the same states at the end of each,
/// the same counts at the end of each month, the same reports at the end.
#[test]
fn stretches_of_days_change_no_byte_and_no_report() {
    let scenario = reformed_in_mid_month();
    let start = || Twins::in_batches(&scenario, Seed(7), 1);
    let mut told = [true, false].map(Reports::new);
    let mut lengths = Vec::new();
    let mut counts = Vec::new();
    let mut stretched = [start(), start()];
    let mut daily = start();
    while stretched[0].run_next_days(&mut told[0], u16::MAX) {
        assert!(stretched[1].run_next_days(&mut told[1], u16::MAX));
        let [today, yesterday] = [stretched[0].next_day(), daily.next_day()];
        lengths.push(today - yesterday);
        (yesterday.0..today.0).for_each(|_| daily.run_day());
        let digests = daily.digests();
        assert!(stretched.iter_mut().all(|twins| twins.digests() == digests), "day {today}");
        // The end of a month that counts, or of the scenario.
        if today > Day(WARM_UP) && (month_of(today).start == today || today == daily.horizon()) {
            counts.extend(daily.worlds_mut().iter_mut().map(|world| world.tallies().clone()));
        }
    }
    assert!(!stretched[1].run_next_days(&mut told[1], u16::MAX));
    let mut by_hand = Reports::new(false);
    daily.end(&mut by_hand);
    for (twins, told) in stretched.iter_mut().zip(&mut told) {
        twins.end(told);
        assert_eq!(told.ends, by_hand.ends);
    }
    let told_counts: Vec<&Tallies> = told[0].months.iter().map(|month| &month.tallies).collect();
    assert_eq!(told_counts, counts.iter().collect::<Vec<_>>());

    // Gauges as well, where each day is a call and a month ends with one of them.
    let mut calls = Reports::new(true);
    let mut single = start();
    while single.run_next_day(&mut calls) {}
    single.end(&mut calls);
    assert_eq!(told[0], calls);
    // A recorder that reads no months is told the last one, and the same of it.
    assert_eq!(told[1].months, calls.months[calls.months.len() - 4..]);

    // What is compared happens: stretches to the ends of months, a reform in one, months of 31, 61 and 92 days.
    assert_eq!(lengths[..4], [8, 8, 8, 7]);
    let ends = lengths.iter().scan(0, |day, length| {
        *day += length;
        Some(*day)
    });
    assert!(ends.clone().any(|end| end == WARM_UP), "counting begins between two stretches");
    assert!(!ends.clone().any(|end| (WARM_UP + REFORM..=WARM_UP + REFORM + 1).contains(&end)));
    let days: Vec<u16> = calls.months.iter().map(|month| month.days).collect();
    assert_eq!(days, [31, 61, 92, 100].map(|days| [days; 4]).concat());
    let digests = daily.digests();
    assert!(digests[2] != digests[1] && digests[2] != digests[3], "the reform changes something");
}

/// Calls that end within a stretch, and few twins, that never run in one.
#[test]
fn pieces_of_stretches_change_no_byte() {
    let scenario = reformed_in_mid_month();
    let [mut whole, mut pieces] = [(); 2].map(|()| Twins::in_batches(&scenario, Seed(7), 1));
    whole.run(&mut ());
    while pieces.run_next_days(&mut (), 5) {}
    let digests = whole.digests();
    assert_eq!(pieces.digests(), digests);
    for kept in [[0, 2], [1, 3]] {
        let twins = kept.map(|at| scenario.twins()[at].clone()).to_vec();
        let (society, seed) = (scenario.society().clone(), scenario.seed());
        let two = Scenario::validated(society, twins, TwinId(0), seed).expect("the parts agree");
        let mut two = Twins::in_batches(&two, Seed(7), 1);
        two.run(&mut ());
        assert_eq!(two.digests(), kept.map(|at| digests[at]));
    }
}
