//! Forged, confused and late tokens are refused.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde_json::{Value, json};

use super::*;

const NOW: i64 = 1_800_000_000;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros(seconds * 1_000_000)
}

fn keys(byte: u8) -> Keys {
    Keys {
        access: [byte; 32],
        access_id: format!("key-{byte}"),
        refresh: [0; 32],
        recovery: [0; 32],
        provider: [0; 32],
        seal: [0; 32],
        invitation: [0; 32],
        file_link: [0; 32],
    }
}

fn ids() -> (TenantId, UserId, Uuid) {
    let id = Uuid::from_u128;
    (TenantId(id(1)), UserId(id(2)), id(3))
}

fn token(tokens: &AccessTokens) -> String {
    let (tenant, user, session) = ids();
    tokens
        .sign(tenant, user, session, Uuid::from_u128(4), at(NOW))
        .unwrap()
}

fn header() -> Value {
    json!({"alg": "HS256", "typ": "at+jwt", "kid": "key-1"})
}

fn claims() -> Value {
    let (tenant, user, session) = ids();
    json!({
        "iss": "rapport", "aud": "rapport-api", "sub": user, "sid": session, "tid": tenant,
        "iat": NOW, "exp": NOW + 900, "jti": Uuid::from_u128(4),
    })
}

/// A token with any header and claims, signed with the right key.
fn forged(header: &Value, claims: &Value, algorithm: Algorithm) -> String {
    let part = |value: &Value| BASE64.encode(value.to_string());
    let message = format!("{}.{}", part(header), part(claims));
    let key = EncodingKey::from_secret(&keys(1).access);
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key, algorithm).unwrap();
    format!("{message}.{signature}")
}

fn refused(token: &str) {
    let error = AccessTokens::new(&keys(1))
        .verify(token, at(NOW + 1))
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::UNAUTHENTICATED);
}

#[test]
fn a_token_says_what_was_signed() {
    let tokens = AccessTokens::new(&keys(1));
    let read = tokens.verify(&token(&tokens), at(NOW + 899)).unwrap();
    assert_eq!((read.tid, read.sub, read.sid), ids());
    // The same token made by hand: what the forgeries below differ from.
    let by_hand = forged(&header(), &claims(), Algorithm::HS256);
    assert_eq!(tokens.verify(&by_hand, at(NOW + 1)).unwrap(), read);
}

#[test]
fn it_ends_after_fifteen_minutes() {
    let tokens = AccessTokens::new(&keys(1));
    let error = tokens.verify(&token(&tokens), at(NOW + 900)).unwrap_err();
    assert_eq!(error.message, "the access token has expired");
}

#[test]
fn one_from_the_future_is_refused() {
    let tokens = AccessTokens::new(&keys(1));
    assert!(tokens.verify(&token(&tokens), at(NOW - 60)).is_err());
}

#[test]
fn another_key_is_refused() {
    refused(&token(&AccessTokens::new(&keys(2))));
    let same_name = Keys {
        access_id: "key-1".to_owned(),
        ..keys(2)
    };
    refused(&token(&AccessTokens::new(&same_name)));
}

#[test]
fn another_algorithm_is_refused_even_with_the_right_key() {
    for (name, algorithm) in [("HS384", Algorithm::HS384), ("HS512", Algorithm::HS512)] {
        let mut other = header();
        other["alg"] = json!(name);
        refused(&forged(&other, &claims(), algorithm));
    }
    // HS256 by signature, RS256 by header: the confusion of a public key with a secret.
    let mut confused = header();
    confused["alg"] = json!("RS256");
    refused(&forged(&confused, &claims(), Algorithm::HS256));
}

#[test]
fn none_is_no_algorithm() {
    let mut none = header();
    none["alg"] = json!("none");
    let signed = forged(&none, &claims(), Algorithm::HS256);
    refused(&signed);
    let (message, _) = signed.rsplit_once('.').unwrap();
    refused(&format!("{message}."));
    refused(message);
}

#[test]
fn another_type_key_id_audience_or_issuer_is_refused() {
    for (name, value) in [("typ", "JWT"), ("kid", "key-2")] {
        let mut other = header();
        other[name] = json!(value);
        refused(&forged(&other, &claims(), Algorithm::HS256));
        other.as_object_mut().unwrap().remove(name);
        refused(&forged(&other, &claims(), Algorithm::HS256));
    }
    for (name, value) in [("aud", "another"), ("iss", "another")] {
        let mut other = claims();
        other[name] = json!(value);
        refused(&forged(&header(), &other, Algorithm::HS256));
    }
    for name in ["aud", "iss", "exp", "sub", "sid", "tid", "iat", "jti"] {
        let mut other = claims();
        other.as_object_mut().unwrap().remove(name);
        refused(&forged(&header(), &other, Algorithm::HS256));
    }
}

#[test]
fn a_changed_token_and_other_texts_are_refused() {
    let good = token(&AccessTokens::new(&keys(1)));
    let (message, signature) = good.rsplit_once('.').unwrap();
    let (head, _) = message.split_once('.').unwrap();
    let mut other = claims();
    other["sub"] = json!(Uuid::from_u128(9));
    let body = BASE64.encode(other.to_string());
    refused(&format!("{head}.{body}.{signature}"));
    refused("");
    refused("a.b.c");
    refused(&"a".repeat(100_000));
}
