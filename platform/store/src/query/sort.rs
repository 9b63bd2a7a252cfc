//! Sort orders: resolved keys that end in the id, and their `ORDER BY`.
//!
//! NULL is the smallest value in both databases: SQLite's own rule, spelled out for PostgreSQL.

use rapport_schema::{ColumnKind, EntityDef, SortKey};

use super::column::{self, Part, Sql};
use super::invalid;
use crate::Result;

/// The most keys of a sort order, without the id.
const MAX_KEYS: usize = 8;

/// One key, by the position of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) field: u16,
    pub(super) descending: bool,
}

/// The keys with the id at the end, in the direction of the last, so that the order is total.
///
/// A field named twice counts once; nothing can follow the id.
pub(super) fn resolve(entity: &EntityDef, sort: &[SortKey]) -> Result<Vec<Key>> {
    let id = column::position_of(entity, "id")?;
    let mut keys: Vec<Key> = Vec::with_capacity(sort.len() + 1);
    for key in sort {
        let field = column::position_of(entity, &key.field)?;
        if keys.iter().any(|known| known.field == field) {
            continue;
        }
        let kind = column::field_at(entity, field)?.kind.column();
        if matches!(kind, ColumnKind::List | ColumnKind::Json) || keys.len() >= MAX_KEYS {
            return Err(invalid(format!("cannot sort by `{}`", key.field)));
        }
        keys.push(Key {
            field,
            descending: key.descending,
        });
        if field == id {
            return Ok(keys);
        }
    }
    let descending = keys.last().is_some_and(|key| key.descending);
    keys.push(Key {
        field: id,
        descending,
    });
    Ok(keys)
}

/// Writes the value of a key.
pub(super) fn value(sql: &mut Sql, entity: &EntityDef, key: Key) -> Result<()> {
    let slot = column::field_at(entity, key.field)?.slot(&entity.table);
    column::value(sql, &slot, Part::Value);
    Ok(())
}

/// Appends ` ORDER BY ...`.
pub(super) fn order_by(sql: &mut Sql, entity: &EntityDef, keys: &[Key]) -> Result<()> {
    sql.push(" ORDER BY ");
    for (at, key) in keys.iter().enumerate() {
        if at > 0 {
            sql.push(", ");
        }
        value(sql, entity, *key)?;
        let direction = match (sql.is_postgres() && keys.len() > 1, key.descending) {
            (true, false) => " ASC NULLS FIRST",
            (true, true) => " DESC NULLS LAST",
            // The primary key's index has the database's own order, and an id is never NULL.
            (false, false) => " ASC",
            (false, true) => " DESC",
        };
        sql.push(direction);
    }
    Ok(())
}
