//! Changes of records that are there: update, delete, restore, guard. Each names the version it expects.

use rapport_kernel::TenantId;
use rapport_schema::{EntityDef, FieldType, Record};

use super::encode::{Keys, columns};
use super::insert::second_column;
use super::table;
use crate::sql::{Param, SqlText};
use crate::{Change, DatabaseKind, Result, WriteBatch};

/// The state a record must be in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Must {
    BeLive,
    BeDeleted,
    Be,
}

/// Says where the statement goes.
pub(super) struct Target<'a> {
    pub(super) kind: DatabaseKind,
    pub(super) tenant: TenantId,
    pub(super) batch: &'a WriteBatch,
    pub(super) change: &'a Change,
}

impl Target<'_> {
    pub(super) fn update(&self, expected: i64, set: &Record) -> Result<SqlText> {
        let entity = &self.change.entity;
        let mut sql = self.begin();
        let (mut data, mut custom) = (Keys::default(), Keys::default());
        for (name, value) in set.iter() {
            let Some(field) = entity.field(name) else {
                return Err(crate::StoreError::Mismatch {
                    entity: entity.name.clone(),
                    field: name.to_owned(),
                });
            };
            // The store keeps the other system fields itself.
            if field.system && field.name != "owner" {
                continue;
            }
            let slot = field.slot(&entity.table);
            match slot.key {
                Some(key) if slot.column == "data" => data.add(field, key, value),
                Some(key) => custom.add(field, key, value),
                None => {
                    let (first, second) = columns(entity, field, value)?;
                    sql.push(", ").name(slot.column).push(" = ").param(first);
                    if let Some(second) = second {
                        let column = second_column(&field.name, &field.kind);
                        sql.push(", ").name(&column).push(" = ").param(second);
                    }
                }
            }
        }
        self.merge(&mut sql, "data", &data);
        self.merge(&mut sql, "custom_fields", &custom);
        self.end(&mut sql, expected, Must::BeLive);
        Ok(sql)
    }

    pub(super) fn delete(&self, expected: i64) -> SqlText {
        let mut sql = self.begin();
        sql.push(", \"deleted_at\" = ").param(self.batch.at);
        self.end(&mut sql, expected, Must::BeLive);
        sql
    }

    pub(super) fn restore(&self, expected: i64) -> SqlText {
        let mut sql = self.begin();
        sql.push(", \"deleted_at\" = NULL");
        self.end(&mut sql, expected, Must::BeDeleted);
        sql
    }

    pub(super) fn guard(&self, expected: i64) -> SqlText {
        let entity = &self.change.entity;
        let mut sql = SqlText::new("SELECT ");
        returned(&mut sql, self.kind, entity);
        sql.push(" FROM ").name(table(entity));
        self.condition(&mut sql, expected, Must::Be);
        if self.kind == DatabaseKind::Postgres {
            sql.push(" FOR UPDATE");
        }
        sql
    }

    fn begin(&self) -> SqlText {
        let mut sql = SqlText::new("UPDATE ");
        sql.name(table(&self.change.entity));
        sql.push(" SET \"version\" = \"version\" + 1, \"updated_at\" = ")
            .param(self.batch.at);
        sql.push(", \"updated_by\" = ").param(self.batch.actor);
        sql
    }

    fn end(&self, sql: &mut SqlText, expected: i64, must: Must) {
        self.condition(sql, expected, must);
        sql.push(" RETURNING ");
        returned(sql, self.kind, &self.change.entity);
    }

    fn condition(&self, sql: &mut SqlText, expected: i64, must: Must) {
        sql.push(" WHERE \"tenant_id\" = ").param(self.tenant);
        sql.push(" AND \"id\" = ").param(self.change.id);
        sql.push(" AND \"version\" = ").param(expected);
        match must {
            Must::BeLive => sql.push(" AND \"deleted_at\" IS NULL"),
            Must::BeDeleted => sql.push(" AND \"deleted_at\" IS NOT NULL"),
            Must::Be => sql,
        };
    }

    /// Sets and removes keys of a JSON column, leaving the others.
    fn merge(&self, sql: &mut SqlText, column: &str, keys: &Keys) {
        if keys.is_empty() {
            return;
        }
        sql.push(", ").name(column).push(" = ");
        if self.kind == DatabaseKind::Postgres {
            sql.push("(").name(column);
            for key in &keys.removed {
                sql.push(" - ").param(key.as_str()).push("::text");
            }
            sql.push(") || ").param(keys.object()).push("::jsonb");
            return;
        }
        sql.push("json_set(json_remove(").name(column);
        for key in &keys.removed {
            sql.push(", ").param(path(key));
        }
        sql.push(")");
        for (key, value) in &keys.set {
            sql.push(", ").param(path(key));
            sql.push(", json(")
                .param(Param::Json(value.to_string()))
                .push(")");
        }
        sql.push(")");
    }
}

/// A JSON path of SQLite. Keys are checked names, so there is nothing to escape in them.
fn path(key: &str) -> String {
    format!("$.\"{}\"", key.replace('"', ""))
}

/// The columns every change answers: the number, and the code when there is one.
fn returned(sql: &mut SqlText, kind: DatabaseKind, entity: &EntityDef) {
    sql.push("\"seq\"");
    let code = entity
        .fields()
        .iter()
        .find(|field| matches!(field.kind, FieldType::Code { .. }));
    let Some(field) = code else {
        return;
    };
    let slot = field.slot(&entity.table);
    sql.push(", ");
    match (slot.key, kind) {
        (None, _) => sql.name(slot.column),
        (Some(key), DatabaseKind::Postgres) => sql
            .name(slot.column)
            .push(" ->> ")
            .param(key)
            .push("::text"),
        (Some(key), DatabaseKind::Sqlite) => sql
            .push("json_extract(")
            .name(slot.column)
            .push(", ")
            .param(path(key))
            .push(")"),
    };
}
