//! Live updates over Socket.IO (protocol 5 of its v4 clients), at the root path `/socket.io/`.
//!
//! A client shows its access token in `auth.token` or the `Authorization` header; cookies are not looked at, so no other
//! site's page can listen in somebody's name. It is then in the rooms `tenant:<id>` and `user:<id>`, and may
//! `subscribe {room}` to `entity:<name>` and `record:<entity>:<id>`. A room only says what a client wants to hear: every
//! event passes the caller's rights, whatever the room. Rooms of others are refused.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::header::AUTHORIZATION;
use rapport_kernel::{Error, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use socketioxide::SocketIo;
use socketioxide::extract::{AckSender, Data, Extension, SocketRef, TryData};
use socketioxide::handler::ConnectHandler;
use socketioxide::layer::SocketIoLayer;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::{Heard, Listener};
use crate::state::GatewayState;

/// Requests of one client that wait.
const WAITING: usize = 64;
/// Rooms of one client.
const MOST_ROOMS: usize = 200;
/// Bytes of one message from a client.
const MOST_BYTES: u64 = 64 * 1024;

/// What a client shows at the handshake.
#[derive(Default, Deserialize)]
struct Handshake {
    #[serde(default)]
    token: String,
    /// Instead of the rooms everybody begins with.
    rooms: Option<Vec<String>>,
    /// The id of the last event heard.
    after: Option<Uuid>,
}

/// What a client asks for once it is in.
enum Wish {
    Subscribe(String),
    Unsubscribe(String),
    Renew(String),
    View(Option<(String, Uuid)>),
}

/// A wish and where its answer goes.
type Asked = (Wish, oneshot::Sender<Result<Value>>);

/// The road to a client's task.
#[derive(Clone)]
struct Road(mpsc::Sender<Asked>);

/// A client with what it will ask.
type Waiting = (Client, mpsc::Receiver<Asked>);

/// A client that was admitted and is not told of it yet: nothing may be said before the handshake is over.
#[derive(Clone)]
struct Admitted(Arc<Mutex<Option<Waiting>>>);

/// The layer that answers `/socket.io/`.
pub(crate) fn layer(state: GatewayState) -> SocketIoLayer {
    let (layer, io) = SocketIo::builder()
        .max_payload(MOST_BYTES)
        .ws_max_message_size(MOST_BYTES as usize)
        .ws_max_frame_size(MOST_BYTES as usize)
        .build_layer();
    let opening = state.clone();
    let admit = async move |socket: SocketRef, TryData(shown): TryData<Handshake>| {
        open(&opening, &socket, shown.unwrap_or_default())
            .await
            .map_err(|error| format!("Authentication error: {}", error.message))
    };
    io.ns("/", connected.with(admit));
    layer
}

/// Opens the ear, or refuses the connection.
async fn open(state: &GatewayState, socket: &SocketRef, shown: Handshake) -> Result<()> {
    let header = socket.req_parts().headers.get(AUTHORIZATION);
    let header = header.and_then(|value| value.to_str().ok());
    let token = match shown.token.as_str() {
        "" => header.unwrap_or_default(),
        token => token,
    };
    let token = token.strip_prefix("Bearer ").unwrap_or(token).trim();
    if token.is_empty() {
        return Err(Error::invalid("no token was sent"));
    }
    let listener = Listener::open(state, token, shown.after).await?;
    let session = listener.session();
    let own = [
        format!("tenant:{}", session.tenant),
        format!("user:{}", session.actor.user),
    ];
    let mut client = Client {
        listener,
        rooms: BTreeSet::new(),
    };
    for room in shown.rooms.unwrap_or_else(|| own.to_vec()) {
        client.subscribe(room).await?;
    }
    let (road, wishes) = mpsc::channel(WAITING);
    socket.extensions.insert(Road(road));
    let admitted = Some((client, wishes));
    socket
        .extensions
        .insert(Admitted(Arc::new(Mutex::new(admitted))));
    Ok(())
}

async fn connected(socket: SocketRef, Extension(Admitted(admitted)): Extension<Admitted>) {
    socket.on(
        "subscribe",
        async |Data(asked): Data<Value>, road, ack: AckSender| {
            wish(road, Wish::Subscribe(room(&asked)), ack).await;
        },
    );
    socket.on(
        "unsubscribe",
        async |Data(asked): Data<Value>, road, ack: AckSender| {
            wish(road, Wish::Unsubscribe(room(&asked)), ack).await;
        },
    );
    socket.on(
        "authenticate",
        async |Data(asked): Data<Value>, road, ack: AckSender| {
            let token = asked.get("token").or(Some(&asked)).and_then(Value::as_str);
            let token = token.unwrap_or_default().to_owned();
            wish(road, Wish::Renew(token), ack).await;
        },
    );
    socket.on(
        "viewing",
        async |Data(asked): Data<Value>, road, ack: AckSender| {
            let text = |key: &str| asked.get(key).and_then(Value::as_str);
            let id = text("id").and_then(|id| id.parse().ok());
            let place = text("entity").map(str::to_owned).zip(id);
            wish(road, Wish::View(place), ack).await;
        },
    );
    let admitted = admitted
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    if let Some((client, wishes)) = admitted {
        tokio::spawn(client.run(socket, wishes));
    }
}

/// `{room: "..."}`, or the name alone.
fn room(asked: &Value) -> String {
    let named = asked.get("room").or(Some(asked)).and_then(Value::as_str);
    named.unwrap_or_default().to_owned()
}

async fn wish(Extension(Road(road)): Extension<Road>, wish: Wish, ack: AckSender) {
    let (answer, answered) = oneshot::channel();
    let told = match road.try_send((wish, answer)) {
        Ok(()) => answered.await.ok(),
        Err(_) => Some(Err(Error::invalid("too many requests wait"))),
    };
    let told = match told {
        Some(Ok(told)) => json!({ "ok": true, "data": told }),
        Some(Err(error)) => json!({ "ok": false, "error": error.message }),
        None => return,
    };
    if let Err(error) = ack.send(&told) {
        tracing::debug!(%error, "no answer could be sent");
    }
}

/// One connected client.
struct Client {
    listener: Listener,
    rooms: BTreeSet<String>,
}

impl Client {
    /// Tells what is heard until the client goes, or may not hear any more.
    async fn run(mut self, socket: SocketRef, mut wishes: mpsc::Receiver<Asked>) {
        let session = self.listener.session();
        let hello = json!({
            "message": "Connected",
            "userId": session.actor.user,
            "tenantId": session.tenant,
        });
        tell(&socket, "connected", &hello);
        loop {
            tokio::select! {
                asked = wishes.recv() => match asked {
                    Some((wish, answer)) => {
                        let told = self.grant(wish).await;
                        // Who asked may be gone.
                        let _ = answer.send(told);
                    }
                    None => return,
                },
                heard = self.listener.next() => match heard {
                    Some(heard) => self.write(&socket, heard),
                    None => break,
                },
            }
            if !socket.connected() {
                return;
            }
        }
        tell(&socket, "ended", &json!({ "message": "sign in again" }));
        if let Err(error) = socket.disconnect() {
            tracing::debug!(%error, "not disconnected");
        }
    }

    async fn grant(&mut self, wish: Wish) -> Result<Value> {
        match wish {
            Wish::Subscribe(room) => self.subscribe(room).await?,
            Wish::Unsubscribe(room) => {
                self.rooms.remove(&room);
            }
            Wish::Renew(token) => self.listener.renew(&token).await?,
            Wish::View(place) => self.listener.view(place).await?,
        }
        Ok(json!({ "rooms": self.rooms }))
    }

    /// # Errors
    /// The room is not the caller's.
    async fn subscribe(&mut self, room: String) -> Result<()> {
        if self.rooms.len() >= MOST_ROOMS {
            return Err(Error::invalid(format!("at most {MOST_ROOMS} rooms")));
        }
        let session = self.listener.session();
        let ctx = self.listener.context();
        let refused = || Error::forbidden(format!("there is no room `{room}` for you"));
        let allowed = match room.split(':').collect::<Vec<_>>().as_slice() {
            ["tenant", id] => *id == session.tenant.to_string(),
            ["user", id] => *id == session.actor.user.to_string(),
            ["entity", name] => self.listener.engine().entity(&ctx, name).await.is_ok(),
            ["record", entity, id] => {
                let id = id.parse().map_err(|_| refused())?;
                self.listener.sees(entity, id).await
            }
            _ => false,
        };
        if !allowed {
            return Err(refused());
        }
        self.rooms.insert(room);
        Ok(())
    }

    fn write(&self, socket: &SocketRef, heard: Heard) {
        match heard {
            Heard::Change(change) if self.wants(&change) => tell(socket, "change", &change),
            Heard::Notification(notification) => tell(socket, "notification", &notification),
            Heard::Presence(presence) => tell(socket, "presence", &presence),
            Heard::Missed => tell(socket, "missed", &json!({})),
            Heard::Change(_) | Heard::Nothing => {}
        }
    }

    fn wants(&self, change: &Value) -> bool {
        let text = |key: &str| change.get(key).and_then(Value::as_str).unwrap_or_default();
        let session = self.listener.session();
        [
            format!("tenant:{}", session.tenant),
            format!("entity:{}", text("entity")),
            format!("record:{}:{}", text("entity"), text("record")),
        ]
        .iter()
        .any(|room| self.rooms.contains(room))
    }
}

fn tell(socket: &SocketRef, event: &str, data: &Value) {
    if let Err(error) = socket.emit(event, data) {
        tracing::debug!(%error, "a client did not take an event");
    }
}
