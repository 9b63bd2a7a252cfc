//! Second factors: authenticator apps, recovery codes, and companies that demand them.

use rapport_accounts::{
    MfaAnswer, MfaCode, MfaToken, PasswordOnly, SecurityPatch, Session, SessionAnswer, SignIn,
    SignInAnswer, TotpCode,
};
use rapport_kernel::{Clock, Result};
use ring::hmac;

use crate::kit::{App, PASSWORD, code, fields, on_both};

const EMAIL: &str = "ada@example.com";

on_both!(
    a_code_is_asked_for_and_accepted_once,
    codes_of_the_steps_around_are_accepted,
    one_code_begins_one_session_however_many_try,
    wrong_codes_lock_like_wrong_passwords,
    a_half_sign_in_takes_five_tries,
    a_half_sign_in_ends_with_time_and_with_the_password,
    a_recovery_code_works_once_and_new_ones_replace_the_old,
    an_app_that_is_not_confirmed_counts_for_nothing,
    removal_asks_for_the_password,
    the_secret_is_kept_encrypted,
    a_company_demands_a_second_factor,
    an_administrator_helps_who_lost_it,
);

/// An app as RFC 6238 describes it, written apart from the product's.
pub struct Authenticator(Vec<u8>);

impl Authenticator {
    fn new(secret: &str) -> Self {
        let (mut bytes, mut bits, mut count) = (Vec::new(), 0u32, 0);
        for letter in secret.chars() {
            let at = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(letter).unwrap();
            bits = (bits << 5) | u32::try_from(at).unwrap();
            count += 5;
            if count >= 8 {
                count -= 8;
                bytes.push(u8::try_from((bits >> count) & 0xff).unwrap());
            }
        }
        Self(bytes)
    }

    /// The code now, or so many steps later.
    fn code(&self, app: &App, later: i64) -> String {
        let step = app.clock.now().as_micros() / 30_000_000 + later;
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let tag = tag.as_ref();
        let at = usize::from(tag[19] & 15);
        let number = u32::from_be_bytes(tag[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }

    /// A code the app does not show around now.
    fn wrong(&self, app: &App) -> String {
        let shown: Vec<String> = (-2..=2).map(|later| self.code(app, later)).collect();
        let free = (0..9).map(|number| format!("{number}00000"));
        free.into_iter().find(|code| !shown.contains(code)).unwrap()
    }
}

pub async fn set_up(app: &App, session: &Session) -> (Authenticator, Vec<String>) {
    let setup = app.accounts.begin_totp(session).await.unwrap();
    assert!(
        setup
            .uri
            .starts_with("otpauth://totp/Rapport:ada%40example%2Ecom?secret=")
    );
    assert!(setup.qr.contains("<svg"));
    let authenticator = Authenticator::new(&setup.secret);
    let confirm = TotpCode {
        code: authenticator.code(app, 0),
    };
    let codes = app.accounts.confirm_totp(session, &confirm).await.unwrap();
    app.clock.pass(30);
    (authenticator, codes.recovery_codes)
}

async fn with_app(app: &App) -> (Session, Authenticator, Vec<String>) {
    let session = app.session(&app.found("Acme", EMAIL).await).await;
    let (authenticator, codes) = set_up(app, &session).await;
    (session, authenticator, codes)
}

pub async fn password(app: &App) -> Result<SignInAnswer> {
    let input = SignIn {
        email: EMAIL.to_owned(),
        password: PASSWORD.to_owned(),
    };
    app.accounts.sign_in(&input, "test").await
}

async fn half(app: &App) -> MfaAnswer {
    match password(app).await.unwrap() {
        SignInAnswer::Mfa { mfa } => mfa,
        SignInAnswer::Session(_) => panic!("no second factor was asked for"),
    }
}

pub async fn complete(app: &App, half: &MfaAnswer, code: &str) -> Result<SessionAnswer> {
    let input = MfaCode {
        token: half.token.clone(),
        code: code.to_owned(),
    };
    app.accounts.complete_sign_in(&input, "test").await
}

async fn a_code_is_asked_for_and_accepted_once(app: App) {
    let (_, authenticator, _) = with_app(&app).await;
    let first = half(&app).await;
    assert_eq!(first.methods, ["totp", "recovery"]);
    assert!(!first.setup_required);
    let shown = authenticator.code(&app, 0);
    let spaced = format!("{} {}", &shown[..3], &shown[3..]);
    let answer = complete(&app, &first, &spaced).await.unwrap();
    assert_eq!(answer.recovery_codes, None);
    app.session(&answer).await;
    // Neither the half sign-in nor the code works again.
    let again = complete(&app, &first, &authenticator.code(&app, 1)).await;
    assert_eq!(code(again), "unauthenticated");
    let replayed = complete(&app, &half(&app).await, &shown).await;
    assert_eq!(code(replayed), "bad_credentials");
    app.clock.pass(30);
    let next = complete(&app, &half(&app).await, &authenticator.code(&app, 0)).await;
    next.unwrap();
}

async fn codes_of_the_steps_around_are_accepted(app: App) {
    let (_, authenticator, _) = with_app(&app).await;
    app.clock.pass(300);
    for (later, good) in [(-2, false), (-1, true), (2, false), (1, true)] {
        let shown = authenticator.code(&app, later);
        let answer = complete(&app, &half(&app).await, &shown).await;
        assert_eq!(answer.is_ok(), good, "{later} steps later");
    }
    // A step before one that was accepted is over.
    let older = authenticator.code(&app, 0);
    let answer = complete(&app, &half(&app).await, &older).await;
    assert_eq!(code(answer), "bad_credentials");
}

async fn one_code_begins_one_session_however_many_try(app: App) {
    let (_, authenticator, codes) = with_app(&app).await;
    for shown in [authenticator.code(&app, 0), codes[0].clone()] {
        let waiting = half(&app).await;
        let tries = (0..5).map(|_| complete(&app, &waiting, &shown));
        let answers = futures::future::join_all(tries).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        app.clock.pass(15 * 60);
    }
}

async fn wrong_codes_lock_like_wrong_passwords(app: App) {
    let (_, authenticator, codes) = with_app(&app).await;
    for _ in 0..5 {
        // The right password before each does not forgive.
        let waiting = half(&app).await;
        let wrong = authenticator.wrong(&app);
        assert_eq!(
            code(complete(&app, &waiting, &wrong).await),
            "bad_credentials"
        );
    }
    assert_eq!(code(password(&app).await), "locked");
    app.clock.pass(15 * 60);
    let waiting = half(&app).await;
    for _ in 0..5 {
        let wrong = complete(&app, &waiting, "not-a-recovery-code").await;
        assert_eq!(code(wrong), "bad_credentials");
    }
    let late = complete(&app, &waiting, &codes[0]).await;
    assert_eq!(code(late), "locked");
}

async fn a_half_sign_in_takes_five_tries(app: App) {
    let (_, authenticator, _) = with_app(&app).await;
    let (waiting, wrong) = (half(&app).await, authenticator.wrong(&app));
    let tries = (0..12).map(|_| complete(&app, &waiting, &wrong));
    let answers = futures::future::join_all(tries).await;
    let looked_at = answers
        .into_iter()
        .filter(|answer| code(answer.clone()) == "bad_credentials");
    assert_eq!(looked_at.count(), 5);
}

async fn a_half_sign_in_ends_with_time_and_with_the_password(app: App) {
    let (_, authenticator, _) = with_app(&app).await;
    let waiting = half(&app).await;
    app.clock.pass(5 * 60);
    let late = complete(&app, &waiting, &authenticator.code(&app, 0)).await;
    assert_eq!(code(late), "unauthenticated");
    let waiting = half(&app).await;
    let other = app
        .accounts
        .reset_password(EMAIL, "another horse of battery");
    other.await.unwrap();
    let changed = complete(&app, &waiting, &authenticator.code(&app, 0)).await;
    assert_eq!(code(changed), "unauthenticated");
    assert_eq!(
        code(complete(&app, &waiting, "000000").await),
        "unauthenticated"
    );
}

async fn a_recovery_code_works_once_and_new_ones_replace_the_old(app: App) {
    let (session, _, old) = with_app(&app).await;
    assert_eq!(old.len(), 10);
    let typed = old[0].to_uppercase().replace('-', " ");
    complete(&app, &half(&app).await, &typed).await.unwrap();
    let again = complete(&app, &half(&app).await, &old[0]).await;
    assert_eq!(code(again), "bad_credentials");
    let factors = app.accounts.factors(&session).await.unwrap();
    assert_eq!((factors.totp, factors.recovery_codes), (true, 9));
    let input = PasswordOnly {
        password: PASSWORD.to_owned(),
    };
    let new = app.accounts.new_recovery_codes(&session, &input).await;
    let new = new.unwrap().recovery_codes;
    let spent = complete(&app, &half(&app).await, &old[1]).await;
    assert_eq!(code(spent), "bad_credentials");
    complete(&app, &half(&app).await, &new[1]).await.unwrap();
}

async fn an_app_that_is_not_confirmed_counts_for_nothing(app: App) {
    let session = app.session(&app.found("Acme", EMAIL).await).await;
    let first = app.accounts.begin_totp(&session).await.unwrap();
    app.sign_in(EMAIL, PASSWORD).await.unwrap();
    let wrong = TotpCode {
        code: Authenticator::new(&first.secret).wrong(&app),
    };
    let refused = app.accounts.confirm_totp(&session, &wrong).await;
    assert_eq!(fields(&refused.unwrap_err()), ["code"]);
    // Beginning again makes another secret; the first is forgotten.
    let second = app.accounts.begin_totp(&session).await.unwrap();
    assert_ne!(first.secret, second.secret);
    let stale = TotpCode {
        code: Authenticator::new(&first.secret).code(&app, 0),
    };
    assert_eq!(
        code(app.accounts.confirm_totp(&session, &stale).await),
        "invalid"
    );
    let good = TotpCode {
        code: Authenticator::new(&second.secret).code(&app, 0),
    };
    app.accounts.confirm_totp(&session, &good).await.unwrap();
    assert_eq!(code(app.accounts.begin_totp(&session).await), "conflict");
    assert_eq!(
        code(app.accounts.confirm_totp(&session, &good).await),
        "conflict"
    );
}

async fn removal_asks_for_the_password(app: App) {
    let (session, _, _) = with_app(&app).await;
    let input = |password: &str| PasswordOnly {
        password: password.to_owned(),
    };
    for _ in 0..4 {
        let wrong = app
            .accounts
            .remove_totp(&session, &input("wrong horse"))
            .await;
        assert_eq!(fields(&wrong.unwrap_err()), ["password"]);
    }
    app.accounts
        .remove_totp(&session, &input(PASSWORD))
        .await
        .unwrap();
    let factors = app.accounts.factors(&session).await.unwrap();
    assert_eq!((factors.totp, factors.recovery_codes), (false, 0));
    let none = app.accounts.remove_totp(&session, &input(PASSWORD)).await;
    assert_eq!(code(none), "not_found");
    let none = app
        .accounts
        .new_recovery_codes(&session, &input(PASSWORD))
        .await;
    assert_eq!(code(none), "conflict");
    // Four of the five failures were these.
    assert_eq!(
        code(app.sign_in(EMAIL, "wrong horse").await),
        "bad_credentials"
    );
    assert_eq!(code(app.sign_in(EMAIL, PASSWORD).await), "locked");
}

async fn the_secret_is_kept_encrypted(app: App) {
    let (session, authenticator, _) = with_app(&app).await;
    let identity = app.store.identity();
    let kept = identity.factors(session.tenant, session.actor.user).await;
    let kept = kept.unwrap().totp.unwrap().secret;
    assert_eq!(kept.len(), 12 + authenticator.0.len() + 16);
    assert!(!kept.windows(4).any(|part| part == &authenticator.0[..4]));
    // Another process with the same key reads it.
    let other = app.another_process(rapport_accounts::Signup::Open).await;
    let input = MfaCode {
        token: half(&app).await.token,
        code: authenticator.code(&app, 0),
    };
    other.complete_sign_in(&input, "test").await.unwrap();
}

async fn a_company_demands_a_second_factor(app: App) {
    let admin = app.session(&app.found("Acme", EMAIL).await).await;
    let member = app
        .session(&app.member(&admin, "mem@example.com").await)
        .await;
    let demand = SecurityPatch {
        second_factor_required: Some(true),
    };
    assert_eq!(
        code(app.accounts.change_security(&member, &demand).await),
        "forbidden"
    );
    let changed = app.accounts.change_security(&admin, &demand).await.unwrap();
    assert!(changed.second_factor_required);
    let waiting = half(&app).await;
    assert!(waiting.setup_required && waiting.methods.is_empty());
    let token = MfaToken {
        token: waiting.token.clone(),
    };
    // Without the secret there is no code; with it the sign-in is complete and the app set up.
    assert_eq!(code(complete(&app, &waiting, "123456").await), "conflict");
    let setup = app.accounts.begin_required_totp(&token).await.unwrap();
    let authenticator = Authenticator::new(&setup.secret);
    let wrong = complete(&app, &waiting, &authenticator.wrong(&app)).await;
    assert_eq!(code(wrong), "bad_credentials");
    let shown = authenticator.code(&app, 0);
    let answer = complete(&app, &waiting, &shown).await.unwrap();
    assert_eq!(answer.recovery_codes.as_ref().unwrap().len(), 10);
    app.session(&answer).await;
    let next = half(&app).await;
    assert_eq!(next.methods, ["totp", "recovery"]);
    let token = MfaToken { token: next.token };
    assert_eq!(
        code(app.accounts.begin_required_totp(&token).await),
        "conflict"
    );
}

async fn an_administrator_helps_who_lost_it(app: App) {
    let (session, _, _) = with_app(&app).await;
    let other = app
        .session(&app.found("Other", "eve@example.com").await)
        .await;
    let member = app
        .session(&app.member(&session, "mem@example.com").await)
        .await;
    let user = session.actor.user;
    assert_eq!(
        code(app.accounts.reset_factors(&other, user).await),
        "not_found"
    );
    assert_eq!(
        code(app.accounts.reset_factors(&member, user).await),
        "forbidden"
    );
    let manager = app.user_manager(&session, "hr@example.com").await;
    assert_eq!(
        code(app.accounts.reset_factors(&manager, user).await),
        "forbidden",
        "an administrator's factors are for administrators"
    );
    let simple = member.actor.user;
    app.accounts.reset_factors(&manager, simple).await.unwrap();
    app.accounts.reset_factors(&session, user).await.unwrap();
    app.sign_in(EMAIL, PASSWORD).await.unwrap();
}
