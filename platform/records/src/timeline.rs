//! The timeline of a record: its changes together with notes, tasks, calls and meetings that relate to it.
//!
//! Nothing is stored for it: it merges the audit trail with the activity entities, each within the caller's scope.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rapport_kernel::{Error, ErrorCode, RecordId, RequestContext, Result, Timestamp};
use rapport_schema::{
    Condition, EntityDef, Filter, Operator, Record, SortKey, Value, did_you_mean,
};
use rapport_store::AuditQuery;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::Engine;
use crate::audit::of_record;
use crate::scope::Right;

/// Which part of a timeline.
#[derive(Clone, Debug, Default)]
pub struct TimelineRequest {
    /// `change` and the names of activity entities; empty means all.
    pub kinds: Vec<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// At most this many entries.
    pub limit: u32,
}

/// The link field through which an activity belongs to a record.
const RELATED: &str = "related";

impl Engine {
    /// One page of a record's timeline, newest first, and the cursor of the next page.
    ///
    /// # Errors
    /// `not_found` for the record, `invalid` for the cursor.
    pub async fn timeline(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: RecordId,
        request: &TimelineRequest,
    ) -> Result<(Vec<Json>, Option<String>)> {
        let entity = self.whole(ctx, entity).await?;
        self.require_visible(ctx, &entity, id).await?;
        let limit = request.limit.clamp(1, 200);
        let before = request.cursor.as_deref().map(decode).transpose()?;
        self.check_kinds(ctx, &request.kinds).await?;
        let wanted =
            |kind: &str| request.kinds.is_empty() || request.kinds.iter().any(|name| name == kind);
        let mut entries: Vec<(Timestamp, Uuid, Json)> = Vec::new();
        if wanted("change") {
            entries.extend(self.changes(ctx, &entity, id, before, limit).await?);
        }
        let schema = self.schema(ctx.tenant).await?;
        for activity in schema
            .entities()
            .iter()
            .filter(|other| other.activity && wanted(&other.name))
        {
            entries.extend(
                self.activities(ctx, activity, &entity, id, before, limit)
                    .await?,
            );
        }
        entries.sort_by_key(|(at, id, _)| std::cmp::Reverse((*at, *id)));
        let more = entries.len() > limit as usize;
        entries.truncate(limit as usize);
        let next = if more {
            entries.last().map(|(at, id, _)| encode(*at, *id))
        } else {
            None
        };
        Ok((entries.into_iter().map(|(_, _, json)| json).collect(), next))
    }

    /// Refuses kinds that no timeline has.
    async fn check_kinds(&self, ctx: &RequestContext, kinds: &[String]) -> Result<()> {
        if kinds.is_empty() {
            return Ok(());
        }
        let schema = self.schema_seen(ctx).await?;
        let activities = schema.entities().iter().filter(|entity| entity.activity);
        let known: Vec<&str> = std::iter::once("change")
            .chain(activities.map(|entity| entity.name.as_str()))
            .collect();
        match kinds.iter().find(|kind| !known.contains(&kind.as_str())) {
            None => Ok(()),
            Some(unknown) => {
                let suggestion = did_you_mean(unknown, known.iter().copied());
                let known = known.join(", ");
                let message =
                    format!("there is no kind `{unknown}`{suggestion}; there are {known}");
                Err(Error::field("kinds", ErrorCode::INVALID, message))
            }
        }
    }

    async fn changes(
        &self,
        ctx: &RequestContext,
        entity: &EntityDef,
        id: RecordId,
        before: Option<(Timestamp, Uuid)>,
        limit: u32,
    ) -> Result<Vec<(Timestamp, Uuid, Json)>> {
        // Entries of the cursor's own microsecond are read again and cut below.
        let to = before.map(|(at, _)| Timestamp::from_micros(at.as_micros() + 1));
        let query = AuditQuery {
            to,
            ..of_record(entity, id, limit + 2)
        };
        let entries = self.tenant(ctx.tenant).audit(&query).await?;
        let schema = self.schema(ctx.tenant).await?;
        let readable = self.readable_entries(ctx, &schema, &entries).await?;
        Ok(entries
            .iter()
            .zip(readable)
            .filter(|(entry, _)| before.is_none_or(|before| (entry.at, entry.id) < before))
            .map(|(entry, mut json)| {
                if let Some(object) = json.as_object_mut() {
                    object.insert("kind".to_owned(), json!("change"));
                }
                (entry.at, entry.id, json)
            })
            .collect())
    }

    async fn activities(
        &self,
        ctx: &RequestContext,
        activity: &std::sync::Arc<EntityDef>,
        entity: &EntityDef,
        id: RecordId,
        before: Option<(Timestamp, Uuid)>,
        limit: u32,
    ) -> Result<Vec<(Timestamp, Uuid, Json)>> {
        let Ok(scope) = self.scope(ctx, activity, Right::Read) else {
            return Ok(Vec::new());
        };
        if scope.seen().field(RELATED).is_none() {
            return Ok(Vec::new());
        }
        let related = Value::Reference {
            entity: entity.name.clone(),
            id: id.0,
        };
        let mut filter = Filter::equals(RELATED, related).and(scope.filter().clone());
        if let Some((at, _)) = before {
            let condition = Condition {
                field: "created_at".to_owned(),
                op: Operator::Lte,
                values: vec![Value::Time(at)],
            };
            filter = filter.and(Filter::Is(condition));
        }
        let newest = [SortKey {
            field: "created_at".to_owned(),
            descending: true,
        }];
        let records = self
            .tenant(ctx.tenant)
            .find(activity, &filter, &newest, limit + 2)
            .await?;
        let actors: Vec<Uuid> = records
            .iter()
            .filter_map(|record| record.get("created_by").as_id())
            .collect();
        let names = self
            .store()
            .identity()
            .user_names(ctx.tenant, &actors)
            .await?;
        Ok(records
            .iter()
            .filter_map(|record| entry(scope.seen(), record, &names))
            .filter(|(at, id, _)| before.is_none_or(|before| (*at, *id) < before))
            .collect())
    }
}

fn entry(
    activity: &EntityDef,
    record: &Record,
    names: &[(Uuid, String)],
) -> Option<(Timestamp, Uuid, Json)> {
    let Value::Time(at) = record.get("created_at") else {
        return None;
    };
    let id = record.get("id").as_id()?;
    let actor = record.get("created_by").as_id();
    let name = names
        .iter()
        .find(|(id, _)| Some(*id) == actor)
        .map(|(_, name)| name);
    let json = json!({
        "id": id,
        "kind": activity.name,
        "at": at,
        "actor": { "id": actor, "name": name },
        "action": null,
        "changes": [],
        "record": told(activity, record),
    });
    Some((*at, id, json))
}

/// A record without its sensitive fields.
fn told(entity: &EntityDef, record: &Record) -> Json {
    let fields = entity.fields().iter().filter(|field| field.sensitive);
    let mut record = record.clone();
    for field in fields {
        record.set(&field.name, Value::Null);
    }
    Json::Object(entity.record_json(&record))
}

fn encode(at: Timestamp, id: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}:{id}", at.as_micros()))
}

fn decode(text: &str) -> Result<(Timestamp, Uuid)> {
    let parts = URL_SAFE_NO_PAD
        .decode(text)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok());
    parts
        .as_deref()
        .and_then(|text| text.split_once(':'))
        .and_then(|(at, id)| Some((Timestamp::from_micros(at.parse().ok()?), id.parse().ok()?)))
        .ok_or_else(|| {
            Error::field(
                "cursor",
                ErrorCode::INVALID,
                "does not belong to this timeline",
            )
        })
}
