//! Acting in a user's name.

use rapport_kernel::Through;

use crate::kit::{App, PASSWORD, code, on_both, refresh_of};

const EMAIL: &str = "ada@example.com";

on_both!(
    the_session_has_the_users_rights_and_names_both,
    it_ends_when_asked_and_with_the_session,
    nobody_acts_as_an_administrator,
    the_users_own_account_is_out_of_reach,
    rights_are_looked_at_with_each_request,
);

async fn the_session_has_the_users_rights_and_names_both(app: App) {
    let founder = app.found("Acme", EMAIL).await;
    let admin = app.session(&founder).await;
    let member = app.member(&admin, "mem@example.com").await;
    let acting = app
        .accounts
        .impersonate(&admin, member.user.id)
        .await
        .unwrap();
    assert_eq!(acting.user.id, member.user.id);
    // The token of before and the one of the answer are the same session.
    for token in [&founder.access_token, &acting.access_token] {
        let session = app.accounts.authenticate(token).await.unwrap();
        assert_eq!(session.actor.user, member.user.id);
        assert!(!session.actor.administrator());
        assert_eq!(
            session.actor.through,
            Through::Impersonator(admin.actor.user)
        );
        assert_eq!(session.actor.behind(), Some(admin.actor.user));
        let me = app.accounts.me(&session).await.unwrap();
        assert_eq!(me.user.id, member.user.id);
        assert_eq!(me.impersonator.unwrap().name, "Ada");
    }
    let own = app.session(&member).await;
    assert_eq!(app.accounts.me(&own).await.unwrap().impersonator, None);
    // It goes on through a refresh.
    let refreshed = app.accounts.refresh(&refresh_of(&founder)).await.unwrap();
    assert_eq!(refreshed.user.id, member.user.id);
    assert_eq!(app.session(&refreshed).await.actor.user, member.user.id);
}

async fn it_ends_when_asked_and_with_the_session(app: App) {
    let founder = app.found("Acme", EMAIL).await;
    let admin = app.session(&founder).await;
    let member = app.member(&admin, "mem@example.com").await;
    let nothing = app.accounts.end_impersonation(&admin).await;
    assert_eq!(code(nothing), "not_found");
    app.accounts
        .impersonate(&admin, member.user.id)
        .await
        .unwrap();
    let acting = app.session(&founder).await;
    let back = app.accounts.end_impersonation(&acting).await.unwrap();
    assert_eq!(back.user.id, admin.actor.user);
    assert!(app.session(&founder).await.actor.administrator());
    app.accounts
        .impersonate(&admin, member.user.id)
        .await
        .unwrap();
    let acting = app.session(&founder).await;
    app.accounts.sign_out(&acting).await.unwrap();
    let over = app.accounts.authenticate(&founder.access_token).await;
    assert_eq!(code(over), "unauthenticated");
    app.session(&member).await;
    let again = app
        .session(&app.sign_in(EMAIL, PASSWORD).await.unwrap())
        .await;
    assert_eq!(again.actor.through, Through::Own);
}

async fn nobody_acts_as_an_administrator(app: App) {
    let admin = app.session(&app.found("Acme", EMAIL).await).await;
    let manager = app.user_manager(&admin, "hr@example.com").await;
    let member = app.member(&admin, "mem@example.com").await;
    let itself = app.accounts.impersonate(&admin, admin.actor.user).await;
    assert_eq!(code(itself), "forbidden");
    for caller in [&manager, &app.session(&member).await] {
        let refused = app.accounts.impersonate(caller, member.user.id).await;
        assert_eq!(code(refused), "forbidden");
    }
    let stranger = app
        .session(&app.found("Other", "eve@example.com").await)
        .await;
    let refused = app.accounts.impersonate(&stranger, member.user.id).await;
    assert_eq!(code(refused), "not_found");
    app.accounts
        .impersonate(&admin, member.user.id)
        .await
        .unwrap();
    let twice = app.accounts.impersonate(&admin, manager.actor.user).await;
    assert_eq!(code(twice), "not_found");
}

async fn the_users_own_account_is_out_of_reach(app: App) {
    let founder = app.found("Acme", EMAIL).await;
    let admin = app.session(&founder).await;
    let member = app.member(&admin, "mem@example.com").await;
    app.accounts
        .impersonate(&admin, member.user.id)
        .await
        .unwrap();
    let acting = app.session(&founder).await;
    let change = rapport_accounts::PasswordChange {
        current: PASSWORD.to_owned(),
        password: "another good long password".to_owned(),
    };
    let refused = app.accounts.change_password(&acting, &change).await;
    assert_eq!(code(refused), "forbidden");
    assert_eq!(code(app.accounts.own_sessions(&acting).await), "forbidden");
    assert_eq!(
        code(app.accounts.end_other_sessions(&acting).await),
        "forbidden"
    );
    assert_eq!(
        code(app.accounts.send_verification(&acting).await),
        "forbidden"
    );
    let other = app.accounts.impersonate(&acting, member.user.id).await;
    assert_eq!(code(other), "forbidden");
}

async fn rights_are_looked_at_with_each_request(app: App) {
    let founder = app.found("Acme", EMAIL).await;
    let admin = app.session(&founder).await;
    let second = app.administrator(&admin, "second@example.com").await;
    let member = app.member(&admin, "mem@example.com").await;
    app.accounts
        .impersonate(&admin, member.user.id)
        .await
        .unwrap();
    app.session(&founder).await;
    // The user becomes an administrator: nobody acts in that name any more.
    app.promote(&second, member.user.id).await;
    let over = app.accounts.authenticate(&founder.access_token).await;
    assert_eq!(code(over), "unauthenticated");
    // The impersonator is no administrator any more.
    let founder = app.sign_in(EMAIL, PASSWORD).await.unwrap();
    let admin = app.session(&founder).await;
    let other = app.member(&admin, "other@example.com").await;
    app.accounts
        .impersonate(&admin, other.user.id)
        .await
        .unwrap();
    app.session(&founder).await;
    app.demote(&second, admin.actor.user).await;
    let over = app.accounts.authenticate(&founder.access_token).await;
    assert_eq!(code(over), "unauthenticated");
}
