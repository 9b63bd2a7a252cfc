//! `/profiles`

use axum::extract::State;
use axum::http::StatusCode;
use rapport_accounts::{ProfileAnswer, ProfileInput, Session};
use rapport_kernel::{ErrorCode, Result, SettingsRight};
use rapport_schema::SchemaSnapshot;
use serde_json::{Map, Value, json};

use super::{Reader, entity, rights};
use crate::context::SignedIn;
use crate::http::answer;
use crate::http::body::Typed;
use crate::http::query::Parameters;
use crate::http::target::Id;
use crate::problem::Answer;
use crate::state::GatewayState;

/// The settings by their names.
const SETTINGS: [(&str, SettingsRight); 6] = [
    ("users", SettingsRight::Users),
    ("data_model", SettingsRight::DataModel),
    ("audit", SettingsRight::Audit),
    ("company", SettingsRight::Company),
    ("integrations", SettingsRight::Integrations),
    ("privacy", SettingsRight::Privacy),
];

/// `GET /profiles`
pub(crate) async fn list(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let schema = state.engine().schema(session.tenant).await?;
    let profiles = state.accounts().profiles(&session).await?;
    let written: Vec<Value> = profiles.iter().map(|one| write(one, &schema)).collect();
    Ok(answer::data(StatusCode::OK, &written))
}

/// `GET /profiles/{id}`
pub(crate) async fn get(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let profile = state.accounts().profile(&session, id).await?;
    told(&state, &session, StatusCode::OK, &profile).await
}

/// `POST /profiles`
pub(crate) async fn create(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Typed(body): Typed<Map<String, Value>>,
) -> Answer {
    let input = input(&state, &session, body).await?;
    let profile = state.accounts().add_profile(&session, &input).await?;
    told(&state, &session, StatusCode::CREATED, &profile).await
}

/// `PATCH /profiles/{id}`
pub(crate) async fn update(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
    Typed(body): Typed<Map<String, Value>>,
) -> Answer {
    let input = input(&state, &session, body).await?;
    let accounts = state.accounts();
    let profile = accounts.change_profile(&session, id, &input).await?;
    told(&state, &session, StatusCode::OK, &profile).await
}

/// `DELETE /profiles/{id}`
pub(crate) async fn delete(
    State(state): State<GatewayState>,
    SignedIn(session): SignedIn,
    Id(id): Id,
) -> Answer {
    state.accounts().remove_profile(&session, id).await?;
    Ok(answer::data(StatusCode::OK, &json!({ "id": id })))
}

async fn told(
    state: &GatewayState,
    session: &Session,
    status: StatusCode,
    profile: &ProfileAnswer,
) -> Answer {
    let schema = state.engine().schema(session.tenant).await?;
    Ok(answer::data(status, &write(profile, &schema)))
}

async fn input(
    state: &GatewayState,
    session: &Session,
    body: Map<String, Value>,
) -> Result<ProfileInput> {
    session.require(SettingsRight::Users)?;
    let schema = state.engine().schema(session.tenant).await?;
    read(body, &schema)
}

pub(crate) fn read(body: Map<String, Value>, schema: &SchemaSnapshot) -> Result<ProfileInput> {
    let mut reader = Reader::new(body);
    let mut input = ProfileInput {
        name: reader.text("name"),
        description: reader.text("description"),
        administrator: reader.flag("administrator"),
        own_records_only: reader.flag("own_records_only"),
        ..ProfileInput::default()
    };
    for (name, value) in reader.object("permissions").unwrap_or_default() {
        let at = format!("permissions.{name}");
        let Some(entity) = entity(schema, &name) else {
            reader.wrong(at, ErrorCode::UNKNOWN_FIELD, "is no entity");
            continue;
        };
        let given = match value {
            Value::Null => None,
            value => Some(rights::read(&mut reader, &at, &value, Some(entity))),
        };
        if input.entities.insert(entity.name.clone(), given).is_some() {
            reader.invalid(&at, "is given twice");
        }
    }
    let other = reader.body.remove("other");
    input.other = other
        .filter(|other| !other.is_null())
        .map(|other| rights::read(&mut reader, "other", &other, None));
    for (name, given) in reader.object("settings").unwrap_or_default() {
        let at = format!("settings.{name}");
        let known = SETTINGS.iter().find(|(known, _)| *known == name);
        match (known, given) {
            (Some((_, right)), Value::Bool(given)) => {
                input.settings.insert(*right, given);
            }
            (Some(_), _) => reader.invalid(&at, "must be true or false"),
            (None, _) => reader.wrong(at, ErrorCode::UNKNOWN_FIELD, "is no part of the settings"),
        }
    }
    reader.finish()?;
    Ok(input)
}

pub(crate) fn write(answer: &ProfileAnswer, schema: &SchemaSnapshot) -> Value {
    let profile = &answer.profile;
    if !answer.whole {
        return json!({ "id": profile.id, "name": profile.name });
    }
    let permissions: Map<String, Value> = schema
        .entities()
        .iter()
        .filter_map(|entity| {
            let given = profile.entities.get(&entity.name)?;
            Some((entity.plural.clone(), rights::write(given, Some(entity))))
        })
        .collect();
    let settings: Map<String, Value> = SETTINGS
        .iter()
        .map(|(name, right)| ((*name).to_owned(), json!(profile.may(*right))))
        .collect();
    json!({
        "id": profile.id,
        "name": profile.name,
        "description": answer.description,
        "administrator": profile.administrator,
        "own_records_only": profile.own_records_only,
        "users": answer.users,
        "permissions": permissions,
        "other": rights::write(&profile.other_entities, None),
        "settings": settings,
    })
}
