//! When a ticket was first taken up, resolved and closed, and how often it came back.

use rapport_module_kit::{
    Record, RequestContext, Result, Value, is_one_of, keep_moment, owner_unless_named,
};

use crate::generated::ticket::Ticket;

const SETTLED: &[&str] = &["resolved", "closed"];

/// Rule of tickets.
pub(crate) fn keep_times(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    owner_unless_named(before, after, "assignee");
    let taken_up = !is_one_of(after, "status", &["new"]);
    if taken_up && after.get("first_response_at").is_null() {
        after.set("first_response_at", Value::Time(ctx.now()));
    }
    keep_moment(ctx, after, "status", SETTLED, "resolved_at");
    keep_moment(ctx, after, "status", &["closed"], "closed_at");
    if let Some(before) = before
        && is_one_of(before, "status", SETTLED)
        && !is_one_of(after, "status", SETTLED)
    {
        let times = Ticket(before).reopened_count().unwrap_or(0);
        after.set("reopened_count", Value::Int(times + 1));
        after.set("merged_into", Value::Null);
    }
    Ok(())
}
