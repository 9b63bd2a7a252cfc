//! A meeting ends after it begins, an hour later unless said otherwise; moved by its start, it keeps its length.

use rapport_module_kit::{
    Error, ErrorCode, Record, RequestContext, Result, Timestamp, Value, changed, owner_unless_named,
};

use crate::generated::meeting::Meeting;

const HOUR_IN_MICROS: i64 = 3_600_000_000;

/// Rule of meetings.
pub(crate) fn fill_times(
    _ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    owner_unless_named(before, after, "host");
    let Some(start) = Meeting(after).start_at() else {
        return Ok(());
    };
    if let Some(before) = before
        && changed(Some(before), after, "start_at")
        && !changed(Some(before), after, "end_at")
        && let Some(length) = length(before)
    {
        after.set("end_at", Value::Time(later(start, length)));
    }
    match *after.get("end_at") {
        Value::Null => after.set("end_at", Value::Time(later(start, HOUR_IN_MICROS))),
        Value::Time(end) if end < start => {
            let message = "a meeting cannot end before it starts";
            return Err(Error::field("end_at", ErrorCode::INVALID, message));
        }
        _ => {}
    }
    Ok(())
}

fn length(meeting: &Record) -> Option<i64> {
    let (start, end) = (Meeting(meeting).start_at()?, Meeting(meeting).end_at()?);
    Some(end.as_micros() - start.as_micros())
}

fn later(moment: Timestamp, micros: i64) -> Timestamp {
    Timestamp::from_micros(moment.as_micros().saturating_add(micros))
}
