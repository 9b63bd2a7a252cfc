//! What a failed step means: which record, which field. Asked after the transaction was rolled back.

use rapport_schema::EntityDef;

use super::plan::{Origin, Plan};
use super::table;
use crate::ddl::constraint_name;
use crate::sql::SqlText;
use crate::transact::StepError;
use crate::{
    Change, ChangeKind, ConstraintKind, StoreError, SystemChange, TenantStore, WriteBatch,
};

impl TenantStore {
    /// The error the caller gets.
    pub(super) async fn explain(
        &self,
        batch: &WriteBatch,
        origins: &[Origin],
        failure: StepError,
    ) -> StoreError {
        let origin = Plan::origin(origins, failure.step);
        match (origin, failure.error) {
            (Some(Origin::Idempotency), StoreError::Unmatched { .. }) => StoreError::KeyUsed,
            (Some(Origin::System(at)), StoreError::Unmatched { .. })
                if matches!(batch.system.get(at), Some(SystemChange::MarkUndone { .. })) =>
            {
                StoreError::AlreadyUndone
            }
            (Some(Origin::Change(at)), error) => match batch.changes.get(at) {
                Some(change) => self.explain_change(batch, at, change, error).await,
                None => error,
            },
            (_, error) => error,
        }
    }

    async fn explain_change(
        &self,
        batch: &WriteBatch,
        at: usize,
        change: &Change,
        error: StoreError,
    ) -> StoreError {
        let entity = &change.entity;
        match error {
            StoreError::Unmatched { .. } => self.explain_version(change).await,
            StoreError::Constraint {
                kind: ConstraintKind::Unique,
                name,
            } => {
                let field = unique_field(entity, &name);
                StoreError::Duplicate {
                    entity: entity.name.clone(),
                    field: field.to_owned(),
                }
            }
            StoreError::Constraint {
                kind: ConstraintKind::ForeignKey,
                name,
            } => {
                let named = entity
                    .fields()
                    .iter()
                    .find(|field| constraint_name(table(entity), &field.name, "fkey") == name);
                let field = match named {
                    Some(field) => Some(field.name.clone()),
                    None => self.broken_link(batch, at, change).await,
                };
                match field {
                    Some(field) => StoreError::BrokenLink {
                        entity: entity.name.clone(),
                        field,
                    },
                    None => StoreError::Constraint {
                        kind: ConstraintKind::ForeignKey,
                        name,
                    },
                }
            }
            error => error,
        }
    }

    /// The record is gone, in another state, or at another version.
    async fn explain_version(&self, change: &Change) -> StoreError {
        let mut sql = SqlText::new("SELECT \"version\" FROM ");
        sql.name(table(&change.entity))
            .push(" WHERE \"tenant_id\" = ")
            .param(self.tenant());
        sql.push(" AND \"id\" = ").param(change.id);
        let found = self.store().read_one(sql.finish(), |row| row.int(0)).await;
        let expected = match change.kind {
            ChangeKind::Insert(_) => None,
            ChangeKind::Update { expected, .. }
            | ChangeKind::Delete { expected }
            | ChangeKind::Restore { expected }
            | ChangeKind::Guard { expected } => Some(expected),
        };
        let (entity, id) = (change.entity.name.clone(), change.id);
        match found {
            Err(error) => error,
            Ok(version) if version.is_some() && version != expected => {
                StoreError::VersionConflict { entity, id }
            }
            // The same version in the wrong state: live where a binned one was needed, or the other way round.
            Ok(_) => StoreError::Missing { entity, id },
        }
    }

    /// SQLite does not say which link is broken, so each is looked up.
    async fn broken_link(&self, batch: &WriteBatch, at: usize, change: &Change) -> Option<String> {
        let (ChangeKind::Insert(record) | ChangeKind::Update { set: record, .. }) = &change.kind
        else {
            return None;
        };
        let mut sql = SqlText::new("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(");
        sql.param(table(&change.entity))
            .push(") WHERE \"from\" <> 'tenant_id'");
        let links = self.store().read_all(sql.finish(), |row| {
            Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))
        });
        for (field, target) in links.await.ok()? {
            let Some(id) = record.get(&field).as_id() else {
                continue;
            };
            // A target this batch would have made is there no more, but was when the link was written.
            let made =
                batch.changes.iter().take(at).any(|earlier| {
                    earlier.id.0 == id && matches!(earlier.kind, ChangeKind::Insert(_))
                });
            if made {
                continue;
            }
            let mut sql = SqlText::new("SELECT 1 FROM ");
            sql.name(&target)
                .push(" WHERE \"tenant_id\" = ")
                .param(self.tenant());
            sql.push(" AND \"id\" = ").param(id);
            if let Ok(None) = self.store().read_one(sql.finish(), |row| row.int(0)).await {
                return Some(field);
            }
        }
        None
    }
}

fn unique_field<'a>(entity: &'a EntityDef, name: &str) -> &'a str {
    entity
        .fields()
        .iter()
        .find(|field| constraint_name(table(entity), &field.name, "key") == name)
        .map_or("id", |field| field.name.as_str())
}
