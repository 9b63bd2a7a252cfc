//! Keys for programs.

use rapport_accounts::{ApiKeyInput, NewApiKeyAnswer, Session, Signup};
use rapport_kernel::{Clock as _, Result, SettingsRight, Through};

use crate::kit::{App, code, fields, on_both};

const EMAIL: &str = "ada@example.com";

on_both!(
    a_key_acts_for_its_maker_with_its_profile,
    a_key_never_has_more_than_its_maker,
    a_key_is_shown_once_and_kept_as_a_hash,
    a_revoked_key_is_refused_at_once,
    another_process_learns_of_it_within_five_seconds,
    a_key_ends_when_it_was_to,
    a_key_ends_with_its_maker,
    its_use_is_noted_once_a_minute,
    a_key_does_nothing_with_accounts,
    keys_of_others_are_seen_by_who_may,
    other_texts_are_no_keys,
);

fn input(name: &str, profile: Option<String>) -> ApiKeyInput {
    ApiKeyInput {
        name: name.to_owned(),
        profile,
        expires_at: None,
    }
}

async fn made(app: &App, by: &Session, profile: Option<&str>) -> NewApiKeyAnswer {
    let id = match profile {
        Some(name) => Some(app.profile(by, name).await),
        None => None,
    };
    app.accounts
        .add_api_key(by, &input("Shop", id))
        .await
        .unwrap()
}

async fn used(app: &App, key: &NewApiKeyAnswer) -> Result<Session> {
    app.accounts.authenticate(&key.secret).await
}

/// The part before the secret, and the secret, which may hold the letter between them.
fn parts(key: &NewApiKeyAnswer) -> (&str, &str) {
    key.secret.split_at("rk_".len() + key.key.prefix.len())
}

async fn admin(app: &App) -> Session {
    app.session(&app.found("Acme", EMAIL).await).await
}

async fn a_key_acts_for_its_maker_with_its_profile(app: App) {
    let ada = admin(&app).await;
    let key = made(&app, &ada, Some("Read only")).await;
    let (word, rest) = key.secret.split_at(3);
    assert_eq!(
        (word, rest.split_once('_').unwrap().0),
        ("rk_", key.key.prefix.as_str())
    );
    let session = used(&app, &key).await.unwrap();
    assert_eq!(
        (session.tenant, session.actor.user),
        (ada.tenant, ada.actor.user)
    );
    assert_eq!(session.actor.author().0, key.key.id);
    assert_eq!(session.actor.behind(), Some(ada.actor.user));
    assert!(matches!(session.actor.through, Through::ApiKey(_)));
    assert!(!session.actor.administrator());
    assert_eq!(session.actor.access.profile.name, "Read only");
    assert!(!session.actor.access.profile.rights("contact").create);
    let (identity, ids) = (app.store.identity(), [key.key.id, ada.actor.user.0]);
    let mut names = identity.user_names(ada.tenant, &ids).await.unwrap();
    names.sort_by(|one, other| one.1.cmp(&other.1));
    assert_eq!(names[0].1, "API key Shop");
    assert_eq!(names[1].1, "Ada");
}

async fn a_key_never_has_more_than_its_maker(app: App) {
    let ada = admin(&app).await;
    let member = app
        .session(&app.member(&ada, "mem@example.com").await)
        .await;
    let administrators = app.profile(&ada, "Administrator").await;
    let refused = input("Shop", Some(administrators.clone()));
    let refused = app.accounts.add_api_key(&member, &refused).await;
    assert_eq!(code(refused), "forbidden");
    let second = app.administrator(&ada, "second@example.com").await;
    let key = made(&app, &second, Some("Administrator")).await;
    assert!(used(&app, &key).await.unwrap().actor.administrator());
    // The maker loses the right, and so does the key.
    app.demote(&ada, second.actor.user).await;
    let session = used(&app, &key).await.unwrap();
    assert!(!session.actor.administrator());
    assert!(!session.actor.access.profile.rights("contact").update);
    assert!(!session.actor.may(SettingsRight::Users));
    // Without a profile it is the maker's own.
    let own = made(&app, &member, None).await;
    let session = used(&app, &own).await.unwrap();
    assert_eq!(
        session.actor.access.profile.id,
        member.actor.access.profile.id
    );
    let unknown = input("Shop", Some(uuid::Uuid::nil().to_string()));
    let unknown = app.accounts.add_api_key(&ada, &unknown).await;
    assert_eq!(fields(&unknown.unwrap_err()), ["profile"]);
    let portal = app.profile(&ada, "Client").await;
    let client = app.with_profile(&ada, "cli@example.com", portal.parse().unwrap());
    let refused = app
        .accounts
        .add_api_key(&client.await, &input("Shop", None))
        .await;
    assert_eq!(code(refused), "forbidden");
}

async fn a_key_is_shown_once_and_kept_as_a_hash(app: App) {
    let ada = admin(&app).await;
    let key = made(&app, &ada, None).await;
    let listed = app.accounts.api_keys(&ada).await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&key.key));
    assert_eq!(listed[0].created_by.name, "Ada");
    let (_, secret) = parts(&key);
    let state = app.store.identity().api_key_state(&key.key.prefix).await;
    let state = state.unwrap().unwrap();
    assert_eq!(state.key.secret_hash.len(), 32);
    let shown = format!("{state:?} {key:?} {listed:?}");
    assert!(!shown.contains(secret), "{shown}");
}

async fn a_revoked_key_is_refused_at_once(app: App) {
    let ada = admin(&app).await;
    let key = made(&app, &ada, None).await;
    used(&app, &key).await.unwrap();
    app.accounts.revoke_api_key(&ada, key.key.id).await.unwrap();
    assert_eq!(code(used(&app, &key).await), "unauthenticated");
    assert!(app.accounts.api_keys(&ada).await.unwrap().is_empty());
    let again = app.accounts.revoke_api_key(&ada, key.key.id).await;
    assert_eq!(code(again), "not_found");
}

async fn another_process_learns_of_it_within_five_seconds(app: App) {
    let ada = admin(&app).await;
    let key = made(&app, &ada, None).await;
    let other = app.another_process(Signup::Open).await;
    other.authenticate(&key.secret).await.unwrap();
    app.accounts.revoke_api_key(&ada, key.key.id).await.unwrap();
    app.clock.pass(4);
    // Still from its cache: the hot path asks nothing.
    other.authenticate(&key.secret).await.unwrap();
    app.clock.pass(1);
    assert_eq!(
        code(other.authenticate(&key.secret).await),
        "unauthenticated"
    );
}

async fn a_key_ends_when_it_was_to(app: App) {
    let ada = admin(&app).await;
    let mut input = input("Shop", None);
    for wrong in ["tomorrow", "2020-01-01T00:00:00Z", ""] {
        input.expires_at = Some(wrong.to_owned());
        let refused = app.accounts.add_api_key(&ada, &input).await;
        assert_eq!(fields(&refused.unwrap_err()), ["expires_at"], "{wrong}");
    }
    input.expires_at = Some(app.clock.now().plus_seconds(3_600).to_string());
    let key = app.accounts.add_api_key(&ada, &input).await.unwrap();
    app.clock.pass(3_599);
    used(&app, &key).await.unwrap();
    app.clock.pass(1);
    assert_eq!(code(used(&app, &key).await), "unauthenticated");
}

async fn a_key_ends_with_its_maker(app: App) {
    let ada = admin(&app).await;
    let member = app.member(&ada, "mem@example.com").await;
    let key = made(&app, &app.session(&member).await, None).await;
    let other = app.another_process(Signup::Open).await;
    other.authenticate(&key.secret).await.unwrap();
    used(&app, &key).await.unwrap();
    let patch = serde_json::from_str(r#"{"active": false}"#).unwrap();
    app.patch(&ada, member.user.id, patch).await.unwrap();
    assert_eq!(code(used(&app, &key).await), "unauthenticated");
    app.clock.pass(5);
    assert_eq!(
        code(other.authenticate(&key.secret).await),
        "unauthenticated"
    );
}

/// Waits until the use of the only key was noted at that moment.
async fn noted(app: &App, by: &Session, at: rapport_kernel::Timestamp) {
    for _ in 0..1_000 {
        let keys = app.accounts.api_keys(by).await.unwrap();
        if keys[0].last_used_at == Some(at) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the use was not noted");
}

async fn its_use_is_noted_once_a_minute(app: App) {
    let ada = admin(&app).await;
    let key = made(&app, &ada, None).await;
    assert_eq!(key.key.last_used_at, None);
    let first = app.clock.now();
    used(&app, &key).await.unwrap();
    noted(&app, &ada, first).await;
    app.clock.pass(59);
    used(&app, &key).await.unwrap();
    // Nor does another process write it again, and the same statement says so.
    let identity = app.store.identity();
    let now = app.clock.now();
    let since = now.plus_seconds(-60);
    identity
        .api_key_used(ada.tenant, key.key.id, now, since)
        .await
        .unwrap();
    noted(&app, &ada, first).await;
    app.clock.pass(1);
    used(&app, &key).await.unwrap();
    noted(&app, &ada, app.clock.now()).await;
}

async fn a_key_does_nothing_with_accounts(app: App) {
    let ada = admin(&app).await;
    let member = app.member(&ada, "mem@example.com").await;
    let key = made(&app, &ada, Some("Administrator")).await;
    let session = used(&app, &key).await.unwrap();
    let accounts = &app.accounts;
    let change = rapport_accounts::PasswordChange {
        current: crate::kit::PASSWORD.to_owned(),
        password: "another good long password".to_owned(),
    };
    assert_eq!(
        code(accounts.change_password(&session, &change).await),
        "key_not_allowed"
    );
    assert_eq!(
        code(accounts.own_sessions(&session).await),
        "key_not_allowed"
    );
    assert_eq!(code(accounts.factors(&session).await), "key_not_allowed");
    assert_eq!(code(accounts.passkeys(&session).await), "key_not_allowed");
    assert_eq!(
        code(accounts.provider_links(&session).await),
        "key_not_allowed"
    );
    assert_eq!(code(accounts.sign_out(&session).await), "key_not_allowed");
    assert_eq!(
        code(accounts.impersonate(&session, member.user.id).await),
        "key_not_allowed"
    );
    let another = input("More", None);
    assert_eq!(
        code(accounts.add_api_key(&session, &another).await),
        "key_not_allowed"
    );
    let ended = accounts.revoke_api_key(&session, key.key.id).await;
    assert_eq!(code(ended), "key_not_allowed");
    let patch = serde_json::from_str(r#"{"name": "Key"}"#).unwrap();
    assert_eq!(
        code(accounts.change_me(&session, &patch).await),
        "key_not_allowed"
    );
}

async fn keys_of_others_are_seen_by_who_may(app: App) {
    let ada = admin(&app).await;
    let member = app
        .session(&app.member(&ada, "mem@example.com").await)
        .await;
    let other = app
        .session(&app.member(&ada, "other@example.com").await)
        .await;
    let key = made(&app, &member, None).await;
    let list = async |by: &Session| app.accounts.api_keys(by).await.unwrap().len();
    assert_eq!(
        (list(&ada).await, list(&member).await, list(&other).await),
        (1, 1, 0)
    );
    let refused = app.accounts.revoke_api_key(&other, key.key.id).await;
    assert_eq!(code(refused), "not_found");
    let stranger = app
        .session(&app.found("Other", "eve@example.com").await)
        .await;
    assert_eq!(list(&stranger).await, 0);
    let refused = app.accounts.revoke_api_key(&stranger, key.key.id).await;
    assert_eq!(code(refused), "not_found");
    app.accounts.revoke_api_key(&ada, key.key.id).await.unwrap();
}

async fn other_texts_are_no_keys(app: App) {
    let ada = admin(&app).await;
    let key = made(&app, &ada, None).await;
    let other = made(&app, &ada, None).await;
    let ((prefix, _), (_, secret)) = (parts(&key), parts(&other));
    let mixed = format!("{prefix}{secret}");
    assert_eq!(mixed.len(), key.secret.len());
    let long = format!("{}A", key.secret);
    for text in [
        "rk_",
        "rk_x_y",
        prefix,
        &mixed,
        &long,
        &key.secret.to_uppercase(),
    ] {
        let refused = app.accounts.authenticate(text).await;
        assert_eq!(code(refused), "unauthenticated", "{text}");
    }
    // Neither is it good for anything else.
    let refreshed = app.accounts.refresh(&key.secret).await;
    assert_eq!(code(refreshed), "bad_refresh_token");
    used(&app, &key).await.unwrap();
}
