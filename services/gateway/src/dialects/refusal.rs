//! A refusal in the dialect's words and shape.

use axum::response::Response;
use rapport_kernel::{Error, ErrorKind, FieldError, RequestId};

use super::dispatch::Asked;
use super::table::{EntityTable, Refusal};
use super::translate;
use crate::http::answer;
use crate::{edge, problem};

/// A refusal in the dialect's shape; faults of ours are logged and not told.
pub(super) fn refused(asked: &Asked, error: &Error) -> Response {
    let style = &asked.dialect.style;
    let status = (style.status)(error, problem::status(error.kind()));
    let path = asked.parts.uri.path();
    if let Some(id) = asked.parts.extensions.get::<RequestId>() {
        edge::log(error, &asked.parts.method, path, *id);
    }
    let messages = messages(asked, error);
    let message = match (style.words)(error) {
        Some(words) => words.to_owned(),
        None => message(asked, error, &messages),
    };
    let refusal = Refusal {
        status,
        message: &message,
        messages,
        at: asked.state.clock().now().to_string(),
    };
    answer::json(status, answer::text(&(style.error)(&refusal)))
}

/// The entity that the path is about.
fn entity(asked: &Asked) -> Option<&'static EntityTable> {
    let below = asked.dialect.below(asked.parts.uri.path());
    let about = |path: &str| {
        let rest = below.strip_prefix(path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut entities = asked.dialect.entities.iter();
    entities.find(|entity| about(entity.path) || entity.also.iter().any(|path| about(path)))
}

fn messages(asked: &Asked, error: &Error) -> Vec<String> {
    let entity = entity(asked);
    let told = |fault: &FieldError| {
        let name = match entity {
            Some(entity) => translate::their_name(entity, &fault.field),
            None => fault.field.clone(),
        };
        format!("{name} {}", fault.message).trim_start().to_owned()
    };
    error.fields.iter().map(told).collect()
}

fn message(asked: &Asked, error: &Error, messages: &[String]) -> String {
    if error.kind() == ErrorKind::Internal {
        return "internal error".to_owned();
    }
    match entity(asked) {
        Some(entity) if error.kind() == ErrorKind::NotFound => {
            format!("{} not found", entity.label)
        }
        _ if messages.is_empty() => error.message.clone(),
        _ => messages.join("; "),
    }
}
