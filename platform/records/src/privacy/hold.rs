//! Legal holds: while one stands, its record or user can neither be deleted, purged, erased nor fall to a retention rule.

use std::collections::HashMap;
use std::sync::Arc;

use rapport_kernel::{Error, ErrorCode, RecordId, RequestContext, Result, UserId, new_uuid};
use rapport_schema::{EntityDef, FieldType, OnDelete, Record};
use rapport_store::{AuditKind, AuditNote, Hold, SystemChange};
use serde_json::{Value, json};
use uuid::Uuid;

use super::person::{RELATED, id_of};
use super::{Subject, privacy_only};
use crate::Engine;

/// The entity that users are told under in the trail.
pub(super) const USER: &str = "user";

/// Longer reasons are refused.
const LONGEST_REASON: usize = 2000;

impl Engine {
    /// The holds, newest first: `[{id, entity, record, title, reason, created_by, created_at, released_by, released_at}]`.
    ///
    /// # Errors
    /// `forbidden` without the right to answer privacy requests.
    pub async fn holds(&self, ctx: &RequestContext, ended_too: bool) -> Result<Vec<Value>> {
        privacy_only(ctx)?;
        let holds = self.tenant(ctx.tenant).holds(ended_too).await?;
        self.told_holds(ctx, &holds).await
    }

    /// Sets a hold on every record of a person, on one other record, or on a user.
    ///
    /// # Errors
    /// As [`Engine::privacy_request`]; `required` without a reason.
    pub async fn set_hold(
        &self,
        ctx: &RequestContext,
        subject: &Subject,
        reason: &str,
    ) -> Result<Vec<Value>> {
        privacy_only(ctx)?;
        let reason = reason.trim();
        if reason.is_empty() || reason.len() > LONGEST_REASON {
            let message = "must be given, in at most 2000 characters";
            return Err(Error::field("reason", ErrorCode::REQUIRED, message));
        }
        let mut work = self.work(ctx).await?;
        let mut holds = Vec::new();
        for (entity, record, title) in self.held_by_subject(ctx, subject).await? {
            let hold = Hold {
                id: new_uuid(ctx.clock.as_ref(), ctx.random.as_ref()),
                entity,
                record,
                reason: reason.to_owned(),
                created_by: ctx.actor.author(),
                created_at: ctx.now(),
                released: None,
            };
            work.with_system(SystemChange::Note(note(&hold, "hold", &title)));
            work.with_system(SystemChange::PutHold(hold.clone()));
            holds.push(hold);
        }
        work.commit().await?;
        self.told_holds(ctx, &holds).await
    }

    /// Ends a hold.
    ///
    /// # Errors
    /// `forbidden` without the right to answer privacy requests, `not_found` when there is none, or none any more.
    pub async fn release_hold(&self, ctx: &RequestContext, id: Uuid) -> Result<Value> {
        privacy_only(ctx)?;
        let found = self.tenant(ctx.tenant).hold(id).await?;
        let standing = found.filter(|hold| hold.released.is_none());
        let mut hold = standing.ok_or_else(|| Error::not_found(format!("hold `{id}`")))?;
        hold.released = Some((ctx.actor.author(), ctx.now()));
        let mut told = self.told_holds(ctx, std::slice::from_ref(&hold)).await?;
        let told = told.pop().unwrap_or_default();
        let title = told.get("title").and_then(Value::as_str);
        let mut work = self.work(ctx).await?;
        let note = note(&hold, "release", title.unwrap_or_default());
        work.with_system(SystemChange::Note(note));
        work.with_system(SystemChange::PutHold(hold));
        work.commit().await?;
        Ok(told)
    }

    /// What a hold on a subject holds: entity, id and title.
    async fn held_by_subject(
        &self,
        ctx: &RequestContext,
        subject: &Subject,
    ) -> Result<Vec<(String, Uuid, String)>> {
        if let Subject::User(id) = subject {
            let user = self.subject_user(ctx, *id).await?;
            return Ok(vec![(USER.to_owned(), user.id.0, user.name)]);
        }
        if let Subject::Record { entity, id } = subject {
            let entity = self.defined(ctx.tenant, entity).await?;
            let found = self.loaded(ctx, &entity, &[*id]).await?;
            let missing = || Error::not_found(format!("{} `{id}`", entity.name));
            let record = found.first().ok_or_else(missing)?;
            if !super::person::is_person(&entity) {
                let title = entity.title_text(record);
                return Ok(vec![(entity.name.clone(), id.0, title)]);
            }
        }
        let person = self.person(ctx, subject).await?;
        let one = |(entity, record): &(Arc<EntityDef>, Record)| {
            let title = entity.title_text(record);
            (entity.name.clone(), id_of(record).0, title)
        };
        Ok(person.records.iter().map(one).collect())
    }

    async fn told_holds(&self, ctx: &RequestContext, holds: &[Hold]) -> Result<Vec<Value>> {
        let mut users: Vec<Uuid> = holds.iter().map(|hold| hold.created_by.0).collect();
        users.extend(
            holds
                .iter()
                .filter_map(|hold| hold.released.map(|(user, _)| user.0)),
        );
        users.extend(
            holds
                .iter()
                .filter(|hold| hold.entity == USER)
                .map(|hold| hold.record),
        );
        let identity = self.store().identity();
        let names: HashMap<Uuid, String> = identity
            .user_names(ctx.tenant, &users)
            .await?
            .into_iter()
            .collect();
        let user = |id: UserId| json!({ "id": id, "name": names.get(&id.0) });
        let mut told = Vec::with_capacity(holds.len());
        for hold in holds {
            let title = match hold.entity.as_str() {
                USER => names.get(&hold.record).cloned(),
                entity => self.title_of(ctx, entity, RecordId(hold.record)).await?,
            };
            told.push(json!({
                "id": hold.id,
                "entity": hold.entity,
                "record": hold.record,
                "title": title,
                "reason": hold.reason,
                "created_by": user(hold.created_by),
                "created_at": hold.created_at,
                "released_by": hold.released.map(|(by, _)| user(by)),
                "released_at": hold.released.map(|(_, at)| at),
            }));
        }
        Ok(told)
    }

    async fn title_of(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: RecordId,
    ) -> Result<Option<String>> {
        let Ok(entity) = self.defined(ctx.tenant, entity).await else {
            return Ok(None);
        };
        let everything = rapport_schema::Filter::everything();
        let titles = self
            .tenant(ctx.tenant)
            .titles(&entity, &[id], &everything)
            .await?;
        Ok(titles.into_iter().next().map(|title| title.title))
    }

    /// The holds that keep some records, by record: those on themselves, and on what they are a part of.
    pub(crate) async fn holds_of(
        &self,
        ctx: &RequestContext,
        records: &[(Arc<EntityDef>, Record)],
    ) -> Result<HashMap<RecordId, Hold>> {
        let mut asked: HashMap<Uuid, Vec<RecordId>> = HashMap::new();
        for (entity, record) in records {
            let id = id_of(record);
            asked.entry(id.0).or_default().push(id);
            for whole in wholes(entity, record) {
                asked.entry(whole).or_default().push(id);
            }
        }
        let ids: Vec<Uuid> = asked.keys().copied().collect();
        let mut found = HashMap::new();
        for hold in self.tenant(ctx.tenant).holds_on(&ids).await? {
            for id in asked.get(&hold.record).into_iter().flatten() {
                found.entry(*id).or_insert_with(|| hold.clone());
            }
        }
        Ok(found)
    }

    /// Refuses when a hold keeps one of the records.
    ///
    /// # Errors
    /// `on_hold`, naming the record, and the reason to whoever answers privacy requests.
    pub(crate) async fn refuse_held(
        &self,
        ctx: &RequestContext,
        records: &[(Arc<EntityDef>, Record)],
    ) -> Result<()> {
        let holds = self.holds_of(ctx, records).await?;
        let held = records
            .iter()
            .find_map(|one| holds.get(&id_of(&one.1)).map(|hold| (one, hold)));
        match held {
            None => Ok(()),
            Some(((entity, record), hold)) => {
                let title = self.seen(ctx, entity).title_text(record);
                Err(on_hold(ctx, &format!("{} `{title}`", entity.name), hold))
            }
        }
    }
}

/// What a record is a part of: what it is about, when it is an activity, and what takes it along when it goes.
fn wholes<'a>(entity: &'a EntityDef, record: &'a Record) -> impl Iterator<Item = Uuid> + 'a {
    let belongs = |field: &&rapport_schema::FieldDef| {
        let FieldType::Link { on_delete, .. } = &field.kind else {
            return false;
        };
        *on_delete == OnDelete::Cascade || (entity.activity && field.name == RELATED)
    };
    let fields = entity.fields().iter().filter(belongs);
    fields.filter_map(|field| record.get(&field.name).as_id())
}

/// Why something must stay.
pub(super) fn on_hold(ctx: &RequestContext, what: &str, hold: &Hold) -> Error {
    let since = hold.created_at.date_in(&ctx.time_zone);
    let why = match ctx.actor.may(rapport_kernel::SettingsRight::Privacy) {
        true => format!(": {}", hold.reason),
        false => String::new(),
    };
    let message = format!("{what} is on legal hold `{}` since {since}{why}", hold.id);
    Error::new(ErrorCode::ON_HOLD, message)
}

fn note(hold: &Hold, action: &str, title: &str) -> AuditNote {
    AuditNote::new(AuditKind::Hold, &hold.entity, hold.record, action)
        .titled(title)
        .with("hold", hold.id.to_string())
        .with("reason", hold.reason.as_str())
}
