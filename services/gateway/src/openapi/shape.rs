//! What bodies and answers of the route table look like.

use serde_json::{Value, json};

use super::reference;

/// What a route takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    None,
    /// A fixed shape.
    Named(&'static str),
    /// A new record.
    Record,
    /// Some fields of a record.
    Change,
    /// The input of an action.
    Action,
    /// A file in a form.
    File,
}

/// What a route answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Any JSON.
    Anything,
    /// The shape itself.
    Plain(&'static str),
    /// `{data}`.
    Data(&'static str),
    /// `{data: [..]}`.
    DataList(&'static str),
    /// `{data: [..], pagination}`.
    Page(&'static str),
    /// `{data, operation}`.
    Written(&'static str),
    /// A record.
    Record,
    /// A page of records.
    Records,
    /// A record that was written.
    RecordWritten,
    /// Rows of groups and metrics.
    Aggregate,
    /// Whatever an action says.
    Action,
    /// A file of one of these types.
    File(&'static [&'static str]),
}

impl Shape {
    /// The `content` of a response.
    pub(crate) fn content(self, entity: &str) -> Value {
        if let Self::File(kinds) = self {
            let kind = |kind: &&str| {
                (
                    (*kind).to_owned(),
                    json!({ "schema": { "type": "string" } }),
                )
            };
            return Value::Object(kinds.iter().map(kind).collect());
        }
        json!({ "application/json": { "schema": self.schema(entity) } })
    }

    fn schema(self, entity: &str) -> Value {
        let record = || reference(&format!("{entity}Record"));
        match self {
            Self::Anything | Self::File(_) => json!({}),
            Self::Plain(name) => reference(name),
            Self::Data(name) => object(&[("data", reference(name))], &[]),
            Self::DataList(name) => object(&[("data", list(reference(name)))], &[]),
            Self::Page(name) => paged(reference(name), &[]),
            Self::Written(name) => object(
                &[("data", reference(name)), ("operation", operation())],
                &[],
            ),
            Self::Record => object(
                &[("data", record())],
                &[("included", reference("Included"))],
            ),
            Self::Records => paged(record(), &[("included", reference("Included"))]),
            Self::RecordWritten => object(&[("data", record()), ("operation", operation())], &[]),
            Self::Aggregate => object(
                &[("data", list(json!({ "type": "object" })))],
                &[("included", reference("Included"))],
            ),
            Self::Action => object(&[("data", json!({})), ("operation", operation())], &[]),
        }
    }
}

fn operation() -> Value {
    json!({ "type": ["string", "null"], "format": "uuid", "description": "For undo" })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn paged(row: Value, optional: &[(&str, Value)]) -> Value {
    object(
        &[("data", list(row)), ("pagination", reference("Pagination"))],
        optional,
    )
}

/// An object with these properties.
pub(crate) fn object(required: &[(&str, Value)], optional: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = required.iter().map(|(name, _)| *name).collect();
    let all = required.iter().chain(optional);
    let properties: serde_json::Map<String, Value> = all
        .map(|(name, schema)| ((*name).to_owned(), schema.clone()))
        .collect();
    json!({ "type": "object", "required": names, "properties": properties })
}
