//! Accepting connections, and stopping without breaking a request.

use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::pin;
use std::time::Duration;

use axum::http::Request;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tower::util::MapRequest;

use crate::limits::Peer;
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
    let drain = state.settings().drain;
    let builder = builder(state.settings().idle_timeout);
    let router = router(state);
    let graceful = GracefulShutdown::new();
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
        serve_one(&builder, &graceful, stream, address.ip(), router.clone());
    }
    drop(listener);
    if tokio::time::timeout(drain, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!(
            seconds = drain.as_secs(),
            "requests were still in flight at the end"
        );
    }
    Ok(())
}

fn serve_one(
    builder: &Builder<TokioExecutor>,
    graceful: &GracefulShutdown,
    stream: TcpStream,
    peer: IpAddr,
    router: axum::Router,
) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no-delay not set");
    }
    let service = MapRequest::new(router, move |mut request: Request<_>| {
        request.extensions_mut().insert(Peer(peer));
        request
    });
    let service = TowerToHyperService::new(service);
    let connection = builder
        .serve_connection(TokioIo::new(stream), service)
        .into_owned();
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "connection ended");
        }
    });
}

/// HTTP/1.1 alone: browsers speak HTTP/2 only over TLS, which is the proxy's part, and a connection whose version is
/// still to be found out could be held open in silence.
fn builder(idle: Duration) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(idle)
        .max_headers(MOST_HEADERS)
        .max_buf_size(HEADER_BYTES);
    builder
}
