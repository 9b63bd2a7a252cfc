//! Beginning, end and completion of a project; somebody always leads it.

use rapport_module_kit::{
    Error, ErrorCode, Record, RequestContext, Result, Value, is_one_of, keep_moment,
    owner_unless_named,
};

/// Rule of projects. Work that goes on has begun: without a start it began today.
pub(crate) fn keep_dates(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    owner_unless_named(before, after, "manager");
    keep_moment(ctx, after, "status", &["completed"], "completed_at");
    if let (Some(start), Some(deadline)) = (after.date("start_date"), after.date("deadline"))
        && deadline < start
    {
        let message = "a project cannot end before it starts";
        return Err(Error::field("deadline", ErrorCode::INVALID, message));
    }
    let today = ctx.now().date_in(&ctx.time_zone);
    let is_due = after
        .date("deadline")
        .is_none_or(|deadline| today <= deadline);
    if is_one_of(after, "status", &["in_progress"])
        && before.is_some()
        && is_due
        && after.get("start_date").is_null()
    {
        after.set("start_date", Value::Date(today));
    }
    Ok(())
}
