//! One open ear: what a caller hears, as long as the caller may.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use rapport_accounts::Session;
use rapport_kernel::{Error, ErrorCode, RecordId, RequestContext, Result};
use rapport_records::{Engine, OutboxEvent};
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::{Interval, MissedTickBehavior, interval};
use uuid::Uuid;

use super::presence::{Place, Viewer};
use crate::context;
use crate::state::GatewayState;

/// How often is asked whether the caller may still hear.
const ASK_EVERY: Duration = Duration::from_secs(5);

/// What a listener hears.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Heard {
    /// A record that the caller may see was changed.
    Change(Value),
    /// A record was given to the caller: `{kind, entity, id, title, by}`.
    Notification(Value),
    /// Who looks at the record the caller looks at.
    Presence(Value),
    /// Events were missed: what is shown should be read anew.
    Missed,
    /// Nothing happened for a while.
    Nothing,
}

/// An open ear. It is closed by dropping it.
pub(crate) struct Listener {
    state: GatewayState,
    token: String,
    session: Session,
    ear: Uuid,
    events: broadcast::Receiver<Arc<OutboxEvent>>,
    places: broadcast::Receiver<Place>,
    viewing: Option<Place>,
    backlog: VecDeque<OutboxEvent>,
    heard_before: HashSet<Uuid>,
    waiting: VecDeque<Heard>,
    asking: Interval,
    stopping: watch::Receiver<bool>,
}

impl Listener {
    /// Opens an ear for whoever has the token. With `after`, the id of the last event heard, it begins with what was
    /// missed since.
    ///
    /// # Errors
    /// `unauthenticated`; `too_many` when the user listens too often already.
    pub(crate) async fn open(
        state: &GatewayState,
        token: &str,
        after: Option<Uuid>,
    ) -> Result<Self> {
        let session = state.accounts().authenticate(token).await?;
        if !state.live().enter(session.actor.user) {
            let message = "you listen in too many places at once; close some";
            return Err(Error::new(ErrorCode::TOO_MANY, message));
        }
        let mut asking = interval(ASK_EVERY);
        asking.set_missed_tick_behavior(MissedTickBehavior::Delay);
        asking.reset();
        let mut listener = Self {
            events: state.engine().events(),
            places: state.live().presence.changes(),
            stopping: state.live().stopping(),
            ear: state.new_request_id().0,
            state: state.clone(),
            token: token.to_owned(),
            session,
            viewing: None,
            backlog: VecDeque::new(),
            heard_before: HashSet::new(),
            waiting: VecDeque::new(),
            asking,
        };
        if let Some(after) = after {
            listener.catch_up(after).await?;
        }
        Ok(listener)
    }

    /// Who listens.
    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    pub(crate) fn engine(&self) -> &Engine {
        self.state.engine()
    }

    /// Whether the caller may see a record.
    pub(crate) async fn sees(&self, entity: &str, id: Uuid) -> bool {
        let (ctx, fields) = (self.context(), ["id".to_owned()]);
        let found = self
            .engine()
            .get(&ctx, entity, RecordId(id), Some(&fields), &[])
            .await;
        found.is_ok()
    }

    async fn catch_up(&mut self, after: Uuid) -> Result<()> {
        let ctx = self.context();
        match self.state.engine().events_after(&ctx, after).await? {
            Some(events) => {
                self.heard_before = events.iter().map(|event| event.id).collect();
                self.backlog = events.into();
            }
            None => self.waiting.push_back(Heard::Missed),
        }
        Ok(())
    }

    /// Goes on with another token of the same user.
    pub(crate) async fn renew(&mut self, token: &str) -> Result<()> {
        let session = self.state.accounts().authenticate(token).await?;
        let same =
            session.tenant == self.session.tenant && session.actor.user == self.session.actor.user;
        if !same {
            return Err(Error::forbidden("this token is another user's"));
        }
        (self.token, self.session) = (token.to_owned(), session);
        Ok(())
    }

    /// Says which record the caller looks at; the others who look at it hear that.
    ///
    /// # Errors
    /// `not_found` when the caller may not see it.
    pub(crate) async fn view(&mut self, place: Option<(String, Uuid)>) -> Result<()> {
        let place = match place {
            Some((entity, id)) => {
                let ctx = self.context();
                let entity = self.engine().entity(&ctx, &entity).await?.name.clone();
                if !self.sees(&entity, id).await {
                    return Err(Error::not_found(format!("{entity} `{id}`")));
                }
                Some(Place {
                    tenant: ctx.tenant,
                    entity,
                    record: RecordId(id),
                })
            }
            None => None,
        };
        let presence = &self.state.live().presence;
        if let Some(left) = self.viewing.take() {
            presence.leave(&left, self.ear);
        }
        if let Some(place) = place {
            let viewer = Viewer {
                user: self.session.actor.user,
                ear: self.ear,
            };
            presence.enter(place.clone(), viewer);
            self.viewing = Some(place);
        }
        Ok(())
    }

    /// Waits for the next thing to tell; none when the caller may not hear any more, or the server stops.
    pub(crate) async fn next(&mut self) -> Option<Heard> {
        loop {
            if let Some(heard) = self.waiting.pop_front() {
                return Some(heard);
            }
            if let Some(event) = self.backlog.pop_front() {
                self.hear(&event).await?;
                continue;
            }
            tokio::select! {
                biased;
                _ = self.stopping.changed() => return None,
                _ = self.asking.tick() => {
                    self.ask_again().await?;
                    return Some(Heard::Nothing);
                }
                event = self.events.recv() => match event {
                    Ok(event) if self.heard_before.remove(&event.id) => {}
                    Ok(event) => self.hear(&event).await?,
                    Err(RecvError::Lagged(_)) => return Some(Heard::Missed),
                    Err(RecvError::Closed) => return None,
                },
                place = self.places.recv() => match place {
                    Ok(place) if self.viewing.as_ref() == Some(&place) => {
                        return Some(Heard::Presence(self.viewers(&place).await));
                    }
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return None,
                },
            }
        }
    }

    /// None when the caller may not hear any more.
    async fn ask_again(&mut self) -> Option<()> {
        self.session = self.state.accounts().authenticate(&self.token).await.ok()?;
        Some(())
    }

    /// Puts into `waiting` what an event means to the caller.
    async fn hear(&mut self, event: &OutboxEvent) -> Option<()> {
        if event.tenant != self.session.tenant {
            return Some(());
        }
        self.ask_again().await?;
        let ctx = self.context();
        let seen = match self.state.engine().event_seen(&ctx, event).await {
            Ok(Some(seen)) => seen,
            Ok(None) => return Some(()),
            Err(error) => {
                tracing::warn!(?error, "an event could not be told");
                self.waiting.push_back(Heard::Missed);
                return Some(());
            }
        };
        let notification = self.notification(&ctx, event, &seen).await;
        self.waiting.push_back(Heard::Change(seen));
        self.waiting.extend(notification.map(Heard::Notification));
        Some(())
    }

    /// When somebody else gave the record to the caller.
    async fn notification(
        &self,
        ctx: &RequestContext,
        event: &OutboxEvent,
        seen: &Value,
    ) -> Option<Value> {
        let me = json!(ctx.actor.user);
        if seen.get("actor") == Some(&me) || event.kind.ends_with(".deleted") {
            return None;
        }
        let engine = self.state.engine();
        let entity = engine.entity(ctx, &event.entity).await.ok()?;
        let holders = ["owner".to_owned()]
            .into_iter()
            .chain(entity.assignee.clone());
        let changed = seen.get("fields")?.as_array()?;
        let given: Vec<String> = holders
            .filter(|holder| changed.iter().any(|field| field == holder.as_str()))
            .collect();
        if given.is_empty() {
            return None;
        }
        let mut wanted = given.clone();
        wanted.push(entity.title.clone());
        let record = engine
            .get(ctx, &entity.name, event.record, Some(&wanted), &[])
            .await
            .ok()?;
        let record: Value = serde_json::from_slice(record.record.as_bytes()).ok()?;
        let mine = given.iter().any(|field| record.get(field) == Some(&me));
        mine.then(|| {
            json!({
                "kind": "assigned",
                "entity": event.entity,
                "id": event.record,
                "title": record.get(&entity.title),
                "by": seen.get("actor"),
            })
        })
    }

    async fn viewers(&self, place: &Place) -> Value {
        let users = self.state.live().presence.users(place);
        let ids: Vec<Uuid> = users.iter().map(|user| user.0).collect();
        let identity = self.state.engine().store().identity();
        let names = identity.user_names(place.tenant, &ids).await;
        let users: Vec<Value> = names
            .unwrap_or_default()
            .into_iter()
            .map(|(id, name)| json!({ "id": id, "name": name }))
            .collect();
        json!({ "entity": place.entity, "record": place.record, "users": users })
    }

    pub(crate) fn context(&self) -> RequestContext {
        context::of_session(self.session.clone(), &self.state)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let live = self.state.live();
        if let Some(left) = self.viewing.take() {
            live.presence.leave(&left, self.ear);
        }
        live.leave(self.session.actor.user);
    }
}
