//! The table of runs: a world under a twin in one row, with all that it was asked and all that came of it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, StringArray};
use lab::layout::Layout;
use lab::world::WorldResult;
use reader::{LoadedScenario, Setting, SettingValue};
use society::measures::Measure;

use super::column::{Column, real_values, world_and_twin};

/// Settings of the policies that are not the same in every twin, then each measure of everyone at the end.
///
/// Settings are those of the first day. Measures without a value in any world have no column.
pub(super) fn runs(
    loaded: &LoadedScenario,
    layout: &Layout,
    results: &[&WorldResult],
) -> Vec<Column> {
    let scenario = &loaded.scenario;
    let rows: Vec<(&WorldResult, usize)> = results
        .iter()
        .flat_map(|world| (0..world.twins.len()).map(move |twin| (*world, twin)))
        .collect();
    let mut columns =
        world_and_twin(scenario, rows.iter().map(|(world, twin)| (world.number, *twin))).to_vec();
    let policies: Vec<_> = scenario.twin_ids().map(|twin| loaded.policy_settings(twin)).collect();
    let twins: Vec<usize> = rows.iter().map(|row| row.1).collect();
    columns.extend(varying(&policies).into_iter().map(|address| {
        let of = |twin: usize| policies[twin].get(address).copied();
        setting(address, &twins.iter().map(|&twin| of(twin)).collect::<Vec<_>>())
    }));
    columns.extend(layout.measures.iter().filter_map(|of| measure(of, &rows)));
    columns
}

/// Addresses of the settings that are not the same in every policy, but for titles and sources.
fn varying<'a>(policies: &[BTreeMap<&'a str, &'a Setting>]) -> Vec<&'a str> {
    let addresses: BTreeSet<&str> =
        policies.iter().flat_map(|settings| settings.keys().copied()).collect();
    let is_told = |address: &&str| {
        let is_about = address.starts_with("sources.")
            || ["policy.title", "policy.say"].contains(address)
            || policies.iter().all(|settings| {
                settings.get(address).map(|it| &it.value)
                    == policies[0].get(address).map(|it| &it.value)
            });
        !is_about
    };
    addresses.into_iter().filter(is_told).collect()
}

/// The column of a setting: numbers, switches, or words.
fn setting(address: &str, rows: &[Option<&Setting>]) -> Column {
    let known: Vec<&Setting> = rows.iter().flatten().copied().collect();
    let is_each = |kind: fn(&SettingValue) -> bool| known.iter().all(|it| kind(&it.value));
    let values: ArrayRef = if is_each(|value| matches!(value, SettingValue::Number(_))) {
        real_values(rows.iter().map(|it| it.and_then(Setting::number).unwrap_or(f64::NAN)))
    } else if is_each(|value| matches!(value, SettingValue::Flag(_))) {
        let flag = |setting: &Option<&Setting>| match setting.map(|it| &it.value) {
            Some(SettingValue::Flag(flag)) => Some(*flag),
            _ => None,
        };
        Arc::new(rows.iter().map(flag).collect::<BooleanArray>())
    } else {
        let words = |setting: &Option<&Setting>| setting.map(|it| it.value.to_string());
        Arc::new(rows.iter().map(words).collect::<StringArray>())
    };
    let unit = known.iter().find_map(|it| it.unit.clone()).unwrap_or_default();
    Column {
        name: Cow::Owned(address.to_owned()),
        unit: Cow::Owned(unit),
        meaning: Cow::Owned(format!(
            "setting {address} of the twin's policy on the first day; empty where it has none"
        )),
        is_optional: true,
        values,
    }
}

/// The column of a measure of everyone at the end; `None` where no world has a value.
fn measure(of: &Measure, rows: &[(&WorldResult, usize)]) -> Option<Column> {
    let values: Vec<f64> =
        rows.iter().map(|(world, twin)| world.twins[*twin].value(of.id)).collect();
    values.iter().any(|value| value.is_finite()).then(|| Column {
        name: Cow::Owned(of.name.clone()),
        unit: Cow::Borrowed(of.unit.name()),
        meaning: Cow::Owned(of.definition.clone()),
        is_optional: true,
        values: real_values(values),
    })
}
