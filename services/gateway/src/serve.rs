//! Accepting connections, and stopping without breaking a request.

use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::pin;
use std::time::Duration;

use axum::http::Request;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tower::util::MapRequest;

use crate::limits::Peer;
use crate::mount::Mount;
use crate::router::router;
use crate::state::GatewayState;

/// More headers, or larger ones, are refused.
const MOST_HEADERS: usize = 100;
const HEADER_BYTES: usize = 64 * 1024;

/// Serves until `shutdown` is done, then lets requests in flight finish for as long as the settings allow.
///
/// # Errors
/// The listener's address cannot be read. Faults of single connections are logged and end only those.
pub async fn serve(
    listener: TcpListener,
    state: GatewayState,
    shutdown: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    serve_mounted(listener, state, None, shutdown).await
}

/// The same, with the paths of another system at the root.
///
/// # Errors
/// As for [`serve`].
pub async fn serve_mounted(
    listener: TcpListener,
    state: GatewayState,
    mount: Option<Mount>,
    shutdown: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    let drain = state.settings().drain;
    let builder = builder(state.settings().idle_timeout);
    let live = state.clone();
    let router = router(state);
    // Every connection holds the one end; the other hears when all are gone.
    let (open, mut gone) = mpsc::channel::<()>(1);
    let mut shutdown = pin!(shutdown);
    tracing::info!(address = %listener.local_addr()?, "serving");
    loop {
        let (stream, address) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Most often too many open files: wait for some to close.
                    tracing::warn!(%error, "connection not accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut shutdown => break,
        };
        let open = (open.clone(), live.live().stopping());
        let peer = (address.ip(), mount);
        serve_one(&builder, open, stream, peer, router.clone());
    }
    drop((listener, open));
    live.live().stop();
    if tokio::time::timeout(drain, gone.recv()).await.is_err() {
        tracing::warn!(
            seconds = drain.as_secs(),
            "requests were still in flight at the end"
        );
    }
    Ok(())
}

fn serve_one(
    builder: &Builder,
    (open, mut stopping): (mpsc::Sender<()>, watch::Receiver<bool>),
    stream: TcpStream,
    (peer, mount): (IpAddr, Option<Mount>),
    router: axum::Router,
) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no-delay not set");
    }
    let service = MapRequest::new(router, move |mut request: Request<_>| {
        request.extensions_mut().insert(Peer(peer));
        if let Some(mount) = mount {
            *request.uri_mut() = mount.rewritten(request.uri());
        }
        request
    });
    let service = TowerToHyperService::new(service);
    let connection = builder
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::spawn(async move {
        let mut connection = pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            _ = stopping.changed() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "connection ended");
        }
        drop(open);
    });
}

/// HTTP/1.1 alone: browsers speak HTTP/2 only over TLS, which is the proxy's part, and a connection whose version is
/// still to be found out could be held open in silence.
fn builder(idle: Duration) -> Builder {
    let mut builder = Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(idle)
        .max_headers(MOST_HEADERS)
        .max_buf_size(HEADER_BYTES);
    builder
}
