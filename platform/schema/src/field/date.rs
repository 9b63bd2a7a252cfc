//! Type `date`: a calendar date.

use jiff::civil::Date;
use serde_json::Value as Json;

use crate::Value;
use crate::field::{DateOrder, FieldKind, FieldProblem, InputContext, Parsed, TextContext};

/// Operators of dates and moments.
pub(crate) const DATE_OPERATORS: &[&str] = &[
    "eq", "ne", "in", "nin", "lt", "lte", "gt", "gte", "between", "within", "empty",
];

/// Type `date`.
pub(crate) struct DateKind;

/// Reads `YYYY-MM-DD` and nothing else.
pub(crate) fn iso_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let is_shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    is_shaped.then(|| text.parse().ok()).flatten()
}

/// Reads a date as people write it, such as `31.12.2026`, `12/31/26` or `2026-12-31`.
pub(crate) fn written_date(text: &str, order: DateOrder) -> Option<Date> {
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let &[first, second, third] = parts.as_slice() else {
        return None;
    };
    let year_first = first.len() == 4;
    let (year, month, day) = match order {
        _ if year_first => (first, second, third),
        DateOrder::Dmy => (third, second, first),
        DateOrder::Mdy => (third, first, second),
        // A year of four digits at the end cannot be a day.
        DateOrder::Ymd if third.len() == 4 => return None,
        DateOrder::Ymd => (first, second, third),
    };
    if month.len() > 2 || day.len() > 2 || !matches!(year.len(), 2 | 4) {
        return None;
    }
    let full_year = match (year.len(), year.parse::<i16>().ok()?) {
        (2, short) if short < 70 => 2000 + short,
        (2, short) => 1900 + short,
        (_, full) => full,
    };
    Date::new(full_year, month.parse().ok()?, day.parse().ok()?).ok()
}

impl FieldKind for DateKind {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        json.as_str()
            .and_then(|text| iso_date(text.trim()))
            .map(Value::Date)
            .ok_or_else(|| FieldProblem::invalid("must be a date such as 2026-12-31"))
    }

    fn parse_text(&self, text: &str, context: &TextContext<'_>) -> Parsed {
        // Spreadsheets often add the time of midnight.
        let date =
            text.split_once(['T', ' ']).map_or(
                text,
                |(date, time)| if time.contains(':') { date } else { text },
            );
        written_date(date, context.date_order)
            .map(Value::Date)
            .ok_or_else(|| FieldProblem::invalid(format!("`{text}` is not a date")))
    }

    fn operators(&self) -> &'static [&'static str] {
        DATE_OPERATORS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_given_order() {
        use DateOrder::{Dmy, Mdy, Ymd};
        for (text, order, expected) in [
            ("31.12.2026", Dmy, Some("2026-12-31")),
            ("1.2.26", Dmy, Some("2026-02-01")),
            ("1/2/2026", Mdy, Some("2026-01-02")),
            ("2026-01-02", Dmy, Some("2026-01-02")),
            ("2026/1/2", Mdy, Some("2026-01-02")),
            ("26-01-02", Ymd, Some("2026-01-02")),
            ("1. 2. 1985", Dmy, Some("1985-02-01")),
            ("1.2.85", Dmy, Some("1985-02-01")),
            ("31.12.2026", Ymd, None),
            ("12/31/2026", Dmy, None),
            ("30.02.2026", Dmy, None),
            ("soon", Dmy, None),
        ] {
            let date = written_date(text, order).map(|date| date.to_string());
            assert_eq!(date.as_deref(), expected, "{text} {order:?}");
        }
    }

    #[test]
    fn json_dates_have_one_form() {
        assert!(iso_date("2026-12-31").is_some());
        for text in [
            "2026-2-1",
            "2026-02-30",
            "31.12.2026",
            "2026-12-31T00:00:00Z",
        ] {
            assert!(iso_date(text).is_none(), "{text}");
        }
    }
}
