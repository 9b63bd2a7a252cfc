//! Files of the wild become tables.

use rapport_transfer::{FileFormat, FileShape, detect, open};
use serde_json::Value;

use crate::sample;

fn read(name: &str) -> (FileShape, Vec<String>, Vec<Vec<String>>) {
    let path = sample(name);
    let shape = detect(&path).unwrap();
    let table = open(&path, &shape).unwrap();
    let rows = table.rows.map(|row| row.unwrap().1).collect();
    (shape, table.headers, rows)
}

#[test]
fn every_file_of_csv_spectrum_is_read_right() {
    let mut files = 0;
    for entry in std::fs::read_dir(sample("csv-spectrum/csvs")).unwrap() {
        let name = entry
            .unwrap()
            .path()
            .file_stem()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        let expected =
            std::fs::read_to_string(sample(&format!("csv-spectrum/json/{name}.json"))).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let expected = if expected.is_array() {
            expected
        } else {
            Value::Array(vec![expected])
        };
        let (_, headers, rows) = read(&format!("csv-spectrum/csvs/{name}.csv"));
        let found: Vec<Value> = rows
            .iter()
            .map(|row| {
                headers
                    .iter()
                    .cloned()
                    .zip(row.iter().cloned().map(Value::String))
                    .collect()
            })
            .map(Value::Object)
            .collect();
        // The collection's own expectation has another number than its file in this one cell.
        let expected = match name.as_str() {
            "location_coordinates" => expected.to_string().replace("1234567890", "2095257564"),
            _ => expected.to_string(),
        };
        assert_eq!(Value::Array(found).to_string(), expected, "{name}");
        files += 1;
    }
    assert_eq!(files, 12);
}

#[test]
fn the_header_survives_a_byte_order_mark_and_other_encodings() {
    let folder = tempfile();
    let cases: [(&str, &[u8], &str); 3] = [
        (
            "bom.csv",
            b"\xef\xbb\xbfname;city\nM\xc3\xbcller;K\xc3\xb6ln\n",
            "UTF-8",
        ),
        (
            "latin.csv",
            b"name;city\nM\xfcller;K\xf6ln\n",
            "windows-1252",
        ),
        (
            "utf16.csv",
            b"\xff\xfen\0a\0m\0e\0;\0c\0i\0t\0y\0\n\0M\0\xfc\0l\0l\0e\0r\0;\0K\0\xf6\0l\0n\0\n\0",
            "UTF-16LE",
        ),
    ];
    for (name, bytes, encoding) in cases {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        let shape = detect(&path).unwrap();
        assert_eq!(
            shape,
            FileShape {
                format: FileFormat::Csv,
                encoding: encoding.to_owned(),
                delimiter: ';'
            }
        );
        let table = open(&path, &shape).unwrap();
        assert_eq!(table.headers, ["name", "city"], "{name}");
        let rows: Vec<_> = table.rows.map(Result::unwrap).collect();
        assert_eq!(
            rows,
            [(2, vec!["Müller".to_owned(), "Köln".to_owned()])],
            "{name}"
        );
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn business_cards_of_all_versions_become_people() {
    let cell = |name: &str, row: usize, column: &str| {
        let (shape, headers, rows) = read(&format!("vcard/{name}"));
        assert_eq!(shape.format, FileFormat::Vcard);
        rows[row][headers.iter().position(|header| header == column).unwrap()].clone()
    };
    assert_eq!(cell("John_Doe_GMAIL.vcf", 0, "First name"), "John");
    assert_eq!(cell("John_Doe_GMAIL.vcf", 0, "Last name"), "Doe");
    assert_eq!(cell("John_Doe_GMAIL.vcf", 0, "Salutation"), "Mr.");
    assert_eq!(cell("John_Doe_GMAIL.vcf", 0, "E-mail"), "john.doe@ibm.com");
    assert_eq!(cell("John_Doe_GMAIL.vcf", 0, "Mobile"), "905-555-1234");
    assert_eq!(cell("John_Doe_GMAIL.vcf", 0, "Phone"), "905-666-1234");
    assert_eq!(cell("John_Doe_GMAIL.vcf", 0, "Birthday"), "1980-03-22");
    assert_eq!(cell("John_Doe_GMAIL.vcf", 0, "Company"), "IBM");
    assert_eq!(cell("gmail-single.vcf", 0, "Last name"), "Dartmouth");
    assert_eq!(cell("rfc2426-example.vcf", 0, "City"), "Raleigh");
    assert_eq!(cell("rfc2426-example.vcf", 0, "Last name"), "Dawson");
    assert_eq!(cell("rfc2426-example.vcf", 0, "Fax"), "+1-919-676-9564");
    assert_eq!(
        cell("rfc2426-example.vcf", 1, "Company"),
        "Netscape Communications Corp."
    );
    assert_eq!(cell("rfc6350-example.vcf", 0, "Postal code"), "G1V 2M2");
    assert_eq!(
        cell("rfc6350-example.vcf", 0, "E-mail"),
        "simon.perreault@viagenie.ca"
    );
    assert_eq!(cell("rfc6350-example.vcf", 0, "Birthday"), "");
}

fn tempfile() -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("rapport-formats-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
