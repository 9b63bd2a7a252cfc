//! The chain of refresh tokens.

use std::collections::HashSet;

use rapport_accounts::{SessionAnswer, UserPatch};
use rapport_kernel::Result;

use crate::kit::{App, code, on_both, refresh_of};

const EMAIL: &str = "ada@example.com";

on_both!(
    each_refresh_token_is_spent_for_the_next,
    a_replay_ends_the_family,
    a_lost_answer_can_be_asked_for_again,
    grace_is_for_the_immediate_predecessor_only,
    grace_lasts_ten_seconds,
    twenty_parallel_refreshes_leave_one_good_chain,
    a_refresh_token_lives_seven_days,
    sign_out_ends_the_session_at_once,
    sign_out_works_with_the_refresh_token_alone,
    texts_that_are_no_token_are_refused,
    secrets_are_not_in_the_database,
);

async fn refresh(app: &App, token: &str) -> Result<SessionAnswer> {
    app.accounts.refresh(token).await
}

async fn each_refresh_token_is_spent_for_the_next(app: App) {
    let first = app.found("Acme", EMAIL).await;
    let mut tokens = HashSet::from([refresh_of(&first)]);
    let mut last = first.clone();
    for _ in 0..4 {
        app.clock.pass(3_600);
        last = refresh(&app, &refresh_of(&last)).await.unwrap();
        assert!(tokens.insert(refresh_of(&last)));
    }
    let before = app.accounts.authenticate(&first.access_token).await;
    assert_eq!(code(before), "unauthenticated");
    let session = app.session(&last).await;
    assert_eq!(session.actor.user, first.user.id);
}

async fn a_replay_ends_the_family(app: App) {
    let first = app.found("Acme", EMAIL).await;
    let second = refresh(&app, &refresh_of(&first)).await.unwrap();
    app.clock.pass(60);
    let other = app.sign_in(EMAIL, crate::kit::PASSWORD).await.unwrap();
    app.session(&second).await;
    assert_eq!(
        code(refresh(&app, &refresh_of(&first)).await),
        "bad_refresh_token"
    );
    assert_eq!(
        code(refresh(&app, &refresh_of(&second)).await),
        "bad_refresh_token"
    );
    assert_eq!(
        code(app.accounts.authenticate(&second.access_token).await),
        "unauthenticated"
    );
    // Another sign-in of the same user is another family.
    app.session(&other).await;
    refresh(&app, &refresh_of(&other)).await.unwrap();
}

async fn a_lost_answer_can_be_asked_for_again(app: App) {
    let first = app.found("Acme", EMAIL).await;
    let second = refresh(&app, &refresh_of(&first)).await.unwrap();
    app.clock.pass(9);
    let again = refresh(&app, &refresh_of(&first)).await.unwrap();
    assert_eq!(refresh_of(&again), refresh_of(&second));
    app.clock.pass(60);
    refresh(&app, &refresh_of(&again)).await.unwrap();
}

async fn grace_is_for_the_immediate_predecessor_only(app: App) {
    let first = app.found("Acme", EMAIL).await;
    let second = refresh(&app, &refresh_of(&first)).await.unwrap();
    let third = refresh(&app, &refresh_of(&second)).await.unwrap();
    app.clock.pass(1);
    assert_eq!(
        code(refresh(&app, &refresh_of(&first)).await),
        "bad_refresh_token"
    );
    assert_eq!(
        code(refresh(&app, &refresh_of(&third)).await),
        "bad_refresh_token"
    );
}

async fn grace_lasts_ten_seconds(app: App) {
    let first = app.found("Acme", EMAIL).await;
    let second = refresh(&app, &refresh_of(&first)).await.unwrap();
    app.clock.pass(10);
    assert_eq!(
        code(refresh(&app, &refresh_of(&first)).await),
        "bad_refresh_token"
    );
    assert_eq!(
        code(refresh(&app, &refresh_of(&second)).await),
        "bad_refresh_token"
    );
}

async fn twenty_parallel_refreshes_leave_one_good_chain(app: App) {
    let first = app.found("Acme", EMAIL).await;
    let token = refresh_of(&first);
    let other = app.another_process(rapport_accounts::Signup::Open).await;
    let tries = (0..20).map(|number| {
        let accounts = if number % 2 == 0 {
            &*app.accounts
        } else {
            &other
        };
        accounts.refresh(&token)
    });
    let answers = futures::future::join_all(tries).await;
    let next: HashSet<String> = answers
        .into_iter()
        .map(|answer| refresh_of(&answer.unwrap()))
        .collect();
    assert_eq!(next.len(), 1, "one successor for all");
    app.clock.pass(60);
    let next = next.into_iter().next().unwrap();
    let second = refresh(&app, &next).await.unwrap();
    app.session(&second).await;
    app.clock.pass(60);
    assert_eq!(code(refresh(&app, &token).await), "bad_refresh_token");
}

async fn a_refresh_token_lives_seven_days(app: App) {
    let first = app.found("Acme", EMAIL).await;
    app.clock.pass(7 * 86_400 - 1);
    let second = refresh(&app, &refresh_of(&first)).await.unwrap();
    app.clock.pass(7 * 86_400);
    assert_eq!(
        code(refresh(&app, &refresh_of(&second)).await),
        "bad_refresh_token"
    );
}

async fn sign_out_ends_the_session_at_once(app: App) {
    let first = app.found("Acme", EMAIL).await;
    let session = app.session(&first).await;
    app.accounts.sign_out(&session).await.unwrap();
    assert_eq!(
        code(app.accounts.authenticate(&first.access_token).await),
        "unauthenticated"
    );
    assert_eq!(
        code(refresh(&app, &refresh_of(&first)).await),
        "bad_refresh_token"
    );
}

async fn sign_out_works_with_the_refresh_token_alone(app: App) {
    let first = app.found("Acme", EMAIL).await;
    let made_up = format!("{}A", &refresh_of(&first)[..60]);
    app.accounts
        .sign_out_by_refresh_token(&made_up)
        .await
        .unwrap();
    app.session(&first).await;
    let token = refresh_of(&first);
    app.accounts
        .sign_out_by_refresh_token(&token)
        .await
        .unwrap();
    assert_eq!(
        code(app.accounts.authenticate(&first.access_token).await),
        "unauthenticated"
    );
}

async fn texts_that_are_no_token_are_refused(app: App) {
    let first = app.found("Acme", EMAIL).await;
    for text in ["", "rpt_r_", "' OR 1=1 --", &first.access_token] {
        assert_eq!(code(refresh(&app, text).await), "bad_refresh_token");
    }
    // A refresh token is no access token.
    let token = refresh_of(&first);
    assert_eq!(
        code(app.accounts.authenticate(&token).await),
        "unauthenticated"
    );
    // A deactivated user's session does not go on.
    let admin = app.session(&first).await;
    let member = app.member(&admin, "mem@example.com").await;
    let patch = |active| UserPatch {
        active: Some(active),
        ..UserPatch::default()
    };
    for active in [false, true] {
        let changed = app.patch(&admin, member.user.id, patch(active));
        changed.await.unwrap();
        assert_eq!(
            code(refresh(&app, &refresh_of(&member)).await),
            "bad_refresh_token"
        );
    }
}

async fn secrets_are_not_in_the_database(app: App) {
    let first = app.found("Acme", EMAIL).await;
    let token = refresh_of(&first);
    let identity = app.store.identity();
    let user = identity.user_by_email(EMAIL).await.unwrap().unwrap();
    let sessions = identity.sessions_of(&user).await.unwrap();
    assert_eq!(sessions.len(), 1);
    let secret = &token[token.len() - 43..];
    assert!(!sessions[0].handle.contains(secret));
    assert_eq!(sessions[0].token_hash.len(), 32);
    assert!(
        user.password_hash
            .starts_with("$argon2id$v=19$m=19456,t=2,p=1$")
    );
    let shown = format!("{user:?} {:?} {first:?}", sessions[0]);
    assert!(
        !shown.contains(&user.password_hash) && !shown.contains(secret),
        "{shown}"
    );
}
