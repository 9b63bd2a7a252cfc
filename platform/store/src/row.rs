//! One row of a result, the same for both databases. Texts are borrowed from the row.

use rusqlite::types::ValueRef;
use uuid::Uuid;

use crate::postgres::bind::Raw;
use crate::{Result, StoreError};

/// A borrowed row. Columns are named by position from 0.
#[derive(Clone, Copy)]
pub enum RowRef<'r> {
    /// A row of SQLite.
    Sqlite(&'r rusqlite::Row<'r>),
    /// A row of PostgreSQL.
    Postgres(&'r tokio_postgres::Row),
}

/// A borrowed value of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'r> {
    /// NULL.
    Null,
    /// Boolean (PostgreSQL only; SQLite gives 0 or 1).
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A floating point number.
    Real(f64),
    /// Text, also JSON text.
    Text(&'r str),
    /// A UUID (PostgreSQL only; SQLite gives bytes).
    Uuid(Uuid),
    /// Bytes.
    Bytes(&'r [u8]),
}

impl<'r> RowRef<'r> {
    /// The value at a position.
    pub fn cell(&self, at: usize) -> Result<Cell<'r>> {
        match *self {
            Self::Sqlite(row) => match row.get_ref(at).map_err(StoreError::internal)? {
                ValueRef::Null => Ok(Cell::Null),
                ValueRef::Integer(value) => Ok(Cell::Int(value)),
                ValueRef::Real(value) => Ok(Cell::Real(value)),
                ValueRef::Text(bytes) => std::str::from_utf8(bytes)
                    .map(Cell::Text)
                    .map_err(|_| unreadable(at, "UTF-8 text")),
                ValueRef::Blob(bytes) => Ok(Cell::Bytes(bytes)),
            },
            Self::Postgres(row) => match row.try_get::<_, Option<Raw<'r>>>(at) {
                Ok(Some(Raw(cell))) => Ok(cell),
                Ok(None) => Ok(Cell::Null),
                Err(error) => Err(StoreError::internal(error)),
            },
        }
    }

    /// Whether there is nothing.
    pub fn is_null(&self, at: usize) -> Result<bool> {
        Ok(self.cell(at)? == Cell::Null)
    }

    /// An integer, or nothing.
    pub fn opt_int(&self, at: usize) -> Result<Option<i64>> {
        match self.cell(at)? {
            Cell::Null => Ok(None),
            Cell::Int(value) => Ok(Some(value)),
            Cell::Bool(value) => Ok(Some(i64::from(value))),
            _ => Err(unreadable(at, "an integer")),
        }
    }

    /// A boolean, or nothing.
    pub fn opt_bool(&self, at: usize) -> Result<Option<bool>> {
        match self.cell(at)? {
            Cell::Null => Ok(None),
            Cell::Bool(value) => Ok(Some(value)),
            Cell::Int(value) => Ok(Some(value != 0)),
            _ => Err(unreadable(at, "a boolean")),
        }
    }

    /// A text, or nothing.
    pub fn opt_text(&self, at: usize) -> Result<Option<&'r str>> {
        match self.cell(at)? {
            Cell::Null => Ok(None),
            Cell::Text(value) => Ok(Some(value)),
            _ => Err(unreadable(at, "a text")),
        }
    }

    /// A UUID, or nothing.
    pub fn opt_uuid(&self, at: usize) -> Result<Option<Uuid>> {
        match self.cell(at)? {
            Cell::Null => Ok(None),
            Cell::Uuid(value) => Ok(Some(value)),
            Cell::Bytes(bytes) => Uuid::from_slice(bytes)
                .map(Some)
                .map_err(|_| unreadable(at, "a UUID")),
            _ => Err(unreadable(at, "a UUID")),
        }
    }

    /// Bytes, or nothing.
    pub fn opt_bytes(&self, at: usize) -> Result<Option<&'r [u8]>> {
        match self.cell(at)? {
            Cell::Null => Ok(None),
            Cell::Bytes(value) => Ok(Some(value)),
            _ => Err(unreadable(at, "bytes")),
        }
    }

    /// The text of a JSON column, unparsed, or nothing.
    pub fn opt_json(&self, at: usize) -> Result<Option<&'r str>> {
        self.opt_text(at)
    }

    /// An integer.
    pub fn int(&self, at: usize) -> Result<i64> {
        self.opt_int(at)?
            .ok_or_else(|| unreadable(at, "an integer"))
    }

    /// A boolean.
    pub fn bool(&self, at: usize) -> Result<bool> {
        self.opt_bool(at)?
            .ok_or_else(|| unreadable(at, "a boolean"))
    }

    /// A text.
    pub fn text(&self, at: usize) -> Result<&'r str> {
        self.opt_text(at)?.ok_or_else(|| unreadable(at, "a text"))
    }

    /// A UUID.
    pub fn uuid(&self, at: usize) -> Result<Uuid> {
        self.opt_uuid(at)?.ok_or_else(|| unreadable(at, "a UUID"))
    }

    /// The text of a JSON column, unparsed.
    pub fn json(&self, at: usize) -> Result<&'r str> {
        self.text(at)
    }
}

#[cold]
fn unreadable(at: usize, expected: &str) -> StoreError {
    StoreError::Unreadable(format!("column {at} is not {expected}"))
}
