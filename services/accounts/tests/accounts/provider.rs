//! An identity provider that does what a test tells it, also what it must not.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD as BASE64};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// How it calls this installation.
pub const CLIENT: &str = "rapport client";
const SECRET: &str = "s&cret=1";

/// What it says next.
#[derive(Clone)]
pub struct Saying {
    /// Claims of the ID token besides the usual ones; null removes one.
    pub claims: Value,
    /// Header of the ID token.
    pub header: Header,
    /// The secret of an HMAC instead of its key.
    pub hmac: Option<Vec<u8>>,
    /// What userinfo says.
    pub userinfo: Value,
}

struct State {
    issuer: String,
    key: Vec<u8>,
    public: Vec<u8>,
    now: i64,
    saying: Saying,
    /// The requests of browsers by the code they were given.
    codes: HashMap<String, HashMap<String, String>>,
    visits: usize,
}

/// The provider.
pub struct FakeProvider {
    state: Arc<Mutex<State>>,
}

impl FakeProvider {
    /// Starts it with a clock that stands at these seconds.
    pub async fn start(now: i64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let key = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, key.as_ref(), &random).unwrap();
        let mut header = Header::new(Algorithm::ES256);
        header.kid = Some("one".to_owned());
        let state = Arc::new(Mutex::new(State {
            issuer,
            public: pair.public_key().as_ref().to_vec(),
            key: key.as_ref().to_vec(),
            now,
            saying: Saying {
                claims: json!({}),
                header,
                hmac: None,
                userinfo: json!({}),
            },
            codes: HashMap::new(),
            visits: 0,
        }));
        let served = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&served)));
            }
        });
        Self { state }
    }

    /// As the settings name it.
    pub fn settings(&self) -> rapport_accounts::SignInProvider {
        rapport_accounts::SignInProvider {
            name: "company".to_owned(),
            label: "Company".to_owned(),
            issuer: self.state.lock().unwrap().issuer.clone(),
            client_id: CLIENT.to_owned(),
            client_secret: Some(SECRET.to_owned()),
            scopes: vec!["openid".to_owned(), "email".to_owned()],
        }
    }

    /// Changes what it says from now on.
    pub fn says(&self, change: impl FnOnce(&mut Saying)) {
        change(&mut self.state.lock().unwrap().saying);
    }

    /// Its public key, which a confused client takes for a secret.
    pub fn public_key(&self) -> Vec<u8> {
        self.state.lock().unwrap().public.clone()
    }

    /// What a browser that was sent here is sent back with: the state and a code.
    pub fn visit(&self, url: &str) -> (String, String) {
        let (address, query) = url.split_once('?').unwrap();
        let mut state = self.state.lock().unwrap();
        assert_eq!(address, format!("{}/authorize", state.issuer));
        let asked = form(query);
        assert_eq!(asked["client_id"], CLIENT);
        assert_eq!(asked["scope"], "openid email");
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["code_challenge_method"], "S256");
        state.visits += 1;
        let code = format!("code-{}", state.visits);
        let back = asked["state"].clone();
        state.codes.insert(code.clone(), asked);
        (back, code)
    }
}

fn form(text: &str) -> HashMap<String, String> {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        let decoded = percent_encoding::percent_decode_str(&text).decode_utf8();
        decoded.unwrap().into_owned()
    };
    text.split('&')
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>) {
    let mut asked = Vec::new();
    let mut part = [0u8; 4096];
    let (head, body) = loop {
        let length = stream.read(&mut part).await.unwrap();
        if length == 0 {
            return;
        }
        asked.extend_from_slice(&part[..length]);
        let text = String::from_utf8(asked.clone()).unwrap();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "))
            .map_or(0, |length| length.parse().unwrap());
        if body.len() >= length {
            break (head.to_owned(), body.to_owned());
        }
    };
    let (status, answer) = answer(&head, &body, &mut state.lock().unwrap());
    let answer = answer.to_string();
    let text = format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{answer}",
        answer.len()
    );
    stream.write_all(text.as_bytes()).await.unwrap();
}

fn answer(head: &str, body: &str, state: &mut State) -> (u16, Value) {
    let line = head.lines().next().unwrap();
    let issuer = &state.issuer;
    match line.split(' ').nth(1).unwrap() {
        "/.well-known/openid-configuration" => (
            200,
            json!({
                "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"),
                "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/keys"),
                "userinfo_endpoint": format!("{issuer}/me"), "more": [1],
            }),
        ),
        "/keys" => {
            let (x, y) = state.public[1..].split_at(32);
            let key = json!({ "kty": "EC", "crv": "P-256", "kid": "one", "use": "sig", "x": BASE64.encode(x), "y": BASE64.encode(y) });
            let odd = json!({ "kty": "XYZ", "alg": "unknown", "kid": "odd" });
            (200, json!({ "keys": [odd, key] }))
        }
        "/me" if head.contains("authorization: Bearer access") => {
            (200, state.saying.userinfo.clone())
        }
        "/token" => token(head, &form(body), state),
        other => panic!("{other} was asked for"),
    }
}

fn token(head: &str, body: &HashMap<String, String>, state: &mut State) -> (u16, Value) {
    let pair = "rapport%20client:s%26cret%3D1";
    assert!(head.contains(&format!("authorization: Basic {}", STANDARD.encode(pair))));
    assert_eq!(body["grant_type"], "authorization_code");
    let Some(asked) = state.codes.remove(&body["code"]) else {
        return (400, json!({ "error": "invalid_grant" }));
    };
    assert_eq!(asked["redirect_uri"], body["redirect_uri"]);
    let challenge = BASE64.encode(Sha256::digest(&body["code_verifier"]));
    assert_eq!(asked["code_challenge"], challenge, "PKCE");
    let mut claims = json!({
        "iss": state.issuer, "aud": CLIENT, "sub": "ada-1", "iat": state.now, "exp": state.now + 3600,
        "nonce": asked["nonce"], "email": "Ada@Example.com", "email_verified": true, "name": "Ada L.",
    });
    for (name, value) in state.saying.claims.as_object().unwrap() {
        claims[name] = value.clone();
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(name);
        }
    }
    let saying = &state.saying;
    let key = match &saying.hmac {
        Some(secret) => EncodingKey::from_secret(secret),
        None => EncodingKey::from_ec_der(&state.key),
    };
    let token = jsonwebtoken::encode(&saying.header, &claims, &key).unwrap();
    (
        200,
        json!({ "access_token": "access", "token_type": "Bearer", "id_token": token }),
    )
}
