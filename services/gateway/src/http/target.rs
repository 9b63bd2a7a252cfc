//! What a path names: an entity, a record of it, and what to do with it.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use rapport_kernel::{Error, ErrorCode, RecordId};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::problem::Problem;
use crate::routing;
use crate::state::GatewayState;

/// `/{entities}`.
pub(crate) struct Collection(pub(crate) String);

/// `/{entities}/{id}`.
pub(crate) struct Target(pub(crate) String, pub(crate) RecordId);

/// `/{entities}/{id}/{action}`.
pub(crate) struct ActionTarget(pub(crate) String, pub(crate) RecordId, pub(crate) String);

/// `/{entities}/{id}/.../{part}`: something that belongs to a record.
pub(crate) struct TargetPart(pub(crate) String, pub(crate) RecordId, pub(crate) Uuid);

/// Any one text in a path.
pub(crate) struct Name(pub(crate) String);

/// Two texts in a path.
pub(crate) struct Names(pub(crate) String, pub(crate) String);

/// `/{id}` of something that is no record.
pub(crate) struct Id(pub(crate) Uuid);

impl FromRequestParts<GatewayState> for Collection {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &GatewayState) -> Result<Self, Problem> {
        let entity: String = path(parts).await?;
        Ok(Self(routing::plural(&entity).into_owned()))
    }
}

impl FromRequestParts<GatewayState> for Target {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &GatewayState) -> Result<Self, Problem> {
        let (entity, id): (String, String) = path(parts).await?;
        Ok(Self(
            routing::plural(&entity).into_owned(),
            RecordId(uuid(&id)?),
        ))
    }
}

impl FromRequestParts<GatewayState> for ActionTarget {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &GatewayState) -> Result<Self, Problem> {
        let (entity, id, action): (String, String, String) = path(parts).await?;
        let entity = routing::plural(&entity).into_owned();
        Ok(Self(entity, RecordId(uuid(&id)?), action.replace('-', "_")))
    }
}

impl FromRequestParts<GatewayState> for TargetPart {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &GatewayState) -> Result<Self, Problem> {
        let (entity, id, part): (String, String, String) = path(parts).await?;
        let entity = routing::plural(&entity).into_owned();
        Ok(Self(entity, RecordId(uuid(&id)?), uuid(&part)?))
    }
}

impl FromRequestParts<GatewayState> for Name {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &GatewayState) -> Result<Self, Problem> {
        path(parts).await.map(Self)
    }
}

impl FromRequestParts<GatewayState> for Names {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &GatewayState) -> Result<Self, Problem> {
        let (one, two) = path(parts).await?;
        Ok(Self(one, two))
    }
}

impl FromRequestParts<GatewayState> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &GatewayState) -> Result<Self, Problem> {
        let id: String = path(parts).await?;
        Ok(Self(uuid(&id)?))
    }
}

async fn path<T: DeserializeOwned + Send>(parts: &mut Parts) -> Result<T, Problem> {
    match Path::<T>::from_request_parts(parts, &()).await {
        Ok(Path(value)) => Ok(value),
        Err(_) => Err(Problem(Error::invalid("the path is not UTF-8"))),
    }
}

/// A UUID as this API writes it. Anything else names nothing.
pub(crate) fn uuid(text: &str) -> Result<Uuid, Problem> {
    let canonical = text.len() == uuid::fmt::Hyphenated::LENGTH;
    let parsed = Uuid::parse_str(text).ok().filter(|_| canonical);
    parsed.ok_or_else(|| {
        let shown: String = text.chars().take(60).collect();
        Problem(Error::new(
            ErrorCode::NOT_FOUND,
            format!("id `{shown}` not found"),
        ))
    })
}
