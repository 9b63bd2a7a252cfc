//! A calendar has a zone and hours.

use rapport_module_kit::hours::{keep_week, keep_zone};
use rapport_module_kit::{Record, RequestContext, Result};

/// Rule of business calendars.
pub(crate) fn fill(
    ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    keep_zone(ctx, after)?;
    keep_week(after)
}
