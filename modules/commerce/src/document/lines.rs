//! Reading the lines of a document.

use rapport_module_kit::serde_json::{Map, Value as Json};
use rapport_module_kit::{Decimal, Record, RecordId};

/// One line.
#[derive(Clone, Copy)]
pub(crate) struct Line<'r>(pub(crate) &'r Map<String, Json>);

impl<'r> Line<'r> {
    /// A number of the line; none when it is open.
    pub(crate) fn number(self, part: &str) -> Option<Decimal> {
        match self.0.get(part)? {
            Json::Number(number) => number.to_string().parse().ok(),
            Json::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// A text of the line; none when it is empty.
    pub(crate) fn text(self, part: &str) -> Option<&'r str> {
        self.0
            .get(part)
            .and_then(Json::as_str)
            .filter(|text| !text.is_empty())
    }

    /// The product it names.
    pub(crate) fn product(self) -> Option<RecordId> {
        self.text("product").and_then(|id| id.parse().ok())
    }
}

/// The lines of a record.
pub(crate) fn lines_of(record: &Record) -> impl Iterator<Item = Line<'_>> {
    let lines = record.json("lines").and_then(Json::as_array);
    lines
        .into_iter()
        .flatten()
        .filter_map(Json::as_object)
        .map(Line)
}

/// The number of the first line without a price.
pub(crate) fn unpriced(record: &Record) -> Option<usize> {
    let at = lines_of(record).position(|line| line.number("unit_price").is_none());
    at.map(|at| at + 1)
}
