//! What is measured: requests to send, the same for the product and the limit.

use crate::load::request;
use crate::product::SYLLABLES;

/// An operation to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// One record by id.
    Get,
    /// The newest 20.
    FirstPage,
    /// A page of 20 after a cursor.
    Keyset,
    /// The newest 20 of a lifecycle stage.
    Filtered,
    /// The first 20 by name.
    Sorted,
    /// The newest 20 with the number of all contacts up to 10,000.
    CappedTotal,
    /// The first 20 of a lifecycle stage with the exact number of matches.
    ListWithTotal,
    /// 20 hits of a fragment.
    Search,
    /// A new record.
    Create,
    /// One field of a record.
    Update,
}

impl Operation {
    /// All of them, reads first.
    pub const ALL: [Self; 10] = [
        Self::Get,
        Self::FirstPage,
        Self::Keyset,
        Self::Filtered,
        Self::Sorted,
        Self::CappedTotal,
        Self::ListWithTotal,
        Self::Search,
        Self::Create,
        Self::Update,
    ];

    /// How it is called in the report.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "get by id",
            Self::FirstPage => "list 20, newest",
            Self::Keyset => "list 20 by cursor",
            Self::Filtered => "list 20 of a stage",
            Self::Sorted => "list 20 by name",
            Self::CappedTotal => "list 20 + total up to 10,000",
            Self::ListWithTotal => "list 20 + exact total",
            Self::Search => "search, 20 hits",
            Self::Create => "create",
            Self::Update => "update",
        }
    }

    /// How many requests are sent in a round: enough for a second of work or more.
    #[must_use]
    pub fn requests(self) -> usize {
        match self {
            Self::Get => 20_000,
            Self::FirstPage | Self::Keyset | Self::Filtered | Self::Sorted => 4_000,
            Self::CappedTotal | Self::ListWithTotal => 800,
            Self::Search => 1_000,
            Self::Create | Self::Update => 4_000,
        }
    }

    /// Whether records are written.
    #[must_use]
    pub fn writes(self) -> bool {
        matches!(self, Self::Create | Self::Update)
    }

    /// Whether the cost must hardly grow with the number of records.
    #[must_use]
    pub fn stays_flat(self) -> bool {
        matches!(
            self,
            Self::Get
                | Self::FirstPage
                | Self::Keyset
                | Self::Filtered
                | Self::Sorted
                | Self::CappedTotal
        )
    }
}

/// The requests of one round.
#[must_use]
pub fn requests(
    operation: Operation,
    token: &str,
    ids: &[String],
    cursors: &[String],
    round: usize,
) -> Vec<Vec<u8>> {
    (0..operation.requests())
        .map(|number| {
            // A stride that shares no factor with the number of ids visits them in no order a cache would like.
            let id = &ids[(number * 7919 + round * 104_729) % ids.len()];
            match operation {
                Operation::Get => request("GET", &format!("/api/v1/contacts/{id}"), token, None),
                Operation::Keyset => {
                    let cursor = &cursors[number % cursors.len()];
                    request("GET", &format!("/api/v1/contacts?limit=20&cursor={cursor}"), token, None)
                }
                Operation::FirstPage => request("GET", "/api/v1/contacts?limit=20", token, None),
                Operation::Filtered => {
                    let path = "/api/v1/contacts?limit=20&lifecycle_stage=customer";
                    request("GET", path, token, None)
                }
                Operation::Sorted => {
                    request("GET", "/api/v1/contacts?limit=20&sort=name", token, None)
                }
                Operation::CappedTotal => {
                    request("GET", "/api/v1/contacts?limit=20&count=capped", token, None)
                }
                Operation::ListWithTotal => {
                    let path = "/api/v1/contacts?limit=20&lifecycle_stage=customer&count=exact";
                    request("GET", path, token, None)
                }
                Operation::Search => {
                    let word = [number * 7, number * 13 + 5].map(|at| SYLLABLES[at % SYLLABLES.len()]).concat();
                    request("GET", &format!("/api/v1/contacts?limit=20&search={word}"), token, None)
                }
                Operation::Create => {
                    let body = format!(
                        "{{\"first_name\":\"Bench\",\"last_name\":\"Round{round} {number}\",\"email\":\"b{round}x{number}@example.com\",\"phone\":\"+49 30 {number}\"}}"
                    );
                    request("POST", "/api/v1/contacts", token, Some(&body))
                }
                Operation::Update => {
                    let body = format!("{{\"department\":\"Department {round} {number}\"}}");
                    request("PATCH", &format!("/api/v1/contacts/{id}"), token, Some(&body))
                }
            }
        })
        .collect()
}
