//! A new employee was hired today unless said otherwise; nobody leaves before coming.

use rapport_module_kit::{Error, ErrorCode, Record, RequestContext, Result, Value};

/// Rule of employees.
pub(crate) fn keep_dates(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    // Of somebody who has left, the day of coming is known or not.
    let is_here = after.get("left_on").is_null();
    if before.is_none() && is_here && after.get("hire_date").is_null() {
        let today = ctx.now().date_in(&ctx.time_zone);
        after.set("hire_date", Value::Date(today));
    }
    if let (Some(hired), Some(left)) = (after.date("hire_date"), after.date("left_on"))
        && left < hired
    {
        let message = "nobody leaves before being hired";
        return Err(Error::field("left_on", ErrorCode::INVALID, message));
    }
    Ok(())
}
