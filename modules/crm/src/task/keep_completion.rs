//! `completed_at` is there exactly while a task is completed; somebody always does it.

use rapport_module_kit::{Record, RequestContext, Result, keep_moment, owner_unless_named};

/// Rule of tasks.
pub(crate) fn keep_completion(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    owner_unless_named(before, after, "assignee");
    keep_moment(ctx, after, "status", &["completed"], "completed_at");
    Ok(())
}
