//! Documents as PDF: what stands on them, where, and the bytes.
//!
//! A pure function from JSON to bytes, [`pdf`]; no I/O, no clock. Start with `compose.rs` for what stands on the paper
//! and `layout.rs` for where.

mod amount;
mod compose;
mod draw;
mod font;
mod layout;
mod paper;
mod table;
mod totals;
mod words;

pub use compose::{Document, Kind};
pub use draw::PrintError;

/// The document as an A4 PDF.
///
/// # Errors
/// The PDF cannot be written, which is a fault of ours.
pub fn pdf(document: &Document<'_>) -> Result<Vec<u8>, PrintError> {
    draw::draw(&compose::compose(document))
}

/// The name a file of the document gets, without folder: `INV-2026-00001.pdf`.
#[must_use]
pub fn file_name(document: &Document<'_>) -> String {
    let name = compose::number_of(document).unwrap_or_else(|| document.kind.name().to_owned());
    let safe = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    let name: String = name
        .chars()
        .map(|letter| if safe(letter) { letter } else { '-' })
        .take(80)
        .collect();
    format!("{name}.pdf")
}
