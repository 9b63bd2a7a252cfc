//! Requests against servers of this machine, which only a setting lets them reach.

#![cfg(test)]

use std::net::SocketAddr;
use std::time::Duration;

use rapport_net::{Limits, NetError, Outbound, Request};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A server that answers one request with these bytes and hands over what it was asked.
async fn server(answer: &'static [u8]) -> (SocketAddr, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let asked = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = Vec::new();
        let mut part = [0u8; 4096];
        while !asked.windows(4).any(|end| end == b"\r\n\r\n") {
            let length = stream.read(&mut part).await.unwrap();
            assert!(length > 0, "the request is cut off");
            asked.extend_from_slice(&part[..length]);
        }
        stream.write_all(answer).await.unwrap();
        // Whoever wants to read on finds the connection open until it is closed from there.
        let _ = stream.read(&mut part).await;
        String::from_utf8(asked).unwrap()
    });
    (address, asked)
}

fn loopback() -> Outbound {
    Outbound::new(vec!["127.0.0.0/8".parse().unwrap()])
}

#[tokio::test]
async fn an_allowed_server_is_asked_and_answers() {
    let answer = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n\r\nhello";
    let (address, asked) = server(answer).await;
    let request = Request::post(format!("http://{address}/a/b?c=d#e"), "text/plain", "body")
        .header("authorization", "Bearer x");
    let reply = loopback().send(request).await.unwrap();
    assert_eq!((reply.status, reply.body.as_slice()), (200, &b"hello"[..]));
    assert_eq!(reply.header("content-type"), Some("text/plain"));
    let asked = asked.await.unwrap();
    assert!(asked.starts_with("POST /a/b?c=d HTTP/1.1\r\n"), "{asked}");
    for line in [
        format!("host: {address}"),
        "authorization: Bearer x".to_owned(),
        "content-length: 4".to_owned(),
    ] {
        assert!(asked.contains(&line), "{line} in {asked}");
    }
}

#[tokio::test]
async fn without_a_setting_this_machine_is_never_connected_to() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let nothing = Outbound::new(Vec::new());
    for host in [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "2130706433",
        "[::ffff:127.0.0.1]",
    ] {
        for scheme in ["http", "https"] {
            let url = format!("{scheme}://{host}:{port}/");
            let refused = nothing.send(Request::get(&url)).await.unwrap_err();
            assert!(matches!(refused, NetError::Refused(_)), "{url}: {refused}");
        }
    }
    let std = listener.into_std().unwrap();
    let nobody = std.accept().unwrap_err();
    assert_eq!(nobody.kind(), std::io::ErrorKind::WouldBlock);
}

#[tokio::test]
async fn a_redirect_is_answered_and_not_followed() {
    let answer =
        b"HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n";
    let (address, _asked) = server(answer).await;
    let reply = loopback()
        .send(Request::get(format!("http://{address}/")))
        .await
        .unwrap();
    assert_eq!(reply.status, 302);
    assert!(!reply.ok());
    assert_eq!(reply.header("location"), Some("http://169.254.169.254/"));
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_cut_off() {
    let limits = Limits {
        bytes: 10,
        ..Limits::default()
    };
    for answer in [
        &b"HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\nhello world"[..],
        &b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nb\r\nhello world\r\n"[..],
    ] {
        let (address, _asked) = server(answer).await;
        let request = Request::get(format!("http://{address}/")).limits(limits);
        let refused = loopback().send(request).await.unwrap_err();
        assert!(matches!(refused, NetError::TooLarge(_)), "{refused}");
    }
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    let (address, _asked) = server(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhel").await;
    let limits = Limits {
        time: Duration::from_millis(200),
        ..Limits::default()
    };
    let request = Request::get(format!("http://{address}/")).limits(limits);
    let late = loopback().send(request).await.unwrap_err();
    assert!(matches!(late, NetError::Timeout(_)), "{late}");
}

#[tokio::test]
async fn a_server_without_a_certificate_is_not_trusted() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
    });
    let refused = loopback()
        .send(Request::get(format!("https://{address}/")))
        .await
        .unwrap_err();
    assert!(matches!(refused, NetError::Unreachable { .. }), "{refused}");
}
