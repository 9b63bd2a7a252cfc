//! What is different between two descriptions of one table.

use super::model::{ColumnDef, ForeignKeyDef, IndexDef, TableDef};

/// The differences of a table that is in both descriptions.
pub(super) struct TableChange<'a> {
    pub(super) old: &'a TableDef,
    pub(super) new: &'a TableDef,
    pub(super) dropped_columns: Vec<&'a ColumnDef>,
    pub(super) added_columns: Vec<&'a ColumnDef>,
    pub(super) dropped_indexes: Vec<&'a IndexDef>,
    pub(super) added_indexes: Vec<&'a IndexDef>,
    pub(super) dropped_keys: Vec<&'a ForeignKeyDef>,
    pub(super) added_keys: Vec<&'a ForeignKeyDef>,
}

impl<'a> TableChange<'a> {
    /// Compares. A column that changes its type needs a migration written by a person.
    pub(super) fn between(old: &'a TableDef, new: &'a TableDef) -> Result<Self, String> {
        for column in &new.columns {
            let before = old.column(&column.name);
            if before.is_some_and(|before| before != column) {
                return Err(format!(
                    "column `{}` of `{}` changes its type: write this migration by hand",
                    column.name, new.name
                ));
            }
            if before.is_none() && column.not_null && !column.empty_object {
                return Err(format!(
                    "column `{}` of `{}` must be filled, but existing rows have nothing: write this migration by hand",
                    column.name, new.name
                ));
            }
        }
        Ok(Self {
            old,
            new,
            dropped_columns: missing(&old.columns, |one| new.column(&one.name).is_some()),
            added_columns: missing(&new.columns, |one| old.column(&one.name).is_some()),
            dropped_indexes: missing(&old.indexes, |one| new.indexes.contains(one)),
            added_indexes: missing(&new.indexes, |one| old.indexes.contains(one)),
            dropped_keys: missing(&old.foreign_keys, |one| new.foreign_keys.contains(one)),
            added_keys: missing(&new.foreign_keys, |one| old.foreign_keys.contains(one)),
        })
    }

    pub(super) fn links_change(&self) -> bool {
        !self.dropped_keys.is_empty() || !self.added_keys.is_empty()
    }
}

fn missing<T>(all: &[T], is_there: impl Fn(&T) -> bool) -> Vec<&T> {
    all.iter().filter(|one| !is_there(one)).collect()
}
