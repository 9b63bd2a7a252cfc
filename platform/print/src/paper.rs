//! What stands on a document, in the order it stands there.

/// Everything on the paper, as text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paper {
    pub(crate) language: &'static str,
    /// The heading: "Invoice INV-2026-00001".
    pub(crate) title: String,
    /// Who sends it, at the top.
    pub(crate) sender: Vec<String>,
    /// Who sends it in one line, above the address.
    pub(crate) sender_line: String,
    pub(crate) recipient: Vec<String>,
    /// Dates and numbers beside the address.
    pub(crate) facts: Vec<(String, String)>,
    pub(crate) introduction: Vec<String>,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<String>>,
    pub(crate) totals: Vec<Total>,
    pub(crate) closing: Vec<String>,
    /// Columns at the foot of each page.
    pub(crate) footer: Vec<Vec<String>>,
    /// "Page {page} of {pages}".
    pub(crate) page: &'static str,
}

/// A column of the table.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) title: &'static str,
    /// In points.
    pub(crate) width: f32,
    pub(crate) is_number: bool,
}

/// A line below the table.
#[derive(Clone, Debug)]
pub(crate) struct Total {
    pub(crate) label: String,
    pub(crate) amount: String,
    pub(crate) is_strong: bool,
}
