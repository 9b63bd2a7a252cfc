//! Hours in fields of a record: seven text fields named after the days, and a zone.

use jiff::tz::TimeZone;
use rapport_kernel::{Error, ErrorCode, RequestContext, Result};
use rapport_schema::{Record, Value};

use super::{DayHours, zone};

/// The fields of a week, Monday first.
pub const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Rule of a text field with the hours of a day: refuses what is none, writes the rest in one way.
///
/// # Errors
/// What is wrong, by field.
pub fn keep_day(after: &mut Record, field: &str) -> Result<()> {
    let Some(text) = after.text(field) else {
        return Ok(());
    };
    let hours = DayHours::parse(text)
        .map_err(|problem| Error::field(field, ErrorCode::INVALID, problem))?;
    let value = match hours.is_empty() {
        true => Value::Null,
        false => Value::Text(hours.to_string()),
    };
    after.set(field, value);
    Ok(())
}

/// Rule of the seven fields of a week.
///
/// # Errors
/// What is wrong, by field.
pub fn keep_week(after: &mut Record) -> Result<()> {
    WEEKDAYS.iter().try_for_each(|day| keep_day(after, day))
}

/// Rule of the field `time_zone`: the caller's zone unless it is given, a known one in any case.
///
/// # Errors
/// There is no such zone.
pub fn keep_zone(ctx: &RequestContext, after: &mut Record) -> Result<()> {
    if after.text("time_zone").is_none() {
        after.set("time_zone", Value::Text(ctx.time_zone.to_string()));
    }
    check_zone(after)
}

/// Rule of the field `time_zone` where it may stay empty.
///
/// # Errors
/// There is no such zone.
pub fn check_zone(after: &Record) -> Result<()> {
    match after.text("time_zone") {
        Some(name) => zone("time_zone", name).map(|_| ()),
        None => Ok(()),
    }
}

/// Zone and hours of a record that went through these rules.
#[must_use]
pub fn week_of(record: &Record) -> (TimeZone, [DayHours; 7]) {
    let zone = record
        .text("time_zone")
        .and_then(|name| TimeZone::get(name).ok());
    let day = |at: usize| {
        let text = WEEKDAYS.get(at).and_then(|field| record.text(field));
        DayHours::parse(text.unwrap_or_default()).unwrap_or_default()
    };
    (zone.unwrap_or(TimeZone::UTC), std::array::from_fn(day))
}
