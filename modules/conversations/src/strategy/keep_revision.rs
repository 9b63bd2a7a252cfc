//! A change of what an active strategy says makes another revision of it.

use rapport_module_kit::{
    Error, ErrorCode, Record, RequestContext, Result, Value, is_one_of, keep_moment,
};

use super::content::differs;
use crate::generated::strategy::Strategy;

/// Rule of strategies.
pub(crate) fn keep_revision(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    let strategy = Strategy(after);
    if let (Some(min), Some(max)) = (strategy.delay_min(), strategy.delay_max())
        && min > max
    {
        let message = "must not be less than the shortest delay";
        return Err(Error::field("delay_max", ErrorCode::INVALID, message));
    }
    keep_moment(ctx, after, "status", &["active"], "activated_at");
    let Some(before) = before else {
        return Ok(());
    };
    let was_active = is_one_of(before, "status", &["active"]);
    // An undo brings the number back by itself.
    let same = before.get("revision") == after.get("revision");
    if was_active && same && differs(before, after) {
        let revision = Strategy(before).revision().unwrap_or(1);
        after.set("revision", Value::Int(revision + 1));
    }
    Ok(())
}
