//! A filter as clients write it, before fields and values are known.

use rapport_kernel::{ErrorCode, FieldError};
use serde_json::{Map, Value as Json, json};

use crate::names::did_you_mean;

/// Deepest nesting.
const DEEPEST: usize = 8;

/// Most conditions of one filter.
const MOST: usize = 100;

/// The shape of a filter.
#[derive(Clone, Debug, PartialEq)]
pub enum RawFilter {
    /// All of them.
    And(Vec<RawFilter>),
    /// At least one of them.
    Or(Vec<RawFilter>),
    /// Not it.
    Not(Box<RawFilter>),
    /// One condition.
    Is {
        /// The field as written.
        field: String,
        /// The operator as written, such as `gte`.
        op: String,
        /// The value as written.
        value: Json,
    },
}

impl RawFilter {
    /// Matches everything.
    #[must_use]
    pub fn everything() -> Self {
        Self::And(Vec::new())
    }

    /// Reads `{"and": [..]}`, `{"or": [..]}`, `{"not": ..}` and `{"field", "op", "value"}`; a list means all of them.
    ///
    /// # Errors
    /// The first part that has another shape; also filters with too many or too deeply nested parts.
    pub fn from_json(json: &Json) -> Result<Self, FieldError> {
        let mut left = MOST;
        read(json, DEEPEST, &mut left)
    }

    /// The JSON that would be read as this filter.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let all = |parts: &[Self]| -> Vec<Json> { parts.iter().map(Self::to_json).collect() };
        match self {
            Self::And(parts) => json!({ "and": all(parts) }),
            Self::Or(parts) => json!({ "or": all(parts) }),
            Self::Not(part) => json!({ "not": part.to_json() }),
            Self::Is { field, op, value } => {
                json!({ "field": field, "op": op, "value": value })
            }
        }
    }

    /// Whether a condition names a field that `is` is true for.
    pub fn names(&self, is: &mut dyn FnMut(&str) -> bool) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(|part| part.names(is)),
            Self::Not(part) => part.names(is),
            Self::Is { field, .. } => is(field),
        }
    }

    /// Both this and the other.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::And(mut all), Self::And(more)) => {
                all.extend(more);
                Self::And(all)
            }
            (Self::And(mut all), one) => {
                all.push(one);
                Self::And(all)
            }
            (one, Self::And(more)) => Self::And(std::iter::once(one).chain(more).collect()),
            (one, other) => Self::And(vec![one, other]),
        }
    }
}

fn wrong(message: impl Into<String>) -> FieldError {
    FieldError {
        field: "filter".to_owned(),
        code: ErrorCode::INVALID.name,
        message: message.into(),
    }
}

fn read(json: &Json, depth: usize, left: &mut usize) -> Result<RawFilter, FieldError> {
    if depth == 0 {
        return Err(wrong(format!("is nested deeper than {DEEPEST} levels")));
    }
    match json {
        Json::Array(items) => read_all(items, depth, left).map(RawFilter::And),
        Json::Object(map) => read_object(map, depth, left),
        _ => Err(wrong(
            "must be an object such as {\"field\", \"op\", \"value\"}",
        )),
    }
}

fn read_all(items: &[Json], depth: usize, left: &mut usize) -> Result<Vec<RawFilter>, FieldError> {
    items
        .iter()
        .map(|item| read(item, depth - 1, left))
        .collect()
}

fn read_object(
    map: &Map<String, Json>,
    depth: usize,
    left: &mut usize,
) -> Result<RawFilter, FieldError> {
    if let Some(field) = map.get("field") {
        return read_condition(field, map, left);
    }
    let mut entries = map.iter();
    match (entries.next(), entries.next()) {
        (None, _) => Ok(RawFilter::everything()),
        (Some((key, inner)), None) => match (key.as_str(), inner) {
            ("and", Json::Array(items)) => read_all(items, depth, left).map(RawFilter::And),
            ("or", Json::Array(items)) => read_all(items, depth, left).map(RawFilter::Or),
            ("and" | "or", _) => Err(wrong(format!("`{key}` must be a list"))),
            ("not", inner) => read(inner, depth - 1, left).map(|one| RawFilter::Not(Box::new(one))),
            _ => {
                let suggestion = did_you_mean(key, ["and", "or", "not", "field"]);
                Err(wrong(format!("unknown key `{key}`{suggestion}")))
            }
        },
        _ => Err(wrong("must have one of `and`, `or`, `not` or `field`")),
    }
}

fn read_condition(
    field: &Json,
    map: &Map<String, Json>,
    left: &mut usize,
) -> Result<RawFilter, FieldError> {
    let unknown = map
        .keys()
        .find(|key| !matches!(key.as_str(), "field" | "op" | "value"));
    if let Some(key) = unknown {
        let suggestion = did_you_mean(key, ["op", "value"]);
        return Err(wrong(format!("unknown key `{key}`{suggestion}")));
    }
    *left = left
        .checked_sub(1)
        .ok_or_else(|| wrong(format!("has more than {MOST} conditions")))?;
    let field = field
        .as_str()
        .ok_or_else(|| wrong("`field` must be text"))?;
    let op = match map.get("op") {
        None => "eq",
        Some(op) => op.as_str().ok_or_else(|| wrong("`op` must be text"))?,
    };
    // `empty` alone means that it is; null, written out, means no value.
    let value = match map.get("value") {
        Some(value) => value.clone(),
        None if op == "empty" => Json::Bool(true),
        None => {
            return Err(FieldError {
                field: field.to_owned(),
                ..wrong(format!("`{op}` needs a value"))
            });
        }
    };
    Ok(RawFilter::Is {
        field: field.to_owned(),
        op: op.to_owned(),
        value,
    })
}
