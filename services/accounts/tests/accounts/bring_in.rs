//! Users of another system.

use rapport_accounts::{ImportedUser, PasswordReset};

use crate::kit::{App, code, fields, on_both, token_of};

// Made with another implementation (crypt of the C library, cost 8); $2a$ and $2y$ mean the same.
const HASH: &str = "$2b$08$iJHhL1AXD4wppN3DmPdyaOIN7TK/JUVopsFXi7DZ09/NzvP9mQG1a";
const THEIR_PASSWORD: &str = "their old password";

on_both!(
    a_bcrypt_hash_is_accepted_and_improved_at_the_first_sign_in,
    without_a_hash_there_is_no_password,
    what_is_wrong_is_told_by_field,
);

fn user(email: &str, hash: &str) -> ImportedUser {
    ImportedUser {
        email: email.to_owned(),
        name: "Im Port".to_owned(),
        profile: String::new(),
        password_hash: hash.to_owned(),
    }
}

async fn bring_in(app: &App, input: &ImportedUser) -> rapport_kernel::Result<()> {
    let tenant = app.accounts.chosen_tenant(None).await?;
    let checked = app.accounts.check_imported(&tenant, input).await?;
    app.accounts.add_imported(&checked).await.map(drop)
}

async fn a_bcrypt_hash_is_accepted_and_improved_at_the_first_sign_in(app: App) {
    app.found("Acme", "ada@example.com").await;
    for (form, email) in [
        ("$2a$", "a@example.com"),
        ("$2b$", "b@example.com"),
        ("$2y$", "y@example.com"),
    ] {
        bring_in(&app, &user(email, &HASH.replace("$2b$", form)))
            .await
            .unwrap();
        assert_eq!(
            code(app.sign_in(email, "their new password").await),
            "bad_credentials"
        );
        let session = app.sign_in(email, THEIR_PASSWORD).await.unwrap();
        let kept = app
            .store
            .identity()
            .user_by_email(email)
            .await
            .unwrap()
            .unwrap();
        assert!(kept.password_hash.starts_with("$argon2id$"), "{form}");
        // The sessions of before go on, and the password stays the same.
        app.session(&session).await;
        app.sign_in(email, THEIR_PASSWORD).await.unwrap();
        assert_eq!(
            code(app.sign_in(email, "their new password").await),
            "bad_credentials"
        );
    }
}

async fn without_a_hash_there_is_no_password(app: App) {
    app.found("Acme", "ada@example.com").await;
    bring_in(&app, &user("no@example.com", " ")).await.unwrap();
    for guess in ["", "!", " "] {
        assert_eq!(
            code(app.sign_in("no@example.com", guess).await),
            "bad_credentials"
        );
    }
    let made = app
        .accounts
        .operators_reset_link("no@example.com")
        .await
        .unwrap();
    let input = PasswordReset {
        token: token_of(&made.link),
        password: "a password of their own".to_owned(),
    };
    app.accounts.reset_with_token(&input).await.unwrap();
    let answer = app
        .sign_in("no@example.com", "a password of their own")
        .await;
    assert!(!answer.unwrap().user.profile.administrator);
}

async fn what_is_wrong_is_told_by_field(app: App) {
    app.found("Acme", "ada@example.com").await;
    let mut input = user("ada@example.com", "5f4dcc3b5aa765d61d8327deb882cf99");
    input.name = String::new();
    input.profile = "Emperor".to_owned();
    let error = bring_in(&app, &input).await.unwrap_err();
    assert_eq!(
        fields(&error),
        ["name", "password_hash", "profile", "email"]
    );
    input = user("new@example.com", HASH);
    input.profile = "Administrator".to_owned();
    bring_in(&app, &input).await.unwrap();
    let answer = app
        .sign_in("new@example.com", THEIR_PASSWORD)
        .await
        .unwrap();
    assert!(answer.user.profile.administrator);
    assert_eq!(code(bring_in(&app, &input).await), "invalid");
}
