//! `/sharing`

use axum::extract::State;
use axum::http::StatusCode;
use rapport_accounts::{RuleInput, Session};
use rapport_kernel::{Error, ErrorCode, Level, Openness, Result, SettingsRight, SharingRule};
use rapport_schema::{EntityDef, Filter, FilterContext, RawFilter};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Reader, entity, groups};
use crate::context::SignedIn;
use crate::http::answer;
use crate::http::body::Typed;
use crate::http::query::Parameters;
use crate::http::target::{Id, Name};
use crate::problem::Answer;
use crate::state::GatewayState;

/// The body of `PUT /sharing/defaults/{entity}`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Default {
    access: String,
}

/// `GET /sharing`
pub(crate) async fn get(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let (set, rules) = state.accounts().sharing(&session).await?;
    let schema = state.engine().schema(session.tenant).await?;
    let access = |entity: &EntityDef| set.get(&entity.name).copied().unwrap_or(Openness::Write);
    let defaults: Vec<Value> = schema
        .entities()
        .iter()
        .map(|entity| json!({ "entity": entity.name, "access": openness_name(access(entity)) }))
        .collect();
    let rules: Vec<Value> = rules.iter().map(written).collect();
    let sharing = json!({ "defaults": defaults, "rules": rules });
    Ok(answer::data(StatusCode::OK, &sharing))
}

/// `PUT /sharing/defaults/{entity}`
pub(crate) async fn set_default(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Name(name): Name,
    Typed(body): Typed<Default>,
) -> Answer {
    let accounts = state.accounts();
    session.require(SettingsRight::Users)?;
    let schema = state.engine().schema(session.tenant).await?;
    let entity = entity(&schema, &name);
    let entity = entity.ok_or_else(|| Error::not_found(format!("entity `{name}`")))?;
    let access = match body.access.as_str() {
        "private" => Openness::Private,
        "read" => Openness::Read,
        "write" => Openness::Write,
        _ => {
            let message = "must be private, read or write";
            return Err(Error::field("access", ErrorCode::INVALID, message).into());
        }
    };
    accounts
        .set_sharing_default(&session, &entity.name, access)
        .await?;
    let set = json!({ "entity": entity.name, "access": openness_name(access) });
    Ok(answer::data(StatusCode::OK, &set))
}

/// `POST /sharing/rules`
pub(crate) async fn create_rule(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Typed(body): Typed<Map<String, Value>>,
) -> Answer {
    let input = input(&state, &session, body, None).await?;
    let rule = state.accounts().add_sharing_rule(&session, &input).await?;
    Ok(answer::data(StatusCode::CREATED, &written(&rule)))
}

/// `PATCH /sharing/rules/{id}`
pub(crate) async fn update_rule(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
    Typed(body): Typed<Map<String, Value>>,
) -> Answer {
    let accounts = state.accounts();
    let before = accounts.sharing_rule(&session, id).await?;
    let input = input(&state, &session, body, Some(&before)).await?;
    let rule = accounts.change_sharing_rule(&session, id, &input).await?;
    Ok(answer::data(StatusCode::OK, &written(&rule)))
}

/// `DELETE /sharing/rules/{id}`
pub(crate) async fn delete_rule(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
) -> Answer {
    state.accounts().remove_sharing_rule(&session, id).await?;
    Ok(answer::data(StatusCode::OK, &json!({ "id": id })))
}

async fn input(
    state: &GatewayState,
    session: &Session,
    body: Map<String, Value>,
    before: Option<&SharingRule>,
) -> Result<RuleInput> {
    session.require(SettingsRight::Users)?;
    let schema = state.engine().schema(session.tenant).await?;
    let mut reader = Reader::new(body);
    let name = reader.text("name");
    let named = reader.text("entity");
    let level = reader.text("level");
    let mut input = RuleInput {
        name,
        superiors: reader.flag("superiors"),
        ..RuleInput::default()
    };
    input.from = match reader.body.remove("from") {
        None => None,
        Some(Value::Null) => Some(None),
        Some(from) => groups::read(&mut reader, "from", &from).map(Some),
    };
    if let Some(to) = reader.body.remove("to") {
        input.to = groups::read(&mut reader, "to", &to);
    }
    input.level = level.and_then(|level| read_level(&mut reader, &level));
    let of = named
        .as_deref()
        .or(before.map(|before| before.entity.as_str()));
    let of = of.and_then(|name| {
        let found = entity(&schema, name);
        if found.is_none() {
            reader.invalid("entity", format!("there is no entity `{name}`"));
        }
        found
    });
    input.entity = of.filter(|_| named.is_some()).map(|of| of.name.clone());
    // A filter is written for one entity: with another entity it goes, unless another filter comes.
    let moved = before.is_some_and(|before| of.is_some_and(|of| of.name != before.entity));
    input.criteria = match reader.body.remove("criteria") {
        None => moved.then_some(None),
        Some(Value::Null) => Some(None),
        Some(filter) => {
            if let Some(of) = of {
                check(&mut reader, state, session, of, &filter);
            }
            Some(Some(filter.to_string()))
        }
    };
    reader.finish()?;
    Ok(input)
}

/// A filter that no list of the entity would take is a problem.
fn check(
    reader: &mut Reader,
    state: &GatewayState,
    session: &Session,
    entity: &EntityDef,
    filter: &Value,
) {
    let context = FilterContext {
        now: state.clock().now(),
        zone: &session.time_zone,
        me: session.actor.user,
        currency: session.currency,
    };
    let parsed = RawFilter::from_json(filter)
        .map_err(|problem| vec![problem])
        .and_then(|raw| Filter::parse(entity, &raw, &context));
    if let Err(problems) = parsed {
        for problem in problems {
            let at = format!("criteria.{}", problem.field);
            reader.invalid(&at, problem.message);
        }
    }
}

fn read_level(reader: &mut Reader, level: &str) -> Option<Level> {
    match level {
        "read" => Some(Level::Read),
        "write" => Some(Level::Write),
        _ => {
            reader.invalid("level", "must be read or write");
            None
        }
    }
}

fn written(rule: &SharingRule) -> Value {
    let criteria = rule.criteria.as_deref();
    json!({
        "id": rule.id,
        "name": rule.name,
        "entity": rule.entity,
        "from": rule.from.map(groups::write),
        "criteria": criteria.and_then(|text| serde_json::from_str::<Value>(text).ok()),
        "to": groups::write(rule.to),
        "superiors": rule.superiors,
        "level": match rule.level {
            Level::Read => "read",
            Level::Write => "write",
        },
    })
}

fn openness_name(openness: Openness) -> &'static str {
    match openness {
        Openness::Private => "private",
        Openness::Read => "read",
        Openness::Write => "write",
    }
}
