//! Hours are worked by somebody on some day, and cost their rate.

use rapport_module_kit::{
    Decimal, Error, ErrorCode, Record, RequestContext, Result, Value, owner_unless_named, sum,
};

/// Rule of time entries.
pub(crate) fn check_entry(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    let refuse = |field: &str, message: &str| Err(Error::field(field, ErrorCode::INVALID, message));
    // Whoever names somebody without an account did not work himself.
    if after.get("person").is_null() {
        owner_unless_named(before, after, "user");
    }
    if before.is_none() && after.get("date").is_null() {
        let today = ctx.now().date_in(&ctx.time_zone);
        after.set("date", Value::Date(today));
    }
    let hours = after.decimal("hours").unwrap_or_default();
    if !after.get("hours").is_null() && hours <= Decimal::ZERO {
        return refuse("hours", "must be more than 0");
    }
    let Some(rate) = after.money("rate") else {
        after.set("amount", Value::Null);
        return Ok(());
    };
    if rate.minor < 0 {
        return refuse("rate", "must not be less than nothing");
    }
    match sum::times(rate, hours) {
        Some(amount) => after.set("amount", Value::Money(amount)),
        None => return refuse("rate", "is too much"),
    }
    Ok(())
}
