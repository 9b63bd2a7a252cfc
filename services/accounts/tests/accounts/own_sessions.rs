//! Where a user is signed in, and ending it there.

use crate::kit::{App, PASSWORD, code, on_both, refresh_of};

const EMAIL: &str = "ada@example.com";

on_both!(
    sessions_are_listed_with_the_present_one,
    one_session_is_ended,
    all_others_are_ended,
    sessions_of_others_do_not_exist,
);

async fn sessions_are_listed_with_the_present_one(app: App) {
    let first = app.found("Acme", EMAIL).await;
    app.clock.pass(60);
    let second = app.sign_in(EMAIL, PASSWORD).await.unwrap();
    app.clock.pass(600);
    let second = app.accounts.refresh(&refresh_of(&second)).await.unwrap();
    let session = app.session(&second).await;
    let listed = app.accounts.own_sessions(&session).await.unwrap();
    assert_eq!(listed.len(), 2);
    assert_eq!((listed[0].id, listed[0].current), (session.id, true));
    assert_eq!(
        listed[0].last_used_at,
        listed[0].created_at.plus_seconds(600)
    );
    assert_eq!(listed[1].last_used_at, listed[1].created_at);
    assert!(!listed[1].current);
    assert_eq!(listed[0].user_agent, "test");
    // One that ran out is not there any more.
    app.clock.pass(7 * 86_400 - 600);
    let third = app.accounts.refresh(&refresh_of(&second)).await.unwrap();
    let session = app.session(&third).await;
    assert_eq!(app.accounts.own_sessions(&session).await.unwrap().len(), 1);
    drop(first);
}

async fn one_session_is_ended(app: App) {
    let here = app.session(&app.found("Acme", EMAIL).await).await;
    let there = app.sign_in(EMAIL, PASSWORD).await.unwrap();
    let id = app.session(&there).await.id;
    app.accounts.end_own_session(&here, id).await.unwrap();
    let access = app.accounts.authenticate(&there.access_token).await;
    assert_eq!(code(access), "unauthenticated");
    let again = app.accounts.end_own_session(&here, id).await;
    assert_eq!(code(again), "not_found");
    assert_eq!(app.accounts.own_sessions(&here).await.unwrap().len(), 1);
}

async fn all_others_are_ended(app: App) {
    let here = app.found("Acme", EMAIL).await;
    let mut others = Vec::new();
    for _ in 0..3 {
        others.push(app.sign_in(EMAIL, PASSWORD).await.unwrap());
    }
    let session = app.session(&here).await;
    assert_eq!(app.accounts.end_other_sessions(&session).await.unwrap(), 3);
    for other in others {
        let access = app.accounts.authenticate(&other.access_token).await;
        assert_eq!(code(access), "unauthenticated");
    }
    app.session(&here).await;
}

async fn sessions_of_others_do_not_exist(app: App) {
    let admin = app.session(&app.found("Acme", EMAIL).await).await;
    let member = app
        .session(&app.member(&admin, "mem@example.com").await)
        .await;
    let stranger = app
        .session(&app.found("Other", "eve@example.com").await)
        .await;
    for other in [&member, &stranger] {
        let ended = app.accounts.end_own_session(&admin, other.id).await;
        assert_eq!(code(ended), "not_found");
        assert_eq!(app.accounts.own_sessions(other).await.unwrap().len(), 1);
    }
}
