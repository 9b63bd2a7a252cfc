//! The migration between two descriptions.

use super::change::TableChange;
use super::model::{Schema, TableDef};
use super::platform::{platform_down, platform_up};
use super::{postgres, render, sqlite};
use crate::DatabaseKind;

/// A migration's texts, up and down, for both databases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationText {
    /// For SQLite.
    pub sqlite: (String, String),
    /// For PostgreSQL.
    pub postgres: (String, String),
}

/// The migration from one description to another; none when they are equal. Without an old one it makes the
/// platform's tables as well.
///
/// # Errors
/// A line saying which change needs a migration written by hand. Renames are never guessed: they come out as a
/// dropped and an added column, for the reviewer to replace.
pub fn plan(old: Option<&Schema>, new: &Schema) -> Result<Option<MigrationText>, String> {
    let nothing = Schema::default();
    let before = old.unwrap_or(&nothing);
    if old == Some(new) {
        return Ok(None);
    }
    let pair = |kind| -> Result<(String, String), String> {
        let (mut up, mut down) = (steps(kind, before, new)?, steps(kind, new, before)?);
        if old.is_none() {
            up.insert_str(0, &platform_up(kind));
            down.push_str(&platform_down(kind));
        }
        Ok((up, down))
    };
    Ok(Some(MigrationText {
        sqlite: pair(DatabaseKind::Sqlite)?,
        postgres: pair(DatabaseKind::Postgres)?,
    }))
}

fn steps(kind: DatabaseKind, old: &Schema, new: &Schema) -> Result<String, String> {
    let only = |one: &Schema, other: &Schema| -> Vec<TableDef> {
        let missing = one
            .tables
            .iter()
            .filter(|table| other.table(&table.name).is_none());
        missing.cloned().collect()
    };
    let dropped = only(old, new);
    let added = Schema {
        tables: only(new, old),
    };
    let mut changes = Vec::new();
    for table in &new.tables {
        if let Some(before) = old.table(&table.name).filter(|before| *before != table) {
            changes.push(TableChange::between(before, table)?);
        }
    }
    let mut text = String::new();
    match kind {
        DatabaseKind::Sqlite => {
            for change in &changes {
                sqlite::alter(change, &mut text);
            }
            sqlite::drop(&dropped, &mut text);
            text.push_str(&render::create(kind, &added));
        }
        DatabaseKind::Postgres => {
            // Links go first and come last: they hold tables together.
            for change in &changes {
                postgres::drop_keys(&change.old.name, &change.dropped_keys, &mut text);
            }
            postgres::drop(&dropped, &mut text);
            for change in &changes {
                postgres::alter(change, &mut text);
            }
            text.push_str(&render::create(kind, &added));
            for change in &changes {
                for key in &change.added_keys {
                    text.push_str(&render::add_foreign_key(&change.new.name, key));
                }
            }
        }
    }
    Ok(text)
}
