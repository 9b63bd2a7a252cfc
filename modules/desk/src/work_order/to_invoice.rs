//! Makes the invoice of work that is done.
//!
//! The invoice takes over customer and lines; the work order is then invoiced. Invoices are kept by the module
//! `commerce`; without it there is no such invoice, and the action says so.

use rapport_module_kit::{
    ActionFuture, ActionInput, Error, ErrorCode, ErrorKind, Record, RecordId, Result, Value, Work,
    is_one_of, json, pinned, subject, taken_over,
};

const NOT_BILLABLE: ErrorCode = ErrorCode::custom(
    "desk.work_order_not_billable",
    ErrorKind::Conflict,
    "Only work that is completed and not free of charge is invoiced",
);

/// Action `to_invoice`.
pub(super) fn to_invoice(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let order = pinned(work, "work_order", id).await?;
        check(&order)?;
        let mut invoice = invoice_of(&order, id);
        if action.input.is_true("issue") {
            invoice.set("status", Value::Text("issued".to_owned()));
        }
        let invoice: RecordId = work.create("invoice", invoice).await?;
        let change = Record::new()
            .with("status", Value::Text("invoiced".to_owned()))
            .with("billing_status", Value::Text("billed".to_owned()));
        work.update("work_order", id, change).await?;
        Ok(json!({ "work_order": id, "invoice": invoice }))
    })
}

fn check(order: &Record) -> Result<()> {
    let title = order.text("title").unwrap_or_default();
    let message = if !is_one_of(order, "status", &["completed"]) {
        let status = order.text("status").unwrap_or_default();
        format!("work order `{title}` is `{status}`, not completed")
    } else if is_one_of(order, "billing_status", &["not_billable"]) {
        format!("work order `{title}` is free of charge")
    } else if order.get("lines").is_null() {
        format!("work order `{title}` has no lines that could be invoiced")
    } else {
        return Ok(());
    };
    Err(Error::new(NOT_BILLABLE, message))
}

fn invoice_of(order: &Record, id: RecordId) -> Record {
    let names = [
        ("title", "title"),
        ("account", "account"),
        ("contact", "contact"),
        ("deal", "deal"),
        ("lines", "lines"),
        ("total", "total"),
        ("tags", "tags"),
        ("owner", "owner"),
    ];
    taken_over(order, &names).with("work_order", Value::Id(id.0))
}
