//! One row of the file as values of an entity, with everything that is wrong with it.

use std::collections::BTreeMap;

use rapport_kernel::{Error, RequestContext};
use rapport_schema::{EntityDef, FieldType, Record, TextContext, Value};
use serde::Serialize;
use serde_json::{Map, json};

use super::document::Import;

/// What is wrong with a row: in which column, for which field, why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct RowError {
    pub(super) column: Option<String>,
    pub(super) field: Option<String>,
    pub(super) message: String,
}

/// A link still written as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LinkText {
    pub(super) field: String,
    pub(super) column: String,
    /// The entity it points to; `user` for users.
    pub(super) target: String,
    pub(super) text: String,
}

/// A row that was read.
#[derive(Clone, Debug)]
pub(super) struct ParsedRow {
    /// Its line in the file.
    pub(super) line: i64,
    pub(super) values: Record,
    pub(super) links: Vec<LinkText>,
    pub(super) errors: Vec<RowError>,
    pub(super) cells: Vec<String>,
}

/// Reads a row by the import's mapping. Empty cells are left out on create, and empty the field on update.
pub(super) fn parse(
    import: &Import,
    entity: &EntityDef,
    ctx: &RequestContext,
    line: u64,
    cells: Vec<String>,
) -> ParsedRow {
    let mut row = ParsedRow {
        line: i64::try_from(line).unwrap_or(i64::MAX),
        values: Record::new(),
        links: Vec::new(),
        errors: Vec::new(),
        cells,
    };
    let mut addresses: BTreeMap<String, Map<String, serde_json::Value>> = BTreeMap::new();
    for mapped in &import.mapping {
        let Some(path) = &mapped.field else { continue };
        let text = row
            .cells
            .get(mapped.column)
            .map(|cell| unsafe_prefix_off(cell.trim()).to_owned())
            .unwrap_or_default();
        if let Some((field, part)) = path
            .split_once('.')
            .filter(|(field, _)| *field != "custom_fields")
        {
            if !text.is_empty() {
                addresses
                    .entry(field.to_owned())
                    .or_default()
                    .insert(part.to_owned(), json!(text));
            }
            continue;
        }
        let Some(field) = entity.field(path) else {
            continue;
        };
        let column = import
            .columns
            .get(mapped.column)
            .map_or(path.as_str(), |column| column.header.as_str());
        if let Some(target) = link_target(entity, path, &field.kind) {
            if !text.is_empty() {
                row.links.push(LinkText {
                    field: path.clone(),
                    column: column.to_owned(),
                    target,
                    text,
                });
            }
            continue;
        }
        let context = TextContext {
            currency: currency(import, path, &row.cells).unwrap_or(ctx.currency),
            date_order: import.order(),
            zone: &ctx.time_zone,
        };
        match field.parse_text(&text, &context) {
            Ok(Value::Null) => {}
            Ok(value) => row.values.set(path.clone(), value),
            Err(problem) => row.errors.push(RowError {
                column: Some(column.to_owned()),
                field: Some(path.clone()),
                message: problem.message,
            }),
        }
    }
    for (field, parts) in addresses {
        row.values
            .set(field, Value::Json(serde_json::Value::Object(parts)));
    }
    row
}

/// The target of a link that people write by title. Links that may point anywhere cannot be written so.
fn link_target(entity: &EntityDef, path: &str, kind: &FieldType) -> Option<String> {
    match kind {
        FieldType::User => Some("user".to_owned()),
        FieldType::Link { .. } => Import::link_target(entity, path).map(str::to_owned),
        _ => None,
    }
}

/// The currency of an amount, when another column names it.
fn currency(import: &Import, path: &str, cells: &[String]) -> Option<rapport_kernel::Currency> {
    let wanted = format!("{path}_currency");
    let mapped = import
        .mapping
        .iter()
        .find(|mapped| mapped.field.as_ref() == Some(&wanted))?;
    cells.get(mapped.column)?.parse().ok()
}

/// Takes off the quote that exports put before signs a spreadsheet would compute.
fn unsafe_prefix_off(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

/// An error of the engine, told by the columns of the file.
pub(super) fn engine_errors(import: &Import, error: &Error) -> Vec<RowError> {
    if error.fields.is_empty() {
        return vec![RowError {
            column: None,
            field: None,
            message: error.message.clone(),
        }];
    }
    let column = |field: &str| {
        let mapped = import
            .mapping
            .iter()
            .find(|mapped| mapped.field.as_deref() == Some(field))?;
        import
            .columns
            .get(mapped.column)
            .map(|column| column.header.clone())
    };
    error
        .fields
        .iter()
        .map(|problem| {
            let column = column(&problem.field);
            let message = match &column {
                Some(_) => problem.message.clone(),
                None => format!("`{}` {}", problem.field, problem.message),
            };
            RowError {
                column,
                field: Some(problem.field.clone()),
                message,
            }
        })
        .collect()
}
