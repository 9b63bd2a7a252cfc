//! An estimate becomes `converted` by making its order or work order, not by setting its status.

use rapport_module_kit::{
    Error, ErrorCode, ErrorKind, Record, RequestContext, Result, Value, is_one_of,
};

const USE_TO_WORK_ORDER: ErrorCode = ErrorCode::custom(
    "desk.use_to_work_order",
    ErrorKind::Conflict,
    "An estimate is converted by `to_order` or `to_work_order`",
);

/// Rule of estimates. A new record may begin converted, for imports.
pub(crate) fn guard_conversion(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    let is_converted = is_one_of(after, "status", &["converted"]);
    if is_converted && after.get("converted_at").is_null() {
        if before.is_some() {
            let message =
                "an estimate is converted by `to_order` or `to_work_order`, not by its status";
            return Err(Error::field("status", USE_TO_WORK_ORDER, message));
        }
        after.set("converted_at", Value::Time(ctx.now()));
    }
    Ok(())
}
