//! Statements as data: SQL text with numbered placeholders, and the values for them.
//!
//! `$1, $2, ...` in order of first appearance mean the same in both databases. Values never become text.

use std::fmt::Write as _;
use std::sync::Arc;

use rapport_kernel::{OperationId, RecordId, TenantId, Timestamp, UserId};
use uuid::Uuid;

/// A value for a placeholder. It adapts to the type the server expects.
#[derive(Clone, Debug, PartialEq)]
pub enum Param {
    /// NULL.
    Null,
    /// Boolean.
    Bool(bool),
    /// 64-bit integer; also times and money.
    Int(i64),
    /// Text; also dates.
    Text(String),
    /// UUID.
    Uuid(Uuid),
    /// JSON text.
    Json(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

macro_rules! from {
    ($($from:ty => |$value:ident| $to:expr;)*) => {
        $(impl From<$from> for Param {
            fn from($value: $from) -> Self {
                $to
            }
        })*
    };
}

from! {
    bool => |value| Self::Bool(value);
    i64 => |value| Self::Int(value);
    u32 => |value| Self::Int(i64::from(value));
    &str => |value| Self::Text(value.to_owned());
    String => |value| Self::Text(value);
    Uuid => |value| Self::Uuid(value);
    TenantId => |value| Self::Uuid(value.0);
    UserId => |value| Self::Uuid(value.0);
    RecordId => |value| Self::Uuid(value.0);
    OperationId => |value| Self::Uuid(value.0);
    Timestamp => |value| Self::Int(value.as_micros());
}

impl<T: Into<Param>> From<Option<T>> for Param {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A statement ready to run. Texts should repeat: each connection keeps its prepared ones by text.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The SQL text.
    pub text: Arc<str>,
    /// The values of `$1`, `$2`, ...
    pub params: Vec<Param>,
    /// May take long: such reads never take the last SQLite reader, so that short ones always find one.
    pub heavy: bool,
}

impl Statement {
    /// A statement from a text and its values.
    #[must_use]
    pub fn new(text: impl Into<Arc<str>>, params: Vec<Param>) -> Self {
        Self {
            text: text.into(),
            params,
            heavy: false,
        }
    }

    /// Marks it as one that may take long.
    #[must_use]
    pub fn heavy(mut self) -> Self {
        self.heavy = true;
        self
    }
}

/// Writes a statement piece by piece.
#[derive(Clone, Debug, Default)]
pub struct SqlText {
    text: String,
    params: Vec<Param>,
}

impl SqlText {
    /// Begins with a piece of SQL.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut all = String::with_capacity(256 + text.len());
        all.push_str(text);
        Self {
            text: all,
            params: Vec::new(),
        }
    }

    /// Adds SQL as it is. Never pass anything a caller sent.
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds an identifier, quoted.
    pub fn name(&mut self, name: &str) -> &mut Self {
        push_name(&mut self.text, name);
        self
    }

    /// Adds a value as the next placeholder.
    pub fn param(&mut self, value: impl Into<Param>) -> &mut Self {
        self.params.push(value.into());
        let number = self.params.len();
        self.again(number)
    }

    /// Adds an earlier placeholder once more, by its number from 1.
    pub fn again(&mut self, number: usize) -> &mut Self {
        // Writing to a String cannot fail.
        let _ = write!(self.text, "${number}");
        self
    }

    /// The statement.
    #[must_use]
    pub fn finish(self) -> Statement {
        Statement::new(self.text, self.params)
    }
}

/// Adds a quoted identifier to a text.
pub(crate) fn push_name(text: &mut String, name: &str) {
    text.push('"');
    for character in name.chars() {
        if character == '"' {
            text.push('"');
        }
        text.push(character);
    }
    text.push('"');
}

/// A quoted identifier.
pub(crate) fn quoted(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 2);
    push_name(&mut text, name);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_numbered_and_names_quoted() {
        let mut sql = SqlText::new("SELECT ");
        sql.name("a\"b").push(" FROM t WHERE x = ").param(7_i64);
        sql.push(" AND y = ").param("z").push(" OR x > ").again(1);
        let statement = sql.finish();
        assert_eq!(
            &*statement.text,
            "SELECT \"a\"\"b\" FROM t WHERE x = $1 AND y = $2 OR x > $1"
        );
        assert_eq!(statement.params, [Param::Int(7), Param::Text("z".into())]);
    }
}
