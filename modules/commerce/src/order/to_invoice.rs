//! Makes the invoice of an order. The order is then invoiced; both are one operation.

use rapport_module_kit::{
    ActionFuture, ActionInput, Error, ErrorCode, ErrorKind, Record, Result, Value, Work, is_one_of,
    json, pinned, subject, taken_over,
};

const NOT_BILLABLE: ErrorCode = ErrorCode::custom(
    "commerce.order_not_billable",
    ErrorKind::Conflict,
    "Only a customer's confirmed or fulfilled order is invoiced",
);

/// Fields an invoice takes over under the same name. The total brings the currency.
const TAKEN_OVER: &[&str] = &[
    "title",
    "account",
    "contact",
    "deal",
    "price_book",
    "lines",
    "discount",
    "shipping",
    "shipping_tax_percent",
    "total",
    "billing_address",
    "terms",
    "tags",
    "owner",
];

/// Action `to_invoice`. With `issue` the invoice is issued at once.
pub(super) fn to_invoice(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let order = pinned(work, "order", id).await?;
        check(&order)?;
        let names: Vec<(&str, &str)> = TAKEN_OVER.iter().map(|name| (*name, *name)).collect();
        let mut invoice = taken_over(&order, &names).with("order", Value::Id(id.0));
        if is_one_of(&order, "title", &["Order"]) {
            invoice.remove("title");
        }
        invoice.set("customer_reference", order.get("number").clone());
        invoice.set("service_to", order.get("delivery_date").clone());
        if action.input.is_true("issue") {
            invoice.set("status", Value::Text("issued".to_owned()));
        }
        let invoice = work.create("invoice", invoice).await?;
        let change = Record::new().with("status", Value::Text("invoiced".to_owned()));
        work.update("order", id, change).await?;
        Ok(json!({ "order": id, "invoice": invoice }))
    })
}

fn check(order: &Record) -> Result<()> {
    let code = order.text("code").unwrap_or_default();
    let message = if is_one_of(order, "direction", &["supplier"]) {
        format!("order `{code}` goes to a supplier: the supplier invoices it")
    } else if !is_one_of(order, "status", &["confirmed", "fulfilled"]) {
        let status = order.text("status").unwrap_or_default();
        format!("order `{code}` is `{status}`, neither confirmed nor fulfilled")
    } else {
        return Ok(());
    };
    Err(Error::new(NOT_BILLABLE, message))
}
