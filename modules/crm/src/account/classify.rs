//! The type of an account raises its flag, the number of employees fills its size.

use rapport_module_kit::{Record, RequestContext, Result, Value, changed};

use crate::generated::account::Account;

/// Rule of accounts. Flags are only raised, never lowered: a customer may be a supplier as well.
pub(crate) fn classify(
    _ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    if changed(before, after, "account_type") {
        let flag = match Account(after).account_type() {
            Some("customer") => Some("is_customer"),
            Some("vendor") => Some("is_supplier"),
            Some("partner") => Some("is_partner"),
            _ => None,
        };
        if let Some(flag) = flag {
            after.set(flag, Value::Bool(true));
        }
    }
    if changed(before, after, "employees")
        && let Some(employees) = Account(after).employees()
    {
        after.set("size", Value::Text(size(employees).to_owned()));
    }
    Ok(())
}

fn size(employees: i64) -> &'static str {
    match employees {
        ..10 => "micro",
        10..50 => "small",
        50..250 => "medium",
        250..1000 => "large",
        _ => "enterprise",
    }
}
