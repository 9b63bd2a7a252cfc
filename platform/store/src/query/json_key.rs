//! Values under a key of a JSON column, in both dialects.
//!
//! Numbers become integers of the field's smallest unit, the same form as in columns, so that comparisons are exact and
//! parameters agree. A key that holds a value of another type than its field (left over from a removed field) counts as
//! empty, and never fails a statement.

use rapport_schema::{ColumnKind, Slot};

use super::column::{MONEY_SCALE, Part, Sql};

pub(super) fn postgres(sql: &mut Sql, slot: &Slot<'_>, key: &str, part: Part) {
    match (part, slot.kind) {
        (Part::Currency, _) => {
            postgres_text(sql, slot.column, &format!("{key}_currency"));
        }
        (_, ColumnKind::Reference) => {
            sql.push("((").name(slot.column).push(" -> ").literal(key);
            sql.push(if part == Part::Entity {
                " ->> 'entity') COLLATE \"C\")"
            } else {
                " ->> 'id') COLLATE \"C\")"
            });
        }
        (_, ColumnKind::List | ColumnKind::Json) => {
            sql.push("NULLIF(")
                .name(slot.column)
                .push(" -> ")
                .literal(key);
            sql.push(", 'null'::jsonb)");
        }
        (_, ColumnKind::Boolean) => postgres_typed(sql, slot.column, key, "boolean", "::boolean"),
        (_, kind) => match scale(kind) {
            Some(0) => postgres_typed(sql, slot.column, key, "number", "::numeric::bigint"),
            Some(scale) => {
                let cast = format!(
                    "::numeric * 1{:0>width$}::numeric)::bigint",
                    "",
                    width = digits(scale)
                );
                postgres_typed(sql, slot.column, key, "number", &cast);
            }
            None => postgres_text(sql, slot.column, key),
        },
    }
}

fn digits(scale: u32) -> usize {
    usize::try_from(scale).unwrap_or(0)
}

fn postgres_text(sql: &mut Sql, column: &str, key: &str) {
    sql.push("((").name(column).push(" ->> ").literal(key);
    sql.push(") COLLATE \"C\")");
}

/// A guarded cast: anything but the expected type of JSON is empty. A cast that ends in `)::bigint` is rounded.
fn postgres_typed(sql: &mut Sql, column: &str, key: &str, expected: &str, cast: &str) {
    let rounded = cast.ends_with(")::bigint");
    sql.push("(CASE WHEN jsonb_typeof(")
        .name(column)
        .push(" -> ")
        .literal(key);
    sql.push(") = ").literal(expected).push(" THEN ");
    sql.push(if rounded { "ROUND((" } else { "(" });
    sql.name(column)
        .push(" ->> ")
        .literal(key)
        .push(")")
        .push(cast)
        .push(" END)");
}

pub(super) fn sqlite(sql: &mut Sql, slot: &Slot<'_>, key: &str, part: Part) {
    match (part, slot.kind) {
        (Part::Currency, _) => extract(sql, slot.column, &path(&format!("{key}_currency"))),
        (Part::Entity, _) => extract(sql, slot.column, &format!("{}.entity", path(key))),
        (_, ColumnKind::Reference) => extract(sql, slot.column, &format!("{}.id", path(key))),
        (_, ColumnKind::Boolean) => sqlite_typed(sql, slot.column, key, "'true', 'false'", None),
        (_, kind) => match scale(kind) {
            Some(scale) => sqlite_typed(sql, slot.column, key, "'integer', 'real'", Some(scale)),
            None => extract(sql, slot.column, &path(key)),
        },
    }
}

fn extract(sql: &mut Sql, column: &str, path: &str) {
    sql.push("json_extract(")
        .name(column)
        .push(", ")
        .literal(path)
        .push(")");
}

fn sqlite_typed(sql: &mut Sql, column: &str, key: &str, expected: &str, scale: Option<u32>) {
    let path = path(key);
    sql.push("(CASE WHEN json_type(")
        .name(column)
        .push(", ")
        .literal(&path);
    sql.push(") IN (").push(expected).push(") THEN ");
    match scale {
        None => extract(sql, column, &path),
        Some(0) => {
            sql.push("CAST(");
            extract(sql, column, &path);
            sql.push(" AS INTEGER)");
        }
        Some(scale) => {
            sql.push("CAST(ROUND(");
            extract(sql, column, &path);
            let factor = format!(" * 1{:0>width$}.0) AS INTEGER)", "", width = digits(scale));
            sql.push(&factor);
        }
    }
    sql.push(" END)");
}

/// The JSON path of a key. Names have no quotes or backslashes; if one had, the path would find nothing.
fn path(key: &str) -> String {
    let plain: String = key.chars().filter(|c| !matches!(c, '"' | '\\')).collect();
    format!("$.\"{plain}\"")
}

/// Digits after the point of kinds that are numbers inside JSON.
fn scale(kind: ColumnKind) -> Option<u32> {
    match kind {
        ColumnKind::Integer => Some(0),
        ColumnKind::Decimal { scale } => Some(scale),
        ColumnKind::Money => Some(MONEY_SCALE),
        _ => None,
    }
}

/// Writes the elements of a list as a row source with the column `value`: for SQLite, after `FROM`.
pub(super) fn sqlite_elements(sql: &mut Sql, slot: &Slot<'_>) {
    sql.push("json_each(").name(slot.column);
    if let Some(key) = slot.key {
        sql.push(", ").literal(&path(key));
    }
    sql.push(")");
}
