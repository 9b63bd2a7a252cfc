//! Files as tables: CSV, XLSX and vCard all become a header and rows of text.
//!
//! Reading is streaming where the format allows it (CSV, vCard): a file of any size needs the memory of one row.

mod delimited;
mod detect;
mod spreadsheet;
mod vcard;

use std::path::Path;

use serde::{Deserialize, Serialize};

pub use detect::detect;

/// What sort of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileFormat {
    /// Text with a delimiter.
    Csv,
    /// An Excel workbook; its first sheet is read.
    Xlsx,
    /// One or more business cards (RFC 6350 and older).
    Vcard,
}

/// How to read a file. Found by [`detect`]; a person may correct it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileShape {
    /// What sort of file it is.
    pub format: FileFormat,
    /// The name of the character encoding (WHATWG label).
    pub encoding: String,
    /// What separates the columns of a CSV file.
    pub delimiter: char,
}

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// The file itself cannot be read.
    #[error("the file cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// The content is not what the format asks for.
    #[error("{place}: {reason}")]
    Content {
        /// Where: a line or a sheet.
        place: String,
        /// What is wrong.
        reason: String,
    },
    /// There is no header row.
    #[error("the file is empty: the first row must name the columns")]
    Empty,
    /// The encoding's name is not known.
    #[error("unknown encoding `{0}`")]
    Encoding(String),
}

/// A row of cells, with the line or card it came from, counted from 1.
pub type Row = Result<(u64, Vec<String>), FormatError>;

/// A file as a table.
pub struct Table {
    /// Names of the columns. Empty names become `Column N`, doubled ones get a number.
    pub headers: Vec<String>,
    /// The rows. Short rows are filled up, longer ones keep their surplus cells.
    pub rows: Box<dyn Iterator<Item = Row> + Send>,
}

/// Opens a file as a table.
///
/// # Errors
/// The file cannot be read, is empty, or is not what `shape` says.
pub fn open(path: &Path, shape: &FileShape) -> Result<Table, FormatError> {
    let mut table = match shape.format {
        FileFormat::Csv => delimited::open(path, shape)?,
        FileFormat::Xlsx => spreadsheet::open(path)?,
        FileFormat::Vcard => vcard::open(path, shape)?,
    };
    table.headers = distinct(std::mem::take(&mut table.headers));
    let width = table.headers.len();
    table.rows = Box::new(table.rows.map(move |row| {
        row.map(|(line, mut cells)| {
            if cells.len() < width {
                cells.resize(width, String::new());
            }
            (line, cells)
        })
    }));
    Ok(table)
}

/// Counts the rows by reading the file once.
///
/// # Errors
/// As [`open`], and whatever is wrong in any row.
pub fn count(path: &Path, shape: &FileShape) -> Result<u64, FormatError> {
    let mut rows = 0;
    for row in open(path, shape)?.rows {
        row?;
        rows += 1;
    }
    Ok(rows)
}

fn distinct(headers: Vec<String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::with_capacity(headers.len());
    for (at, header) in headers.into_iter().enumerate() {
        let header = header.trim().trim_start_matches('\u{feff}').to_owned();
        let base = if header.is_empty() {
            format!("Column {}", at + 1)
        } else {
            header
        };
        let mut name = base.clone();
        let mut number = 2;
        while seen.contains(&name) {
            name = format!("{base} ({number})");
            number += 1;
        }
        seen.push(name);
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::distinct;

    #[test]
    fn columns_get_distinct_names() {
        let names = distinct(["Name", "", " Name ", "Name"].map(str::to_owned).to_vec());
        assert_eq!(names, ["Name", "Column 2", "Name (2)", "Name (3)"]);
    }
}
