//! What users change of themselves.

use rapport_accounts::ProfilePatch;
use serde_json::{Value, json};

use crate::kit::{App, code, fields, on_both};

on_both!(
    a_profile_is_changed_and_seen_at_once,
    preferences_are_merged_by_key,
    parallel_changes_of_preferences_all_stay,
    what_was_sent_is_checked,
);

fn preferences(value: Value) -> ProfilePatch {
    ProfilePatch {
        preferences: value.as_object().cloned(),
        ..ProfilePatch::default()
    }
}

async fn a_profile_is_changed_and_seen_at_once(app: App) {
    let session = app
        .session(&app.found("Acme", "ada@example.com").await)
        .await;
    let patch = ProfilePatch {
        name: Some("Ada Byron".to_owned()),
        locale: Some("en-GB".to_owned()),
        time_zone: Some("Europe/London".to_owned()),
        preferences: None,
    };
    let me = app.accounts.change_me(&session, &patch).await.unwrap();
    assert_eq!(me.user.name, "Ada Byron");
    assert_eq!(me.user.locale, "en-GB");
    assert_eq!(me, app.accounts.me(&session).await.unwrap());
    let answer = app
        .sign_in("ada@example.com", crate::kit::PASSWORD)
        .await
        .unwrap();
    assert_eq!(&*app.session(&answer).await.time_zone, "Europe/London");
}

async fn preferences_are_merged_by_key(app: App) {
    let session = app
        .session(&app.found("Acme", "ada@example.com").await)
        .await;
    let change = async |value| {
        let patch = preferences(value);
        let me = app.accounts.change_me(&session, &patch).await.unwrap();
        Value::Object(me.preferences)
    };
    change(json!({"theme": "dark", "lists": {"deal": ["name"]}})).await;
    let all = change(json!({"theme": null, "lists": {"contact": []}, "zoom": 1.25})).await;
    assert_eq!(all, json!({"lists": {"contact": []}, "zoom": 1.25}));
}

async fn parallel_changes_of_preferences_all_stay(app: App) {
    let session = app
        .session(&app.found("Acme", "ada@example.com").await)
        .await;
    let patches: Vec<_> = (0..4)
        .map(|number| preferences(json!({format!("key{number}"): number})))
        .collect();
    let changes = patches
        .iter()
        .map(|patch| app.accounts.change_me(&session, patch));
    for answer in futures::future::join_all(changes).await {
        answer.unwrap();
    }
    assert_eq!(
        app.accounts.me(&session).await.unwrap().preferences.len(),
        4
    );
}

async fn what_was_sent_is_checked(app: App) {
    let session = app
        .session(&app.found("Acme", "ada@example.com").await)
        .await;
    let big = preferences(json!({"big": "x".repeat(64 * 1024)}));
    assert_eq!(
        code(app.accounts.change_me(&session, &big).await),
        "too_large"
    );
    let patch = ProfilePatch {
        name: Some("\n".to_owned()),
        locale: Some("english".to_owned()),
        time_zone: Some("Berlin".to_owned()),
        preferences: None,
    };
    let error = app.accounts.change_me(&session, &patch).await.unwrap_err();
    assert_eq!(fields(&error), ["name", "locale", "time_zone"]);
    let role = serde_json::from_str::<ProfilePatch>(r#"{"role": "admin"}"#);
    assert!(role.is_err(), "nobody promotes themselves");
}
