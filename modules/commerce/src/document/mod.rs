//! What orders, invoices and credit notes have in common: their customer, their lines, their dates, and that what is
//! issued stays as it is.

mod customer;
mod default;
mod freeze;
mod lines;
mod terms;

pub(crate) use customer::{Taken, take_from_customer};
pub(crate) use default::{one_default, one_default_letterhead};
pub(crate) use freeze::{ISSUED, freeze, refuse_deletion};
pub(crate) use lines::{Line, lines_of, unpriced};
pub(crate) use terms::days_of;

use rapport_module_kit::{Record, RequestContext, Value};

/// The day it is for the caller.
pub(crate) fn today(ctx: &RequestContext) -> rapport_module_kit::jiff::civil::Date {
    ctx.now().date_in(&ctx.time_zone)
}

/// Gives an empty field a text.
pub(crate) fn name_if_empty(record: &mut Record, field: &str, text: &str) {
    if record.get(field).is_null() {
        record.set(field, Value::Text(text.to_owned()));
    }
}
