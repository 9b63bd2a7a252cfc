//! When an estimate was sent and when the customer decided.

use rapport_module_kit::{Record, RequestContext, Result, Value, is_one_of, keep_moment};

/// Rule of estimates. One taken back to draft was neither sent nor decided.
pub(crate) fn keep_times(
    ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    keep_moment(
        ctx,
        after,
        "status",
        &["accepted", "rejected", "converted"],
        "decided_at",
    );
    if is_one_of(after, "status", &["draft"]) {
        after.set("sent_at", Value::Null);
    } else if is_one_of(after, "status", &["sent", "viewed"]) && after.get("sent_at").is_null() {
        after.set("sent_at", Value::Time(ctx.now()));
    }
    Ok(())
}
