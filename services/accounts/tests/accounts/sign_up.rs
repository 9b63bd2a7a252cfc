//! Founding a tenant.

use rapport_accounts::Signup;

use crate::kit::{App, PASSWORD, code, fields, found, on_both, sign_up};

on_both!(
    the_founder_is_the_administrator,
    what_was_typed_is_checked,
    an_address_signs_in_to_one_tenant_only,
    two_companies_of_the_same_name_get_two_slugs,
    only_the_first_visitor_may_sign_up_when_set,
    of_many_first_visitors_one_wins,
    nobody_signs_up_when_closed,
    the_first_user_is_told,
    the_operator_makes_accounts,
);

async fn the_founder_is_the_administrator(app: App) {
    let mut input = sign_up("Müller & Söhne", " Ada@Example.COM ");
    input.currency = Some("usd".to_owned());
    input.time_zone = Some("Europe/Berlin".to_owned());
    input.locale = Some("de-DE".to_owned());
    let answer = app.accounts.sign_up(&input, "test").await.unwrap();
    assert_eq!(answer.user.email, "ada@example.com");
    assert_eq!(answer.user.profile.name, "Administrator");
    assert!(answer.user.profile.administrator);
    assert_eq!(answer.tenant.slug, "muller-sohne");
    assert_eq!(answer.tenant.currency.as_str(), "USD");
    assert_eq!(answer.tenant.time_zone, "Europe/Berlin");
    assert_eq!(answer.tenant.locale, "de-DE");
    assert_eq!(answer.expires_in, 900);
    assert_eq!(answer.refresh_expires_in, 7 * 86_400);
    let session = app.session(&answer).await;
    assert_eq!(session.tenant, answer.tenant.id);
    assert_eq!(session.actor.user, answer.user.id);
    assert_eq!(&*session.time_zone, "Europe/Berlin");
    let again = app.sign_in("ADA@example.com", PASSWORD).await.unwrap();
    assert_eq!(again.user, answer.user);
    let json = serde_json::to_string(&answer).unwrap();
    assert!(!json.contains("argon2"), "{json}");
    assert!(!format!("{answer:?}").contains(&answer.access_token));
}

async fn what_was_typed_is_checked(app: App) {
    let mut input = sign_up("", "nobody");
    input.name = "\u{7}".to_owned();
    input.currency = Some("money".to_owned());
    input.time_zone = Some("Mars/Olympus".to_owned());
    input.locale = Some("?".to_owned());
    input.password = "password1".to_owned();
    let error = app.accounts.sign_up(&input, "test").await.unwrap_err();
    assert_eq!(
        fields(&error),
        [
            "company",
            "name",
            "email",
            "currency",
            "time_zone",
            "locale",
            "password"
        ]
    );
    assert!(!app.accounts.first_user_exists().await.unwrap());
}

async fn an_address_signs_in_to_one_tenant_only(app: App) {
    app.found("One", "ada@example.com").await;
    let second = sign_up("Two", "ADA@example.com");
    let error = app.accounts.sign_up(&second, "test").await.unwrap_err();
    assert_eq!(
        (error.code.name, fields(&error)),
        ("duplicate", vec!["email"])
    );
    assert_eq!(app.store.identity().tenants().await.unwrap().len(), 1);
}

async fn two_companies_of_the_same_name_get_two_slugs(app: App) {
    let one = app.found("Acme", "one@example.com").await;
    let two = app.found("Acme", "two@example.com").await;
    assert_eq!(one.tenant.slug, "acme");
    assert!(two.tenant.slug.starts_with("acme-"), "{}", two.tenant.slug);
    assert_ne!(one.tenant.id, two.tenant.id);
}

async fn only_the_first_visitor_may_sign_up_when_set(app: App) {
    let accounts = app.another_process(Signup::First).await;
    assert!(accounts.setup().await.unwrap().needs_setup);
    let first = found(&accounts, "One", "one@example.com");
    first.await.unwrap();
    assert!(!accounts.setup().await.unwrap().needs_setup);
    let second = found(&accounts, "Two", "two@example.com");
    assert_eq!(code(second.await), "forbidden");
}

async fn of_many_first_visitors_one_wins(app: App) {
    let accounts = app.another_process(Signup::First).await;
    let inputs: Vec<_> = (0..8)
        .map(|number| sign_up("Acme", &format!("ada{number}@example.com")))
        .collect();
    let tries = inputs.iter().map(|input| accounts.sign_up(input, "test"));
    let answers = futures::future::join_all(tries).await;
    let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost.len()), (1, 7));
    assert!(lost.into_iter().all(|answer| code(answer) == "forbidden"));
    assert_eq!(app.store.identity().tenants().await.unwrap().len(), 1);
}

async fn nobody_signs_up_when_closed(app: App) {
    let accounts = app.another_process(Signup::Closed).await;
    let answer = found(&accounts, "One", "one@example.com");
    assert_eq!(code(answer.await), "forbidden");
}

async fn the_first_user_is_told(app: App) {
    let mut watch = app.accounts.watch_first_user();
    assert!(!*watch.borrow_and_update());
    app.found("One", "one@example.com").await;
    assert!(watch.has_changed().unwrap());
    assert!(*watch.borrow_and_update());
    app.found("Two", "two@example.com").await;
    assert!(!watch.has_changed().unwrap());
    let later = app.another_process(Signup::Open).await;
    assert!(*later.watch_first_user().borrow());
}

async fn the_operator_makes_accounts(app: App) {
    let account =
        |company: &str, email: &str, profile: Option<&str>| rapport_accounts::NewAccount {
            company: company.to_owned(),
            name: "Op".to_owned(),
            email: email.to_owned(),
            password: PASSWORD.to_owned(),
            profile: profile.map(str::to_owned),
        };
    let create = async |input| app.accounts.create_account(&input).await;
    let (tenant, user) = create(account("Acme Inc", "a@example.com", None))
        .await
        .unwrap();
    assert_eq!(
        (tenant.slug.as_str(), user.profile.administrator),
        ("acme-inc", true)
    );
    let (same, user) = create(account("acme-inc", "b@example.com", Some("Support")))
        .await
        .unwrap();
    assert_eq!(
        (same.id, user.profile.name.as_str()),
        (tenant.id, "Support")
    );
    // A company is named by its name twice, and meant once.
    let twice = create(account("ACME Inc", "c@example.com", None)).await;
    let error = twice.unwrap_err();
    assert_eq!(fields(&error), ["company"]);
    assert!(error.message.contains("--tenant acme-inc"), "{error}");
    let nowhere = account("nowhere", "c@example.com", None);
    let nowhere = app.accounts.create_account_in(&nowhere).await;
    assert_eq!(code(nowhere), "not_found");
    let unknown = create(account("acme-inc", "c@example.com", Some("Nobody")));
    assert_eq!(fields(&unknown.await.unwrap_err()), ["profile"]);
    assert_eq!(
        code(create(account("acme-inc", "b@example.com", None)).await),
        "duplicate"
    );
    let all = app.accounts.all_users().await.unwrap();
    assert_eq!((all.len(), all[0].1.len()), (1, 2));

    let before = app.sign_in("a@example.com", PASSWORD).await.unwrap();
    let other = "another good passphrase";
    app.accounts
        .reset_password("A@example.com", other)
        .await
        .unwrap();
    assert_eq!(
        code(app.accounts.authenticate(&before.access_token).await),
        "unauthenticated"
    );
    assert_eq!(
        code(app.sign_in("a@example.com", PASSWORD).await),
        "bad_credentials"
    );
    app.sign_in("a@example.com", other).await.unwrap();
}
