//! `GET /events`: live updates as server-sent events, for programs and for pages without a socket.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream;
use rapport_kernel::{Error, ErrorCode};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Heard, Listener};
use crate::context::{Context, bearer};
use crate::http::query::{Parameters, refused};
use crate::problem::Answer;
use crate::state::GatewayState;

/// What a stream tells of.
struct Wanted {
    entities: Option<Vec<String>>,
    listener: Listener,
}

/// `GET /events?entities=deal,contact&after=<id>`, or with `Last-Event-ID`.
pub(crate) async fn events(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    headers: HeaderMap,
    mut parameters: Parameters,
) -> Answer {
    let mut entities = None;
    if let Some(names) = parameters.take_filled("entities")? {
        let mut wanted = Vec::new();
        for name in names.split(',') {
            let known = state.engine().entity(&ctx, name.trim()).await;
            let known = known.map_err(|_| refused("entities", format!("there is no `{name}`")))?;
            wanted.push(known.name.clone());
        }
        entities = Some(wanted);
    }
    let after = match parameters.take_filled("after")? {
        Some(text) => Some(text),
        None => headers
            .get("last-event-id")
            .and_then(|value| value.to_str().ok())
            .filter(|text| !text.is_empty())
            .map(str::to_owned),
    };
    parameters.finish()?;
    let after: Option<Uuid> = after
        .map(|text| text.parse())
        .transpose()
        .map_err(|_| refused("after", "must be the id of an event"))?;
    let token = bearer(&headers)
        .ok_or_else(|| Error::new(ErrorCode::UNAUTHENTICATED, "no bearer token was sent"))?;
    let listener = Listener::open(&state, token, after).await?;
    Ok(streamed(Wanted { entities, listener }))
}

fn streamed(wanted: Wanted) -> Response {
    let hello = json!({ "user": wanted.listener.session().actor.user });
    let first = Event::default().event("ready").data(hello.to_string());
    let first = stream::once(std::future::ready(Ok::<_, std::convert::Infallible>(first)));
    let rest = stream::unfold(wanted, |mut wanted| async move {
        loop {
            let heard = wanted.listener.next().await?;
            if let Some(event) = wanted.event(heard) {
                return Some((Ok(event), wanted));
            }
        }
    });
    Sse::new(futures::StreamExt::chain(first, rest)).into_response()
}

impl Wanted {
    fn event(&self, heard: Heard) -> Option<Event> {
        let named = |name: &str, data: &Value| Event::default().event(name).data(data.to_string());
        match heard {
            Heard::Change(change) => {
                let text = |key: &str| change.get(key).and_then(Value::as_str).unwrap_or_default();
                let wanted = self.entities.as_ref();
                if wanted.is_some_and(|wanted| !wanted.iter().any(|name| name == text("entity"))) {
                    return None;
                }
                Some(named("change", &change).id(text("id")))
            }
            Heard::Notification(notification) => Some(named("notification", &notification)),
            Heard::Presence(presence) => Some(named("presence", &presence)),
            Heard::Missed => Some(named("missed", &json!({}))),
            Heard::Nothing => Some(Event::default().comment("")),
        }
    }
}
