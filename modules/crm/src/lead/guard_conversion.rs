//! A lead becomes `converted` by being converted, not by setting its status.

use rapport_module_kit::{
    Error, ErrorCode, ErrorKind, Record, RequestContext, Result, Value, is_one_of,
};

const USE_CONVERT: ErrorCode = ErrorCode::custom(
    "crm.use_convert",
    ErrorKind::Conflict,
    "A lead is converted by the action `convert`",
);

/// Rule of leads. A new record may begin converted, for imports.
pub(crate) fn guard_conversion(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    let is_converted = is_one_of(after, "status", &["converted"]);
    if is_converted && after.get("converted_at").is_null() {
        if before.is_some() {
            let message = "a lead is converted by the action `convert`, not by its status";
            return Err(Error::field("status", USE_CONVERT, message));
        }
        after.set("converted_at", Value::Time(ctx.now()));
    }
    Ok(())
}
