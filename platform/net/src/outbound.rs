//! Sends requests.

use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{HOST, HeaderValue};
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, RootCertStore};
use url::Url;

use crate::connect::Destination;
use crate::error::NetError;
use crate::message::{Method, Reply, Request};
use crate::network::Network;

/// Sends requests. Cheap to clone.
#[derive(Clone)]
pub struct Outbound {
    allowed: Arc<[Network]>,
    /// None: the system trusts no certificate authority.
    tls: Option<Arc<ClientConfig>>,
}

impl std::fmt::Debug for Outbound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outbound")
            .field("allowed", &self.allowed)
            .finish_non_exhaustive()
    }
}

impl Outbound {
    /// Reaches public addresses, and those of the allowed networks. Trusts what the system trusts.
    #[must_use]
    pub fn new(allowed: Vec<Network>) -> Self {
        Self {
            allowed: allowed.into(),
            tls: trusting_the_system(),
        }
    }

    /// Sends a request and waits for the whole reply, whatever its status. Redirects are not followed.
    ///
    /// # Errors
    /// The address may not be reached, does not answer in time, or answers too much.
    pub async fn send(&self, request: Request) -> Result<Reply, NetError> {
        let url: Url = request
            .url
            .parse()
            .map_err(|_| NetError::Address(request.url.chars().take(200).collect()))?;
        let destination = Destination::of(&url)?;
        let limit = request.limits.time;
        let exchange = self.exchange(&destination, &url, request);
        match tokio::time::timeout(limit, exchange).await {
            Ok(reply) => reply,
            Err(_) => Err(NetError::Timeout(destination.host)),
        }
    }

    async fn exchange(
        &self,
        destination: &Destination,
        url: &Url,
        request: Request,
    ) -> Result<Reply, NetError> {
        let stream = destination
            .connect(&self.allowed, self.tls.as_ref())
            .await?;
        let limit = request.limits.bytes;
        let message = message(url, request)?;
        let io = TokioIo::new(stream);
        let (mut sender, connection) = hyper::client::conn::http1::handshake(io)
            .await
            .map_err(|error| destination.unreachable(&error))?;
        // The connection is driven here, not in a task: it ends with this request, also when that is given up.
        let exchange = async {
            let answer = sender.send_request(message).await;
            let answer = answer.map_err(|error| destination.unreachable(&error))?;
            read(answer, limit, destination).await
        };
        tokio::pin!(connection);
        tokio::pin!(exchange);
        tokio::select! {
            biased;
            reply = &mut exchange => reply,
            ended = &mut connection => match ended {
                // What was received before the end may still be whole.
                Ok(()) => exchange.await,
                Err(error) => Err(destination.unreachable(&error)),
            },
        }
    }
}

fn message(url: &Url, request: Request) -> Result<hyper::Request<Full<Bytes>>, NetError> {
    let wrong = || NetError::Address(url.host_str().unwrap_or_default().to_owned());
    let method = match request.method {
        Method::Get => hyper::Method::GET,
        Method::Post => hyper::Method::POST,
    };
    let target = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let name = url.host_str().unwrap_or_default();
    let host = match url.port() {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    };
    let host = HeaderValue::from_str(&host).map_err(|_| wrong())?;
    let mut message = hyper::Request::builder()
        .method(method)
        .uri(target)
        .header(HOST, host)
        .header("user-agent", "Rapport");
    for (name, value) in &request.headers {
        message = message.header(name, value);
    }
    let body = Full::new(Bytes::from(request.body));
    message.body(body).map_err(|_| wrong())
}

async fn read(
    answer: hyper::Response<Incoming>,
    limit: usize,
    destination: &Destination,
) -> Result<Reply, NetError> {
    let (parts, body) = answer.into_parts();
    let body = Limited::new(body, limit).collect().await.map_err(|error| {
        if error.is::<LengthLimitError>() {
            NetError::TooLarge(destination.host.clone())
        } else {
            destination.unreachable(&error)
        }
    })?;
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = parts
        .headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), text(value)))
        .collect();
    Ok(Reply {
        status: parts.status.as_u16(),
        headers,
        body: body.to_bytes().to_vec(),
    })
}

/// TLS by ring with the certificate authorities of the system.
fn trusting_the_system() -> Option<Arc<ClientConfig>> {
    let mut roots = RootCertStore::empty();
    let (_, _) = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return None;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .ok()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Some(Arc::new(config))
}
