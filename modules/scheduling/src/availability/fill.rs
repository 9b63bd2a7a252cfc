//! Whose hours they are, in which zone, and that they are hours.

use rapport_module_kit::hours::{keep_week, keep_zone};
use rapport_module_kit::{Record, RequestContext, Result, Value, owner_unless_named};

/// Rule of availability.
pub(crate) fn fill(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    owner_unless_named(before, after, "user");
    if after.text("name").is_none() {
        after.set("name", Value::Text("Working hours".to_owned()));
    }
    keep_zone(ctx, after)?;
    keep_week(after)
}
