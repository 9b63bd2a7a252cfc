use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use uuid::Uuid;

use super::*;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn user(number: u128) -> UserId {
    UserId(id(number))
}

/// Head (1) over sales (2) over junior (3); support (4) beside. Users 11, 12, 22, 33, 44 sit in role of their first digit.
fn company() -> AccessModel {
    let role = |number, parent: Option<u128>| RoleNode {
        id: id(number),
        name: number.to_string(),
        parent: parent.map(id),
        share_with_peers: number == 2,
    };
    let roles = [
        role(1, None),
        role(2, Some(1)),
        role(3, Some(2)),
        role(4, Some(1)),
    ];
    let profile = Arc::new(Profile::of_rights("All", EntityRights::all()));
    let alone = Arc::new(Profile {
        id: id(100),
        own_records_only: true,
        ..Profile::clone(&profile)
    });
    let member = |number: u128| Member {
        user: user(number),
        profile: Uuid::nil(),
        role: Some(id(number / 10)).filter(|_| number < 90),
    };
    AccessModel {
        profiles: BTreeMap::from([(Uuid::nil(), profile), (id(100), alone)]),
        roles: roles.map(|role| (role.id, role)).into(),
        teams: BTreeMap::from([(
            id(7),
            Team {
                id: id(7),
                name: "Team".to_owned(),
                members: BTreeSet::from([user(33), user(90)]),
            },
        )]),
        members: [11, 12, 21, 22, 33, 44, 90]
            .map(|number| (user(number), member(number)))
            .into(),
        ..AccessModel::default()
    }
}

fn below(model: &AccessModel, number: u128) -> Vec<u128> {
    let access = model.access_of(user(number)).unwrap();
    access.below.iter().map(|user| user.0.as_u128()).collect()
}

#[test]
fn a_user_reaches_everybody_below_and_peers_only_where_they_share() {
    let model = company();
    assert_eq!(below(&model, 11), [21, 22, 33, 44]);
    assert_eq!(below(&model, 21), [22, 33]);
    assert_eq!(below(&model, 33), [0; 0]);
    assert_eq!(below(&model, 44), [0; 0]);
    assert_eq!(below(&model, 90), [0; 0]);
    assert_eq!(model.access_of(user(5)), None);
}

#[test]
fn own_records_only_switches_tree_and_rules_off() {
    let mut model = company();
    model.rules.push(rule(Group::User(user(11)), None, false));
    model.members.get_mut(&user(11)).unwrap().profile = id(100);
    let access = model.access_of(user(11)).unwrap();
    assert!(access.below.is_empty() && access.rules.is_empty());
    assert_eq!(access.audience, [id(11), id(1)]);
}

#[test]
fn a_circle_of_roles_ends() {
    let mut model = company();
    model.roles.get_mut(&id(1)).unwrap().parent = Some(id(3));
    assert_eq!(
        model.roles_below(id(1)),
        BTreeSet::from([id(2), id(3), id(4)])
    );
    assert_eq!(model.roles_above(id(1)), BTreeSet::from([id(2), id(3)]));
    assert_eq!(below(&model, 33), [11, 12, 21, 22, 44]);
}

fn rule(to: Group, from: Option<Group>, superiors: bool) -> Arc<SharingRule> {
    Arc::new(SharingRule {
        id: id(8),
        name: "Rule".to_owned(),
        entity: "deal".to_owned(),
        from,
        criteria: None,
        to,
        superiors,
        level: Level::Read,
    })
}

#[test]
fn a_rule_reaches_its_group_and_the_superiors_it_names() {
    let model = company();
    let reached = |to, superiors| -> Vec<u128> {
        let rule = rule(to, None, superiors);
        let members = model.members.values();
        members
            .filter(|member| model.reaches(&rule, member))
            .map(|member| member.user.0.as_u128())
            .collect()
    };
    assert_eq!(reached(Group::User(user(33)), false), [33]);
    assert_eq!(reached(Group::User(user(33)), true), [11, 12, 21, 22, 33]);
    assert_eq!(reached(Group::Team(id(7)), false), [33, 90]);
    assert_eq!(reached(Group::Team(id(7)), true), [11, 12, 21, 22, 33, 90]);
    assert_eq!(reached(Group::Role(id(2)), false), [21, 22]);
    assert_eq!(reached(Group::Role(id(2)), true), [11, 12, 21, 22]);
    assert_eq!(reached(Group::RoleAndBelow(id(2)), false), [21, 22, 33]);
    assert_eq!(
        reached(Group::RoleAndBelow(id(2)), true),
        [11, 12, 21, 22, 33]
    );
}

#[test]
fn a_rules_from_becomes_the_owners_it_means() {
    let mut model = company();
    let from = Some(Group::RoleAndBelow(id(2)));
    model.rules.push(rule(Group::User(user(44)), from, false));
    let access = model.access_of(user(44)).unwrap();
    let owners = access.rules[0].owners.clone().unwrap();
    assert_eq!(*owners, [user(21), user(22), user(33)]);
    assert!(model.access_of(user(33)).unwrap().rules.is_empty());
}

#[test]
fn who_is_named_by_a_share_is_the_user_the_role_and_the_teams() {
    let access = company().access_of(user(33)).unwrap();
    assert_eq!(access.audience, [id(33), id(3), id(7)]);
}
