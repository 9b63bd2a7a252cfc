//! The server on a real socket: limits of the protocol, and stopping.

use std::net::SocketAddr;
use std::time::Duration;

use rapport_gateway::{Settings, serve};
use rapport_testkit::Database;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::support::{App, on_sqlite};

async fn served(
    app: &App,
) -> (
    SocketAddr,
    oneshot::Sender<()>,
    JoinHandle<std::io::Result<()>>,
) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let until = async move {
        let _ = stopped.await;
    };
    let server = tokio::spawn(serve(listener, app.state.clone(), until));
    (address, stop, server)
}

async fn said(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let _ = stream.write_all(request.as_bytes()).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn headers_have_limits() {
    on_sqlite(|app| async move {
        let (address, stop, server) = served(&app).await;
        let good = said(
            address,
            "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        )
        .await;
        assert!(good.starts_with("HTTP/1.1 200"), "{good}");
        assert!(good.ends_with(r#"{"status":"ok"}"#), "{good}");
        let many = format!(
            "GET /health HTTP/1.1\r\nHost: x\r\n{}\r\n",
            "X-A: b\r\n".repeat(200)
        );
        assert!(said(address, &many).await.starts_with("HTTP/1.1 431"));
        let large = format!(
            "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-A: {}\r\n\r\n",
            "b".repeat(1_000_000)
        );
        // The answer may be lost when the server closes while the client is still sending.
        let answer = said(address, &large).await;
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 431"),
            "{answer}"
        );
        assert!(
            said(address, "nonsense\r\n\r\n")
                .await
                .starts_with("HTTP/1.1 400")
        );
        stop.send(()).unwrap();
        server.await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn stopping_finishes_what_is_in_flight() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        let (address, stop, server) = served(&app).await;
        let body = r#"{"name":"In flight"}"#;
        let head = format!(
            "POST /api/v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer {}\r\nContent-Length: {}\r\n\r\n",
            ada.token,
            body.len()
        );
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        stop.send(()).unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(TcpStream::connect(address).await.is_err(), "nobody new is let in");
        stream.write_all(body.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
        server.await.unwrap().unwrap();
    })
    .await;
}

#[tokio::test]
async fn silent_connections_are_closed() {
    let settings = Settings {
        idle_timeout: Duration::from_millis(300),
        ..Settings::default()
    };
    let (app, store) = App::open(&Database::sqlite(), settings).await;
    let (address, stop, server) = served(&app).await;
    for beginning in [
        "",
        "P",
        "GET /health HTTP/1.1\r\nHo",
        "GET /health HTTP/1.1\r\nHost: x\r\n\r\n",
    ] {
        let closed = tokio::time::timeout(Duration::from_secs(10), said(address, beginning)).await;
        assert!(closed.is_ok(), "still open after {beginning:?}");
    }
    stop.send(()).unwrap();
    server.await.unwrap().unwrap();
    store.close().await;
}
