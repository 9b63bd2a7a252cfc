//! ALTERs for PostgreSQL.

use super::change::TableChange;
use super::model::{ForeignKeyDef, TableDef};
use super::render;
use crate::DatabaseKind;
use crate::sql::quoted;

const KIND: DatabaseKind = DatabaseKind::Postgres;

pub(super) fn drop_keys(table: &str, keys: &[&ForeignKeyDef], text: &mut String) {
    for key in keys {
        text.push_str(&format!(
            "ALTER TABLE {} DROP CONSTRAINT {};\n",
            quoted(table),
            quoted(&key.name)
        ));
    }
}

pub(super) fn drop(tables: &[TableDef], text: &mut String) {
    for table in tables {
        let keys: Vec<&ForeignKeyDef> = table.foreign_keys.iter().collect();
        drop_keys(&table.name, &keys, text);
    }
    for table in tables {
        text.push_str(&format!("DROP TABLE {};\n", quoted(&table.name)));
    }
}

/// Everything but links.
pub(super) fn alter(change: &TableChange<'_>, text: &mut String) {
    let table = quoted(&change.new.name);
    for index in &change.dropped_indexes {
        text.push_str(&render::drop_index(index));
    }
    for column in &change.dropped_columns {
        text.push_str(&format!(
            "ALTER TABLE {table} DROP COLUMN {};\n",
            quoted(&column.name)
        ));
    }
    for column in &change.added_columns {
        text.push_str(&format!(
            "ALTER TABLE {table} ADD COLUMN {};\n",
            render::column(KIND, column)
        ));
    }
    for index in &change.added_indexes {
        text.push_str(&render::create_index(KIND, &change.new.name, index));
    }
}
