//! The users of a tenant.

use rapport_accounts::{Session, SessionAnswer, UserPatch};
use rapport_kernel::{Clock, UserId};
use rapport_store::{UserChange, UserChanged};

use crate::kit::{App, code, fields, on_both};

on_both!(
    members_see_but_only_administrators_change,
    another_tenants_user_does_not_exist,
    the_last_active_administrator_stays,
    of_many_administrators_demoting_each_other_one_stays,
    what_was_sent_is_checked,
);

async fn tenant(app: &App) -> (SessionAnswer, SessionAnswer) {
    let admin = app.found("Acme", "ada@example.com").await;
    let session = app.session(&admin).await;
    let member = app.member(&session, "mem@example.com").await;
    (admin, member)
}

async fn members_see_but_only_administrators_change(app: App) {
    let (admin, member) = tenant(&app).await;
    app.found("Other", "eve@example.com").await;
    let member_session = app.session(&member).await;
    let users = app.accounts.users(&member_session).await.unwrap();
    let emails: Vec<_> = users.iter().map(|user| user.email.as_str()).collect();
    assert_eq!(emails, ["ada@example.com", "mem@example.com"]);
    let session = app.session(&admin).await;
    let administrator = app.becomes(&session, "Administrator").await;
    let own = app.patch(&member_session, member.user.id, administrator);
    assert_eq!(code(own.await), "forbidden");
    let patch = UserPatch {
        name: Some(" New Name ".to_owned()),
        ..UserPatch::default()
    };
    let changed = app
        .accounts
        .change_user(&session, member.user.id, &patch)
        .await
        .unwrap();
    assert_eq!(
        (changed.name.as_str(), changed.profile.name.as_str()),
        ("New Name", "Sales representative")
    );
}

async fn another_tenants_user_does_not_exist(app: App) {
    let (admin, _) = tenant(&app).await;
    let other = app.found("Other", "eve@example.com").await;
    let session = app.session(&admin).await;
    let ordinary = app.becomes(&session, "Sales representative").await;
    let foreign = app.patch(&session, other.user.id, ordinary.clone());
    let foreign = foreign.await.unwrap_err();
    let missing = UserId(uuid::Uuid::from_u128(1));
    let missing = app.patch(&session, missing, ordinary);
    let missing = missing.await.unwrap_err();
    assert_eq!(foreign.code.name, "not_found");
    assert_eq!(
        (foreign.code, foreign.message),
        (missing.code, missing.message)
    );
    let eve = app.session(&other).await;
    let eve = app.accounts.me(&eve).await.unwrap();
    assert!(eve.user.profile.administrator);
}

async fn the_last_active_administrator_stays(app: App) {
    let (admin, member) = tenant(&app).await;
    let session = app.session(&admin).await;
    let inactive = UserPatch {
        active: Some(false),
        ..UserPatch::default()
    };
    let change = async |user, patch: UserPatch| app.patch(&session, user, patch).await;
    let administrator = app.becomes(&session, "Administrator").await;
    let ordinary = app.becomes(&session, "Manager").await;
    assert_eq!(
        code(change(admin.user.id, ordinary.clone()).await),
        "conflict"
    );
    assert_eq!(
        code(change(admin.user.id, inactive.clone()).await),
        "conflict"
    );
    change(admin.user.id, administrator.clone()).await.unwrap();
    // An administrator who is not active does not count.
    change(member.user.id, administrator.clone()).await.unwrap();
    change(member.user.id, inactive.clone()).await.unwrap();
    assert_eq!(
        code(change(admin.user.id, ordinary.clone()).await),
        "conflict"
    );
    let active = UserPatch {
        active: Some(true),
        ..UserPatch::default()
    };
    change(member.user.id, active).await.unwrap();
    change(admin.user.id, ordinary.clone()).await.unwrap();
}

async fn of_many_administrators_demoting_each_other_one_stays(app: App) {
    let (admin, _) = tenant(&app).await;
    let session = app.session(&admin).await;
    for number in 0..7 {
        let email = format!("admin{number}@example.com");
        app.member(&session, &email).await;
    }
    let ids: Vec<UserId> = app
        .accounts
        .users(&session)
        .await
        .unwrap()
        .iter()
        .map(|user| user.id)
        .collect();
    let administrator = app.profile(&session, "Administrator").await;
    let ordinary = app.profile(&session, "Support").await;
    for _ in 0..10 {
        all_become(&app, &session, &ids, &administrator).await;
        let demoted = all_become(&app, &session, &ids, &ordinary).await;
        assert_eq!(demoted, ids.len() - 1, "one administrator is left");
    }
}

/// Gives all users a profile at the same time; answers how many got it.
async fn all_become(app: &App, session: &Session, ids: &[UserId], profile: &str) -> usize {
    let change = UserChange {
        profile: profile.parse().ok(),
        ..UserChange::default()
    };
    let at = app.clock.now();
    let changes = ids.iter().map(|id| {
        let (identity, change) = (app.store.identity(), change.clone());
        let (tenant, id) = (session.tenant, *id);
        tokio::spawn(async move { identity.change_user(tenant, id, &change, at).await })
    });
    let answers = futures::future::join_all(changes).await;
    answers
        .into_iter()
        .filter(|answer| matches!(answer, Ok(Ok(UserChanged::Done))))
        .count()
}

async fn what_was_sent_is_checked(app: App) {
    let (admin, member) = tenant(&app).await;
    let session = app.session(&admin).await;
    let patch = UserPatch {
        name: Some(String::new()),
        profile: Some("root".to_owned()),
        role: Some(Some(uuid::Uuid::from_u128(1).to_string())),
        teams: Some(vec!["none".to_owned()]),
        active: None,
    };
    let error = app.accounts.change_user(&session, member.user.id, &patch);
    assert_eq!(
        fields(&error.await.unwrap_err()),
        ["name", "profile", "role", "teams"]
    );
    let unknown = serde_json::from_str::<UserPatch>(r#"{"record_access": "all"}"#);
    assert!(unknown.is_err());
}
