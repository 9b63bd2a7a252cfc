//! Makes the order of an accepted estimate.
//!
//! The order takes over customer, lines and terms; the estimate is then converted. Both are one operation. Orders are
//! kept by the module `commerce`; without it there is no such order, and the action says so.

use rapport_module_kit::{
    ActionFuture, ActionInput, Record, Value, Work, json, subject, taken_over,
};

use super::accepted::{accepted, converted};

/// Action `to_order`.
pub(super) fn to_order(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let estimate = accepted(work, id).await?;
        let order = taken_over(
            &estimate,
            &[
                ("title", "title"),
                ("account", "account"),
                ("contact", "contact"),
                ("deal", "deal"),
                ("lines", "lines"),
                ("discount", "discount"),
                ("shipping", "shipping"),
                ("shipping_tax_percent", "shipping_tax_percent"),
                ("total", "total"),
                ("description", "description"),
                ("address", "shipping_address"),
                ("tags", "tags"),
                ("owner", "owner"),
            ],
        )
        .with("estimate", Value::Id(id.0))
        .with("status", Value::Text("confirmed".to_owned()));
        let order = work.create("order", order).await?;
        let change: Record = converted(work);
        work.update("estimate", id, change).await?;
        Ok(json!({ "estimate": id, "order": order }))
    })
}
