//! Access tokens against the state of user and session.

use rapport_accounts::{Signup, UserPatch};

use crate::kit::{App, code, on_both};

on_both!(
    an_access_token_ends_after_fifteen_minutes,
    a_deactivated_user_is_refused_on_the_next_request,
    a_change_of_profile_is_seen_by_the_next_request,
    another_process_learns_within_five_seconds,
    a_token_outlives_a_restart,
);

async fn an_access_token_ends_after_fifteen_minutes(app: App) {
    let answer = app.found("Acme", "ada@example.com").await;
    app.clock.pass(899);
    app.session(&answer).await;
    app.clock.pass(1);
    let late = app.accounts.authenticate(&answer.access_token).await;
    assert_eq!(code(late), "unauthenticated");
}

async fn a_deactivated_user_is_refused_on_the_next_request(app: App) {
    let admin = app
        .session(&app.found("Acme", "ada@example.com").await)
        .await;
    let member = app.member(&admin, "mem@example.com").await;
    app.session(&member).await;
    let patch = |active| UserPatch {
        active: Some(active),
        ..UserPatch::default()
    };
    let change = async |active| {
        let changed = app.patch(&admin, member.user.id, patch(active));
        changed.await.unwrap()
    };
    assert!(!change(false).await.active);
    let token = &member.access_token;
    assert_eq!(
        code(app.accounts.authenticate(token).await),
        "unauthenticated"
    );
    // Who comes back signs in anew.
    assert!(change(true).await.active);
    assert_eq!(
        code(app.accounts.authenticate(token).await),
        "unauthenticated"
    );
    app.sign_in("mem@example.com", crate::kit::PASSWORD)
        .await
        .unwrap();
}

async fn a_change_of_profile_is_seen_by_the_next_request(app: App) {
    let admin = app
        .session(&app.found("Acme", "ada@example.com").await)
        .await;
    let member = app.member(&admin, "mem@example.com").await;
    let before = app.session(&member).await;
    assert_eq!(before.actor.access.profile.name, "Sales representative");
    let patch = app.becomes(&admin, "Administrator").await;
    app.accounts
        .change_user(&admin, member.user.id, &patch)
        .await
        .unwrap();
    let after = app.session(&member).await;
    assert!(after.actor.administrator());
}

async fn another_process_learns_within_five_seconds(app: App) {
    let other = app.another_process(Signup::Open).await;
    let answer = app.found("Acme", "ada@example.com").await;
    let session = other.authenticate(&answer.access_token).await.unwrap();
    app.accounts.sign_out(&session).await.unwrap();
    app.clock.pass(4);
    // Still from its cache: the hot path asks nothing.
    other.authenticate(&answer.access_token).await.unwrap();
    app.clock.pass(1);
    assert_eq!(
        code(other.authenticate(&answer.access_token).await),
        "unauthenticated"
    );
}

async fn a_token_outlives_a_restart(app: App) {
    let answer = app.found("Acme", "ada@example.com").await;
    let restarted = app.another_process(Signup::Open).await;
    restarted.authenticate(&answer.access_token).await.unwrap();
}
