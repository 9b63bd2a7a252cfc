//! Forgotten, reset and changed passwords, and proof of the address.

use rapport_accounts::{EmailVerification, ForgottenPassword, PasswordChange, PasswordReset};
use rapport_kernel::Result;

use crate::kit::{App, Mailing, PASSWORD, code, fields, on_both, refresh_of, token_of};

const EMAIL: &str = "ada@example.com";
const OTHER: &str = "another good long password";

on_both!(
    a_forgotten_password_is_replaced_with_a_link,
    a_link_works_once_and_for_an_hour,
    a_reset_ends_sessions_and_lock,
    asking_tells_nothing_and_is_limited,
    an_administrator_makes_a_link,
    only_administrators_rescue_administrators,
    a_changed_password_ends_other_sessions,
    a_wrong_present_password_counts_as_a_failure,
    an_address_is_proven_once,
    a_link_is_for_one_purpose,
    a_lock_is_taken_away_by_an_administrator,
);

async fn ask(mailing: &Mailing, email: &str) {
    let input = ForgottenPassword {
        email: email.to_owned(),
    };
    mailing.accounts.forgot_password(&input).await.unwrap();
}

async fn reset(accounts: &rapport_accounts::Accounts, link: &str, password: &str) -> Result<()> {
    let input = PasswordReset {
        token: token_of(link),
        password: password.to_owned(),
    };
    accounts.reset_with_token(&input).await
}

fn change(current: &str, password: &str) -> PasswordChange {
    PasswordChange {
        current: current.to_owned(),
        password: password.to_owned(),
    }
}

async fn a_forgotten_password_is_replaced_with_a_link(app: App) {
    let mailing = Mailing::start(&app).await;
    mailing.founder().await;
    ask(&mailing, " ADA@example.com ").await;
    let letter = mailing.letter().await;
    assert_eq!(letter.to, [EMAIL]);
    let link = letter.link();
    assert!(
        link.starts_with("https://crm.example/reset-password?token=rpt_p_"),
        "{link}"
    );
    let weak = reset(&mailing.accounts, &link, "short").await.unwrap_err();
    assert_eq!(fields(&weak), ["password"]);
    reset(&mailing.accounts, &link, OTHER).await.unwrap();
    assert_eq!(code(app.sign_in(EMAIL, PASSWORD).await), "bad_credentials");
    app.sign_in(EMAIL, OTHER).await.unwrap();
    let told = mailing.letter().await;
    assert_eq!(told.subject, "Your password was changed");
    // The secret came to the address, so the address is proven as well.
    let session = mailing.session(&mailing.sign_in(EMAIL, OTHER).await).await;
    assert!(mailing.accounts.me(&session).await.unwrap().email_verified);
}

async fn a_link_works_once_and_for_an_hour(app: App) {
    let mailing = Mailing::start(&app).await;
    mailing.founder().await;
    ask(&mailing, EMAIL).await;
    ask(&mailing, EMAIL).await;
    let (first, second) = (mailing.letter().await.link(), mailing.letter().await.link());
    assert_ne!(first, second);
    app.clock.pass(3_599);
    reset(&mailing.accounts, &first, OTHER).await.unwrap();
    // Once; and the other one went with it.
    for link in [&first, &second] {
        assert_eq!(
            code(reset(&mailing.accounts, link, PASSWORD).await),
            "not_found"
        );
    }
    ask(&mailing, EMAIL).await;
    mailing.letter().await;
    let late = mailing.letter().await.link();
    app.clock.pass(3_600);
    assert_eq!(
        code(reset(&mailing.accounts, &late, PASSWORD).await),
        "not_found"
    );
    for made_up in ["", "?token=", "?token=rpt_p_x", &late[..late.len() - 1]] {
        assert_eq!(
            code(reset(&mailing.accounts, made_up, PASSWORD).await),
            "not_found"
        );
    }
}

async fn a_reset_ends_sessions_and_lock(app: App) {
    let mailing = Mailing::start(&app).await;
    let before = mailing.found("Acme", EMAIL).await;
    mailing.letter().await;
    for _ in 0..5 {
        assert_eq!(code(app.sign_in(EMAIL, OTHER).await), "bad_credentials");
    }
    assert_eq!(code(app.sign_in(EMAIL, PASSWORD).await), "locked");
    ask(&mailing, EMAIL).await;
    reset(&mailing.accounts, &mailing.letter().await.link(), OTHER)
        .await
        .unwrap();
    app.sign_in(EMAIL, OTHER).await.unwrap();
    let access = mailing.accounts.authenticate(&before.access_token).await;
    assert_eq!(code(access), "unauthenticated");
    let refreshed = mailing.accounts.refresh(&refresh_of(&before)).await;
    assert_eq!(code(refreshed), "bad_refresh_token");
}

async fn asking_tells_nothing_and_is_limited(app: App) {
    let mailing = Mailing::start(&app).await;
    let admin = mailing.founder().await;
    for email in ["nobody@example.com", "no address", "", "a\r\nb@example.com"] {
        ask(&mailing, email).await;
    }
    mailing.deliver_all().await;
    assert!(mailing.server.now().await.is_none());
    // Three letters in an hour, whoever asks.
    for _ in 0..10 {
        ask(&mailing, EMAIL).await;
    }
    for _ in 0..3 {
        assert_eq!(mailing.letter().await.to, [EMAIL]);
    }
    mailing.deliver_all().await;
    assert!(mailing.server.now().await.is_none());
    app.clock.pass(3_601);
    ask(&mailing, EMAIL).await;
    assert_eq!(mailing.letter().await.to, [EMAIL]);
    // Who may not come in gets no link.
    let member = mailing.member(&admin, "mem@example.com").await;
    mailing.switch(&admin, member.user.id, false).await;
    mailing.deliver_all().await;
    while mailing.server.now().await.is_some() {}
    ask(&mailing, "mem@example.com").await;
    mailing.deliver_all().await;
    assert!(mailing.server.now().await.is_none());
}

async fn an_administrator_makes_a_link(app: App) {
    let admin = app.session(&app.found("Acme", EMAIL).await).await;
    let member = app.member(&admin, "mem@example.com").await;
    let made = app.accounts.make_reset_link(&admin, member.user.id);
    let link = made.await.unwrap().link;
    reset(&app.accounts, &link, OTHER).await.unwrap();
    let answer = app.sign_in("mem@example.com", OTHER).await.unwrap();
    // The administrator saw the link: it proves nothing about the address.
    let session = app.session(&answer).await;
    assert!(!app.accounts.me(&session).await.unwrap().email_verified);
    let refused = app.accounts.make_reset_link(&session, admin.actor.user);
    assert_eq!(code(refused.await), "forbidden");
    // Another tenant's users do not exist.
    let stranger = app
        .session(&app.found("Other", "eve@example.com").await)
        .await;
    let refused = app.accounts.make_reset_link(&stranger, member.user.id);
    assert_eq!(code(refused.await), "not_found");
    let unlocked = app.accounts.unlock_user(&stranger, member.user.id).await;
    assert_eq!(code(unlocked), "not_found");
    let operator = app.accounts.operators_reset_link("mem@example.com").await;
    reset(&app.accounts, &operator.unwrap().link, PASSWORD)
        .await
        .unwrap();
    let nobody = app.accounts.operators_reset_link("x@example.com").await;
    assert_eq!(code(nobody), "not_found");
}

async fn only_administrators_rescue_administrators(app: App) {
    let admin = app.session(&app.found("Acme", EMAIL).await).await;
    let manager = app.user_manager(&admin, "hr@example.com").await;
    let member = app.member(&admin, "mem@example.com").await;
    let made = app.accounts.make_reset_link(&manager, member.user.id);
    made.await.unwrap();
    let refused = app.accounts.make_reset_link(&manager, admin.actor.user);
    assert_eq!(code(refused.await), "forbidden");
}

async fn a_changed_password_ends_other_sessions(app: App) {
    let mailing = Mailing::start(&app).await;
    let here = mailing.found("Acme", EMAIL).await;
    mailing.letter().await;
    let there = mailing.sign_in(EMAIL, PASSWORD).await;
    let session = mailing.session(&here).await;
    let personal = change(PASSWORD, "ada@example.com");
    let weak = mailing.accounts.change_password(&session, &personal).await;
    assert_eq!(fields(&weak.unwrap_err()), ["password"]);
    let good = change(PASSWORD, OTHER);
    mailing
        .accounts
        .change_password(&session, &good)
        .await
        .unwrap();
    mailing.session(&here).await;
    mailing.accounts.refresh(&refresh_of(&here)).await.unwrap();
    let access = mailing.accounts.authenticate(&there.access_token).await;
    assert_eq!(code(access), "unauthenticated");
    let refreshed = mailing.accounts.refresh(&refresh_of(&there)).await;
    assert_eq!(code(refreshed), "bad_refresh_token");
    app.sign_in(EMAIL, OTHER).await.unwrap();
    assert_eq!(mailing.letter().await.subject, "Your password was changed");
}

async fn a_wrong_present_password_counts_as_a_failure(app: App) {
    let session = app.session(&app.found("Acme", EMAIL).await).await;
    let (guess, known) = (change("guess", OTHER), change(PASSWORD, OTHER));
    for _ in 0..5 {
        let wrong = app.accounts.change_password(&session, &guess);
        assert_eq!(fields(&wrong.await.unwrap_err()), ["current"]);
    }
    let right = app.accounts.change_password(&session, &known);
    assert_eq!(code(right.await), "locked");
    app.clock.pass(15 * 60);
    let right = app.accounts.change_password(&session, &known);
    right.await.unwrap();
}

async fn an_address_is_proven_once(app: App) {
    let mailing = Mailing::start(&app).await;
    let founder = mailing.found("Acme", EMAIL).await;
    let session = mailing.session(&founder).await;
    let link = mailing.letter().await.link();
    assert!(
        link.starts_with("https://crm.example/verify-email?token=rpt_v_"),
        "{link}"
    );
    assert!(!mailing.accounts.me(&session).await.unwrap().email_verified);
    assert!(mailing.accounts.send_verification(&session).await.unwrap());
    let second = mailing.letter().await.link();
    let prove = |link: &str| EmailVerification {
        token: token_of(link),
    };
    app.clock.pass(86_399);
    mailing.accounts.verify_email(&prove(&link)).await.unwrap();
    assert!(
        mailing
            .accounts
            .me(&mailing
                .session(&mailing.sign_in(EMAIL, PASSWORD).await)
                .await)
            .await
            .unwrap()
            .email_verified
    );
    let again = mailing.accounts.verify_email(&prove(&link)).await;
    assert_eq!(code(again), "not_found");
    app.clock.pass(1);
    let late = mailing.accounts.verify_email(&prove(&second)).await;
    assert_eq!(code(late), "not_found");
    let session = mailing
        .session(&mailing.sign_in(EMAIL, PASSWORD).await)
        .await;
    assert!(
        !mailing.accounts.send_verification(&session).await.unwrap(),
        "nothing to prove"
    );
}

async fn a_link_is_for_one_purpose(app: App) {
    let mailing = Mailing::start(&app).await;
    mailing.found("Acme", EMAIL).await;
    let verification = mailing.letter().await.link();
    let word = verification.replace("rpt_v_", "rpt_p_");
    for link in [&verification, &word] {
        assert_eq!(
            code(reset(&mailing.accounts, link, OTHER).await),
            "not_found"
        );
    }
}

async fn a_lock_is_taken_away_by_an_administrator(app: App) {
    let admin = app.session(&app.found("Acme", EMAIL).await).await;
    let member = app.member(&admin, "mem@example.com").await;
    for _ in 0..5 {
        assert_eq!(
            code(app.sign_in("mem@example.com", OTHER).await),
            "bad_credentials"
        );
    }
    assert_eq!(
        code(app.sign_in("mem@example.com", PASSWORD).await),
        "locked"
    );
    let own = app.session(&member).await;
    let locked = |users: Vec<rapport_accounts::UserView>| {
        let locked = users.into_iter().filter(|user| user.locked_until.is_some());
        locked.map(|user| user.id).collect::<Vec<_>>()
    };
    let seen = app.accounts.users(&admin).await.unwrap();
    assert_eq!(locked(seen), [member.user.id]);
    assert_eq!(locked(app.accounts.users(&own).await.unwrap()), []);
    let refused = app.accounts.unlock_user(&own, member.user.id).await;
    assert_eq!(code(refused), "forbidden");
    app.accounts
        .unlock_user(&admin, member.user.id)
        .await
        .unwrap();
    assert_eq!(locked(app.accounts.users(&admin).await.unwrap()), []);
    app.sign_in("mem@example.com", PASSWORD).await.unwrap();
}
