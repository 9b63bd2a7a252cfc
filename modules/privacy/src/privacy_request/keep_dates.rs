//! When it came, by when it must be answered, and when it was.

use rapport_module_kit::jiff::ToSpan;
use rapport_module_kit::{Record, RequestContext, Result, Value, keep_moment, owner_unless_named};

/// Rule of privacy requests. A month ends on the day with the same number, or on its last.
pub(crate) fn keep_dates(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    owner_unless_named(before, after, "assignee");
    if after.get("received_on").is_null() {
        let today = ctx.now().date_in(&ctx.time_zone);
        after.set("received_on", Value::Date(today));
    }
    if after.get("due_on").is_null()
        && let Some(received) = after.date("received_on")
        && let Ok(due) = received.checked_add(1.month())
    {
        after.set("due_on", Value::Date(due));
    }
    keep_moment(ctx, after, "status", &["done", "refused"], "answered_at");
    Ok(())
}
