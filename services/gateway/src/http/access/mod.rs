//! Profiles, roles, teams and sharing.
//!
//! The accounts keep them by the names of entities; here those names, and what is said of fields and filters, are
//! understood with the tenant's schema and written back in its words.

pub(crate) mod profiles;
pub(crate) mod roles;
pub(crate) mod sharing;
pub(crate) mod teams;

mod groups;
mod rights;

use std::sync::Arc;

use rapport_kernel::{Error, ErrorCode, FieldError, Result};
use rapport_schema::{EntityDef, SchemaSnapshot, snake_case};
use serde_json::{Map, Value};

/// An entity by its plural or its own name, in either case.
fn entity<'s>(schema: &'s SchemaSnapshot, name: &str) -> Option<&'s Arc<EntityDef>> {
    let found = |name: &str| schema.by_plural(name).or_else(|| schema.entity(name));
    found(name).or_else(|| found(&snake_case(name)))
}

/// Takes values out of a body and gathers what is wrong with them.
struct Reader {
    body: Map<String, Value>,
    problems: Vec<FieldError>,
}

impl Reader {
    fn new(body: Map<String, Value>) -> Self {
        Self {
            body,
            problems: Vec::new(),
        }
    }

    fn wrong(&mut self, field: impl Into<String>, code: ErrorCode, message: impl Into<String>) {
        self.problems.push(FieldError {
            field: field.into(),
            code: code.name,
            message: message.into(),
        });
    }

    fn invalid(&mut self, field: &str, message: impl Into<String>) {
        self.wrong(field, ErrorCode::INVALID, message);
    }

    /// A value that is no text is a problem; a null leaves what is there.
    fn text(&mut self, key: &str) -> Option<String> {
        match self.body.remove(key)? {
            Value::String(text) => Some(text),
            Value::Null => None,
            _ => {
                self.invalid(key, "must be a text");
                None
            }
        }
    }

    fn flag(&mut self, key: &str) -> Option<bool> {
        match self.body.remove(key)? {
            Value::Bool(flag) => Some(flag),
            Value::Null => None,
            _ => {
                self.invalid(key, "must be true or false");
                None
            }
        }
    }

    fn object(&mut self, key: &str) -> Option<Map<String, Value>> {
        match self.body.remove(key)? {
            Value::Object(object) => Some(object),
            Value::Null => None,
            _ => {
                self.invalid(key, "must be an object");
                None
            }
        }
    }

    /// Fails when anything was wrong or is left.
    fn finish(mut self) -> Result<()> {
        let left: Vec<String> = self.body.keys().cloned().collect();
        for key in left {
            self.wrong(key, ErrorCode::UNKNOWN_FIELD, "is not known here");
        }
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(Error::fields(self.problems))
        }
    }
}
