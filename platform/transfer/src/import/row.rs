//! One row of the file as values of an entity, with everything that is wrong with it.

use std::collections::BTreeMap;

use rapport_kernel::{Currency, Error, RequestContext};
use rapport_schema::{EntityDef, FieldDef, FieldType, LinkTarget, Record, TextContext, Value};
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
    let mut addresses: Addresses = BTreeMap::new();
    for mapped in &import.mapping {
        let Some(path) = &mapped.field else { continue };
        let text = row
            .cells
            .get(mapped.column)
            .map(|cell| unsafe_prefix_off(cell.trim()).to_owned())
            .unwrap_or_default();
        if text.contains('\0') {
            let column = import.columns.get(mapped.column);
            row.errors.push(RowError {
                column: column.map(|column| column.header.clone()),
                field: Some(path.clone()),
                message: "must not contain null characters".to_owned(),
            });
            continue;
        }
        let part = path.split_once('.');
        if let Some((field, part)) = part.filter(|(field, _)| *field != "custom_fields") {
            if !text.is_empty() {
                let parts = addresses.entry(field.to_owned()).or_default();
                parts.insert(part.to_owned(), json!(text));
            }
        } else if let Some(field) = entity.field(path) {
            let column = import.columns.get(mapped.column);
            let column = column.map_or(path.as_str(), |column| column.header.as_str());
            read_cell(import, ctx, field, column, text, &mut row);
        }
    }
    // A rejected row is kept, and not every database can keep this character.
    for cell in row.cells.iter_mut().filter(|cell| cell.contains('\0')) {
        *cell = cell.replace('\0', "\u{fffd}");
    }
    for (field, parts) in addresses {
        let address = Value::Json(serde_json::Value::Object(parts));
        row.values.set(field, address);
    }
    row
}

/// Parts of addresses by field; each part may have a column of its own.
type Addresses = BTreeMap<String, Map<String, serde_json::Value>>;

/// One cell of a column that holds a whole field.
fn read_cell(
    import: &Import,
    ctx: &RequestContext,
    field: &FieldDef,
    column: &str,
    text: String,
    row: &mut ParsedRow,
) {
    let path = field.name.clone();
    if let Some(target) = link_target(&field.kind) {
        if !text.is_empty() {
            let column = column.to_owned();
            row.links.push(LinkText {
                field: path,
                column,
                target,
                text,
            });
        }
        return;
    }
    let named = if matches!(field.kind, FieldType::Money) && !text.is_empty() {
        currency(import, &path, &row.cells)
    } else {
        Ok(None)
    };
    let named = match named {
        Ok(named) => named,
        Err(problem) => {
            row.errors.push(problem);
            return;
        }
    };
    let context = TextContext {
        currency: named.unwrap_or(ctx.currency),
        date_order: import.order(),
        zone: &ctx.time_zone,
    };
    match field.parse_text(&text, &context) {
        Ok(Value::Null) => {}
        Ok(value) => row.values.set(path, value),
        Err(problem) => row.errors.push(RowError {
            column: Some(column.to_owned()),
            field: Some(path),
            message: problem.message,
        }),
    }
}

/// The target of a link that people write by title. Links that may point anywhere cannot be written so.
fn link_target(kind: &FieldType) -> Option<String> {
    match kind {
        FieldType::User => Some("user".to_owned()),
        FieldType::Link {
            to: LinkTarget::One(target),
            ..
        } => Some(target.clone()),
        _ => None,
    }
}

/// The currency of an amount, when another column names it.
fn currency(import: &Import, path: &str, cells: &[String]) -> Result<Option<Currency>, RowError> {
    let wanted = format!("{path}_currency");
    let mapped = import
        .mapping
        .iter()
        .find(|mapped| mapped.field.as_ref() == Some(&wanted));
    let Some(mapped) = mapped else {
        return Ok(None);
    };
    let text = cells.get(mapped.column).map_or("", |cell| cell.trim());
    if text.is_empty() {
        return Ok(None);
    }
    Currency::known(text).map(Some).map_err(|message| RowError {
        column: import
            .columns
            .get(mapped.column)
            .map(|column| column.header.clone()),
        field: Some(wanted),
        message,
    })
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
