//! What the store answers to questions.

use rapport_kernel::{Currency, RecordId};
use rapport_schema::Value;
use uuid::Uuid;

/// A link found in a row: the entity's name (`user` for users) and the id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The entity's name.
    pub entity: String,
    /// The target.
    pub id: Uuid,
}

/// One record as JSON text.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonRow {
    /// The object.
    pub json: Vec<u8>,
    /// Its version.
    pub version: i64,
    /// The targets of the links asked for.
    pub links: Vec<Reference>,
}

/// A page of records as JSON text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JsonPage {
    /// The objects, joined by commas, without brackets.
    pub json: Vec<u8>,
    /// How many they are.
    pub rows: usize,
    /// The sort values and the id of the last row, when more rows follow.
    pub next: Option<Vec<Value>>,
    /// The number of all rows, when asked for.
    pub total: Option<Total>,
    /// The targets of the links asked for; may repeat.
    pub links: Vec<Reference>,
}

/// A number of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The number.
    pub count: u64,
    /// There are more, they were not counted.
    pub capped: bool,
}

/// What a link shows of its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The record.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// Its code, when the entity has one.
    pub code: Option<String>,
}

/// One line of an aggregate.
#[derive(Clone, Debug, PartialEq)]
pub struct AggregateRow {
    /// One value per group key.
    pub group: Vec<Value>,
    /// One value per metric.
    pub metrics: Vec<Value>,
    /// The currency of the money metrics.
    pub currency: Option<Currency>,
}

/// One hit of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchHit {
    /// The entity's name.
    pub entity: String,
    /// The record.
    pub id: RecordId,
    /// Its title as people wrote it.
    pub title: String,
    /// Its code, when the entity has one.
    pub code: Option<String>,
}
