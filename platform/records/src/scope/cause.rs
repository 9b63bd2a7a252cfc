//! Why a user reaches records of an entity: one list of causes, from which both filters and explanations are made.

use std::sync::Arc;

use rapport_kernel::{Access, Level, Openness, ReachingRule, RequestContext, UserId};
use rapport_schema::{Condition, EntityDef, Filter, Operator, SharedWith, Value};

use super::criteria::Criteria;

/// The field that names who owns a record.
pub(crate) const OWNER: &str = "owner";

/// One reason why a user reaches records.
#[derive(Clone, Debug)]
pub(crate) struct Cause {
    /// Which records.
    pub(crate) test: Test,
    /// How far.
    pub(crate) level: Level,
}

/// Which records a cause is about.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    /// All, for administrators.
    Administrator,
    /// All, by the organisation's default or because the entity is a catalogue.
    Default,
    /// Those the user owns.
    Owner,
    /// Those whose field of this name is the user.
    Assignee(String),
    /// Those of owners below in the role tree, or beside where a role shares with its peers.
    Below(Arc<[UserId]>),
    /// Those of a sharing rule; without criteria when they cannot be read any more.
    Rule(ReachingRule, Option<Filter>),
    /// Those shared by hand.
    Share,
}

/// The condition under which a user reaches records at a level.
pub(super) fn filter(
    ctx: &RequestContext,
    entity: &Arc<EntityDef>,
    criteria: &Criteria,
    level: Level,
) -> Filter {
    let access = &ctx.actor.access;
    if open_to(access, entity).is_some_and(|open| open >= level) {
        return Filter::everything();
    }
    let causes = causes(ctx, access, entity, criteria);
    let reaching = causes.iter().filter(|cause| cause.level >= level);
    let mut any: Vec<Filter> = reaching
        .map(|cause| condition(ctx, access, &cause.test, level))
        .collect();
    match any.len() {
        1 => any.remove(0),
        _ => Filter::Or(any),
    }
}

/// All causes that could let a user reach records of an entity.
pub(crate) fn causes(
    ctx: &RequestContext,
    access: &Access,
    entity: &Arc<EntityDef>,
    criteria: &Criteria,
) -> Vec<Cause> {
    if access.profile.administrator {
        return vec![write(Test::Administrator)];
    }
    let mut causes = Vec::with_capacity(4 + access.rules.len());
    if let Some(level) = open_to(access, entity) {
        let test = Test::Default;
        causes.push(Cause { test, level });
    }
    if entity.field(OWNER).is_some() {
        causes.push(write(Test::Owner));
    }
    causes.extend(entity.assignee.clone().map(Test::Assignee).map(write));
    if !access.below.is_empty() {
        causes.push(write(Test::Below(Arc::clone(&access.below))));
    }
    let rules = access.rules.iter();
    for reaching in rules.filter(|reaching| reaching.rule.entity == entity.name) {
        let filter = criteria.of(ctx, &reaching.rule, entity);
        causes.push(Cause {
            test: Test::Rule(reaching.clone(), filter),
            level: reaching.rule.level,
        });
    }
    causes.push(write(Test::Share));
    causes
}

/// What reaches everything, as far as it goes: the administrator's profile, the organisation's default, a catalogue.
fn open_to(access: &Access, entity: &EntityDef) -> Option<Level> {
    if access.profile.administrator {
        return Some(Level::Write);
    }
    let default = match access.defaults.get(&entity.name) {
        _ if access.profile.own_records_only => None,
        None | Some(Openness::Write) => Some(Level::Write),
        Some(Openness::Read) => Some(Level::Read),
        Some(Openness::Private) => None,
    };
    default.max(entity.shared.then_some(Level::Read))
}

fn write(test: Test) -> Cause {
    let level = Level::Write;
    Cause { test, level }
}

/// The condition of one cause.
fn condition(ctx: &RequestContext, access: &Access, test: &Test, level: Level) -> Filter {
    match test {
        Test::Administrator | Test::Default => Filter::everything(),
        Test::Owner => Filter::equals(OWNER, Value::Id(access.user.0)),
        Test::Assignee(field) => Filter::equals(field.as_str(), Value::Id(access.user.0)),
        Test::Below(owners) => owned_by(owners),
        Test::Rule(reaching, criteria) => match (&reaching.owners, criteria) {
            (_, None) => Filter::Or(Vec::new()),
            (None, Some(criteria)) => criteria.clone(),
            (Some(owners), Some(criteria)) => owned_by(owners).and(criteria.clone()),
        },
        Test::Share => Filter::Shared(SharedWith {
            grantees: access.audience.clone(),
            at: ctx.now(),
            level,
        }),
    }
}

fn owned_by(owners: &[UserId]) -> Filter {
    // The store refuses longer lists.
    let lists = owners.chunks(8192).map(|owners| {
        Filter::Is(Condition {
            field: OWNER.to_owned(),
            op: Operator::In,
            values: owners.iter().map(|owner| Value::Id(owner.0)).collect(),
        })
    });
    let mut lists: Vec<Filter> = lists.collect();
    match lists.len() {
        1 => lists.remove(0),
        _ => Filter::Or(lists),
    }
}
