//! ALTERs for SQLite. It cannot add or drop links in place, so such a table is made anew and filled from the old one;
//! the migration runner switches link checks off meanwhile and checks all links before it commits.

use super::change::TableChange;
use super::model::TableDef;
use super::render;
use crate::DatabaseKind;
use crate::sql::quoted;

const KIND: DatabaseKind = DatabaseKind::Sqlite;

pub(super) fn alter(change: &TableChange<'_>, text: &mut String) {
    if change.links_change() {
        rebuild(change, text);
        return;
    }
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

fn rebuild(change: &TableChange<'_>, text: &mut String) {
    let (name, temporary) = (&change.new.name, format!("{}__new", change.new.name));
    text.push_str(&render::create_table(KIND, change.new, &temporary));
    let kept: Vec<String> = change
        .new
        .columns
        .iter()
        .filter(|column| change.old.column(&column.name).is_some())
        .map(|column| quoted(&column.name))
        .collect();
    let kept = kept.join(", ");
    let (table, temporary) = (quoted(name), quoted(&temporary));
    text.push_str(&format!(
        "INSERT INTO {temporary} ({kept}) SELECT {kept} FROM {table};\n"
    ));
    text.push_str(&format!(
        "DROP TABLE {table};\nALTER TABLE {temporary} RENAME TO {table};\n"
    ));
    for index in &change.new.indexes {
        text.push_str(&render::create_index(KIND, name, index));
    }
}

pub(super) fn drop(tables: &[TableDef], text: &mut String) {
    for table in tables {
        text.push_str(&format!("DROP TABLE {};\n", quoted(&table.name)));
    }
}
