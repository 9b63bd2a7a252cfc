//! Tables as data, the same for both databases. Also what `migrations/schema.lock.toml` keeps.

use serde::{Deserialize, Serialize};

/// The representation of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ColumnType {
    Uuid,
    Text,
    Integer,
    Boolean,
    Json,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnDef {
    /// Its name.
    pub name: String,
    /// Its representation.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// It must hold something.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_null: bool,
    /// Rows begin with an empty JSON object.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub empty_object: bool,
}

/// A link to another table inside the same tenant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignKeyDef {
    /// The constraint's name.
    pub name: String,
    /// The column that holds the target's id.
    pub column: String,
    /// The target's table.
    pub table: String,
}

/// An index. The tenant is always its first column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexDef {
    /// Its name.
    pub name: String,
    /// Its columns after the tenant.
    pub columns: Vec<String>,
    /// No two rows share the values.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unique: bool,
    /// Only rows that are not in the bin.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub live: bool,
}

/// One entity's table. Its primary key is `(tenant_id, id)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableDef {
    /// Its name.
    pub name: String,
    /// Its columns in order.
    #[serde(rename = "column", default)]
    pub columns: Vec<ColumnDef>,
    /// Its links.
    #[serde(rename = "foreign_key", default)]
    pub foreign_keys: Vec<ForeignKeyDef>,
    /// Its indexes besides the primary key.
    #[serde(rename = "index", default)]
    pub indexes: Vec<IndexDef>,
}

/// All entities' tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schema {
    /// The tables, by name.
    #[serde(rename = "table", default)]
    pub tables: Vec<TableDef>,
}

impl Schema {
    /// The table of that name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&TableDef> {
        self.tables.iter().find(|table| table.name == name)
    }
}

impl TableDef {
    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&ColumnDef> {
        self.columns.iter().find(|column| column.name == name)
    }
}
