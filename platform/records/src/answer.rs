//! What the engine answers. Records leave it only as [`Visible`].

use rapport_kernel::OperationId;
use rapport_store::Total;

/// JSON of records after row and field permissions. Only the engine can make one.
#[derive(Clone, Debug)]
pub struct Visible(Vec<u8>);

impl Visible {
    /// Wraps JSON that was read or rendered within the caller's scope.
    pub(crate) fn new(json: Vec<u8>) -> Self {
        Self(json)
    }

    /// The JSON text.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The JSON text, owned.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// One record.
#[derive(Clone, Debug)]
pub struct RecordAnswer {
    /// The record as a JSON object.
    pub record: Visible,
    /// Its version, for `ETag`.
    pub version: i64,
    /// Titles of linked records by entity and id, when they were asked for.
    pub included: Option<Visible>,
}

/// A page of records.
#[derive(Clone, Debug)]
pub struct ListAnswer {
    /// JSON objects joined by commas, without brackets.
    pub records: Visible,
    /// How many.
    pub rows: usize,
    /// Where the next page begins; none when this is the last.
    pub next_cursor: Option<String>,
    /// How many match, when it was asked for.
    pub total: Option<Total>,
    /// Titles of linked records by entity and id, when they were asked for.
    pub included: Option<Visible>,
}

/// A record that was written.
#[derive(Clone, Debug)]
pub struct WriteAnswer {
    /// The record as it is now.
    pub record: Visible,
    /// Its version, for `ETag`.
    pub version: i64,
    /// The operation, for undo.
    pub operation: OperationId,
}
