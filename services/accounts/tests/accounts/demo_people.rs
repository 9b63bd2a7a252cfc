//! The people of the demo company.

use rapport_kernel::UserId;

use crate::kit::{App, code, on_both};

on_both!(the_demo_has_a_role_tree_with_people,);

async fn the_demo_has_a_role_tree_with_people(app: App) {
    let answer = app.found("Acme", "ada@example.com").await;
    let admin = app.session(&answer).await;
    let other = app.found("Acme", "eve@example.com").await;
    let made = app
        .accounts
        .add_demo_people(admin.tenant, admin.actor.user)
        .await
        .unwrap();
    assert_eq!((made.sales.len(), made.service.len()), (3, 2));
    let again = app
        .accounts
        .add_demo_people(admin.tenant, admin.actor.user)
        .await;
    assert_eq!(again.unwrap(), made, "nobody is made twice");
    let roles = app.accounts.roles(&admin).await.unwrap();
    assert_eq!(roles.len(), 5);
    let users = app.accounts.users(&admin).await.unwrap();
    let of = |name: &str| users.iter().find(|user| user.name == name).unwrap();
    let maria = of("Maria Keller");
    assert_eq!(maria.email, "maria.keller@acme.example");
    assert_eq!(maria.profile.name, "Manager");
    assert_eq!(of("Tom Brandt").role.as_ref().unwrap().name, "Support");
    // The chief reaches all of them, the manager her own people.
    let reached: Vec<UserId> = app.session(&answer).await.actor.access.below.to_vec();
    assert_eq!(reached.len(), 5);
    // Another company with the same name has people of its own.
    let eve = app.session(&other).await;
    let hers = app
        .accounts
        .add_demo_people(eve.tenant, eve.actor.user)
        .await
        .unwrap();
    assert_eq!(hers.sales.len(), 3);
    assert_ne!(hers, made);
    // Nobody signs in as one of them.
    let sign_in = app.sign_in("maria.keller@acme.example", "none").await;
    assert_eq!(code(sign_in), "bad_credentials");
}
