//! A date with other hours says so, and has hours or none.

use rapport_module_kit::hours::keep_day;
use rapport_module_kit::{Record, RequestContext, Result, Value};

/// Rule of date overrides.
pub(crate) fn fill(
    _ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    keep_day(after, "hours")?;
    if after.text("reason").is_none() {
        let reason = match after.text("hours") {
            Some(_) => "Other hours",
            None => "Day off",
        };
        after.set("reason", Value::Text(reason.to_owned()));
    }
    Ok(())
}
