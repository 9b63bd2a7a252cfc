//! The live feed: what was committed, told to whoever listens and may see it.
//!
//! One task per process follows the outbox and hands each event once to all listeners. A bell rings after a commit of
//! this process; what others commit is found by looking every second. Nothing is read while nobody listens.
//! An event names a record and its fields, never values: a listener reads the record, with its own rights.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use rapport_kernel::{Clock, RequestContext, Result, Timestamp};
use rapport_store::OutboxEvent;
use serde_json::{Value, json};
use tokio::sync::{Notify, broadcast};
use uuid::Uuid;

use crate::Engine;
use crate::scope::Right;

/// Events that wait for a slow listener; then it is told that it missed some.
const WAITING: usize = 4096;
/// How often is looked for what other processes committed.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How late a change may be committed after it was planned and still be told.
const LATEST_SECONDS: i64 = 15;
/// Before the first listener came, so many seconds count as now.
const FIRST_SECONDS: i64 = 2;
/// Events read at a time.
const AT_ONCE: u32 = 1000;

/// The bell and the listeners.
pub(crate) struct Feed {
    bell: Notify,
    listeners: broadcast::Sender<Arc<OutboxEvent>>,
}

impl Feed {
    pub(crate) fn new() -> Self {
        Self {
            bell: Notify::new(),
            listeners: broadcast::channel(WAITING).0,
        }
    }

    /// Says that something was committed.
    pub(crate) fn ring(&self) {
        if self.listeners.receiver_count() > 0 {
            self.bell.notify_one();
        }
    }
}

/// How far the outbox was followed.
struct Place {
    from: Timestamp,
    told: HashMap<Uuid, Timestamp>,
}

impl Engine {
    /// Everything that is committed from now on, in any tenant. A listener asks [`Engine::event_seen`] before it tells
    /// anybody.
    #[must_use]
    pub fn events(&self) -> broadcast::Receiver<Arc<OutboxEvent>> {
        let listening = self.feed().listeners.subscribe();
        self.feed().bell.notify_one();
        listening
    }

    /// Follows the outbox until the future is dropped.
    pub async fn run_feed(&self, clock: Arc<dyn Clock>) {
        let feed = self.feed();
        let mut place: Option<Place> = None;
        loop {
            let _ = tokio::time::timeout(LOOK_EVERY, feed.bell.notified()).await;
            if feed.listeners.receiver_count() == 0 {
                place = None;
                continue;
            }
            let place = place.get_or_insert_with(|| Place {
                from: clock.now().plus_seconds(-FIRST_SECONDS),
                told: HashMap::new(),
            });
            if let Err(error) = self.follow(place, clock.now()).await {
                tracing::warn!(?error, "the outbox cannot be read; it is tried again");
            }
        }
    }

    async fn follow(&self, place: &mut Place, now: Timestamp) -> Result<()> {
        let mut after = (place.from, Uuid::nil());
        loop {
            let events = self.store().events_since(after, AT_ONCE).await?;
            let full = events.len() >= AT_ONCE as usize;
            for event in events {
                after = (event.at, event.id);
                if place.told.insert(event.id, event.at).is_none() {
                    // Without a listener nobody misses it.
                    let _ = self.feed().listeners.send(Arc::new(event));
                }
            }
            if !full {
                break;
            }
        }
        place.from = now.plus_seconds(-LATEST_SECONDS).max(place.from);
        place.told.retain(|_, at| *at >= place.from);
        Ok(())
    }

    /// Events of the caller's company after one that the caller was told before, at most 1,000; none when too much
    /// happened since or the event is not known any more, and the caller should read everything anew.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn events_after(
        &self,
        ctx: &RequestContext,
        id: Uuid,
    ) -> Result<Option<Vec<OutboxEvent>>> {
        let events = self.tenant(ctx.tenant).events_after(id, AT_ONCE).await?;
        Ok(events.filter(|events| events.len() < AT_ONCE as usize))
    }

    /// An event as the caller may know it: `{id, type, entity, record, version, action, actor, fields, operation, at}`,
    /// without fields that are hidden from the caller. None when the caller does not see the record.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn event_seen(
        &self,
        ctx: &RequestContext,
        event: &OutboxEvent,
    ) -> Result<Option<Value>> {
        if event.tenant != ctx.tenant {
            return Ok(None);
        }
        let Ok((entity, scope)) = self.scoped(ctx, &event.entity, Right::Read).await else {
            return Ok(None);
        };
        if *scope.filter() != rapport_schema::Filter::everything()
            && !self.is_within(ctx, &entity, event.record, &scope).await?
        {
            return Ok(None);
        }
        let seen = self.seen(ctx, &entity);
        let part = |name: &str| event.payload.get(name).cloned().unwrap_or(Value::Null);
        let fields = part("fields");
        let fields = fields.as_array().into_iter().flatten();
        let visible = fields.filter(|field| {
            let name = field.as_str().unwrap_or_default();
            name == "deleted_at" || seen.field(name).is_some()
        });
        Ok(Some(json!({
            "id": event.id,
            "type": event.kind,
            "entity": event.entity,
            "record": event.record,
            "version": event.version,
            "action": part("action"),
            "actor": part("actor"),
            "fields": visible.collect::<Vec<_>>(),
            "operation": part("operation"),
            "at": event.at.to_string(),
        })))
    }
}
