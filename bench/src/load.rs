//! A small HTTP/1.1 client for load: keep-alive connections that send prepared requests and count answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What a run of requests showed.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Requests per second.
    pub rate: f64,
    /// Median latency in milliseconds.
    pub p50: f64,
    /// 99th percentile in milliseconds.
    pub p99: f64,
    /// Answers other than 2xx.
    pub failed: usize,
}

/// A request as bytes on the wire.
#[must_use]
pub fn request(method: &str, path: &str, token: &str, body: Option<&str>) -> Vec<u8> {
    let body = body.unwrap_or_default();
    let kind = if body.is_empty() {
        ""
    } else {
        "Content-Type: application/json\r\n"
    };
    format!(
        "{method} {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n{kind}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Sends all requests over some connections, each taking the next one, and waits for the last answer.
pub async fn send(address: &str, requests: Vec<Vec<u8>>, connections: usize) -> Outcome {
    let requests = Arc::new(requests);
    let next = Arc::new(AtomicUsize::new(0));
    let started = Instant::now();
    let mut tasks = Vec::with_capacity(connections);
    for _ in 0..connections {
        let (requests, next, address) = (requests.clone(), next.clone(), address.to_owned());
        tasks.push(tokio::spawn(async move {
            let mut stream = TcpStream::connect(&address).await.unwrap();
            stream.set_nodelay(true).unwrap();
            let mut buffer = Vec::with_capacity(64 * 1024);
            let mut times = Vec::new();
            let mut failed = 0usize;
            while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
                let begun = Instant::now();
                stream.write_all(request).await.unwrap();
                let (status, _) = answer(&mut stream, &mut buffer).await;
                times.push(begun.elapsed().as_secs_f64() * 1000.0);
                failed += usize::from(!(200..300).contains(&status));
            }
            (times, failed)
        }));
    }
    let mut times = Vec::with_capacity(requests.len());
    let mut failed = 0;
    for task in tasks {
        let (one, wrong) = task.await.unwrap();
        times.extend(one);
        failed += wrong;
    }
    let seconds = started.elapsed().as_secs_f64();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let index = ((times.len() as f64) * share) as usize;
        times
            .get(index.min(times.len().saturating_sub(1)))
            .copied()
            .unwrap_or(0.0)
    };
    Outcome {
        rate: times.len() as f64 / seconds,
        p50: at(0.5),
        p99: at(0.99),
        failed,
    }
}

/// Sends one request and answers status and body.
pub async fn once(address: &str, request: &[u8]) -> (u16, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut buffer = Vec::new();
    let (status, body) = answer(&mut stream, &mut buffer).await;
    (status, String::from_utf8_lossy(&body).into_owned())
}

/// Reads one answer with `Content-Length`.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> (u16, Vec<u8>) {
    buffer.clear();
    let head = loop {
        if let Some(at) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
        assert!(
            stream.read_buf(buffer).await.unwrap() > 0,
            "the server closed the connection"
        );
    };
    let text = String::from_utf8_lossy(&buffer[..head]).to_lowercase();
    let status = text
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or(0);
    let length = text.lines().find_map(|line| {
        line.strip_prefix("content-length: ")?
            .trim()
            .parse::<usize>()
            .ok()
    });
    let length = length.unwrap_or(0);
    while buffer.len() < head + length {
        assert!(
            stream.read_buf(buffer).await.unwrap() > 0,
            "the server closed the connection"
        );
    }
    (status, buffer[head..head + length].to_vec())
}
