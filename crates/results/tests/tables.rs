//! Tables that a plot can trust: names for SQL, months that add up, survival within the run.

use std::collections::BTreeMap;

use arrow_array::{Array, Float64Array, Int64Array, StringArray, UInt32Array};
use lab::layout::Layout;
use lab::study::worlds;
use reader::{LoadedScenario, Overrides, read};
use results::tables::{Table, by_world, tables};
use society::measures::catalogue;

/// Tables of two small worlds over three years, those by world as their parts.
fn of_small_worlds(loaded: &LoadedScenario) -> BTreeMap<&'static str, Vec<Table>> {
    let (scenario, layout) = (&loaded.scenario, Layout::new(&loaded.scenario));
    let worlds = worlds(scenario, 2);
    let whole = tables(loaded, &worlds).into_iter().map(|table| (table.name, vec![table]));
    let parts =
        by_world(scenario, &layout, &worlds).map(|table| (table.name, table.parts.collect()));
    whole.chain(parts).collect()
}

fn three_years(name: &str, citizens: u32) -> LoadedScenario {
    let small = Overrides { citizens: Some(citizens), days: Some(1_095), ..Overrides::default() };
    read(name, &small).expect("it ships")
}

fn column<'a, T: Array + 'static>(table: &'a Table, name: &str) -> &'a T {
    let column = table.columns.iter().find(|column| column.name == name);
    let values = &column.unwrap_or_else(|| panic!("no column {name}")).values;
    values.as_any().downcast_ref().expect("it is of this type")
}

/// Words that SQL takes for its own, so that a query must quote a column of that name.
const OF_SQL: [&str; 24] = [
    "all", "and", "any", "as", "asc", "by", "case", "desc", "distinct", "end", "from", "group",
    "in", "is", "join", "limit", "not", "on", "or", "order", "select", "table", "union", "where",
];

#[test]
fn no_column_is_named_like_a_word_of_sql() {
    let loaded = three_years("as-reported", 300);
    for table in of_small_worlds(&loaded).values().flatten() {
        for column in &table.columns {
            assert!(!OF_SQL.contains(&column.name.as_ref()), "{}: {}", table.name, column.name);
            assert!(!column.meaning.is_empty(), "{}: {} is not described", table.name, column.name);
        }
    }
}

/// Values of a table by measure and by whatever else tells its curves apart, in the order of months.
fn curves(series: &[Table]) -> BTreeMap<(String, String), Vec<f64>> {
    series.iter().flat_map(curves_of).collect()
}

/// The same of one part.
fn curves_of(series: &Table) -> BTreeMap<(String, String), Vec<f64>> {
    let text = |name| column::<StringArray>(series, name);
    let (measures, twins, parts) = (text("measure"), text("twin"), text("group_name"));
    let (world, month) =
        (column::<UInt32Array>(series, "world"), column::<UInt32Array>(series, "month"));
    let values = column::<Float64Array>(series, "value");
    let mut curves: BTreeMap<_, Vec<f64>> = BTreeMap::new();
    for row in 0..values.len() {
        let part = if parts.is_null(row) { "" } else { parts.value(row) };
        let of = format!("{} {} {part}", world.value(row), twins.value(row));
        let curve = curves.entry((measures.value(row).to_owned(), of)).or_default();
        assert_eq!(curve.len() + 1, month.value(row) as usize, "months come in order");
        curve.push(if values.is_null(row) { f64::NAN } else { values.value(row) });
    }
    curves
}

#[test]
fn monthly_values_keep_their_bounds_and_what_happens_once_only_grows() {
    let all = catalogue();
    for (name, citizens) in [("as-reported", 2_000), ("courts", 4_000)] {
        let loaded = three_years(name, citizens);
        let tables = of_small_worlds(&loaded);
        let mut known: BTreeMap<String, bool> = BTreeMap::new();
        let mut grew = 0;
        for ((measure, of), curve) in curves(&tables["series"]) {
            let range = all.iter().find(|it| it.name == measure).expect("it is one").range();
            for value in curve.iter().filter(|value| value.is_finite()) {
                assert!(range.contains(value), "{name}: {measure} of {of} is {value}");
            }
            *known.entry(measure.clone()).or_default() |= curve.iter().any(|it| it.is_finite());
            if measure.contains(".ever") || measure == "spirals" {
                assert!(curve.is_sorted(), "{name}: {measure} of {of} falls: {curve:?}");
                grew += usize::from(curve.last() > curve.first());
            }
        }
        assert!(grew > 10, "{name}: only {grew} curves grew");
        let empty: Vec<&String> = known.iter().filter(|it| !it.1).map(|it| it.0).collect();
        assert!(empty.is_empty(), "{name}: never a value: {empty:?}");
    }
}

/// The last month of a curve that only grows is the outcome of the run.
#[test]
fn the_last_month_of_ever_is_the_outcome() {
    let loaded = three_years("as-reported", 1_000);
    let tables = of_small_worlds(&loaded);
    let runs = &tables["runs"][0];
    let (world, twin) = (column::<UInt32Array>(runs, "world"), column::<StringArray>(runs, "twin"));
    let found = column::<Float64Array>(runs, "restricted.ever");
    let curves = curves(&tables["series"]);
    for row in 0..found.len() {
        let of = format!("{} {} ", world.value(row), twin.value(row));
        let curve = &curves[&("restricted.ever".to_owned(), of)];
        assert_eq!(curve.last(), Some(&found.value(row)));
    }
}

#[test]
fn survival_ends_with_the_run_and_is_empty_where_nobody_is_restricted() {
    let loaded = three_years("as-reported", 1_000);
    let tables = of_small_worlds(&loaded);
    let survival = &tables["survival"][0];
    let (twin, months) =
        (column::<StringArray>(survival, "twin"), column::<UInt32Array>(survival, "months"));
    let (at_risk, share) =
        (column::<Int64Array>(survival, "at_risk"), column::<Float64Array>(survival, "value"));
    let baseline = &loaded.scenario.twin(loaded.scenario.baseline()).name;
    let mut last = (0, 0, 0.0);
    for row in 0..share.len() {
        let (month, left) = (months.value(row), at_risk.value(row));
        assert!((1..=36).contains(&month), "month {month}");
        if twin.value(row) == baseline {
            assert!(share.is_null(row) && left == 0, "nobody is restricted");
            continue;
        }
        let now = share.value(row);
        if month > 1 && !share.is_null(row) {
            assert!(left <= last.1 && now <= last.2 && month == last.0 + 1, "{last:?}, {now}");
        }
        last = (month, left, now);
    }
    assert_eq!(last.0, 36);
}

/// A run is one row, with what its twin was asked: settings that are the same everywhere are no column.
#[test]
fn runs_have_the_settings_that_vary_and_only_these() {
    let small = Overrides { citizens: Some(200), days: Some(60), ..Overrides::default() };
    let loaded = read("twins", &small).expect("it ships");
    let tables = of_small_worlds(&loaded);
    let runs = &tables["runs"][0];
    let names: Vec<&str> = runs.columns.iter().map(|column| column.name.as_ref()).collect();
    let twins = column::<StringArray>(runs, "twin");
    let updates = column::<StringArray>(runs, "score.update");
    let row =
        |name: &str| (0..twins.len()).find(|&row| twins.value(row) == name).expect("it is one");
    assert_eq!(updates.value(row("yearly")), "\"yearly\"");
    let moved = column::<Float64Array>(runs, "cameras.moved");
    assert_eq!(moved.value(row("patrols")), 0.5);
    assert!(!names.contains(&"policy.title") && !names.contains(&"policy.say"));
    assert_eq!(twins.len(), 2 * loaded.scenario.twins().len());
    // One policy, and one without any: nothing of the first varies but its presence.
    let every = loaded.policy_settings(society::scenario::TwinId::STUDIED);
    assert!(every.contains_key("score.cap"));
}
