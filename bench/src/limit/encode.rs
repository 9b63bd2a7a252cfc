//! A row as JSON text, written straight into one buffer.

use uuid::Uuid;

use crate::shapes::Shape;

/// A value as the databases give it.
pub(super) enum Cell<'r> {
    Null,
    Int(i64),
    Flag(bool),
    Text(&'r str),
    Id(Uuid),
}

/// Writes one member of an object.
pub(super) fn member(out: &mut Vec<u8>, name: &str, shape: Shape, cell: &Cell<'_>) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
    match (cell, shape) {
        (Cell::Null, _) => out.extend_from_slice(b"null"),
        (Cell::Int(number), Shape::Flag) => {
            out.extend_from_slice(if *number == 0 { b"false" } else { b"true" });
        }
        (Cell::Flag(flag), _) => out.extend_from_slice(if *flag { b"true" } else { b"false" }),
        (Cell::Int(micros), Shape::Time) => time(out, *micros),
        (Cell::Int(number), _) => serde_json::to_writer(out, number).unwrap(),
        (Cell::Id(id), _) => {
            let mut text = [0u8; 36];
            out.push(b'"');
            out.extend_from_slice(id.hyphenated().encode_lower(&mut text).as_bytes());
            out.push(b'"');
        }
        (Cell::Text(json), Shape::Json) => out.extend_from_slice(json.as_bytes()),
        (Cell::Text(text), _) => serde_json::to_writer(out, text).unwrap(),
    }
}

/// RFC 3339 from microseconds; days to civil date by Howard Hinnant's `civil_from_days`.
fn time(out: &mut Vec<u8>, micros: i64) {
    let (days, rest) = (
        micros.div_euclid(86_400_000_000),
        micros.rem_euclid(86_400_000_000),
    );
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    let (hour, minute) = (rest / 3_600_000_000, rest / 60_000_000 % 60);
    let (second, micro) = (rest / 1_000_000 % 60, rest % 1_000_000);
    let mut text = *b"\"0000-00-00T00:00:00.000000Z\"";
    for (at, width, value) in [
        (1, 4, year),
        (6, 2, month),
        (9, 2, day),
        (12, 2, hour),
        (15, 2, minute),
        (18, 2, second),
        (21, 6, micro),
    ] {
        let mut rest = value;
        for digit in text[at..at + width].iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
    }
    out.extend_from_slice(&text);
}
