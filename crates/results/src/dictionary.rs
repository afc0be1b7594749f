//! The data dictionary of a run: every table and column, in the form of a Frictionless data
//! package.
//!
//! Statistical programs read it to load all tables with their types; people read it for units and
//! meanings.

use arrow_schema::DataType;
use serde_json::{Value, json};

use crate::tables::{Column, MADE_UP, Table};
use reader::LoadedScenario;

/// The text of `datapackage.json`: every table with the files that hold it.
pub(crate) fn dictionary(
    loaded: &LoadedScenario,
    tables: &[(&Table, Vec<String>)],
    notes: &[(&'static str, String)],
) -> String {
    let resources = tables.iter().flat_map(|(table, files)| {
        let of = |file| resource(table, file);
        files.iter().map(of)
    });
    let resources: Vec<Value> = resources.collect();
    let mut package = json!({
        "name": loaded.id,
        "title": loaded.title,
        "description": format!("{MADE_UP} {}", loaded.question),
        "made_up": true,
        "licenses": [{ "name": "CC0-1.0" }],
        "resources": resources,
    });
    for (key, text) in notes {
        package[*key] = json!(text);
    }
    format!("{package:#}\n")
}

/// One file of a table.
fn resource(table: &Table, file: &String) -> Value {
    let fields: Vec<Value> = table.columns.iter().map(field).collect();
    let (name, format) = file.rsplit_once('.').unwrap_or((file, ""));
    let (name, kind) = match format {
        "csv" => (format!("{name}-csv"), "text/csv"),
        _ => (name.replace('/', "-"), "application/vnd.apache.parquet"),
    };
    json!({
        "name": name,
        "path": file,
        "format": format,
        "mediatype": kind,
        "description": table.about,
        "schema": { "fields": fields, "missingValues": [""] },
    })
}

/// One column of a table.
fn field(column: &Column) -> Value {
    let kind = match column.values.data_type() {
        DataType::Utf8 => "string",
        DataType::Float64 => "number",
        DataType::Boolean => "boolean",
        _ => "integer",
    };
    let mut field = json!({ "name": column.name, "type": kind, "description": column.meaning });
    if !column.unit.is_empty() {
        field["unit"] = json!(column.unit);
    }
    if !column.is_optional {
        field["constraints"] = json!({ "required": true });
    }
    field
}
