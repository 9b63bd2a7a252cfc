//! What a retention rule means at a moment: checking it, its filter, and the records that are due.

use std::collections::HashMap;
use std::sync::Arc;

use rapport_kernel::{Error, ErrorCode, RecordId, RequestContext, Result, Timestamp};
use rapport_schema::{
    ColumnKind, Condition, EntityDef, Filter, Operator, RawFilter, Record, Value,
};
use rapport_store::{Deleted, RetentionRule};
use serde_json::Value as Json;

use super::person::is_person;
use crate::Engine;

/// Records looked at at once.
const CHUNK: u32 = 500;

/// No rule waits longer: a hundred years.
const LONGEST: i64 = 36_525;

impl Engine {
    /// Checks a rule, and writes the entity by its name.
    pub(super) async fn check_rule(
        &self,
        ctx: &RequestContext,
        rule: &mut RetentionRule,
    ) -> Result<()> {
        let field =
            |name: &str, message: &str| Err(Error::field(name, ErrorCode::INVALID, message));
        if rule.name.trim().is_empty() || rule.name.len() > 200 {
            return field("name", "must have 1 to 200 characters");
        }
        let Ok(entity) = self.defined(ctx.tenant, &rule.entity).await else {
            return field("entity", "there is no such entity");
        };
        rule.entity = entity.name.clone();
        if !(1..=LONGEST).contains(&rule.after_days) {
            return field("after_days", "must be between 1 and 36525");
        }
        match rule.action.as_str() {
            "bin" | "purge" => {}
            "erase" if is_person(&entity) => {}
            "erase" => return field("action", "only records about persons can be erased"),
            _ => return field("action", "must be bin, purge or erase"),
        }
        let dated = entity
            .field(&rule.date_field)
            .map(|field| field.kind.column());
        if !matches!(dated, Some(ColumnKind::Date | ColumnKind::Time)) {
            return field("date_field", "must be a field with a date or a time");
        }
        if rule.action == "bin" && rule.date_field == "deleted_at" {
            return field("date_field", "what is in the bin is there already");
        }
        match self.rule_filter(ctx, rule).await {
            Ok(_) => Ok(()),
            Err(error) => field("filter", &error.message),
        }
    }

    /// The entity of a rule and what the rule means now.
    pub(super) async fn rule_filter(
        &self,
        ctx: &RequestContext,
        rule: &RetentionRule,
    ) -> Result<(Arc<EntityDef>, Filter)> {
        let entity = self.defined(ctx.tenant, &rule.entity).await?;
        let unreadable = |what: &str| Error::new(ErrorCode::CONFLICT, what);
        let criteria = match &rule.criteria {
            None => Filter::everything(),
            Some(text) => {
                let json: Json = serde_json::from_str(text)
                    .map_err(|_| unreadable("the filter cannot be read"))?;
                let raw =
                    RawFilter::from_json(&json).map_err(|error| unreadable(&error.message))?;
                let parsed = crate::scope::parse_criteria(&raw, &entity, ctx.now(), ctx.currency);
                parsed.map_err(|errors| {
                    let texts: Vec<String> = errors.into_iter().map(|one| one.message).collect();
                    unreadable(&texts.join("; "))
                })?
            }
        };
        let Some(field) = entity.field(&rule.date_field) else {
            return Err(unreadable("the date field is not there any more"));
        };
        let limit = limit(ctx.now(), rule.after_days, field.kind.column());
        let old = Filter::Is(Condition {
            field: rule.date_field.clone(),
            op: Operator::Lt,
            values: vec![limit],
        });
        Ok((entity, criteria.and(old)))
    }

    /// Some of the records a rule means now that were not erased before.
    pub(super) async fn due(
        &self,
        ctx: &RequestContext,
        rule: &RetentionRule,
        (entity, filter): (&Arc<EntityDef>, &Filter),
        after: Option<RecordId>,
    ) -> Result<Due> {
        let tenant = self.tenant(ctx.tenant);
        let deleted = if rule.action == "bin" {
            Deleted::No
        } else {
            Deleted::Any
        };
        let ids = tenant
            .ids(entity, filter, None, deleted, after, CHUNK)
            .await?;
        let last = ids.last().copied();
        let end = ids.len() < CHUNK as usize;
        let erased = tenant.erased_among(&entity.name, &ids).await?;
        let ids: Vec<RecordId> = ids.into_iter().filter(|id| !erased.contains(id)).collect();
        let holds = match tenant.holds(false).await?.is_empty() {
            true => HashMap::new(),
            false => {
                let records = self.loaded(ctx, entity, &ids).await?;
                let records: Vec<(Arc<EntityDef>, Record)> = records
                    .into_iter()
                    .map(|record| (entity.clone(), record))
                    .collect();
                self.holds_of(ctx, &records).await?
            }
        };
        let held = ids.iter().filter(|id| holds.contains_key(*id)).count();
        let free = ids
            .into_iter()
            .filter(|id| !holds.contains_key(id))
            .collect();
        Ok(Due {
            free,
            held,
            last: last.filter(|_| !end),
        })
    }
}

/// Some records of a rule.
pub(super) struct Due {
    /// Those it may touch.
    pub(super) free: Vec<RecordId>,
    /// How many a hold keeps.
    pub(super) held: usize,
    /// Where to go on; none at the end.
    pub(super) last: Option<RecordId>,
}

/// What a date must be before.
fn limit(now: Timestamp, days: i64, column: ColumnKind) -> Value {
    match column {
        ColumnKind::Date => Value::Date(now.plus_seconds(-days * 86_400).date_in("UTC")),
        _ => Value::Time(now.plus_seconds(-days * 86_400)),
    }
}
