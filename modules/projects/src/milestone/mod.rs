//! Milestones: when they were reached.

use rapport_module_kit::{Record, RequestContext, Result, keep_moment};

/// Rule of milestones.
pub(crate) fn keep_reached(
    ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    keep_moment(ctx, after, "status", &["reached"], "reached_at");
    Ok(())
}
