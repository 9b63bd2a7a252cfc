//! Type `datetime`: a moment.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use rapport_kernel::Timestamp;
use serde_json::Value as Json;

use crate::Value;
use crate::field::date::{DATE_OPERATORS, written_date};
use crate::field::{FieldKind, FieldProblem, InputContext, Parsed, TextContext};

/// Type `datetime`.
pub(crate) struct DateTimeKind;

fn in_range(moment: Timestamp) -> bool {
    // Years 0 to 9999, so that the text form keeps its length.
    (-62_167_219_200_000_000..253_402_300_800_000_000).contains(&moment.as_micros())
}

/// Reads an RFC 3339 moment with its offset.
pub(crate) fn moment(text: &str) -> Option<Timestamp> {
    text.parse::<Timestamp>().ok().filter(|at| in_range(*at))
}

/// Reads a date and a time of day in a zone: `31.12.2026 18:30`.
fn written_moment(text: &str, context: &TextContext<'_>) -> Option<Timestamp> {
    let (date, time) = text.rsplit_once([' ', 'T']).unwrap_or((text, "00:00"));
    let (date, time) = if time.contains(':') {
        (date.trim_end_matches(','), time)
    } else {
        (text, "00:00")
    };
    let date = written_date(date.trim(), context.date_order)?;
    let padded = match time.split_once(':') {
        Some((hour, rest)) if hour.len() == 1 => format!("0{hour}:{rest}"),
        _ => time.to_owned(),
    };
    let time: Time = padded.parse().ok()?;
    let zone = TimeZone::get(context.zone).unwrap_or(TimeZone::UTC);
    let zoned = date.to_datetime(time).to_zoned(zone).ok()?;
    Some(Timestamp::from_micros(zoned.timestamp().as_microsecond()))
}

impl FieldKind for DateTimeKind {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        json.as_str()
            .and_then(|text| moment(text.trim()))
            .map(Value::Time)
            .ok_or_else(|| {
                FieldProblem::invalid(
                    "must be a moment with its offset, such as 2026-12-31T18:30:00Z",
                )
            })
    }

    fn parse_text(&self, text: &str, context: &TextContext<'_>) -> Parsed {
        moment(text)
            .or_else(|| written_moment(text, context))
            .filter(|at| in_range(*at))
            .map(Value::Time)
            .ok_or_else(|| FieldProblem::invalid(format!("`{text}` is not a date with time")))
    }

    fn operators(&self) -> &'static [&'static str] {
        DATE_OPERATORS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::DateOrder;

    #[test]
    fn moments_without_offset_are_local() {
        let context = TextContext {
            currency: rapport_kernel::Currency::EUR,
            date_order: DateOrder::Dmy,
            zone: "Europe/Berlin",
        };
        for (text, expected) in [
            ("31.07.2026 18:30", "2026-07-31T16:30:00.000000Z"),
            ("31.1.2026, 8:05", "2026-01-31T07:05:00.000000Z"),
            ("2026-01-31T18:30:15", "2026-01-31T17:30:15.000000Z"),
            ("2026-01-31T18:30:15Z", "2026-01-31T18:30:15.000000Z"),
            ("31.01.2026", "2026-01-30T23:00:00.000000Z"),
        ] {
            let value = DateTimeKind.parse_text(text, &context).unwrap();
            assert_eq!(value, Value::Time(expected.parse().unwrap()), "{text}");
        }
        assert!(DateTimeKind.parse_text("noon", &context).is_err());
    }
}
