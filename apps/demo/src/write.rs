//! Writes a planned story through the engine, each moment as one operation of that time.

use std::collections::HashMap;
use std::sync::Arc;

use rapport_kernel::{Error, RecordId, RequestContext, Result, Source};
use rapport_records::{Engine, Work};
use rapport_schema::{Record, Value};
use serde_json::{Map, Value as Json};

use crate::calendar::{Calendar, StoppedClock};
use crate::people::People;
use crate::story::{Event, Key, Kind, LINK, System};

/// Ids of the records written so far.
type Ids = HashMap<Key, RecordId>;

/// Writes all events; `progress` hears how many of them are done.
pub(crate) async fn write(
    engine: &Engine,
    ctx: &RequestContext,
    calendar: &Calendar,
    people: &People,
    events: &[Event],
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<()> {
    let mut ids = Ids::new();
    let mut done = 0;
    for moment in events.chunk_by(|one, next| one.at == next.at) {
        let Some(first) = moment.first() else {
            continue;
        };
        let ctx = RequestContext {
            clock: Arc::new(StoppedClock(calendar.time(first.at))),
            source: Source::Seed,
            idempotency: None,
            ..ctx.clone()
        }
        .new_operation();
        let mut work = engine.work(&ctx).await?;
        for event in moment {
            plan(&mut work, &mut ids, people, event)
                .await
                .map_err(|error| named(error, event))?;
        }
        work.commit().await?;
        done += moment.len();
        progress(done, events.len());
    }
    Ok(())
}

async fn plan(work: &mut Work, ids: &mut Ids, people: &People, event: &Event) -> Result<()> {
    let entity = work.entity(event.key.entity)?;
    let mut values: Map<String, Json> = event
        .values
        .iter()
        .map(|(name, value)| (name.clone(), resolved(value, ids)))
        .collect();
    let creating = event.kind == Kind::Create;
    if let Some(owner) = people.owner(event.key).filter(|_| creating) {
        for field in ["owner", "assignee"] {
            if entity.field(field).is_some() {
                values.insert(field.to_owned(), Json::String(owner.to_string()));
            }
        }
    }
    let mut record: Record = entity
        .parse_input(&values, &work.input_context(creating))
        .map_err(Error::fields)?;
    for (field, value) in &event.system {
        record.set(*field, system(work, ids, *value));
    }
    if creating {
        let id = work.create(event.key.entity, record).await?;
        ids.insert(event.key, id);
        return Ok(());
    }
    let id = ids.get(&event.key).copied();
    let id = id.ok_or_else(|| Error::not_found(format!("{:?} of the story", event.key)))?;
    work.update(event.key.entity, id, record).await
}

fn system(work: &Work, ids: &Ids, value: System) -> Value {
    match value {
        System::Now => Value::Time(work.context().now()),
        System::Yes => Value::Bool(true),
        System::Link(key) => ids.get(&key).map_or(Value::Null, |id| Value::Id(id.0)),
    }
}

/// The value with ids in the place of links.
fn resolved(value: &Json, ids: &Ids) -> Json {
    match value {
        Json::Object(object) => match object.get(LINK).and_then(Json::as_str) {
            Some(name) => id_of(name, ids).map_or(Json::Null, Json::String),
            None => Json::Object(
                object
                    .iter()
                    .map(|(name, value)| (name.clone(), resolved(value, ids)))
                    .collect(),
            ),
        },
        Json::Array(list) => Json::Array(list.iter().map(|value| resolved(value, ids)).collect()),
        other => other.clone(),
    }
}

fn id_of(name: &str, ids: &Ids) -> Option<String> {
    let (entity, number) = name.split_once(':')?;
    let number: usize = number.parse().ok()?;
    let found = ids
        .iter()
        .find(|(key, _)| key.number == number && key.entity == entity);
    found.map(|(_, id)| id.to_string())
}

/// Says which record of the story was refused.
fn named(mut error: Error, event: &Event) -> Error {
    error.message = format!(
        "demo {} {}: {}",
        event.key.entity, event.key.number, error.message
    );
    error
}
