//! Profiles, roles, teams and sharing: what is kept, what is refused, and when it is noticed.

use std::collections::{BTreeMap, BTreeSet};

use rapport_accounts::{ProfileInput, RoleInput, RuleInput, Session, TeamInput, UserPatch};
use rapport_kernel::{Clock, EntityRights, Group, Level, Openness, SettingsRight, UserId};
use rapport_store::{RoleChange, RoleKept};
use uuid::Uuid;

use crate::kit::{App, code, fields, on_both};

on_both!(
    a_tenant_begins_with_the_ready_profiles,
    a_change_of_a_profile_is_seen_by_the_next_request,
    the_last_administrators_profile_stays_one,
    of_two_administrating_profiles_cleared_at_once_one_stays,
    a_profile_in_use_stays,
    a_role_is_never_under_itself,
    of_many_moves_at_once_none_closes_a_circle,
    a_role_in_use_stays_and_those_under_it_move_up,
    a_role_reaches_those_below_with_the_next_request,
    teams_and_their_members,
    sharing_is_kept,
    another_tenants_ids_do_not_exist,
    whoever_may_not_change_users_changes_nothing,
    no_administrator_is_made_by_others,
    another_process_makes_a_user_who_comes_in_at_once,
);

async fn admin(app: &App) -> Session {
    app.session(&app.found("Acme", "ada@example.com").await)
        .await
}

fn named(name: &str) -> ProfileInput {
    ProfileInput {
        name: Some(name.to_owned()),
        ..ProfileInput::default()
    }
}

fn role(name: &str, parent: Option<Uuid>) -> RoleInput {
    RoleInput {
        name: Some(name.to_owned()),
        parent: parent.map(|parent| Some(parent.to_string())),
        share_with_peers: None,
    }
}

async fn add_role(app: &App, admin: &Session, name: &str, parent: Option<Uuid>) -> Uuid {
    let added = app.accounts.add_role(admin, &role(name, parent)).await;
    added.unwrap().id
}

async fn a_tenant_begins_with_the_ready_profiles(app: App) {
    let admin = admin(&app).await;
    let profiles = app.accounts.profiles(&admin).await.unwrap();
    let names: Vec<_> = profiles
        .iter()
        .map(|one| one.profile.name.as_str())
        .collect();
    let expected = [
        "Administrator",
        "Client",
        "Employee",
        "Manager",
        "Professional",
        "Read only",
        "Sales representative",
        "Supplier",
        "Support",
    ];
    assert_eq!(names, expected);
    assert_eq!(profiles[0].users, 1);
    let client = &profiles[1].profile;
    assert!(client.own_records_only);
    assert!(client.rights("ticket").create && !client.rights("deal").read);
    let reader = &profiles[5].profile;
    assert!(reader.rights("deal").read && !reader.rights("deal").update);
}

async fn a_change_of_a_profile_is_seen_by_the_next_request(app: App) {
    let admin = admin(&app).await;
    let member = app.member(&admin, "mem@example.com").await;
    let rights = |session: &Session| session.actor.access.profile.rights("deal").clone();
    let before = app.session(&member).await;
    assert!(rights(&before).update);
    let hiding = EntityRights {
        read: true,
        hidden: BTreeSet::from(["amount".to_owned()]),
        ..EntityRights::default()
    };
    let change = ProfileInput {
        entities: BTreeMap::from([("deal".to_owned(), Some(hiding.clone()))]),
        settings: BTreeMap::from([(SettingsRight::Audit, true)]),
        ..ProfileInput::default()
    };
    let id = before.actor.access.profile.id;
    let changed = app.accounts.change_profile(&admin, id, &change).await;
    assert_eq!(changed.unwrap().users, 1);
    let after = app.session(&member).await;
    assert_eq!(rights(&after), hiding);
    assert!(after.actor.may(SettingsRight::Audit));
    // What was not named stays, and null takes what was special away.
    assert!(!after.actor.access.profile.rights("product").update);
    let change = ProfileInput {
        entities: BTreeMap::from([("deal".to_owned(), None)]),
        ..ProfileInput::default()
    };
    app.accounts
        .change_profile(&admin, id, &change)
        .await
        .unwrap();
    let after = app.session(&member).await;
    assert_eq!(rights(&after), EntityRights::all());
    assert!(after.actor.may(SettingsRight::Audit));
}

async fn the_last_administrators_profile_stays_one(app: App) {
    let admin = admin(&app).await;
    let id = admin.actor.access.profile.id;
    let cleared = ProfileInput {
        administrator: Some(false),
        ..ProfileInput::default()
    };
    let refused = app.accounts.change_profile(&admin, id, &cleared).await;
    assert_eq!(code(refused), "conflict");
    let refused = app.accounts.remove_profile(&admin, id).await;
    assert_eq!(code(refused), "conflict");
    // An administrator by another profile who is not active does not count.
    let second = ProfileInput {
        administrator: Some(true),
        ..named("Second")
    };
    let second = app.accounts.add_profile(&admin, &second).await.unwrap();
    let member = app.member(&admin, "mem@example.com").await;
    let promote = |active| UserPatch {
        profile: Some(second.profile.id.to_string()),
        active: Some(active),
        ..UserPatch::default()
    };
    app.patch(&admin, member.user.id, promote(false))
        .await
        .unwrap();
    let refused = app.accounts.change_profile(&admin, id, &cleared).await;
    assert_eq!(code(refused), "conflict");
    app.patch(&admin, member.user.id, promote(true))
        .await
        .unwrap();
    app.accounts
        .change_profile(&admin, id, &cleared)
        .await
        .unwrap();
    let demoted = app.accounts.profiles(&admin).await;
    assert!(demoted.is_ok(), "a session in hand is not asked anew");
}

async fn of_two_administrating_profiles_cleared_at_once_one_stays(app: App) {
    let admin = admin(&app).await;
    let second = ProfileInput {
        administrator: Some(true),
        ..named("Second")
    };
    let second = app.accounts.add_profile(&admin, &second).await.unwrap();
    let member = app.member(&admin, "mem@example.com").await;
    let promote = app.becomes(&admin, "Second").await;
    app.patch(&admin, member.user.id, promote).await.unwrap();
    let ids = [admin.actor.access.profile.id, second.profile.id];
    let flag = |on| ProfileInput {
        administrator: Some(on),
        ..ProfileInput::default()
    };
    for _ in 0..8 {
        let clear = ids.map(|id| {
            let (accounts, admin, input) = (app.accounts.clone(), admin.clone(), flag(false));
            tokio::spawn(async move { accounts.change_profile(&admin, id, &input).await })
        });
        let answers = futures::future::join_all(clear).await;
        let cleared = answers
            .iter()
            .filter(|answer| matches!(answer, Ok(Ok(_))))
            .count();
        assert_eq!(cleared, 1);
        for id in ids {
            let restored = app.accounts.change_profile(&admin, id, &flag(true)).await;
            restored.unwrap();
        }
    }
}

async fn a_profile_in_use_stays(app: App) {
    let admin = admin(&app).await;
    let temporary = app
        .accounts
        .add_profile(&admin, &named("Temporary"))
        .await
        .unwrap();
    let again = app.accounts.add_profile(&admin, &named("Temporary")).await;
    assert_eq!(fields(&again.unwrap_err()), ["name"]);
    let id = temporary.profile.id;
    let member = app.member(&admin, "mem@example.com").await;
    let patch = app.becomes(&admin, "Temporary").await;
    app.patch(&admin, member.user.id, patch).await.unwrap();
    let refused = app.accounts.remove_profile(&admin, id).await.unwrap_err();
    assert_eq!(refused.code.name, "conflict");
    assert!(refused.message.contains("1 user"), "{}", refused.message);
    let patch = app.becomes(&admin, "Support").await;
    app.patch(&admin, member.user.id, patch).await.unwrap();
    // An open invitation holds it as well, a withdrawn one does not.
    let invite = rapport_accounts::Invite {
        email: "new@example.com".to_owned(),
        name: "New".to_owned(),
        profile: Some(id.to_string()),
        role: None,
    };
    let invited = app.accounts.invite(&admin, &invite).await.unwrap();
    assert_eq!(
        code(app.accounts.remove_profile(&admin, id).await),
        "conflict"
    );
    app.accounts
        .withdraw_invitation(&admin, invited.invitation.id)
        .await
        .unwrap();
    app.accounts.remove_profile(&admin, id).await.unwrap();
    assert_eq!(
        code(app.accounts.profile(&admin, id).await.map(drop)),
        "not_found"
    );
}

async fn a_role_is_never_under_itself(app: App) {
    let admin = admin(&app).await;
    let top = add_role(&app, &admin, "Top", None).await;
    let middle = add_role(&app, &admin, "Middle", Some(top)).await;
    let bottom = add_role(&app, &admin, "Bottom", Some(middle)).await;
    for under in [top, middle, bottom] {
        let move_it = RoleInput {
            name: None,
            ..role("", Some(under))
        };
        let moved = app.accounts.change_role(&admin, top, &move_it).await;
        assert_eq!(fields(&moved.unwrap_err()), ["parent"]);
    }
    let nowhere = RoleInput {
        name: None,
        ..role("", Some(Uuid::from_u128(7)))
    };
    let moved = app.accounts.change_role(&admin, top, &nowhere).await;
    assert_eq!(fields(&moved.unwrap_err()), ["parent"]);
    let up = RoleInput {
        parent: Some(None),
        ..RoleInput::default()
    };
    let moved = app.accounts.change_role(&admin, bottom, &up).await.unwrap();
    assert_eq!((moved.parent, moved.name.as_str()), (None, "Bottom"));
    let taken = app
        .accounts
        .change_role(&admin, bottom, &role("Top", None))
        .await;
    assert_eq!(fields(&taken.unwrap_err()), ["name"]);
}

async fn of_many_moves_at_once_none_closes_a_circle(app: App) {
    let admin = admin(&app).await;
    let mut roles = Vec::new();
    for number in 0..6 {
        roles.push(add_role(&app, &admin, &format!("Role {number}"), None).await);
    }
    let at = app.clock.now();
    for _ in 0..6 {
        // Each under the next: all of them together are a circle.
        let moves = (0..roles.len()).map(|index| {
            let (identity, tenant) = (app.store.identity(), admin.tenant);
            let (id, parent) = (roles[index], roles[(index + 1) % roles.len()]);
            let change = RoleChange {
                parent: Some(Some(parent)),
                ..RoleChange::default()
            };
            tokio::spawn(async move { identity.change_role(tenant, id, &change, at).await })
        });
        let answers = futures::future::join_all(moves).await;
        let refused = answers
            .iter()
            .filter(|answer| matches!(answer, Ok(Ok(RoleKept::Cycle))))
            .count();
        assert_eq!(refused, 1);
        for id in &roles {
            let up = RoleChange {
                parent: Some(None),
                ..RoleChange::default()
            };
            let identity = app.store.identity();
            let moved = identity.change_role(admin.tenant, *id, &up, at).await;
            assert_eq!(moved.unwrap(), RoleKept::Done);
        }
    }
}

async fn a_role_in_use_stays_and_those_under_it_move_up(app: App) {
    let admin = admin(&app).await;
    let top = add_role(&app, &admin, "Top", None).await;
    let middle = add_role(&app, &admin, "Middle", Some(top)).await;
    let bottom = add_role(&app, &admin, "Bottom", Some(middle)).await;
    let member = app.member(&admin, "mem@example.com").await;
    let place = |role: Option<Uuid>| UserPatch {
        role: Some(role.map(|role| role.to_string())),
        ..UserPatch::default()
    };
    let placed = app.patch(&admin, member.user.id, place(Some(middle)));
    assert_eq!(placed.await.unwrap().role.unwrap().name, "Middle");
    let refused = app.accounts.remove_role(&admin, middle).await.unwrap_err();
    assert_eq!(refused.code.name, "conflict");
    assert!(refused.message.contains("1 user"), "{}", refused.message);
    let roles = app.accounts.roles(&admin).await.unwrap();
    let of = |id| roles.iter().find(|role| role.id == id).unwrap();
    assert_eq!((of(bottom).parent, of(middle).users), (Some(middle), 1));
    let out = app.patch(&admin, member.user.id, place(None)).await;
    assert_eq!(out.unwrap().role, None);
    app.accounts.remove_role(&admin, middle).await.unwrap();
    let roles = app.accounts.roles(&admin).await.unwrap();
    assert_eq!(roles.len(), 2);
    let moved = roles.iter().find(|role| role.id == bottom).unwrap();
    assert_eq!(moved.parent, Some(top));
}

async fn a_role_reaches_those_below_with_the_next_request(app: App) {
    let admin = admin(&app).await;
    let top = add_role(&app, &admin, "Top", None).await;
    let bottom = add_role(&app, &admin, "Bottom", Some(top)).await;
    let lead = app.member(&admin, "lead@example.com").await;
    let member = app.member(&admin, "mem@example.com").await;
    assert!(app.session(&lead).await.actor.access.below.is_empty());
    for (user, role) in [(lead.user.id, top), (member.user.id, bottom)] {
        let place = UserPatch {
            role: Some(Some(role.to_string())),
            ..UserPatch::default()
        };
        app.patch(&admin, user, place).await.unwrap();
    }
    let access = app.session(&lead).await.actor.access;
    assert_eq!(*access.below, [member.user.id]);
    let other = app.session(&member).await.actor.access;
    assert!(other.below.is_empty());
}

async fn teams_and_their_members(app: App) {
    let admin = admin(&app).await;
    let member = app.member(&admin, "mem@example.com").await;
    let input = |name: &str, members: &[UserId]| TeamInput {
        name: Some(name.to_owned()),
        members: Some(members.iter().map(ToString::to_string).collect()),
    };
    let team = app
        .accounts
        .add_team(&admin, &input("North", &[member.user.id]))
        .await
        .unwrap();
    assert_eq!(team.members, [member.user.id]);
    let me = app.session(&member).await;
    assert!(me.actor.access.audience.contains(&team.id));
    assert_eq!(
        app.accounts.me(&me).await.unwrap().user.teams[0].name,
        "North"
    );
    let unknown = input("South", &[UserId(Uuid::from_u128(3))]);
    let refused = app.accounts.add_team(&admin, &unknown).await;
    assert_eq!(fields(&refused.unwrap_err()), ["members"]);
    let taken = app.accounts.add_team(&admin, &input("North", &[])).await;
    assert_eq!(fields(&taken.unwrap_err()), ["name"]);
    // Members also come and go by the user.
    let leave = UserPatch {
        teams: Some(Vec::new()),
        ..UserPatch::default()
    };
    app.patch(&admin, member.user.id, leave).await.unwrap();
    assert_eq!(
        app.accounts.team(&admin, team.id).await.unwrap().members,
        []
    );
    let join = UserPatch {
        teams: Some(vec![team.id.to_string()]),
        ..UserPatch::default()
    };
    let joined = app.patch(&admin, member.user.id, join).await.unwrap();
    assert_eq!(joined.teams.len(), 1);
    let rename = TeamInput {
        name: Some("Northern".to_owned()),
        members: None,
    };
    let renamed = app.accounts.change_team(&admin, team.id, &rename).await;
    assert_eq!(renamed.unwrap().members, [member.user.id]);
    app.accounts.remove_team(&admin, team.id).await.unwrap();
    assert!(app.accounts.teams(&admin).await.unwrap().is_empty());
    let gone = app.accounts.remove_team(&admin, team.id).await;
    assert_eq!(code(gone), "not_found");
}

async fn sharing_is_kept(app: App) {
    let admin = admin(&app).await;
    let member = app.member(&admin, "mem@example.com").await;
    let set = app
        .accounts
        .set_sharing_default(&admin, "deal", Openness::Private);
    set.await.unwrap();
    let desk = add_role(&app, &admin, "Desk", None).await;
    let input = RuleInput {
        name: Some("Desk sees deals".to_owned()),
        entity: Some("deal".to_owned()),
        from: Some(Some(Group::User(admin.actor.user))),
        criteria: Some(Some(r#"{"field":"stage"}"#.to_owned())),
        to: Some(Group::RoleAndBelow(desk)),
        superiors: Some(true),
        level: Some(Level::Write),
    };
    let rule = app.accounts.add_sharing_rule(&admin, &input).await.unwrap();
    let twice = app.accounts.add_sharing_rule(&admin, &input).await;
    assert_eq!(fields(&twice.unwrap_err()), ["name"]);
    let place = UserPatch {
        role: Some(Some(desk.to_string())),
        ..UserPatch::default()
    };
    app.patch(&admin, member.user.id, place).await.unwrap();
    let access = app.session(&member).await.actor.access;
    assert_eq!(access.defaults.get("deal"), Some(&Openness::Private));
    assert_eq!(*access.rules[0].rule, rule);
    assert_eq!(
        access.rules[0].owners.as_deref(),
        Some([admin.actor.user].as_slice())
    );
    let (defaults, rules) = app.accounts.sharing(&admin).await.unwrap();
    assert_eq!((defaults.len(), rules.len()), (1, 1));
    let to_team = RuleInput {
        to: Some(Group::Team(Uuid::from_u128(9))),
        ..RuleInput::default()
    };
    let refused = app
        .accounts
        .change_sharing_rule(&admin, rule.id, &to_team)
        .await;
    assert_eq!(fields(&refused.unwrap_err()), ["to"]);
    // A role that a rule names stays.
    let out = UserPatch {
        role: Some(None),
        ..UserPatch::default()
    };
    app.patch(&admin, member.user.id, out).await.unwrap();
    let held = app.accounts.remove_role(&admin, desk).await;
    assert_eq!(code(held), "conflict");
    let wider = RuleInput {
        from: Some(None),
        criteria: Some(None),
        ..RuleInput::default()
    };
    let changed = app
        .accounts
        .change_sharing_rule(&admin, rule.id, &wider)
        .await
        .unwrap();
    assert_eq!((changed.from, changed.criteria), (None, None));
    assert_eq!(changed.to, Group::RoleAndBelow(desk));
    app.accounts
        .remove_sharing_rule(&admin, rule.id)
        .await
        .unwrap();
    app.accounts.remove_role(&admin, desk).await.unwrap();
}

async fn another_tenants_ids_do_not_exist(app: App) {
    let admin = admin(&app).await;
    let eve = app
        .session(&app.found("Other", "eve@example.com").await)
        .await;
    let role_id = add_role(&app, &admin, "Top", None).await;
    let team = TeamInput {
        name: Some("North".to_owned()),
        members: None,
    };
    let team = app.accounts.add_team(&admin, &team).await.unwrap().id;
    let rule = RuleInput {
        name: Some("Rule".to_owned()),
        entity: Some("deal".to_owned()),
        to: Some(Group::Team(team)),
        ..RuleInput::default()
    };
    let rule = app
        .accounts
        .add_sharing_rule(&admin, &rule)
        .await
        .unwrap()
        .id;
    let profile = app.profile(&admin, "Support").await.parse().unwrap();
    let accounts = &app.accounts;
    let rename = RoleInput {
        name: Some("Stolen".to_owned()),
        ..RoleInput::default()
    };
    let team_input = TeamInput {
        name: Some("Stolen".to_owned()),
        members: None,
    };
    let rule_input = RuleInput {
        name: Some("Stolen".to_owned()),
        ..RuleInput::default()
    };
    let codes = [
        code(accounts.profile(&eve, profile).await.map(drop)),
        code(
            accounts
                .change_profile(&eve, profile, &named("Stolen"))
                .await
                .map(drop),
        ),
        code(accounts.remove_profile(&eve, profile).await),
        code(accounts.role(&eve, role_id).await.map(drop)),
        code(accounts.change_role(&eve, role_id, &rename).await.map(drop)),
        code(accounts.remove_role(&eve, role_id).await),
        code(accounts.team(&eve, team).await.map(drop)),
        code(
            accounts
                .change_team(&eve, team, &team_input)
                .await
                .map(drop),
        ),
        code(accounts.remove_team(&eve, team).await),
        code(accounts.sharing_rule(&eve, rule).await.map(drop)),
        code(
            accounts
                .change_sharing_rule(&eve, rule, &rule_input)
                .await
                .map(drop),
        ),
        code(accounts.remove_sharing_rule(&eve, rule).await),
    ];
    assert_eq!(codes, ["not_found"; 12]);
    // Nor can they be named in a body.
    let patch = UserPatch {
        profile: Some(profile.to_string()),
        role: Some(Some(role_id.to_string())),
        teams: Some(vec![team.to_string()]),
        ..UserPatch::default()
    };
    let refused = app.patch(&eve, eve.actor.user, patch).await.unwrap_err();
    assert_eq!(fields(&refused), ["profile", "role", "teams"]);
    let under = accounts.add_role(&eve, &role("Mine", Some(role_id))).await;
    assert_eq!(fields(&under.unwrap_err()), ["parent"]);
    let names = accounts.roles(&admin).await.unwrap();
    assert_eq!(names[0].name, "Top");
}

async fn whoever_may_not_change_users_changes_nothing(app: App) {
    let admin = admin(&app).await;
    let member = app
        .session(&app.member(&admin, "mem@example.com").await)
        .await;
    let accounts = &app.accounts;
    let id = Uuid::from_u128(5);
    let rule = RuleInput::default();
    let codes = [
        code(
            accounts
                .add_profile(&member, &named("Mine"))
                .await
                .map(drop),
        ),
        code(
            accounts
                .change_profile(&member, id, &named("Mine"))
                .await
                .map(drop),
        ),
        code(accounts.remove_profile(&member, id).await),
        code(accounts.profile(&member, id).await.map(drop)),
        code(
            accounts
                .add_role(&member, &role("Mine", None))
                .await
                .map(drop),
        ),
        code(
            accounts
                .change_role(&member, id, &role("Mine", None))
                .await
                .map(drop),
        ),
        code(accounts.remove_role(&member, id).await),
        code(
            accounts
                .add_team(&member, &TeamInput::default())
                .await
                .map(drop),
        ),
        code(
            accounts
                .change_team(&member, id, &TeamInput::default())
                .await
                .map(drop),
        ),
        code(accounts.remove_team(&member, id).await),
        code(accounts.sharing(&member).await.map(drop)),
        code(
            accounts
                .set_sharing_default(&member, "deal", Openness::Private)
                .await,
        ),
        code(accounts.add_sharing_rule(&member, &rule).await.map(drop)),
        code(
            accounts
                .change_sharing_rule(&member, id, &rule)
                .await
                .map(drop),
        ),
        code(accounts.remove_sharing_rule(&member, id).await),
    ];
    assert_eq!(codes, ["forbidden"; 15]);
    // Names of profiles are for everybody, what they permit is not.
    let seen = accounts.profiles(&member).await.unwrap();
    assert!(seen.iter().all(|one| !one.whole));
    let own = member.actor.access.profile.id;
    assert!(accounts.profile(&member, own).await.unwrap().whole);
}

async fn no_administrator_is_made_by_others(app: App) {
    let admin = admin(&app).await;
    let people = ProfileInput {
        settings: BTreeMap::from([(SettingsRight::Users, true)]),
        ..named("People")
    };
    let people = app.accounts.add_profile(&admin, &people).await.unwrap();
    let clerk = app.member(&admin, "clerk@example.com").await;
    let patch = app.becomes(&admin, "People").await;
    app.patch(&admin, clerk.user.id, patch).await.unwrap();
    let clerk_session = app.session(&clerk).await;
    let administrator = app.becomes(&admin, "Administrator").await;
    let support = app.becomes(&admin, "Support").await;
    let promoted = app
        .patch(&clerk_session, clerk.user.id, administrator.clone())
        .await;
    assert_eq!(code(promoted), "forbidden");
    let demoted = app.patch(&clerk_session, admin.actor.user, support).await;
    assert_eq!(code(demoted), "forbidden");
    let invite = rapport_accounts::Invite {
        email: "new@example.com".to_owned(),
        name: "New".to_owned(),
        profile: administrator.profile,
        role: None,
    };
    let invited = app.accounts.invite(&clerk_session, &invite).await;
    assert_eq!(code(invited), "forbidden");
    let flagged = ProfileInput {
        administrator: Some(true),
        ..ProfileInput::default()
    };
    let id = people.profile.id;
    let changed = app.accounts.change_profile(&clerk_session, id, &flagged);
    assert_eq!(code(changed.await), "forbidden");
    let wider = ProfileInput {
        settings: BTreeMap::from([(SettingsRight::Privacy, true)]),
        ..ProfileInput::default()
    };
    let changed = app.accounts.change_profile(&clerk_session, id, &wider);
    assert_eq!(fields(&changed.await.unwrap_err()), ["settings.privacy"]);
    let admins = admin.actor.access.profile.id;
    let mine = named("Mine");
    let changed = app.accounts.change_profile(&clerk_session, admins, &mine);
    assert_eq!(code(changed.await), "forbidden");
}

async fn another_process_makes_a_user_who_comes_in_at_once(app: App) {
    let admin = admin(&app).await;
    app.accounts.profiles(&admin).await.unwrap();
    let other = app.another_process(rapport_accounts::Signup::Open).await;
    let account = rapport_accounts::NewAccount {
        company: "acme".to_owned(),
        name: "Op".to_owned(),
        email: "op@example.com".to_owned(),
        password: crate::kit::PASSWORD.to_owned(),
        profile: Some("Support".to_owned()),
    };
    other.create_account(&account).await.unwrap();
    let answer = app
        .sign_in("op@example.com", crate::kit::PASSWORD)
        .await
        .unwrap();
    assert_eq!(answer.user.profile.name, "Support");
    let session = app.session(&answer).await;
    assert_eq!(session.actor.access.profile.name, "Support");
}
