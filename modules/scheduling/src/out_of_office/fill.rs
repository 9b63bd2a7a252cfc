//! Who is away, and that it ends after it begins.

use rapport_module_kit::{
    Error, ErrorCode, Record, RequestContext, Result, Value, owner_unless_named,
};

use crate::generated::out_of_office::OutOfOffice;

/// Rule of times out of office.
pub(crate) fn fill(
    _ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    owner_unless_named(before, after, "user");
    if after.text("reason").is_none() {
        after.set("reason", Value::Text("Out of office".to_owned()));
    }
    let away = OutOfOffice(after);
    if let (Some(start), Some(end)) = (away.start_at(), away.end_at())
        && end <= start
    {
        let message = "must be after the beginning";
        return Err(Error::field("end_at", ErrorCode::INVALID, message));
    }
    Ok(())
}
