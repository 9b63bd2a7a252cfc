//! Excel workbooks: the first sheet that has cells. Dates become ISO text, whole numbers lose their `.0`.

use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};

use super::{FormatError, Table};

pub(super) fn open(path: &Path) -> Result<Table, FormatError> {
    let fault = |reason: String| FormatError::Content {
        place: "workbook".to_owned(),
        reason,
    };
    let mut workbook = open_workbook_auto(path).map_err(|error| fault(error.to_string()))?;
    for sheet in workbook.sheet_names() {
        let range = workbook
            .worksheet_range(&sheet)
            .map_err(|error| fault(error.to_string()))?;
        let first = range.start().map_or(0, |(row, _)| u64::from(row));
        let mut rows: Vec<(u64, Vec<String>)> = Vec::with_capacity(range.height());
        for (at, cells) in (0u64..).zip(range.rows()) {
            let cells: Vec<String> = cells.iter().map(text).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.push((first + at + 1, cells));
            }
        }
        if rows.is_empty() {
            continue;
        }
        let (_, headers) = rows.remove(0);
        return Ok(Table {
            headers,
            rows: Box::new(rows.into_iter().map(Ok)),
        });
    }
    Err(FormatError::Empty)
}

/// As the workbook shows it: spreadsheets know 15 digits, what is behind them is noise of the binary form.
fn plain(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            text.trim().to_owned()
        }
        Data::Int(number) => number.to_string(),
        Data::Float(number) => plain(*number).to_string(),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            if (hour, minute, second) == (0, 0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn numbers_have_no_binary_noise() {
        assert_eq!(plain(0.1 + 0.2).to_string(), "0.3");
        assert_eq!(plain(12.1 * 3.0).to_string(), "36.3");
        assert_eq!(plain(123_456_789.25).to_string(), "123456789.25");
        assert_eq!(plain(5.0).to_string(), "5");
    }
}
