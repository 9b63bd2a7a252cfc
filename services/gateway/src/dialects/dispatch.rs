//! From a path to the entry of the table, and from what came out to an answer in the dialect's shape.

use axum::body::Bytes;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use rapport_kernel::{Error, ErrorCode, ErrorKind, RecordId, RequestId, Result};
use serde_json::{Map, Value};

use super::table::{Dialect, EntityTable, Operation, Refusal};
use super::{records, session, translate};
use crate::client::Caller;
use crate::context::{Context, SignedIn};
use crate::http::query::Parameters;
use crate::http::{answer, body, target};
use crate::problem::{self, Problem};
use crate::state::GatewayState;

/// A request on its way through a dialect.
pub(super) struct Asked {
    pub(super) dialect: &'static Dialect,
    pub(super) state: GatewayState,
    pub(super) parts: Parts,
    pub(super) body: Bytes,
}

/// What an operation answers: a status and a body in the dialect's shape.
pub(super) type Said = (StatusCode, Value);

/// What a path means.
enum Meaning {
    Fixed(Operation, Option<RecordId>),
    Collection(&'static EntityTable),
    Record(&'static EntityTable, RecordId),
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
    };
    let said = match body::read(&asked.parts.headers, body, body::LIMIT).await {
        Ok(bytes) => {
            asked.body = bytes;
            perform(&mut asked).await
        }
        Err(error) => Err(error),
    };
    match said {
        Ok((status, value)) => answer::json(status, answer::text(&value)),
        Err(error) => refused(&asked, &error),
    }
}

async fn perform(asked: &mut Asked) -> Result<Said> {
    let below = asked.dialect.below(asked.parts.uri.path()).to_owned();
    let method = asked.parts.method.clone();
    match meaning(asked.dialect, &method, &below)? {
        Meaning::Fixed(operation, id) => fixed(asked, operation, id).await,
        Meaning::Collection(entity) => match method {
            Method::GET => records::list(asked, entity).await,
            Method::POST => records::create(asked, entity).await,
            _ => Err(not_allowed(&method, &below)),
        },
        Meaning::Record(entity, id) => match method {
            Method::GET => records::get(asked, entity, id).await,
            Method::PUT | Method::PATCH => records::update(asked, entity, id).await,
            Method::DELETE => records::delete(asked, entity, id).await,
            _ => Err(not_allowed(&method, &below)),
        },
    }
}

async fn fixed(asked: &mut Asked, operation: Operation, id: Option<RecordId>) -> Result<Said> {
    match operation {
        Operation::Health => Ok(session::health()),
        Operation::Register => session::register(asked).await,
        Operation::SignIn => session::sign_in(asked).await,
        Operation::Refresh => session::refresh(asked).await,
        Operation::SignOut => session::sign_out(asked).await,
        Operation::Me => session::me(asked).await,
        Operation::Modules => records::modules(asked).await,
        Operation::Action {
            entity,
            action,
            input,
        } => {
            let (entity, id) = (table(asked.dialect, entity)?, subject(id)?);
            records::action(asked, entity, id, action, input).await
        }
        Operation::History { entity, field } => {
            let (entity, id) = (table(asked.dialect, entity)?, subject(id)?);
            records::history(asked, entity, id, field).await
        }
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
    if let Some((entry, id)) = on_path().find(|(entry, _)| entry.method == method.as_str()) {
        let id = id.map(record_id).transpose()?;
        return Ok(Meaning::Fixed(entry.does, id));
    }
    if let Some(entity) = dialect.entity(path) {
        return Ok(Meaning::Collection(entity));
    }
    if let Some((list, id)) = path.rsplit_once('/')
        && let Some(entity) = dialect.entity(list)
    {
        return Ok(Meaning::Record(entity, record_id(id)?));
    }
    match on_path().next() {
        Some(_) => Err(not_allowed(method, path)),
        None => Err(Error::new(ErrorCode::NOT_FOUND, "Route not found")),
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

fn table(dialect: &'static Dialect, path: &str) -> Result<&'static EntityTable> {
    dialect
        .entity(path)
        .ok_or_else(|| Error::new(ErrorCode::NOT_FOUND, "Route not found"))
}

fn subject(id: Option<RecordId>) -> Result<RecordId> {
    id.ok_or_else(|| Error::new(ErrorCode::NOT_FOUND, "Route not found"))
}

fn record_id(text: &str) -> Result<RecordId> {
    match target::uuid(text) {
        Ok(id) => Ok(RecordId(id)),
        Err(Problem(error)) => Err(error),
    }
}

fn not_allowed(method: &Method, path: &str) -> Error {
    let message = format!("/{path} does not answer {method}");
    Error::new(ErrorCode::METHOD_NOT_ALLOWED, message)
}

impl Asked {
    /// The caller and everything an operation may know.
    pub(super) async fn context(&mut self) -> Result<rapport_kernel::RequestContext> {
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
}

fn inside(problem: Problem) -> Error {
    problem.0
}

/// A refusal in the dialect's shape; faults of ours are logged and not told.
fn refused(asked: &Asked, error: &Error) -> Response {
    let ours = problem::status(error.kind());
    let style = &asked.dialect.style;
    let status = (style.status)(error, ours);
    let path = asked.parts.uri.path();
    if let Some(id) = asked.parts.extensions.get::<RequestId>() {
        crate::edge::log(error, &asked.parts.method, path, *id);
    }
    let message = message(asked, error);
    let refusal = Refusal {
        status,
        message: &message,
        at: asked.state.clock().now().to_string(),
    };
    answer::json(status, answer::text(&(style.error)(&refusal)))
}

fn message(asked: &Asked, error: &Error) -> String {
    if error.kind() == ErrorKind::Internal {
        return "internal error".to_owned();
    }
    let below = asked.dialect.below(asked.parts.uri.path());
    let entity = asked.dialect.entities.iter().find(|entity| {
        let rest = below.strip_prefix(entity.path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    let Some(entity) = entity else {
        return error.message.clone();
    };
    if error.kind() == ErrorKind::NotFound {
        return format!("{} not found", entity.label);
    }
    if error.fields.is_empty() {
        return error.message.clone();
    }
    let told = error.fields.iter().map(|fault| {
        let name = translate::their_name(entity, &fault.field);
        format!("{name} {}", fault.message)
    });
    told.collect::<Vec<_>>().join("; ")
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
