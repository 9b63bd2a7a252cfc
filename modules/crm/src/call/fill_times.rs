//! A call that took place has a time.

use rapport_module_kit::{Record, RequestContext, Result, Value, is_one_of};

/// Rule of calls.
pub(crate) fn fill_times(
    ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    let took_place = is_one_of(
        after,
        "status",
        &["ringing", "answered", "missed", "failed"],
    );
    if took_place && after.get("started_at").is_null() {
        after.set("started_at", Value::Time(ctx.now()));
    }
    Ok(())
}
