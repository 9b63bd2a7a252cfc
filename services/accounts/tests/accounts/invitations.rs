//! Invitations.

use rapport_accounts::{AcceptInvitation, Invite, Session, SessionAnswer};
use rapport_kernel::{Clock, Result, UserId};
use rapport_store::{self as store, NewUser};

use crate::kit::{App, PASSWORD, code, fields, on_both, secret_of};

const EMAIL: &str = "mem@example.com";

on_both!(
    the_invited_joins_with_profile_and_role_given,
    an_invitation_is_used_once,
    of_many_who_accept_at_once_one_joins,
    an_invitation_ends_after_seven_days,
    a_withdrawn_or_replaced_invitation_is_gone,
    one_that_is_withdrawn_while_it_is_accepted_is_gone,
    only_administrators_invite,
    another_tenants_invitation_does_not_exist,
    an_address_that_is_taken_is_told_to_its_holder_only,
);

async fn admin(app: &App) -> Session {
    app.session(&app.found("Acme", "ada@example.com").await)
        .await
}

fn invite(email: &str) -> Invite {
    Invite {
        email: email.to_owned(),
        name: "Mem Ber".to_owned(),
        profile: None,
        role: None,
    }
}

async fn accept(app: &App, link: &str) -> Result<SessionAnswer> {
    let input = AcceptInvitation {
        name: Some("Mem".to_owned()),
        password: PASSWORD.to_owned(),
    };
    app.accounts
        .accept_invitation(secret_of(link), &input, "test")
        .await
}

async fn the_invited_joins_with_profile_and_role_given(app: App) {
    let admin = admin(&app).await;
    let role = rapport_accounts::RoleInput {
        name: Some("Help desk".to_owned()),
        ..rapport_accounts::RoleInput::default()
    };
    let role = app.accounts.add_role(&admin, &role).await.unwrap();
    let input = Invite {
        profile: Some(app.profile(&admin, "Support").await),
        role: Some(role.id.to_string()),
        ..invite("Mem@Example.com")
    };
    let invited = app.accounts.invite(&admin, &input).await.unwrap();
    assert!(
        invited
            .link
            .starts_with("https://crm.example/invitations/rpt_i_")
    );
    let offer = app
        .accounts
        .invitation(secret_of(&invited.link))
        .await
        .unwrap();
    assert_eq!(
        (offer.company.as_str(), offer.invited_by.as_str()),
        ("Acme", "Ada")
    );
    assert_eq!(offer.email, EMAIL);
    let joined = accept(&app, &invited.link).await.unwrap();
    assert_eq!(
        (joined.user.profile.name.as_str(), joined.user.role.clone()),
        (
            "Support",
            Some(rapport_accounts::Named {
                id: role.id,
                name: role.name
            })
        )
    );
    assert_eq!(joined.tenant.id, admin.tenant);
    app.session(&joined).await;
    app.sign_in(EMAIL, PASSWORD).await.unwrap();
}

async fn an_invitation_is_used_once(app: App) {
    let admin = admin(&app).await;
    let invited = app.accounts.invite(&admin, &invite(EMAIL)).await.unwrap();
    let weak = AcceptInvitation {
        name: None,
        password: "acme".to_owned(),
    };
    let refused = app
        .accounts
        .accept_invitation(secret_of(&invited.link), &weak, "test");
    assert_eq!(fields(&refused.await.unwrap_err()), ["password"]);
    accept(&app, &invited.link).await.unwrap();
    assert_eq!(code(accept(&app, &invited.link).await), "not_found");
    assert_eq!(
        code(app.accounts.invitation(secret_of(&invited.link)).await),
        "not_found"
    );
    assert!(app.accounts.invitations(&admin).await.unwrap().is_empty());
    let again = app.accounts.invite(&admin, &invite(EMAIL)).await;
    assert_eq!(code(again), "duplicate");
}

async fn of_many_who_accept_at_once_one_joins(app: App) {
    let admin = admin(&app).await;
    let invited = app.accounts.invite(&admin, &invite(EMAIL)).await.unwrap();
    let tries = (0..6).map(|_| accept(&app, &invited.link));
    let answers = futures::future::join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(app.accounts.users(&admin).await.unwrap().len(), 2);
}

async fn an_invitation_ends_after_seven_days(app: App) {
    let admin = admin(&app).await;
    let invited = app.accounts.invite(&admin, &invite(EMAIL)).await.unwrap();
    app.clock.pass(7 * 86_400 - 1);
    app.accounts
        .invitation(secret_of(&invited.link))
        .await
        .unwrap();
    app.clock.pass(1);
    assert_eq!(code(accept(&app, &invited.link).await), "not_found");
}

async fn a_withdrawn_or_replaced_invitation_is_gone(app: App) {
    let admin = admin(&app).await;
    let first = app.accounts.invite(&admin, &invite(EMAIL)).await.unwrap();
    let second = app.accounts.invite(&admin, &invite(EMAIL)).await.unwrap();
    assert_eq!(code(accept(&app, &first.link).await), "not_found");
    let open = app.accounts.invitations(&admin).await.unwrap();
    assert_eq!(open.len(), 1);
    app.accounts
        .withdraw_invitation(&admin, open[0].id)
        .await
        .unwrap();
    assert_eq!(code(accept(&app, &second.link).await), "not_found");
    let again = app.accounts.withdraw_invitation(&admin, open[0].id).await;
    assert_eq!(code(again), "not_found");
}

async fn only_administrators_invite(app: App) {
    let admin = admin(&app).await;
    let member = app.session(&app.member(&admin, EMAIL).await).await;
    let invited = app
        .accounts
        .invite(&member, &invite("new@example.com"))
        .await;
    assert_eq!(code(invited), "forbidden");
    assert_eq!(code(app.accounts.invitations(&member).await), "forbidden");
}

async fn another_tenants_invitation_does_not_exist(app: App) {
    let admin = admin(&app).await;
    let other = app
        .session(&app.found("Other", "eve@example.com").await)
        .await;
    let invited = app.accounts.invite(&admin, &invite(EMAIL)).await.unwrap();
    assert!(app.accounts.invitations(&other).await.unwrap().is_empty());
    let foreign = app
        .accounts
        .withdraw_invitation(&other, invited.invitation.id)
        .await;
    assert_eq!(code(foreign), "not_found");
    accept(&app, &invited.link).await.unwrap();
}

async fn an_address_that_is_taken_is_told_to_its_holder_only(app: App) {
    let admin = admin(&app).await;
    app.found("Other", EMAIL).await;
    let invited = app.accounts.invite(&admin, &invite(EMAIL)).await.unwrap();
    assert_eq!(code(accept(&app, &invited.link).await), "duplicate");
}

async fn one_that_is_withdrawn_while_it_is_accepted_is_gone(app: App) {
    let admin = admin(&app).await;
    let invited = app.accounts.invite(&admin, &invite(EMAIL)).await.unwrap();
    let handle = &secret_of(&invited.link)["rpt_i_".len()..][..12];
    let identity = app.store.identity();
    let read = identity.offer(handle).await.unwrap().unwrap().invitation;
    let withdrawn = app.accounts.withdraw_invitation(&admin, read.id);
    withdrawn.await.unwrap();
    let user = NewUser {
        id: UserId(uuid::Uuid::from_u128(1)),
        email: EMAIL.to_owned(),
        name: "Mem".to_owned(),
        password_hash: "none".to_owned(),
        profile: read.profile.unwrap(),
        role: read.role,
        locale: "en".to_owned(),
        time_zone: "UTC".to_owned(),
    };
    let session = store::Session {
        tenant: admin.tenant,
        id: uuid::Uuid::from_u128(2),
        user: user.id,
        session_epoch: 0,
        handle: "handle".to_owned(),
        token_hash: vec![0; 32],
        previous_hash: None,
        rotation_salt: None,
        rotated_at: None,
        user_agent: String::new(),
        created_at: app.clock.now(),
        last_used_at: app.clock.now(),
        expires_at: app.clock.now().plus_seconds(60),
        revoked_at: None,
        acting_as: None,
    };
    let accepted = identity.accept(&read, &user, &session).await.unwrap();
    assert_eq!(accepted, store::Accepted::Gone);
    assert_eq!(
        app.accounts.users(&admin).await.unwrap().len(),
        1,
        "nothing of it stays"
    );
}
