//! `closed_at` is there exactly while a deal is won or lost; a reopened deal has no lost reason.

use rapport_module_kit::{Record, RequestContext, Result, Value, is_one_of, keep_moment};

/// Rule of deals.
pub(crate) fn keep_closing(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    keep_moment(ctx, after, "stage", &["won", "lost"], "closed_at");
    let was_lost = before.is_some_and(|before| is_one_of(before, "stage", &["lost"]));
    if was_lost && !is_one_of(after, "stage", &["lost"]) {
        after.set("lost_reason", Value::Null);
    }
    Ok(())
}
