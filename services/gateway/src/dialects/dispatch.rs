//! From a path to the entry of the table, and from what came out to an answer in the dialect's shape.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use rapport_kernel::{Error, ErrorCode, RecordId, RequestContext, Result, UserId};
use serde_json::{Map, Value};

use super::table::{Dialect, EntityTable, Ids, Operation, Upload};
use super::{account, links, list, people, records, refusal, session};
use crate::client::Caller;
use crate::context::{Context, SignedIn};
use crate::http::query::Parameters;
use crate::http::{answer, body, target};
use crate::problem::Problem;
use crate::state::GatewayState;

/// A request on its way through a dialect.
pub(super) struct Asked {
    pub(super) dialect: &'static Dialect,
    pub(super) state: GatewayState,
    pub(super) parts: Parts,
    pub(super) body: Bytes,
    /// The segment in the place of `{id}` of a fixed path.
    pub(super) segment: Option<String>,
}

/// What an operation answers: a status and a body in the dialect's shape.
pub(super) type Said = (StatusCode, Value);

/// What a path means.
enum Meaning {
    Fixed(Operation, Option<String>),
    Collection(&'static EntityTable),
    Record(&'static EntityTable, String),
}

/// Answers any request below the dialect's path.
pub(super) async fn answer(
    dialect: &'static Dialect,
    State(state): State<GatewayState>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let mut asked = Asked {
        dialect,
        state,
        parts,
        body: Bytes::new(),
        segment: None,
    };
    let said = match upload(&asked) {
        Some(upload) => take(&mut asked, upload, body).await,
        None => match body::read(&asked.parts.headers, body, body::LIMIT).await {
            Ok(bytes) => {
                asked.body = bytes;
                perform(&mut asked).await
            }
            Err(error) => Err(error),
        },
    };
    match said {
        Ok((StatusCode::NO_CONTENT, _)) => {
            let mut response = Response::default();
            *response.status_mut() = StatusCode::NO_CONTENT;
            response
        }
        Ok((status, value)) => answer::json(status, answer::text(&value)),
        Err(error) => refusal::refused(&asked, &error),
    }
}

/// The operation that takes a form, when the path has one.
fn upload(asked: &Asked) -> Option<Upload> {
    let below = asked.dialect.below(asked.parts.uri.path());
    match meaning(asked.dialect, &asked.parts.method, below) {
        Ok(Meaning::Fixed(Operation::Upload(upload), _)) => Some(upload),
        _ => None,
    }
}

/// Hands a form over, to somebody who is signed in.
async fn take(asked: &mut Asked, upload: Upload, body: Body) -> Result<Said> {
    asked.signed_in().await?;
    let request = Request::from_parts(asked.parts.clone(), body);
    let form = Multipart::from_request(request, &asked.state).await;
    let form = form.map_err(|_| {
        let message = "the body must be `multipart/form-data`";
        Error::new(ErrorCode::UNSUPPORTED_MEDIA, message)
    })?;
    upload(asked, form).await
}

/// Each operation is a box: together their states would fill a thread's stack.
async fn perform(asked: &mut Asked) -> Result<Said> {
    let below = asked.dialect.below(asked.parts.uri.path()).to_owned();
    let method = asked.parts.method.clone();
    match meaning(asked.dialect, &method, &below)? {
        Meaning::Fixed(operation, segment) => {
            asked.segment = segment;
            Box::pin(fixed(asked, operation)).await
        }
        Meaning::Collection(entity) => match method {
            Method::GET => Box::pin(list::list(asked, entity)).await,
            Method::POST => Box::pin(records::create(asked, entity)).await,
            _ => Err(not_allowed(&method, &below)),
        },
        Meaning::Record(entity, segment) => {
            let id = asked.record_id(entity, &segment).await?;
            match method {
                Method::GET => Box::pin(records::get(asked, entity, id)).await,
                Method::PUT | Method::PATCH => Box::pin(records::update(asked, entity, id)).await,
                Method::DELETE => Box::pin(records::delete(asked, entity, id)).await,
                _ => Err(not_allowed(&method, &below)),
            }
        }
    }
}

async fn fixed(asked: &mut Asked, operation: Operation) -> Result<Said> {
    match operation {
        Operation::Health(service) => Ok(session::health(asked, service)),
        Operation::Register => Box::pin(session::register(asked)).await,
        Operation::SignIn => Box::pin(session::sign_in(asked)).await,
        Operation::Refresh => Box::pin(session::refresh(asked)).await,
        Operation::SignOut => Box::pin(session::sign_out(asked)).await,
        Operation::Me => Box::pin(people::me(asked)).await,
        Operation::Account(what) => Box::pin(account::answer(asked, what)).await,
        Operation::Modules => Box::pin(records::modules(asked)).await,
        Operation::Action {
            entity,
            action,
            input,
        } => {
            let (entity, id) = asked.subject(entity).await?;
            Box::pin(records::action(asked, entity, id, action, input)).await
        }
        Operation::History { entity, field } => {
            let (entity, id) = asked.subject(entity).await?;
            Box::pin(records::history(asked, entity, id, field)).await
        }
        Operation::Own(own) => own(asked).await,
        // Such a path was answered before its body was read.
        Operation::Upload(_) => Err(Error::invalid("the body must be a form with a file")),
    }
}

/// Finds what a path means: fixed paths first, then lists, then records.
fn meaning(dialect: &'static Dialect, method: &Method, path: &str) -> Result<Meaning> {
    let on_path = || {
        dialect
            .fixed
            .iter()
            .filter_map(|entry| Some((entry, matched(entry.path, path)?)))
    };
    if let Some((entry, segment)) = on_path().find(|(entry, _)| entry.method == method.as_str()) {
        return Ok(Meaning::Fixed(entry.does, segment.map(str::to_owned)));
    }
    let answers = |entity: &EntityTable| match entity.methods.contains(&method.as_str()) {
        true => Ok(()),
        false => Err(not_allowed(method, path)),
    };
    if let Some(entity) = dialect.entity(path) {
        answers(entity)?;
        return Ok(Meaning::Collection(entity));
    }
    if let Some((list, id)) = path.rsplit_once('/')
        && let Some(entity) = dialect.entity(list)
    {
        answers(entity)?;
        return Ok(Meaning::Record(entity, id.to_owned()));
    }
    match on_path().next() {
        Some(_) => Err(not_allowed(method, path)),
        None => Err(nowhere(dialect, method, path)),
    }
}

/// The segment in the place of `{id}`, when the path is the pattern's; none inside when the pattern has no place.
fn matched<'p>(pattern: &str, path: &'p str) -> Option<Option<&'p str>> {
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    let mut id = None;
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(id),
            (Some("{id}"), Some(segment)) => id = Some(segment),
            (Some(one), Some(other)) if one == other => {}
            _ => return None,
        }
    }
}

fn nowhere(dialect: &Dialect, method: &Method, path: &str) -> Error {
    let message = (dialect.style.nowhere)(method.as_str(), path);
    Error::new(ErrorCode::NOT_FOUND, message)
}

fn not_allowed(method: &Method, path: &str) -> Error {
    let message = format!("/{path} does not answer {method}");
    Error::new(ErrorCode::METHOD_NOT_ALLOWED, message)
}

impl Asked {
    /// The caller and everything an operation may know.
    pub(super) async fn context(&mut self) -> Result<RequestContext> {
        let context = Context::from_request_parts(&mut self.parts, &self.state).await;
        context.map(|Context(ctx)| ctx).map_err(inside)
    }

    /// The caller's session.
    pub(super) async fn signed_in(&mut self) -> Result<rapport_accounts::Session> {
        let session = SignedIn::from_request_parts(&mut self.parts, &self.state).await;
        session.map(|SignedIn(session)| session).map_err(inside)
    }

    /// The body as an object; without a body, the empty one.
    pub(super) fn input(&self) -> Result<Map<String, Value>> {
        if self.body.is_empty() {
            return Ok(Map::new());
        }
        body::object(&self.parts.headers, &self.body)
    }

    pub(super) fn parameters(&self) -> Result<Parameters> {
        Parameters::parse(self.parts.uri.query())
    }

    /// Where the request comes from.
    pub(super) fn caller(&self) -> Caller {
        Caller::of(&self.parts.headers, &self.parts.extensions, &self.state)
    }

    /// The entity of the table with this path.
    pub(super) fn table(&self, path: &str) -> Result<&'static EntityTable> {
        let entity = self.dialect.entity(path);
        entity.ok_or_else(|| nowhere(self.dialect, &self.parts.method, path))
    }

    /// The record of an entity that `{id}` names.
    async fn subject(&mut self, path: &str) -> Result<(&'static EntityTable, RecordId)> {
        let entity = self.table(path)?;
        let segment = self.segment.clone().unwrap_or_default();
        let id = self.record_id(entity, &segment).await?;
        Ok((entity, id))
    }

    /// The record of an entity that a segment of the path names.
    pub(super) async fn record_id(
        &mut self,
        entity: &'static EntityTable,
        segment: &str,
    ) -> Result<RecordId> {
        // Nothing of the path is looked at for a caller who is nobody.
        let ctx = self.context().await?;
        match self.dialect.style.ids {
            Ids::Uuid => uuid(segment).map(RecordId),
            Ids::UuidOr(message) => {
                let id = uuid(segment).map_err(|_| Error::invalid(message))?;
                Ok(RecordId(id))
            }
            Ids::Number(message) => {
                let number = segment.parse().map_err(|_| Error::invalid(message))?;
                let found = links::record_numbered(self, &ctx, entity.ours, number).await?;
                found.ok_or_else(|| Error::not_found(entity.label))
            }
        }
    }

    /// The user that a segment of the path names.
    pub(super) async fn user_id(&mut self, segment: &str) -> Result<UserId> {
        self.signed_in().await?;
        match self.dialect.style.ids {
            Ids::Uuid => uuid(segment).map(UserId),
            Ids::UuidOr(message) => {
                let id = uuid(segment).map_err(|_| Error::invalid(message))?;
                Ok(UserId(id))
            }
            Ids::Number(message) => {
                let number = segment.parse().map_err(|_| Error::invalid(message))?;
                let found = links::user_numbered(self, number).await?;
                found.ok_or_else(|| Error::not_found(self.dialect.people.label))
            }
        }
    }
}

fn uuid(text: &str) -> Result<uuid::Uuid> {
    target::uuid(text).map_err(inside)
}

fn inside(problem: Problem) -> Error {
    problem.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_compared_segment_by_segment() {
        assert_eq!(
            matched("deals/{id}/close", "deals/7/close"),
            Some(Some("7"))
        );
        assert_eq!(matched("auth/login", "auth/login"), Some(None));
        for other in ["deals/7", "deals/7/close/now", "deal/7/close", ""] {
            assert_eq!(matched("deals/{id}/close", other), None, "{other}");
        }
    }
}
