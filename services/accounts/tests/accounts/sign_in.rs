//! Signing in, and what failures lead to.

use crate::kit::{App, PASSWORD, code, on_both, sign_in};

const EMAIL: &str = "ada@example.com";

on_both!(
    a_wrong_password_and_an_unknown_address_look_the_same,
    five_failures_lock_for_fifteen_minutes,
    a_success_forgives,
    an_unknown_address_is_locked_alike,
    parallel_failures_are_all_counted,
    an_inactive_user_does_not_come_in,
    a_very_long_password_is_not_hashed,
);

async fn a_wrong_password_and_an_unknown_address_look_the_same(app: App) {
    app.found("Acme", EMAIL).await;
    let wrong = app.sign_in(EMAIL, "wrong horse").await.unwrap_err();
    let unknown = app.sign_in("eve@example.com", PASSWORD).await.unwrap_err();
    assert_eq!(wrong.code.name, "bad_credentials");
    assert_eq!((wrong.code, wrong.message), (unknown.code, unknown.message));
}

async fn five_failures_lock_for_fifteen_minutes(app: App) {
    let signed_in = app.found("Acme", EMAIL).await;
    for _ in 0..5 {
        assert_eq!(
            code(app.sign_in(EMAIL, "wrong horse").await),
            "bad_credentials"
        );
    }
    let locked = app.sign_in(EMAIL, PASSWORD).await.unwrap_err();
    assert_eq!(locked.code.name, "locked");
    assert_eq!(locked.extra, Some(("retry_after", "901".to_owned())));
    // The lock keeps guessers out, not those who are in.
    app.session(&signed_in).await;
    app.clock.pass(15 * 60 - 1);
    assert_eq!(code(app.sign_in(EMAIL, PASSWORD).await), "locked");
    app.clock.pass(1);
    // A failure after the lock is the first again.
    assert_eq!(
        code(app.sign_in(EMAIL, "wrong horse").await),
        "bad_credentials"
    );
    app.sign_in(EMAIL, PASSWORD).await.unwrap();
}

async fn a_success_forgives(app: App) {
    app.found("Acme", EMAIL).await;
    for _ in 0..3 {
        for _ in 0..4 {
            assert_eq!(
                code(app.sign_in(EMAIL, "wrong horse").await),
                "bad_credentials"
            );
        }
        app.sign_in(EMAIL, PASSWORD).await.unwrap();
    }
}

async fn an_unknown_address_is_locked_alike(app: App) {
    for _ in 0..5 {
        assert_eq!(
            code(app.sign_in("eve@example.com", PASSWORD).await),
            "bad_credentials"
        );
    }
    let locked = app.sign_in("Eve@example.com", PASSWORD).await.unwrap_err();
    assert_eq!(locked.extra, Some(("retry_after", "901".to_owned())));
    app.clock.pass(15 * 60);
    assert_eq!(
        code(app.sign_in("eve@example.com", PASSWORD).await),
        "bad_credentials"
    );
}

async fn parallel_failures_are_all_counted(app: App) {
    app.found("Acme", EMAIL).await;
    let other = app.another_process(rapport_accounts::Signup::Open).await;
    let guesses = (0..12).map(|number| {
        let accounts = if number % 2 == 0 {
            &*app.accounts
        } else {
            &other
        };
        sign_in(accounts, EMAIL, "wrong horse")
    });
    let answers = futures::future::join_all(guesses).await;
    let refused = |name| move |answer: &Result<_, _>| code(Clone::clone(answer)) == name;
    let tried = answers
        .iter()
        .filter(|answer| refused("bad_credentials")(answer))
        .count();
    // Five, and what was under way in the few turns of two processes when the lock came.
    let turns = 2 * std::thread::available_parallelism().unwrap().get();
    assert!(
        (5..5 + turns).contains(&tried),
        "{tried} guesses were looked at"
    );
    assert_eq!(code(app.sign_in(EMAIL, PASSWORD).await), "locked");
}

async fn an_inactive_user_does_not_come_in(app: App) {
    let admin = app.session(&app.found("Acme", EMAIL).await).await;
    let member = app.member(&admin, "mem@example.com").await;
    let patch = rapport_accounts::UserPatch {
        active: Some(false),
        ..Default::default()
    };
    app.accounts
        .change_user(&admin, member.user.id, &patch)
        .await
        .unwrap();
    assert_eq!(
        code(app.sign_in("mem@example.com", PASSWORD).await),
        "bad_credentials"
    );
}

async fn a_very_long_password_is_not_hashed(app: App) {
    app.found("Acme", EMAIL).await;
    let long = "x".repeat(1_000_000);
    assert_eq!(code(app.sign_in(EMAIL, &long).await), "bad_credentials");
}
