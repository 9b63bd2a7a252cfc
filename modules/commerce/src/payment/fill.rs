//! What a payment says when it says nothing: today, and that amounts are more than nothing.

use rapport_module_kit::{Error, ErrorCode, Record, RequestContext, Result, Value};

use crate::document::today;

/// Rule of payments. A refund is an amount as well, of the kind `refund`.
pub(crate) fn fill(
    ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    if after.get("date").is_null() {
        after.set("date", Value::Date(today(ctx)));
    }
    if after
        .money("amount")
        .is_some_and(|amount| amount.minor <= 0)
    {
        let message =
            "must be more than nothing; money that goes back is a payment of the kind `refund`";
        return Err(Error::field("amount", ErrorCode::INVALID, message));
    }
    Ok(())
}
