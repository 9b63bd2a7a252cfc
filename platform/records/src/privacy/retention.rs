//! Retention rules: how long records of an entity are kept. A rule is previewed before it is switched on, and runs daily.
//!
//! `due.rs` finds what a rule means now, `run.rs` does what the rules say.

use std::hash::{DefaultHasher, Hash, Hasher};

use rapport_kernel::{Error, ErrorCode, RequestContext, Result, new_uuid};
use rapport_schema::Filter;
use rapport_store::{AuditKind, AuditNote, RetentionRule, SystemChange};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::privacy_only;
use crate::Engine;

/// What the trail calls a rule.
pub(super) const RULE: &str = "retention_rule";

/// A preview counts no further.
const MOST: usize = 100_000;

/// Records named by a preview.
const SAMPLE: usize = 10;

/// A rule as a caller writes it; what is none stays as it is.
#[derive(Clone, Debug, Default)]
pub struct RetentionInput {
    /// What it is called.
    pub name: Option<String>,
    /// The entity.
    pub entity: Option<String>,
    /// Which records; all of them when the inner value is none.
    pub filter: Option<Option<Json>>,
    /// The field whose age decides.
    pub date_field: Option<String>,
    /// How old it must be.
    pub after_days: Option<i64>,
    /// `bin`, `purge` or `erase`.
    pub action: Option<String>,
    /// Whether it runs.
    pub active: Option<bool>,
    /// The word of the preview, to switch it on.
    pub confirm: Option<String>,
}

impl Engine {
    /// All rules, the oldest first.
    ///
    /// # Errors
    /// `forbidden` without the right to answer privacy requests.
    pub async fn retention_rules(&self, ctx: &RequestContext) -> Result<Vec<Json>> {
        privacy_only(ctx)?;
        let rules = self.tenant(ctx.tenant).retention_rules().await?;
        Ok(rules.iter().map(told).collect())
    }

    /// One rule.
    ///
    /// # Errors
    /// As [`Engine::retention_rules`]; `not_found`.
    pub async fn retention_rule(&self, ctx: &RequestContext, id: Uuid) -> Result<Json> {
        privacy_only(ctx)?;
        Ok(told(&self.rule(ctx, id).await?))
    }

    /// Makes a rule, which is not switched on yet.
    ///
    /// # Errors
    /// What is wrong with it, by field.
    pub async fn add_retention_rule(
        &self,
        ctx: &RequestContext,
        input: &RetentionInput,
    ) -> Result<Json> {
        privacy_only(ctx)?;
        let mut rule = RetentionRule {
            id: new_uuid(ctx.clock.as_ref(), ctx.random.as_ref()),
            name: String::new(),
            entity: String::new(),
            criteria: None,
            date_field: String::new(),
            after_days: 0,
            action: String::new(),
            active: false,
            created_by: ctx.actor.author(),
            created_at: ctx.now(),
            updated_at: ctx.now(),
            last_run: None,
        };
        apply(&mut rule, input);
        self.check_rule(ctx, &mut rule).await?;
        if input.active == Some(true) {
            return Err(not_previewed());
        }
        self.keep_rule(ctx, &rule, Json::Null).await
    }

    /// Changes a rule. A change of what it does switches it off; the word of its preview switches it on.
    ///
    /// # Errors
    /// As [`Engine::add_retention_rule`]; `not_found`; `conflict` when it is switched on without its preview's word.
    pub async fn change_retention_rule(
        &self,
        ctx: &RequestContext,
        id: Uuid,
        input: &RetentionInput,
    ) -> Result<Json> {
        privacy_only(ctx)?;
        let mut rule = self.rule(ctx, id).await?;
        let before = (word(&rule), told(&rule));
        apply(&mut rule, input);
        self.check_rule(ctx, &mut rule).await?;
        if word(&rule) != before.0 {
            rule.active = false;
        }
        match input.active {
            Some(true) if !rule.active => {
                if input.confirm.as_deref() != Some(word(&rule).as_str()) {
                    return Err(not_previewed());
                }
                rule.active = true;
            }
            Some(active) => rule.active = active,
            None => {}
        }
        rule.updated_at = ctx.now();
        self.keep_rule(ctx, &rule, before.1).await
    }

    /// Removes a rule.
    ///
    /// # Errors
    /// As [`Engine::retention_rule`].
    pub async fn remove_retention_rule(&self, ctx: &RequestContext, id: Uuid) -> Result<()> {
        privacy_only(ctx)?;
        let rule = self.rule(ctx, id).await?;
        let mut work = self.work(ctx).await?;
        work.with_system(SystemChange::RemoveRetentionRule { id });
        let note = note(&rule, "delete", &told(&rule), &Json::Null);
        work.with_system(SystemChange::Note(note));
        work.commit().await?;
        Ok(())
    }

    /// What a rule would do now: `{matching, on_hold, more, sample: [{id, title}], confirm}`.
    ///
    /// # Errors
    /// As [`Engine::retention_rule`]; `conflict` when its filter cannot be read any more.
    pub async fn preview_retention(&self, ctx: &RequestContext, id: Uuid) -> Result<Json> {
        privacy_only(ctx)?;
        let rule = self.rule(ctx, id).await?;
        let (entity, filter) = self.rule_filter(ctx, &rule).await?;
        let (mut matching, mut on_hold, mut sample) = (0, 0, Vec::new());
        let mut after = None;
        let mut more = false;
        loop {
            let page = self.due(ctx, &rule, (&entity, &filter), after).await?;
            matching += page.free.len();
            on_hold += page.held;
            sample.extend(page.free.iter().take(SAMPLE.saturating_sub(sample.len())));
            after = page.last;
            if after.is_none() {
                break;
            }
            if matching >= MOST {
                more = true;
                break;
            }
        }
        let everything = Filter::everything();
        let titles = self
            .tenant(ctx.tenant)
            .titles(&entity, &sample, &everything)
            .await?;
        let sample: Vec<Json> = titles
            .into_iter()
            .map(|title| json!({ "id": title.id, "title": title.title }))
            .collect();
        Ok(json!({
            "matching": matching,
            "on_hold": on_hold,
            "more": more,
            "sample": sample,
            "confirm": word(&rule),
        }))
    }

    async fn rule(&self, ctx: &RequestContext, id: Uuid) -> Result<RetentionRule> {
        let found = self.tenant(ctx.tenant).retention_rule(id).await?;
        found.ok_or_else(|| Error::not_found(format!("retention rule `{id}`")))
    }

    async fn keep_rule(
        &self,
        ctx: &RequestContext,
        rule: &RetentionRule,
        before: Json,
    ) -> Result<Json> {
        let after = told(rule);
        let action = if before.is_null() { "create" } else { "update" };
        let mut work = self.work(ctx).await?;
        let note = note(rule, action, &before, &after);
        work.with_system(SystemChange::Note(note));
        work.with_system(SystemChange::PutRetentionRule(rule.clone()));
        work.commit().await?;
        Ok(after)
    }
}

fn apply(rule: &mut RetentionRule, input: &RetentionInput) {
    let set = |to: &mut String, from: &Option<String>| {
        if let Some(text) = from {
            *to = text.trim().to_owned();
        }
    };
    set(&mut rule.name, &input.name);
    set(&mut rule.entity, &input.entity);
    set(&mut rule.date_field, &input.date_field);
    set(&mut rule.action, &input.action);
    if let Some(days) = input.after_days {
        rule.after_days = days;
    }
    if let Some(filter) = &input.filter {
        rule.criteria = filter
            .as_ref()
            .filter(|json| !json.is_null())
            .map(Json::to_string);
    }
}

/// A word for exactly what a rule does.
fn word(rule: &RetentionRule) -> String {
    let mut hasher = DefaultHasher::new();
    (&rule.id, &rule.entity, &rule.criteria).hash(&mut hasher);
    (&rule.date_field, rule.after_days, &rule.action).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn not_previewed() -> Error {
    let message = "look at the rule's preview, and switch it on with the preview's `confirm`";
    Error::new(ErrorCode::CONFLICT, message)
}

fn told(rule: &RetentionRule) -> Json {
    let filter = rule.criteria.as_deref().map(serde_json::from_str::<Json>);
    let run = rule
        .last_run
        .map(|(at, done, kept)| json!({ "at": at, "done": done, "kept": kept }));
    json!({
        "id": rule.id,
        "name": rule.name,
        "entity": rule.entity,
        "filter": filter.and_then(std::result::Result::ok),
        "date_field": rule.date_field,
        "after_days": rule.after_days,
        "action": rule.action,
        "active": rule.active,
        "created_at": rule.created_at,
        "updated_at": rule.updated_at,
        "last_run": run,
    })
}

/// What changed of a rule, field by field.
fn note(rule: &RetentionRule, action: &str, before: &Json, after: &Json) -> AuditNote {
    let note = AuditNote::new(AuditKind::Privacy, RULE, rule.id, action).titled(&rule.name);
    let fields = [
        "name",
        "entity",
        "filter",
        "date_field",
        "after_days",
        "action",
        "active",
    ];
    fields.iter().fold(note, |note, field| {
        let part = |of: &Json| of.get(field).cloned().unwrap_or_default();
        note.changed(field, part(before), part(after))
    })
}
