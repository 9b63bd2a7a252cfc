//! Name and dates of an order; the lines of an invoiced one stay.

use rapport_module_kit::{
    Error, ErrorCode, ErrorKind, Record, RequestContext, Result, Value, changed, is_one_of,
};

use crate::document::{name_if_empty, today};

const INVOICED: ErrorCode = ErrorCode::custom(
    "commerce.order_invoiced",
    ErrorKind::Conflict,
    "An invoiced order keeps its lines",
);

/// What an invoice was made from.
const INVOICED_FIELDS: &[&str] = &[
    "lines",
    "discount",
    "shipping",
    "shipping_tax_percent",
    "total",
];

/// Rule of orders.
pub(crate) fn keep(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    name_if_empty(after, "title", "Order");
    if before.is_none() && after.get("order_date").is_null() {
        after.set("order_date", Value::Date(today(ctx)));
    }
    let stays_invoiced = |record: &Record| is_one_of(record, "status", &["invoiced"]);
    if before.is_some_and(stays_invoiced)
        && stays_invoiced(after)
        && let Some(field) = INVOICED_FIELDS
            .iter()
            .find(|field| changed(before, after, field))
    {
        let message = "the order is invoiced; correct its invoice with a credit note";
        return Err(Error::field(*field, INVOICED, message));
    }
    let confirmed = is_one_of(after, "status", &["confirmed", "fulfilled", "invoiced"]);
    follow_moment(ctx, after, "confirmed_at", confirmed, !confirmed);
    let fulfilled = is_one_of(after, "status", &["fulfilled"]);
    let taken_back = is_one_of(after, "status", &["draft", "confirmed", "cancelled"]);
    follow_moment(ctx, after, "fulfilled_at", fulfilled, taken_back);
    Ok(())
}

fn follow_moment(ctx: &RequestContext, after: &mut Record, field: &str, set: bool, clear: bool) {
    if clear {
        after.set(field, Value::Null);
    } else if set && after.get(field).is_null() {
        after.set(field, Value::Time(ctx.now()));
    }
}
