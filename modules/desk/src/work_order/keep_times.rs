//! When work was started and completed; what is invoiced is billed.

use rapport_module_kit::{
    Error, ErrorCode, Record, RequestContext, Result, Value, changed, is_one_of, keep_moment,
    owner_unless_named,
};

const DONE: &[&str] = &["completed", "invoiced", "closed"];

/// Rule of work orders.
pub(crate) fn keep_times(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    owner_unless_named(before, after, "assignee");
    if let (Value::Time(start), Value::Time(end)) =
        (after.get("scheduled_start"), after.get("scheduled_end"))
        && end < start
    {
        let message = "work cannot end before it starts";
        return Err(Error::field("scheduled_end", ErrorCode::INVALID, message));
    }
    let started = is_one_of(after, "status", &["in_progress"]) || is_one_of(after, "status", DONE);
    if started && after.get("started_at").is_null() {
        after.set("started_at", Value::Time(ctx.now()));
    }
    keep_moment(ctx, after, "status", DONE, "completed_at");
    follow_billing(before, after);
    Ok(())
}

fn follow_billing(before: Option<&Record>, after: &mut Record) {
    let undecided = is_one_of(after, "billing_status", &["not_billed"]);
    if !changed(before, after, "status")
        || !undecided && !is_one_of(after, "billing_status", &["billable"])
    {
        return;
    }
    let follows = match after.text("status") {
        Some("completed") => "billable",
        Some("invoiced") => "billed",
        _ => return,
    };
    after.set("billing_status", Value::Text(follows.to_owned()));
}
