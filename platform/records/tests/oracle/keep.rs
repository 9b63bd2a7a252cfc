//! A world as rows of a database: a tenant of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rapport_kernel::{
    Access, Actor, Clock, Currency, EntityRights, Group, Level, Openness, OperationId, Profile,
    RecordId, RequestContext, RequestId, RoleNode, SharingRule, Source, Team, TenantId, UserId,
    new_uuid,
};
use rapport_schema::{Record, Value};
use rapport_store::{
    Founded, GranteeKind, NewUser, RecordShare, RoleChange, RoleKept, StoredProfile, SystemChange,
    Tenant, UserChange,
};
use uuid::Uuid;

use crate::House;
use crate::world::{CASE, Criteria, ENTITIES, MEMO, To, World};

/// A world in the database.
pub struct Kept {
    pub house: House,
    pub tenant: TenantId,
    pub ids: Vec<RecordId>,
}

fn id(world: &World, kind: u128, at: usize) -> Uuid {
    Uuid::from_u128((kind << 100) | (u128::from(world.number) << 40) | (at as u128 + 1))
}

pub fn user(world: &World, at: usize) -> UserId {
    UserId(id(world, 1, at))
}

pub fn role(world: &World, at: usize) -> Uuid {
    id(world, 2, at)
}

pub fn team(world: &World, at: usize) -> Uuid {
    id(world, 3, at)
}

fn profile(world: &World, at: usize) -> StoredProfile {
    let profile = &world.profiles[at];
    let rights = |entity: usize| {
        let rights = profile.rights[entity];
        let hidden = profile.hidden.iter().filter(|_| entity == CASE);
        EntityRights {
            create: rights.create,
            read: rights.read,
            update: rights.update,
            delete: rights.delete,
            hidden: hidden.map(ToString::to_string).collect(),
            ..EntityRights::all()
        }
    };
    let entities = ENTITIES.iter().enumerate();
    StoredProfile {
        profile: Profile {
            id: id(world, 4, at),
            administrator: profile.admin,
            own_records_only: profile.own_only,
            entities: entities
                .map(|(at, name)| ((*name).to_owned(), rights(at)))
                .collect(),
            settings: BTreeSet::new(),
            ..Profile::of_rights(&format!("Profile {at}"), EntityRights::all())
        },
        description: String::new(),
    }
}

fn new_user(world: &World, at: usize) -> NewUser {
    let kept = &world.users[at];
    NewUser {
        id: user(world, at),
        email: format!("u{at}@w{}.example", world.number),
        name: format!("User {at}"),
        password_hash: "none".to_owned(),
        profile: id(world, 4, kept.profile),
        role: kept.role.map(|at| role(world, at)),
        locale: "en".to_owned(),
        time_zone: "UTC".to_owned(),
    }
}

fn group(world: &World, to: To) -> Group {
    match to {
        To::User(at) => Group::User(user(world, at)),
        To::Role(at) => Group::Role(role(world, at)),
        To::RoleAndBelow(at) => Group::RoleAndBelow(role(world, at)),
        To::Team(at) => Group::Team(team(world, at)),
    }
}

fn criteria(criteria: &Criteria) -> String {
    match criteria {
        Criteria::SizeAtLeast(size) => format!(r#"{{"field":"size","op":"gte","value":{size}}}"#),
        Criteria::NameHas(word) => {
            format!(r#"{{"or":[{{"field":"name","op":"contains","value":"{word}"}}]}}"#)
        }
        Criteria::SecretIs(secret) => format!(r#"{{"field":"secret","value":"{secret}"}}"#),
        Criteria::MadeToday => r#"{"field":"created_at","op":"within","value":"today"}"#.to_owned(),
        Criteria::Broken => r#"{"field":"gone","op":"ne","value":"x"}"#.to_owned(),
    }
}

impl Kept {
    /// Puts a world into the database.
    pub async fn new(house: &House, world: &World) -> Self {
        let tenant = TenantId(id(world, 5, 0));
        let mut kept = Self {
            house: house.clone(),
            tenant,
            ids: Vec::new(),
        };
        let store = house.engine.store().clone();
        let identity = store.identity();
        let now = house.clock.now();
        let profiles: Vec<_> = (0..world.profiles.len())
            .map(|at| profile(world, at))
            .collect();
        let founder = NewUser {
            role: None,
            ..new_user(world, 0)
        };
        let row = Tenant {
            id: tenant,
            name: format!("World {}", world.number),
            slug: format!("w{}", world.number),
            currency: Currency::EUR,
            time_zone: "UTC".to_owned(),
            locale: "en".to_owned(),
        };
        let founded = identity
            .found_tenant(&row, &profiles, &founder, false, now)
            .await;
        assert_eq!(founded.unwrap(), Founded::Done);
        for (at, kept) in world.roles.iter().enumerate() {
            let node = RoleNode {
                id: role(world, at),
                name: format!("Role {at}"),
                parent: kept.parent.map(|at| role(world, at)),
                share_with_peers: kept.peers,
            };
            identity.add_role(tenant, &node, now).await.unwrap();
        }
        for at in 1..world.users.len() {
            assert!(
                identity
                    .add_user(tenant, &new_user(world, at), now)
                    .await
                    .unwrap()
            );
        }
        kept.settle_user(world, 0).await;
        for (at, members) in world.teams.iter().enumerate() {
            let team = Team {
                id: team(world, at),
                name: format!("Team {at}"),
                members: members.iter().map(|at| user(world, *at)).collect(),
            };
            identity.add_team(tenant, &team, now).await.unwrap();
        }
        for (entity, open) in world.defaults.iter().enumerate() {
            let Some(open) = open else { continue };
            let open = [Openness::Private, Openness::Read, Openness::Write][usize::from(*open)];
            let set = identity.set_sharing_default(tenant, ENTITIES[entity], open, now);
            set.await.unwrap();
        }
        for (at, rule) in world.rules.iter().enumerate() {
            let rule = SharingRule {
                id: id(world, 6, at),
                name: format!("Rule {at}"),
                entity: ENTITIES[rule.entity].to_owned(),
                from: rule.from.map(|from| group(world, from)),
                criteria: rule.criteria.as_ref().map(criteria),
                to: group(world, rule.to),
                superiors: rule.superiors,
                level: if rule.write {
                    Level::Write
                } else {
                    Level::Read
                },
            };
            identity.add_sharing_rule(tenant, &rule, now).await.unwrap();
        }
        kept.put_records(world).await;
        kept
    }

    async fn put_records(&mut self, world: &World) {
        let ctx = self.context(Access::administrator(user(world, 0)));
        let mut work = self.house.engine.work(&ctx).await.unwrap();
        for record in &world.records {
            let mut values = Record::new()
                .with("name", Value::Text(record.name.to_owned()))
                .with("owner", Value::Id(user(world, record.owner).0))
                .with("touch", Value::Int(0));
            if record.entity == CASE {
                values.set("size", Value::Int(record.size));
                values.set("secret", Value::Text(record.secret.to_owned()));
                if let Some(worker) = record.worker {
                    values.set("worker", Value::Id(user(world, worker).0));
                }
            }
            if let Some(link) = record.link {
                let target = self.ids[link].0;
                if record.entity == MEMO {
                    let entity = ENTITIES[world.records[link].entity].to_owned();
                    values.set("related", Value::Reference { entity, id: target });
                } else {
                    values.set("firm", Value::Id(target));
                }
            }
            self.ids
                .push(work.create(ENTITIES[record.entity], values).await.unwrap());
        }
        for (at, share) in world.shares.iter().enumerate() {
            let (kind, grantee) = match share.to {
                To::User(at) => (GranteeKind::User, user(world, at).0),
                To::Team(at) => (GranteeKind::Team, team(world, at)),
                To::Role(at) | To::RoleAndBelow(at) => (GranteeKind::Role, role(world, at)),
            };
            work.with_system(SystemChange::PutShare(RecordShare {
                id: id(world, 7, at),
                entity: ENTITIES[world.records[share.record].entity].to_owned(),
                record: self.ids[share.record],
                grantee,
                kind,
                level: if share.write {
                    Level::Write
                } else {
                    Level::Read
                },
                // One that ends at this very moment has ended.
                expires_at: match (share.ended, at % 2) {
                    (true, 0) => Some(self.house.clock.now()),
                    (true, _) => Some(self.house.clock.now().plus_seconds(-1)),
                    (false, 0) => Some(self.house.clock.now().plus_seconds(1)),
                    (false, _) => None,
                },
                created_by: user(world, 0),
                created_at: self.house.clock.now(),
            }));
        }
        work.commit().await.unwrap();
        for (at, record) in world
            .records
            .iter()
            .enumerate()
            .filter(|(_, record)| record.binned)
        {
            let entity = ENTITIES[record.entity];
            self.house
                .engine
                .delete(&ctx, entity, self.ids[at])
                .await
                .unwrap();
        }
    }

    /// Brings what changed in a world into the database.
    pub async fn follow(&self, before: &World, world: &World) {
        let identity = self.house.engine.store().identity();
        let now = self.house.clock.now();
        // All that move leave their places first: on the way there must be no circle.
        for top in [true, false] {
            for at in 0..world.roles.len() {
                let parent = world.roles[at].parent;
                if parent == before.roles[at].parent {
                    continue;
                }
                let parent = parent.filter(|_| !top).map(|at| role(world, at));
                let change = RoleChange {
                    parent: Some(parent),
                    ..RoleChange::default()
                };
                let changed = identity.change_role(self.tenant, role(world, at), &change, now);
                assert_eq!(changed.await.unwrap(), RoleKept::Done);
            }
        }
        for at in 0..world.users.len() {
            self.settle_user(world, at).await;
        }
        let ctx = self
            .context(Access::administrator(user(world, 0)))
            .new_operation();
        let mut work = self.house.engine.work(&ctx).await.unwrap();
        for at in 0..world.records.len() {
            if world.records[at].owner != before.records[at].owner {
                let owner = Value::Id(user(world, world.records[at].owner).0);
                let entity = ENTITIES[world.records[at].entity];
                let change = Record::new().with("owner", owner);
                work.update(entity, self.ids[at], change).await.unwrap();
            }
        }
        for at in 0..before.shares.len() {
            let gone = &before.shares[at];
            let stays = |share: &crate::world::Share| {
                share.record == gone.record && share.to == gone.to && share.write == gone.write
            };
            if !world.shares.iter().any(stays) {
                work.with_system(SystemChange::RemoveShare {
                    id: id(world, 7, at),
                });
            }
        }
        work.commit().await.unwrap();
    }

    async fn settle_user(&self, world: &World, at: usize) {
        let kept = &world.users[at];
        let change = UserChange {
            role: Some(kept.role.map(|at| role(world, at))),
            active: Some(kept.active),
            ..UserChange::default()
        };
        let identity = self.house.engine.store().identity();
        let now = self.house.clock.now();
        identity
            .change_user(self.tenant, user(world, at), &change, now)
            .await
            .unwrap();
    }

    /// A request of somebody with this access.
    pub fn context(&self, access: Access) -> RequestContext {
        let new_id = || new_uuid(self.house.clock.as_ref(), self.house.random.as_ref());
        RequestContext {
            tenant: self.tenant,
            actor: Actor::new(access),
            request_id: RequestId(new_id()),
            operation: OperationId(new_id()),
            source: Source::Api,
            time_zone: Arc::from("UTC"),
            currency: Currency::EUR,
            idempotency: None,
            clock: self.house.clock.clone(),
            random: self.house.random.clone(),
        }
    }

    /// What the database says that each user may do.
    pub async fn contexts(&self, world: &World) -> BTreeMap<usize, RequestContext> {
        let identity = self.house.engine.store().identity();
        let model = identity.access_model(self.tenant).await.unwrap();
        let access = |at: usize| model.access_of(user(world, at)).unwrap();
        let users = 0..world.users.len();
        users.map(|at| (at, self.context(access(at)))).collect()
    }
}
