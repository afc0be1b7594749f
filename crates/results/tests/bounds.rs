//! Intervals in the tables: within the values that a figure can have.

use arrow_array::{Array, Float64Array, StringArray};
use lab::layout::Layout;
use lab::study::worlds;
use reader::Overrides;
use results::tables::{Table, by_world, tables};

/// Tables of three small worlds, in which most events are rare: intervals by Student's t are wide. Several
/// years of lists with ways out, since more can end in a year than begins in it.
fn of_small_worlds() -> Vec<Table> {
    let of = |name: &str, citizens, days| {
        let small =
            Overrides { citizens: Some(citizens), days: Some(days), ..Overrides::default() };
        let loaded = reader::read(name, &small).expect("it ships");
        let (worlds, layout) = (worlds(&loaded.scenario, 3), Layout::new(&loaded.scenario));
        let [outcomes, _] = by_world(&loaded.scenario, &layout, &worlds);
        tables(&loaded, &worlds).into_iter().chain(outcomes.parts).collect::<Vec<_>>()
    };
    let (mut all, courts) = (of("as-reported", 300, 365), of("courts", 2_000, 4_836));
    all.extend(courts);
    all
}

fn reals<'a>(table: &'a Table, name: &str) -> Option<&'a Float64Array> {
    let column = table.columns.iter().find(|column| column.name == name)?;
    column.values.as_any().downcast_ref()
}

fn texts<'a>(table: &'a Table, name: &str) -> Option<&'a StringArray> {
    let column = table.columns.iter().find(|column| column.name == name)?;
    column.values.as_any().downcast_ref()
}

#[test]
fn no_interval_of_a_share_or_a_count_leaves_its_bounds() {
    let mut at_a_bound = 0;
    for table in of_small_worlds() {
        let by_row = texts(&table, "unit");
        for column in &table.columns {
            let Some(stem) = column.name.strip_suffix("low95") else { continue };
            let is_change = stem == "change_";
            let [low, high] = ["low95", "high95"].map(|end| reals(&table, &format!("{stem}{end}")));
            let (low, high) = (low.expect("it is there"), high.expect("it is there"));
            for row in (0..low.len()).filter(|&row| !is_change && !low.is_null(row)) {
                let unit = by_row.map_or(column.unit.as_ref(), |units| units.value(row));
                let name = texts(&table, "measure").map_or("", |names| names.value(row));
                let most = match unit {
                    _ if name.starts_with("twin.") => continue,
                    "share" => 1.0,
                    "per 1,000 adults" => 1000.0,
                    "per 1,000 adult-years" if table.name == "law" => f64::INFINITY,
                    _ => continue,
                };
                let found = (low.value(row), high.value(row));
                assert!(0.0 <= found.0 && found.1 <= most, "{}: {name} {found:?}", table.name);
                at_a_bound += usize::from(found.0 == 0.0 && found.1 > 0.0);
            }
        }
    }
    assert!(at_a_bound > 10, "only {at_a_bound} intervals were cut");
}

/// Of what no world showed, the interval is open or as wide as the worlds that may be unseen: never without
/// width.
#[test]
fn no_interval_is_without_width() {
    let mut never = 0;
    for table in of_small_worlds().iter().filter(|it| ["estimates", "years"].contains(&it.name)) {
        let [mean, low, high] = ["mean", "low95", "high95"].map(|name| reals(table, name));
        let ends = low.expect("it is there").iter().zip(high.expect("it is there"));
        for (mean, ends) in mean.expect("it is there").iter().zip(ends) {
            assert!(ends.0.is_none() || ends.0 != ends.1, "{}: {mean:?} {ends:?}", table.name);
            never += usize::from(mean == Some(0.0) && ends.0 == Some(0.0));
        }
    }
    assert!(never > 100, "only {never} measures were 0 in all worlds");
}

/// The range of three worlds holds a further one in half of all cases, and says so.
#[test]
fn a_range_of_worlds_has_its_level_beside_it() {
    for table in of_small_worlds().iter().filter(|it| it.name == "estimates") {
        let names = ["range_low", "mean", "range_high", "range_level"];
        let [low, mean, high, level] = names.map(|name| reals(table, name).expect("it is there"));
        for row in (0..mean.len()).filter(|&row| !low.is_null(row)) {
            let slack = 1e-9 * mean.value(row).abs();
            assert!(low.value(row) <= mean.value(row) + slack);
            assert!(mean.value(row) <= high.value(row) + slack);
            assert!([1.0 / 3.0, 0.5].contains(&level.value(row)), "{}", level.value(row));
        }
    }
}

/// The mean is never cut off from its own interval, and the ranges hold for values of every measure.
#[test]
fn every_value_of_a_world_lies_in_the_range_of_its_measure() {
    let measures = society::measures::catalogue();
    let mut found = 0;
    for outcomes in of_small_worlds().iter().filter(|table| table.name == "outcomes") {
        let (names, values) = (texts(outcomes, "measure"), reals(outcomes, "value"));
        let (names, values) = (names.expect("it is there"), values.expect("it is there"));
        for row in (0..values.len()).filter(|&row| !values.is_null(row)) {
            let measure = measures.iter().find(|it| it.name == names.value(row));
            let (measure, value) = (measure.expect("it is one"), values.value(row));
            assert!(measure.range().contains(&value), "{}: {value}", measure.name);
            found += 1;
        }
    }
    assert!(found > 10_000, "only {found} values");
}
