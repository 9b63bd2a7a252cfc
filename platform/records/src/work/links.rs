//! Link check: a link may only be set to a record the caller can see (or one planned in the same work).

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use rapport_kernel::{Error, ErrorCode, FieldError, RecordId, Result};
use rapport_schema::{EntityDef, FieldType, LinkTarget, Record, Value};
use uuid::Uuid;

use super::Work;
use crate::include::USER;
use crate::scope::Right;

impl Work {
    /// Checks the links that `after` sets and `before` did not have, one query per linked entity.
    pub(super) async fn check_links(
        &self,
        entity: &EntityDef,
        before: Option<&Record>,
        after: &Record,
    ) -> Result<()> {
        let mut wanted: BTreeMap<&str, BTreeSet<Uuid>> = BTreeMap::new();
        let mut places: Vec<(&str, &str, Uuid)> = Vec::new();
        for field in entity.fields() {
            let value = after.get(&field.name);
            if field.name == "id" || (field.system && field.name != "owner") {
                continue;
            }
            if before.is_some_and(|before| before.get(&field.name) == value) {
                continue;
            }
            let Some((target, id)) = target(&field.kind, value) else {
                continue;
            };
            let own_owner = target == USER && id == self.ctx.actor.user.0;
            if own_owner || self.position(target, RecordId(id)).is_some() {
                continue;
            }
            wanted.entry(target).or_default().insert(id);
            places.push((&field.name, target, id));
        }
        if places.is_empty() {
            return Ok(());
        }
        let known = self.visible_of(&wanted).await?;
        let broken: Vec<FieldError> = places
            .into_iter()
            .filter(|(_, target, id)| !known.contains(&((*target).to_owned(), *id)))
            .map(|(field, target, id)| FieldError {
                field: field.to_owned(),
                code: ErrorCode::BROKEN_LINK.name,
                message: format!("there is no {target} `{id}`"),
            })
            .collect();
        if broken.is_empty() {
            return Ok(());
        }
        let mut error = Error::fields(broken);
        error.code = ErrorCode::BROKEN_LINK;
        Err(error)
    }

    async fn visible_of(
        &self,
        wanted: &BTreeMap<&str, BTreeSet<Uuid>>,
    ) -> Result<BTreeSet<(String, Uuid)>> {
        let mut known = BTreeSet::new();
        for (target, ids) in wanted {
            if *target == USER {
                let ids: Vec<Uuid> = ids.iter().copied().collect();
                let names = self
                    .engine
                    .store()
                    .identity()
                    .user_names(self.ctx.tenant, &ids)
                    .await?;
                known.extend(names.into_iter().map(|(id, _)| (USER.to_owned(), id)));
                continue;
            }
            let Some(entity) = self.schema.entity(target) else {
                continue;
            };
            let Ok(scope) = self.engine.scope(&self.ctx, entity, Right::Read) else {
                continue;
            };
            let ids: Vec<RecordId> = ids.iter().copied().map(RecordId).collect();
            let titles = self
                .engine
                .tenant(self.ctx.tenant)
                .titles(entity, &ids, scope.filter())
                .await?;
            known.extend(
                titles
                    .into_iter()
                    .map(|title| ((*target).to_owned(), title.id.0)),
            );
        }
        Ok(known)
    }
}

fn target<'a>(kind: &'a FieldType, value: &'a Value) -> Option<(&'a str, Uuid)> {
    match (kind, value) {
        (FieldType::User, Value::Id(id)) => Some((USER, *id)),
        (
            FieldType::Link {
                to: LinkTarget::One(entity),
                ..
            },
            Value::Id(id),
        ) => Some((entity, *id)),
        (FieldType::Link { .. }, Value::Reference { entity, id }) => Some((entity, *id)),
        _ => None,
    }
}
