//! Tables of entities and of the platform, in both dialects.
//!
//! [`Schema::of`] describes the tables of a set of entities; [`render`] writes them as SQL; [`plan`] compares two
//! descriptions and writes the migration between them; [`Store::create_all`] makes everything at once, for tests.
//! The platform's own tables are hand-written SQL beside this file; changing them takes a hand-written migration.

mod change;
mod compare;
mod entity;
mod introspect;
mod model;
mod platform;
mod postgres;
mod render;
pub(crate) mod security;
mod sqlite;

pub use compare::{MigrationText, plan};
pub use introspect::{Found, differences};
pub use model::{ColumnDef, ColumnType, ForeignKeyDef, IndexDef, Schema, TableDef};
pub use platform::platform_up;

use std::sync::Arc;

use rapport_schema::EntityDef;

use crate::{DatabaseKind, Result, Store};

impl Store {
    /// Makes all tables for these entities in an empty database, without migrations. For tests.
    pub async fn create_all(&self, entities: &[Arc<EntityDef>]) -> Result<()> {
        let mut text = platform_up(self.kind());
        text.push_str(&render::create(self.kind(), &Schema::of(entities)));
        self.run_texts(vec![text]).await
    }
}

/// The name of a constraint or index: `{table}_{field}_{suffix}`, shortened when PostgreSQL would cut it off.
#[must_use]
pub fn constraint_name(table: &str, field: &str, suffix: &str) -> String {
    let name = format!("{table}_{field}_{suffix}");
    if name.len() <= 63 {
        return name;
    }
    // FNV-1a over the whole name keeps two long names apart.
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let keep: String = name.chars().take(40).collect();
    format!("{keep}_{hash:016x}_{suffix}")
}

/// The SQL that makes these tables.
#[must_use]
pub fn create_text(kind: DatabaseKind, schema: &Schema) -> String {
    render::create(kind, schema)
}
