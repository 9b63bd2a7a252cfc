//! The users of a tenant.

use rapport_accounts::{SessionAnswer, UserPatch};
use rapport_kernel::UserId;

use crate::kit::{App, code, fields, on_both};

on_both!(
    members_see_but_only_administrators_change,
    another_tenants_user_does_not_exist,
    the_last_active_administrator_stays,
    of_two_administrators_demoting_each_other_one_stays,
    what_was_sent_is_checked,
);

async fn tenant(app: &App) -> (SessionAnswer, SessionAnswer) {
    let admin = app.found("Acme", "ada@example.com").await;
    let session = app.session(&admin).await;
    let member = app.member(&session, "mem@example.com").await;
    (admin, member)
}

fn role(role: &str) -> UserPatch {
    UserPatch {
        role: Some(role.to_owned()),
        ..UserPatch::default()
    }
}

async fn members_see_but_only_administrators_change(app: App) {
    let (admin, member) = tenant(&app).await;
    app.found("Other", "eve@example.com").await;
    let member_session = app.session(&member).await;
    let users = app.accounts.users(&member_session).await.unwrap();
    let emails: Vec<_> = users.iter().map(|user| user.email.as_str()).collect();
    assert_eq!(emails, ["ada@example.com", "mem@example.com"]);
    let own = app.patch(&member_session, member.user.id, role("admin"));
    assert_eq!(code(own.await), "forbidden");
    let session = app.session(&admin).await;
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
        (changed.name.as_str(), changed.role),
        ("New Name", "member")
    );
}

async fn another_tenants_user_does_not_exist(app: App) {
    let (admin, _) = tenant(&app).await;
    let other = app.found("Other", "eve@example.com").await;
    let session = app.session(&admin).await;
    let foreign = app.patch(&session, other.user.id, role("member"));
    let foreign = foreign.await.unwrap_err();
    let missing = UserId(uuid::Uuid::from_u128(1));
    let missing = app.patch(&session, missing, role("member"));
    let missing = missing.await.unwrap_err();
    assert_eq!(foreign.code.name, "not_found");
    assert_eq!(
        (foreign.code, foreign.message),
        (missing.code, missing.message)
    );
    let eve = app.session(&other).await;
    assert_eq!(app.accounts.me(&eve).await.unwrap().user.role, "admin");
}

async fn the_last_active_administrator_stays(app: App) {
    let (admin, member) = tenant(&app).await;
    let session = app.session(&admin).await;
    let inactive = UserPatch {
        active: Some(false),
        ..UserPatch::default()
    };
    let change = async |user, patch: UserPatch| app.patch(&session, user, patch).await;
    assert_eq!(
        code(change(admin.user.id, role("member")).await),
        "conflict"
    );
    assert_eq!(
        code(change(admin.user.id, inactive.clone()).await),
        "conflict"
    );
    change(admin.user.id, role("admin")).await.unwrap();
    // An administrator who is not active does not count.
    change(member.user.id, role("admin")).await.unwrap();
    change(member.user.id, inactive.clone()).await.unwrap();
    assert_eq!(
        code(change(admin.user.id, role("member")).await),
        "conflict"
    );
    let active = UserPatch {
        active: Some(true),
        ..UserPatch::default()
    };
    change(member.user.id, active).await.unwrap();
    change(admin.user.id, role("member")).await.unwrap();
}

async fn of_two_administrators_demoting_each_other_one_stays(app: App) {
    let (admin, member) = tenant(&app).await;
    let session = app.session(&admin).await;
    for _ in 0..5 {
        for id in [admin.user.id, member.user.id] {
            let promote = rapport_store::UserChange {
                role: Some(rapport_kernel::Role::Admin),
                ..Default::default()
            };
            let at = rapport_kernel::Timestamp::from_micros(1);
            let identity = app.store.identity();
            let done = identity.change_user(session.tenant, id, &promote, at);
            done.await.unwrap();
        }
        let demote = role("member");
        let (one, other) = tokio::join!(
            app.accounts.change_user(&session, admin.user.id, &demote),
            app.accounts.change_user(&session, member.user.id, &demote),
        );
        assert_eq!(
            usize::from(one.is_ok()) + usize::from(other.is_ok()),
            1,
            "{one:?} {other:?}"
        );
    }
}

async fn what_was_sent_is_checked(app: App) {
    let (admin, member) = tenant(&app).await;
    let session = app.session(&admin).await;
    let patch = UserPatch {
        name: Some(String::new()),
        role: Some("root".to_owned()),
        record_access: Some("none".to_owned()),
        active: None,
    };
    let error = app.accounts.change_user(&session, member.user.id, &patch);
    assert_eq!(
        fields(&error.await.unwrap_err()),
        ["name", "role", "record_access"]
    );
    let unknown = serde_json::from_str::<UserPatch>(r#"{"email": "x@example.com"}"#);
    assert!(unknown.is_err());
}
