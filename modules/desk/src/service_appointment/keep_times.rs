//! A visit takes two hours unless an end is given, and it ends after it starts.

use rapport_module_kit::{
    Error, ErrorCode, Record, RequestContext, Result, Timestamp, Value, is_one_of, keep_moment,
};

const TWO_HOURS_IN_MICROS: i64 = 2 * 3_600_000_000;

/// Rule of visits.
pub(crate) fn keep_times(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    move_along(before, after);
    if let (Value::Time(start), Value::Time(end)) = (after.get("start"), after.get("end"))
        && end < start
    {
        let message = "a visit cannot end before it starts";
        return Err(Error::field("end", ErrorCode::INVALID, message));
    }
    if is_one_of(after, "status", &["dispatched"]) && after.get("dispatched_at").is_null() {
        after.set("dispatched_at", Value::Time(ctx.now()));
    }
    keep_moment(ctx, after, "status", &["done"], "finished_at");
    Ok(())
}

/// The end moves with the start when only the start is moved.
fn move_along(before: Option<&Record>, after: &mut Record) {
    let Some(start) = after.moment("start") else {
        return;
    };
    let length = match before.map(|before| (before.moment("start"), before.moment("end"))) {
        Some((Some(was), end)) if was != start && end == after.moment("end") => {
            end.map(|end| end.as_micros() - was.as_micros())
        }
        _ => None,
    };
    if length.is_some() || after.get("end").is_null() {
        let length = length.unwrap_or(TWO_HOURS_IN_MICROS);
        let end = Timestamp::from_micros(start.as_micros().saturating_add(length));
        after.set("end", Value::Time(end));
    }
}
