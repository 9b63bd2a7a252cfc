//! CSV (RFC 4180 and its relatives): any delimiter, quotes, line breaks in cells, any encoding.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::{FileShape, FormatError, Row, Table};

/// A file as UTF-8 text, whatever its encoding. A byte order mark is obeyed and dropped.
pub(super) fn decoded(path: &Path, encoding: &str) -> Result<Box<dyn Read + Send>, FormatError> {
    let known = Encoding::for_label(encoding.as_bytes());
    let known = known.ok_or_else(|| FormatError::Encoding(encoding.to_owned()))?;
    let file = BufReader::new(File::open(path)?);
    Ok(Box::new(
        DecodeReaderBytesBuilder::new()
            .encoding(Some(known))
            .build(file),
    ))
}

pub(super) fn open(path: &Path, shape: &FileShape) -> Result<Table, FormatError> {
    let delimiter = u8::try_from(shape.delimiter).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(true)
        .flexible(true)
        .from_reader(decoded(path, &shape.encoding)?);
    let headers: Vec<String> = reader
        .headers()
        .map_err(content)?
        .iter()
        .map(str::to_owned)
        .collect();
    if headers.iter().all(|header| header.trim().is_empty()) {
        return Err(FormatError::Empty);
    }
    let rows = reader.into_records().filter_map(row);
    Ok(Table {
        headers,
        rows: Box::new(rows),
    })
}

/// A record with its line; rows without any content are passed over.
fn row(record: csv::Result<csv::StringRecord>) -> Option<Row> {
    match record {
        Err(error) => Some(Err(content(error))),
        Ok(record) if record.iter().all(|cell| cell.trim().is_empty()) && record.len() <= 1 => None,
        Ok(record) => {
            let line = record.position().map_or(0, csv::Position::line);
            Some(Ok((line, record.iter().map(str::to_owned).collect())))
        }
    }
}

fn content(error: csv::Error) -> FormatError {
    let place = error
        .position()
        .map_or_else(|| "file".to_owned(), |at| format!("line {}", at.line()));
    match error.into_kind() {
        csv::ErrorKind::Io(error) => FormatError::Io(error),
        csv::ErrorKind::Utf8 { err, .. } => FormatError::Content {
            place,
            reason: err.to_string(),
        },
        other => FormatError::Content {
            place,
            reason: format!("{other:?}"),
        },
    }
}
