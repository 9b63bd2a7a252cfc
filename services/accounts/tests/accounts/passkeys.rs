//! Passkeys, with an authenticator made of software.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ciborium::Value as Cbor;
use rapport_accounts::{
    AddPasskey, PasskeyChallenge, PasskeyView, SecurityPatch, Session, SessionAnswer, SignInAnswer,
    UsePasskey, UserPatch,
};
use rapport_kernel::Result;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::kit::{App, PASSWORD, code, fields, on_both};

const EMAIL: &str = "ada@example.com";
const ORIGIN: &str = "https://crm.example";
const HOST: &str = "crm.example";

on_both!(
    a_passkey_signs_in_without_password_or_code,
    a_challenge_is_answered_once,
    a_copied_passkey_is_noticed,
    an_answer_must_be_to_our_question_on_our_page,
    a_new_passkey_must_answer_its_owners_challenge,
    a_passkey_may_be_the_second_factor,
    passkeys_have_names_and_go_away,
    an_inactive_user_does_not_come_in,
);

/// What may be wrong with an answer.
#[derive(Clone)]
struct Manner {
    origin: String,
    host: String,
    kind: Option<&'static str>,
    flags: u8,
    challenge: Option<String>,
    cross_origin: bool,
    handle: Option<String>,
    spoil: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            origin: ORIGIN.to_owned(),
            host: HOST.to_owned(),
            kind: None,
            // The user was there and verified.
            flags: 0x05,
            challenge: None,
            cross_origin: false,
            handle: None,
            spoil: false,
        }
    }
}

struct Authenticator {
    key: EcdsaKeyPair,
    id: Vec<u8>,
    user: String,
    count: u32,
}

impl Authenticator {
    fn new(name: &str) -> Self {
        let (random, algorithm) = (SystemRandom::new(), &ECDSA_P256_SHA256_ASN1_SIGNING);
        let key = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        Self {
            key: EcdsaKeyPair::from_pkcs8(algorithm, key.as_ref(), &random).unwrap(),
            id: Sha256::digest(name).to_vec(),
            user: String::new(),
            count: 1,
        }
    }

    fn data(&self, manner: &Manner) -> Vec<u8> {
        let mut data = Sha256::digest(&manner.host).to_vec();
        data.push(manner.flags);
        data.extend(self.count.to_be_bytes());
        data
    }

    fn client(manner: &Manner, kind: &str, options: &Value) -> Vec<u8> {
        let challenge = manner.challenge.as_deref();
        let client = json!({
            "type": manner.kind.unwrap_or(kind),
            "challenge": challenge.unwrap_or(options["challenge"].as_str().unwrap()),
            "origin": manner.origin,
            "crossOrigin": manner.cross_origin,
        });
        client.to_string().into_bytes()
    }

    /// What `navigator.credentials.create` answers.
    fn make(&mut self, options: &Value, manner: &Manner) -> AddPasskey {
        assert_eq!(options["rp"]["id"], HOST);
        assert_eq!(
            options["authenticatorSelection"]["userVerification"],
            "required"
        );
        self.user = options["user"]["id"].as_str().unwrap().to_owned();
        let (x, y) = self.key.public_key().as_ref()[1..].split_at(32);
        let key = Cbor::Map(vec![
            (1.into(), 2.into()),
            (3.into(), (-7).into()),
            ((-1).into(), 1.into()),
            ((-2).into(), Cbor::Bytes(x.to_vec())),
            ((-3).into(), Cbor::Bytes(y.to_vec())),
        ]);
        let flags = manner.flags | 0x40;
        let mut data = self.data(&Manner {
            flags,
            ..manner.clone()
        });
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        ciborium::into_writer(&key, &mut data).unwrap();
        if manner.spoil {
            data.push(0);
        }
        let attestation = Cbor::Map(vec![
            ("fmt".into(), "none".into()),
            ("attStmt".into(), Cbor::Map(Vec::new())),
            ("authData".into(), Cbor::Bytes(data)),
        ]);
        let mut object = Vec::new();
        ciborium::into_writer(&attestation, &mut object).unwrap();
        let client = Self::client(manner, "webauthn.create", options);
        let credential = json!({
            "id": BASE64.encode(&self.id), "rawId": BASE64.encode(&self.id), "type": "public-key",
            "response": { "clientDataJSON": BASE64.encode(client), "attestationObject": BASE64.encode(object), "transports": [] },
            "clientExtensionResults": {},
        });
        serde_json::from_value(json!({ "name": "Key", "credential": credential })).unwrap()
    }

    /// What `navigator.credentials.get` answers.
    fn answer(&mut self, options: &Value, manner: &Manner) -> UsePasskey {
        assert_eq!(options["rpId"], HOST);
        self.count += 1;
        let client = Self::client(manner, "webauthn.get", options);
        let data = self.data(manner);
        let message = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature = self.key.sign(&SystemRandom::new(), &message).unwrap();
        let mut signature = signature.as_ref().to_vec();
        if manner.spoil {
            let last = signature.len() - 1;
            signature[last] ^= 1;
        }
        let handle = manner.handle.clone().unwrap_or(self.user.clone());
        let credential = json!({
            "id": BASE64.encode(&self.id), "type": "public-key",
            "response": {
                "clientDataJSON": BASE64.encode(client), "authenticatorData": BASE64.encode(data),
                "signature": BASE64.encode(signature), "userHandle": handle,
            },
        });
        serde_json::from_value(json!({ "credential": credential })).unwrap()
    }
}

async fn add(app: &App, session: &Session, name: &str) -> (Authenticator, PasskeyView) {
    let mut authenticator = Authenticator::new(name);
    let options = app.accounts.begin_passkey(session).await.unwrap();
    let made = authenticator.make(&options, &Manner::default());
    let passkey = app.accounts.add_passkey(session, &made).await.unwrap();
    (authenticator, passkey)
}

async fn ada(app: &App) -> (Session, Authenticator) {
    let session = app.session(&app.found("Acme", EMAIL).await).await;
    let (authenticator, _) = add(app, &session, "ada").await;
    (session, authenticator)
}

async fn options(app: &App) -> Value {
    let none = PasskeyChallenge::default();
    app.accounts.ask_passkey(&none).await.unwrap()
}

async fn send(app: &App, input: &UsePasskey) -> Result<SessionAnswer> {
    app.accounts.sign_in_with_passkey(input, "test").await
}

async fn sign_in(
    app: &App,
    authenticator: &mut Authenticator,
    manner: &Manner,
) -> Result<SessionAnswer> {
    let input = authenticator.answer(&options(app).await, manner);
    send(app, &input).await
}

async fn a_passkey_signs_in_without_password_or_code(app: App) {
    let (session, mut authenticator) = ada(&app).await;
    // An authenticator app asks after the password only.
    crate::factors::set_up(&app, &session).await;
    let answer = sign_in(&app, &mut authenticator, &Manner::default()).await;
    let answer = answer.unwrap();
    assert_eq!(answer.user.id, session.actor.user);
    app.session(&answer).await;
    let passkeys = app.accounts.passkeys(&session).await.unwrap();
    assert!(passkeys[0].last_used_at.is_some());
}

async fn a_challenge_is_answered_once(app: App) {
    let (_, mut authenticator) = ada(&app).await;
    let input = authenticator.answer(&options(&app).await, &Manner::default());
    let tries = (0..5).map(|_| send(&app, &input));
    let answers = futures::future::join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(code(send(&app, &input).await), "unauthenticated");
    let late = authenticator.answer(&options(&app).await, &Manner::default());
    app.clock.pass(5 * 60);
    assert_eq!(code(send(&app, &late).await), "unauthenticated");
}

async fn a_copied_passkey_is_noticed(app: App) {
    let (_, mut authenticator) = ada(&app).await;
    let good = Manner::default();
    sign_in(&app, &mut authenticator, &good).await.unwrap();
    // A copy that was made before counts on from where it was.
    authenticator.count -= 1;
    let copied = sign_in(&app, &mut authenticator, &good).await;
    assert_eq!(code(copied), "bad_credentials");
    sign_in(&app, &mut authenticator, &good).await.unwrap();
}

async fn an_answer_must_be_to_our_question_on_our_page(app: App) {
    let (session, mut authenticator) = ada(&app).await;
    let other = BASE64.encode(session.tenant.0.as_bytes());
    let mut wrong = vec![Manner::default(); 8];
    wrong[0].origin = "https://crm.example.evil.example".to_owned();
    wrong[1].host = "evil.example".to_owned();
    wrong[2].kind = Some("webauthn.create");
    wrong[3].flags = 0x01;
    wrong[4].flags = 0x04;
    wrong[5].cross_origin = true;
    wrong[6].handle = Some(other);
    wrong[7].spoil = true;
    for (at, manner) in wrong.iter().enumerate() {
        let refused = sign_in(&app, &mut authenticator, manner).await;
        assert_eq!(code(refused), "bad_credentials", "{at}");
    }
    // A discoverable passkey tells whose it is; without a half sign-in it must.
    let silent = Manner {
        handle: Some(String::new()),
        ..Manner::default()
    };
    let refused = sign_in(&app, &mut authenticator, &silent).await;
    assert_eq!(code(refused), "bad_credentials");
    let made_up = Manner {
        challenge: Some(BASE64.encode([1; 32])),
        ..Manner::default()
    };
    let refused = sign_in(&app, &mut authenticator, &made_up).await;
    assert_eq!(code(refused), "unauthenticated");
    let mut stranger = Authenticator::new("stranger");
    stranger.user = authenticator.user.clone();
    let refused = sign_in(&app, &mut stranger, &Manner::default()).await;
    assert_eq!(code(refused), "bad_credentials");
    // Another key under a known name.
    stranger.id = authenticator.id.clone();
    stranger.count = 100;
    let refused = sign_in(&app, &mut stranger, &Manner::default()).await;
    assert_eq!(code(refused), "bad_credentials");
    sign_in(&app, &mut authenticator, &Manner::default())
        .await
        .unwrap();
}

async fn a_new_passkey_must_answer_its_owners_challenge(app: App) {
    let (session, known) = ada(&app).await;
    let other = app
        .session(&app.found("Other", "eve@example.com").await)
        .await;
    let mut authenticator = Authenticator::new("new");
    let refused = |answer: Result<PasskeyView>| {
        assert_eq!(fields(&answer.unwrap_err()), ["credential"]);
    };
    // A challenge of another user, one that is over, and one of a sign-in.
    let foreign = app.accounts.begin_passkey(&other).await.unwrap();
    let made = authenticator.make(&foreign, &Manner::default());
    refused(app.accounts.add_passkey(&session, &made).await);
    let mut own = app.accounts.begin_passkey(&session).await.unwrap();
    assert_eq!(own["excludeCredentials"][0]["id"], BASE64.encode(&known.id));
    own["challenge"] = options(&app).await["challenge"].clone();
    let made = authenticator.make(&own, &Manner::default());
    refused(app.accounts.add_passkey(&session, &made).await);
    let mut wrong = vec![Manner::default(); 5];
    wrong[0].origin = "http://crm.example".to_owned();
    wrong[1].host = "example".to_owned();
    wrong[2].kind = Some("webauthn.get");
    wrong[3].flags = 0x01;
    wrong[4].spoil = true;
    for manner in &wrong {
        let own = app.accounts.begin_passkey(&session).await.unwrap();
        let made = authenticator.make(&own, manner);
        refused(app.accounts.add_passkey(&session, &made).await);
    }
    let own = app.accounts.begin_passkey(&session).await.unwrap();
    let made = authenticator.make(&own, &Manner::default());
    app.accounts.add_passkey(&session, &made).await.unwrap();
    refused(app.accounts.add_passkey(&session, &made).await);
    // Nobody else can have the same passkey.
    let own = app.accounts.begin_passkey(&other).await.unwrap();
    let made = authenticator.make(&own, &Manner::default());
    let taken = app.accounts.add_passkey(&other, &made).await;
    assert_eq!(code(taken), "duplicate");
}

async fn a_passkey_may_be_the_second_factor(app: App) {
    let (session, mut authenticator) = ada(&app).await;
    // By itself a passkey is an offer.
    app.sign_in(EMAIL, PASSWORD).await.unwrap();
    let demand = SecurityPatch {
        second_factor_required: Some(true),
    };
    let changed = app.accounts.change_security(&session, &demand).await;
    changed.unwrap();
    let waiting = match crate::factors::password(&app).await.unwrap() {
        SignInAnswer::Mfa { mfa } => mfa,
        SignInAnswer::Session(_) => panic!("no second factor was asked for"),
    };
    assert_eq!(waiting.methods, ["passkey"]);
    let ask = PasskeyChallenge {
        token: Some(waiting.token.clone()),
    };
    let options = app.accounts.ask_passkey(&ask).await.unwrap();
    assert_eq!(
        options["allowCredentials"][0]["id"],
        BASE64.encode(&authenticator.id)
    );
    // With the half sign-in it need not tell whose it is.
    let silent = Manner {
        handle: Some(String::new()),
        ..Manner::default()
    };
    let mut input = authenticator.answer(&options, &silent);
    input.token = Some(waiting.token.clone());
    app.session(&send(&app, &input).await.unwrap()).await;
    assert_eq!(
        code(app.accounts.ask_passkey(&ask).await),
        "unauthenticated"
    );
}

async fn passkeys_have_names_and_go_away(app: App) {
    let (session, mut first) = ada(&app).await;
    let (mut second, view) = add(&app, &session, "second").await;
    let passkeys = app.accounts.passkeys(&session).await.unwrap();
    let names: Vec<&str> = passkeys.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Key", "Key"]);
    let other = app
        .session(&app.found("Other", "eve@example.com").await)
        .await;
    let id = view.id;
    assert!(app.accounts.passkeys(&other).await.unwrap().is_empty());
    assert_eq!(
        code(app.accounts.remove_passkey(&other, id).await),
        "not_found"
    );
    app.accounts.remove_passkey(&session, id).await.unwrap();
    let gone = sign_in(&app, &mut second, &Manner::default()).await;
    assert_eq!(code(gone), "bad_credentials");
    let other = sign_in(&app, &mut first, &Manner::default()).await;
    other.unwrap();
    assert_eq!(app.accounts.factors(&session).await.unwrap().passkeys, 1);
}

async fn an_inactive_user_does_not_come_in(app: App) {
    let (admin, _) = ada(&app).await;
    let member = app.member(&admin, "mem@example.com").await;
    let session = app.session(&member).await;
    let (mut authenticator, _) = add(&app, &session, "mem").await;
    let patch = UserPatch {
        active: Some(false),
        ..UserPatch::default()
    };
    app.patch(&admin, member.user.id, patch).await.unwrap();
    let refused = sign_in(&app, &mut authenticator, &Manner::default()).await;
    assert_eq!(code(refused), "bad_credentials");
}
