//! A holiday has hours or none.

use rapport_module_kit::hours::keep_day;
use rapport_module_kit::{Record, RequestContext, Result};

/// Rule of holidays.
pub(crate) fn fill(
    _ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    keep_day(after, "hours")
}
