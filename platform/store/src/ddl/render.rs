//! SQL of whole tables and indexes.

use super::model::{ColumnDef, ColumnType, ForeignKeyDef, IndexDef, Schema, TableDef};
use super::security::Wall;
use crate::DatabaseKind;
use crate::sql::{push_name, quoted};

/// The SQL type of a column.
pub(super) fn type_name(kind: DatabaseKind, column: ColumnType) -> &'static str {
    match (kind, column) {
        (DatabaseKind::Sqlite, ColumnType::Uuid) => "BLOB",
        (DatabaseKind::Sqlite, ColumnType::Text | ColumnType::Json) => "TEXT",
        (DatabaseKind::Sqlite, ColumnType::Integer | ColumnType::Boolean) => "INTEGER",
        (DatabaseKind::Postgres, ColumnType::Uuid) => "UUID",
        // Byte order, the same order as in SQLite.
        (DatabaseKind::Postgres, ColumnType::Text) => "TEXT COLLATE \"C\"",
        (DatabaseKind::Postgres, ColumnType::Integer) => "BIGINT",
        (DatabaseKind::Postgres, ColumnType::Boolean) => "BOOLEAN",
        (DatabaseKind::Postgres, ColumnType::Json) => "JSONB",
    }
}

/// A column as it stands in CREATE TABLE and ADD COLUMN.
pub(super) fn column(kind: DatabaseKind, column: &ColumnDef) -> String {
    let mut text = quoted(&column.name);
    text.push(' ');
    text.push_str(type_name(kind, column.kind));
    if column.not_null {
        text.push_str(" NOT NULL");
    }
    if column.empty_object {
        text.push_str(" DEFAULT '{}'");
    }
    text
}

/// A link as it stands in CREATE TABLE and ADD CONSTRAINT.
pub(super) fn foreign_key(key: &ForeignKeyDef) -> String {
    format!(
        "CONSTRAINT {} FOREIGN KEY (\"tenant_id\", {}) REFERENCES {} (\"tenant_id\", \"id\")",
        quoted(&key.name),
        quoted(&key.column),
        quoted(&key.table)
    )
}

/// CREATE TABLE under a name. PostgreSQL gets its links afterwards, so that tables may come in any order.
pub(super) fn create_table(kind: DatabaseKind, table: &TableDef, name: &str) -> String {
    let mut parts: Vec<String> = table.columns.iter().map(|one| column(kind, one)).collect();
    parts.push("PRIMARY KEY (\"tenant_id\", \"id\")".to_owned());
    if kind == DatabaseKind::Sqlite {
        parts.extend(table.foreign_keys.iter().map(foreign_key));
    }
    let end = match kind {
        DatabaseKind::Sqlite => ") STRICT;\n",
        DatabaseKind::Postgres => ");\n",
    };
    format!(
        "CREATE TABLE {} (\n    {}\n{end}",
        quoted(name),
        parts.join(",\n    ")
    )
}

/// CREATE INDEX. Empty values come first, as everywhere.
pub(super) fn create_index(kind: DatabaseKind, table: &str, index: &IndexDef) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let mut columns = String::from("\"tenant_id\"");
    for name in &index.columns {
        columns.push_str(", ");
        push_name(&mut columns, name);
        if kind == DatabaseKind::Postgres && !index.unique {
            columns.push_str(" ASC NULLS FIRST");
        }
    }
    let live = if index.live {
        " WHERE \"deleted_at\" IS NULL"
    } else {
        ""
    };
    format!(
        "CREATE {unique}INDEX {} ON {} ({columns}){live};\n",
        quoted(&index.name),
        quoted(table)
    )
}

pub(super) fn drop_index(index: &IndexDef) -> String {
    format!("DROP INDEX {};\n", quoted(&index.name))
}

pub(super) fn add_foreign_key(table: &str, key: &ForeignKeyDef) -> String {
    format!("ALTER TABLE {} ADD {};\n", quoted(table), foreign_key(key))
}

/// Everything for a set of tables.
pub(super) fn create(kind: DatabaseKind, schema: &Schema) -> String {
    let mut text = String::new();
    for table in &schema.tables {
        text.push_str(&create_table(kind, table, &table.name));
        for index in &table.indexes {
            text.push_str(&create_index(kind, &table.name, index));
        }
        if kind == DatabaseKind::Postgres {
            text.push_str(&Wall::Tenant.policies(&table.name));
        }
    }
    if kind == DatabaseKind::Postgres {
        for table in &schema.tables {
            for key in &table.foreign_keys {
                text.push_str(&add_foreign_key(&table.name, key));
            }
        }
    }
    text
}
