//! What a file is: format, encoding and delimiter, from its first bytes.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::{FileFormat, FileShape, FormatError};

/// How much of the file is looked at.
const SAMPLE: u64 = 256 * 1024;
/// Delimiters in the order of preference when they fit equally well.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Finds out how to read a file.
///
/// UTF-8 (with or without a byte order mark) and UTF-16 with a mark are recognised; anything that is not valid
/// UTF-8 is read as windows-1252, which knows every byte.
///
/// # Errors
/// The file cannot be read.
pub fn detect(path: &Path) -> Result<FileShape, FormatError> {
    let mut sample = Vec::new();
    File::open(path)?.take(SAMPLE).read_to_end(&mut sample)?;
    let encoding = encoding_of(&sample).to_owned();
    let text = decode(&sample, &encoding);
    let format = if sample.starts_with(b"PK\x03\x04") {
        FileFormat::Xlsx
    } else if text
        .trim_start()
        .get(..11)
        .is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCARD"))
    {
        FileFormat::Vcard
    } else {
        FileFormat::Csv
    };
    let delimiter = if format == FileFormat::Csv {
        delimiter_of(&text)
    } else {
        ','
    };
    Ok(FileShape {
        format,
        encoding,
        delimiter,
    })
}

fn encoding_of(sample: &[u8]) -> &'static str {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(sample) {
        return encoding.name();
    }
    match std::str::from_utf8(sample) {
        Ok(_) => "UTF-8",
        // The sample may end in the middle of a character.
        Err(error) if error.error_len().is_none() => "UTF-8",
        Err(_) => "windows-1252",
    }
}

fn decode(sample: &[u8], encoding: &str) -> String {
    let encoding =
        encoding_rs::Encoding::for_label(encoding.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    encoding.decode(sample).0.into_owned()
}

/// The delimiter that gives the most columns the most consistently over the first rows.
fn delimiter_of(text: &str) -> char {
    let score = |delimiter: u8| -> (u64, usize) {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let widths: Vec<usize> = reader
            .records()
            .take(20)
            .filter_map(Result::ok)
            .map(|row| row.len())
            .collect();
        let Some(first) = widths.first().copied().filter(|width| *width > 1) else {
            return (0, 0);
        };
        let same = widths.iter().filter(|width| **width == first).count() as u64;
        // Consistency in hundredths first, then the number of columns.
        (same * 100 / widths.len().max(1) as u64, first)
    };
    let mut best = (b',', (0, 0));
    for delimiter in DELIMITERS {
        let found = score(delimiter);
        if found > best.1 {
            best = (delimiter, found);
        }
    }
    char::from(best.0)
}

#[cfg(test)]
mod tests {
    use super::{delimiter_of, encoding_of};

    #[test]
    fn the_delimiter_is_the_one_that_fits_all_rows() {
        assert_eq!(delimiter_of("a,b\n1,2\n"), ',');
        assert_eq!(delimiter_of("name;price\nx, y;1,50\nz;2,25\n"), ';');
        assert_eq!(delimiter_of("a\tb,c\n1\t2\n"), '\t');
        assert_eq!(delimiter_of("one column\nvalue\n"), ',');
        assert_eq!(delimiter_of("a;b\n\"x;,;y\";2\n"), ';');
    }

    #[test]
    fn what_is_not_utf8_is_windows_1252() {
        assert_eq!(encoding_of("Müller".as_bytes()), "UTF-8");
        assert_eq!(encoding_of(b"M\xfcller"), "windows-1252");
        assert_eq!(encoding_of(b"\xef\xbb\xbfname"), "UTF-8");
        assert_eq!(encoding_of(b"\xff\xfea\0"), "UTF-16LE");
    }
}
