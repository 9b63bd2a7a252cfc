//! The audit trail, readable: who changed what, when, from which value to which.

use std::collections::BTreeSet;

use rapport_kernel::{
    Error, OperationId, RecordId, RequestContext, Result, SettingsRight, Timestamp, UserId,
};
use rapport_schema::{EntityDef, FieldType, LinkTarget, SchemaSnapshot};
use rapport_store::{AuditEntry, AuditKind, AuditQuery, Reference};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::Engine;
use crate::include;
use crate::scope::may_know;
use crate::trail::auditors_only;

/// Which entries of the trail.
#[derive(Clone, Debug, Default)]
pub struct AuditRequest {
    /// Only this entity.
    pub entity: Option<String>,
    /// Only this record; needs `entity`.
    pub record: Option<RecordId>,
    /// Only this user's doing.
    pub actor: Option<UserId>,
    /// Only these kinds; empty means all that the caller may see.
    pub kinds: Vec<AuditKind>,
    /// Only this action.
    pub action: Option<String>,
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
    /// Entries older than this one.
    pub before: Option<Uuid>,
    /// At most this many.
    pub limit: u32,
}

impl Engine {
    /// Reads the trail, newest first: administrators all of it, others the records they can see, one at a time.
    ///
    /// # Errors
    /// `forbidden` for the whole trail, `not_found` for a record the caller may not see.
    pub async fn audit(
        &self,
        ctx: &RequestContext,
        request: &AuditRequest,
    ) -> Result<(Vec<Value>, Option<Uuid>)> {
        let limit = request.limit.clamp(1, 1000);
        let schema = self.schema(ctx.tenant).await?;
        let mut query = AuditQuery {
            actor: request.actor,
            action: request.action.clone(),
            kinds: request.kinds.clone(),
            from: request.from,
            to: request.to,
            after: request.before,
            limit: limit + 1,
            ..AuditQuery::default()
        };
        match (&request.entity, request.record) {
            (Some(name), Some(id)) => {
                let entity = self.whole(ctx, name).await?;
                self.require_visible(ctx, &entity, id).await?;
                query.entity = Some(entity.name.clone());
                query.record = Some(id);
                if !narrow(ctx, &mut query.kinds) {
                    return Ok((Vec::new(), None));
                }
            }
            (None, Some(_)) => return Err(Error::invalid("`record` needs `entity` beside it")),
            (name, None) => {
                auditors_only(ctx, "read the whole audit trail")?;
                if let Some(name) = name {
                    query.entity = Some(self.whole(ctx, name).await?.name.clone());
                }
            }
        }
        let mut entries = self.tenant(ctx.tenant).audit(&query).await?;
        let more = entries.len() > limit as usize;
        entries.truncate(limit as usize);
        let next = if more {
            entries.last().map(|entry| entry.id)
        } else {
            None
        };
        entries.retain(|entry| may_know(ctx, &schema, entry));
        let entries = self.readable_entries(ctx, &schema, &entries).await?;
        Ok((entries, next))
    }

    /// Entries as JSON, with the actors' names and the fields' labels; hidden fields are left out.
    pub(crate) async fn readable_entries(
        &self,
        ctx: &RequestContext,
        schema: &SchemaSnapshot,
        entries: &[AuditEntry],
    ) -> Result<Vec<Value>> {
        let entries = &self.masked_entries(ctx, schema, entries);
        let actors: BTreeSet<Uuid> = entries
            .iter()
            .flat_map(|entry| [Some(entry.actor.0), entry.behind.map(|user| user.0)])
            .flatten()
            .collect();
        let actors: Vec<Uuid> = actors.into_iter().collect();
        let names = self
            .store()
            .identity()
            .user_names(ctx.tenant, &actors)
            .await?;
        let links: Vec<Vec<Reference>> =
            entries.iter().map(|entry| linked(schema, entry)).collect();
        let wanted = links.iter().flatten();
        let wanted = wanted.map(|link| (link.entity.as_str(), link.id));
        let titles = include::titles(self, ctx, wanted).await?;
        Ok(entries
            .iter()
            .zip(&links)
            .map(|(entry, links)| {
                let name = |id: UserId| {
                    let found = names.iter().find(|(known, _)| *known == id.0);
                    found.map(|(_, name)| name.as_str())
                };
                let mut json = entry_json(schema, entry, name(entry.actor));
                if let Some(object) = json.as_object_mut() {
                    object.insert("included".to_owned(), own_titles(&titles, links));
                    let behind = entry.behind;
                    let behind = behind.map(|user| json!({ "id": user, "name": name(user) }));
                    object.insert("behind".to_owned(), json!(behind));
                }
                json
            })
            .collect())
    }
}

/// What callers see of a record who may not read the trail of everybody: not who looked at it or took it out.
/// False: nothing that was asked for may be seen.
fn narrow(ctx: &RequestContext, kinds: &mut Vec<AuditKind>) -> bool {
    const OPEN: [AuditKind; 3] = [AuditKind::Change, AuditKind::Erase, AuditKind::Hold];
    if ctx.actor.may(SettingsRight::Audit) {
        return true;
    }
    if kinds.is_empty() {
        kinds.extend(OPEN);
    }
    kinds.retain(|kind| OPEN.contains(kind));
    !kinds.is_empty()
}

/// Random bytes that make the entries of one operation their own.
pub(crate) fn salt(ctx: &RequestContext) -> [u8; 16] {
    let mut salt = [0; 16];
    ctx.random.fill(&mut salt);
    salt
}

/// What an entry did to its record, read from what it wrote: only a first version is an insert, and only the bin
/// touches `deleted_at`.
pub(crate) fn kind(entry: &AuditEntry) -> EntryKind {
    let deleted = entry
        .changes
        .iter()
        .find(|change| change.field == "deleted_at");
    match deleted {
        _ if entry.version == 1 => EntryKind::Insert,
        Some(change) if change.new.is_null() => EntryKind::Restore,
        Some(_) => EntryKind::Delete,
        None => EntryKind::Update,
    }
}

/// See [`kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryKind {
    Insert,
    Update,
    Delete,
    Restore,
}

/// Entries of one operation, newest first, older than a given one.
pub(crate) fn of_operation(operation: OperationId, after: Option<Uuid>, limit: u32) -> AuditQuery {
    AuditQuery {
        operation: Some(operation),
        kinds: vec![AuditKind::Change],
        after,
        limit,
        ..AuditQuery::default()
    }
}

/// Entries of one record, newest first.
pub(crate) fn of_record(entity: &EntityDef, record: RecordId, limit: u32) -> AuditQuery {
    AuditQuery {
        entity: Some(entity.name.clone()),
        record: Some(record),
        kinds: vec![AuditKind::Change],
        limit,
        ..AuditQuery::default()
    }
}

/// The records and users that the changes of an entry name.
fn linked(schema: &SchemaSnapshot, entry: &AuditEntry) -> Vec<Reference> {
    let Some(entity) = schema.entity(&entry.entity) else {
        return Vec::new();
    };
    let mut links = Vec::new();
    for change in &entry.changes {
        let Some(field) = entity.field(&change.field) else {
            continue;
        };
        for value in [&change.old, &change.new] {
            let id = value.as_str().or_else(|| value.get("id")?.as_str());
            let Some(id) = id.and_then(|id| id.parse().ok()) else {
                continue;
            };
            let entity = match &field.kind {
                FieldType::User => include::USER.to_owned(),
                FieldType::Link {
                    to: LinkTarget::One(target),
                    ..
                } => target.clone(),
                FieldType::Link { .. } => match value.get("entity").and_then(Value::as_str) {
                    Some(target) => target.to_owned(),
                    None => continue,
                },
                _ => continue,
            };
            links.push(Reference { entity, id });
        }
    }
    links
}

/// Of all titles those of some links, keyed by entity and id.
fn own_titles(all: &Map<String, Value>, links: &[Reference]) -> Value {
    let mut own = Map::new();
    for link in links {
        let id = link.id.to_string();
        let Some(title) = all.get(&link.entity).and_then(|titles| titles.get(&id)) else {
            continue;
        };
        let titles = own.entry(link.entity.clone()).or_insert_with(|| json!({}));
        if let Some(titles) = titles.as_object_mut() {
            titles.insert(id, title.clone());
        }
    }
    Value::Object(own)
}

/// One entry as JSON: `{id, operation, kind, entity, record, title, action, at, actor, source, changes, undone,
/// erased}`. `record` is null for what is about no single one.
fn entry_json(schema: &SchemaSnapshot, entry: &AuditEntry, actor: Option<&str>) -> Value {
    // Other kinds tell details, not fields.
    let entity = schema.entity(&entry.entity);
    let entity = entity.filter(|_| entry.kind == AuditKind::Change);
    let changes: Vec<Value> = entry
        .changes
        .iter()
        .map(|change| {
            // A field that no longer exists is shown by its name.
            let field = entity.and_then(|entity| entity.field(&change.field));
            let label = field.map_or(change.field.as_str(), |field| field.label.as_str());
            let mut told =
                json!({ "field": change.field, "label": label, "old": change.old, "new": change.new });
            if field.is_some_and(|field| field.sensitive)
                && let Some(told) = told.as_object_mut()
            {
                told.insert("sensitive".to_owned(), json!(true));
            }
            told
        })
        .collect();
    json!({
        "id": entry.id,
        "operation": entry.operation,
        "kind": entry.kind.as_str(),
        "entity": entry.entity,
        "record": (!entry.record.0.is_nil()).then_some(entry.record),
        "title": entry.title,
        "action": entry.action,
        "at": entry.at,
        "actor": { "id": entry.actor, "name": actor },
        "source": entry.source,
        "changes": changes,
        "undone": entry.undone_by.is_some(),
        "erased": entry.erased,
    })
}

/// The differences of an entry as a change back (or forth): wire values by field name.
pub(crate) fn leaf(entity: &EntityDef, field: &str, value: &Value) -> Map<String, Value> {
    let mut input = Map::new();
    let custom = entity.field(field).is_some_and(|field| field.custom);
    match (field.strip_prefix("custom_fields."), value) {
        (Some(key), value) if custom => {
            input.insert("custom_fields".to_owned(), json!({ key: value }));
        }
        (None, Value::Object(parts)) if is_money(entity, field) => input.extend(parts.clone()),
        _ => {
            input.insert(field.to_owned(), value.clone());
        }
    }
    input
}

fn is_money(entity: &EntityDef, field: &str) -> bool {
    entity
        .field(field)
        .is_some_and(|field| matches!(field.kind, rapport_schema::FieldType::Money))
}
