//! What an order learns from its invoices.

use rapport_module_kit::{Record, RecordId, Result, Value, Work, is_one_of, pinned};

/// Computes an order's payment status anew. One whose last invoice is gone or void waits to be invoiced again.
pub(crate) async fn settle(work: &mut Work, id: RecordId) -> Result<()> {
    let Ok(order) = pinned(work, "order", id).await else {
        return Ok(());
    };
    let invoices = work.children("invoice", "order", id).await?;
    let live = invoices
        .iter()
        .map(|(_, invoice)| invoice)
        .filter(|invoice| !is_one_of(invoice, "status", &["void"]));
    let live: Vec<&Record> = live.collect();
    let mut change = Record::new();
    let mut set = |field: &str, value: &str| {
        if order.text(field) != Some(value) {
            change.set(field, Value::Text(value.to_owned()));
        }
    };
    if live.is_empty() && is_one_of(&order, "status", &["invoiced"]) {
        let was_fulfilled = !order.get("fulfilled_at").is_null();
        set(
            "status",
            if was_fulfilled {
                "fulfilled"
            } else {
                "confirmed"
            },
        );
        set("payment_status", "unpaid");
    }
    let issued = live
        .iter()
        .filter(|invoice| !is_one_of(invoice, "status", &["draft"]));
    let issued: Vec<&Record> = issued.copied().collect();
    if !issued.is_empty() {
        set("payment_status", payment_status(&issued));
    }
    if change.is_empty() {
        return Ok(());
    }
    work.update("order", id, change).await
}

fn payment_status(invoices: &[&Record]) -> &'static str {
    let minor = |invoice: &Record, field: &str| invoice.money(field).map_or(0, |money| money.minor);
    let sum = |field: &str| -> i64 {
        let amounts = invoices.iter().map(|invoice| minor(invoice, field));
        amounts.fold(0, i64::saturating_add)
    };
    let (total, credited, paid) = (sum("total"), sum("amount_credited"), sum("amount_paid"));
    let is_paid = |invoice: &&Record| is_one_of(invoice, "status", &["paid"]);
    if credited >= total && credited > 0 && paid == 0 {
        "refunded"
    } else if invoices.iter().all(is_paid) {
        "paid"
    } else if paid > 0 {
        "partly_paid"
    } else {
        "unpaid"
    }
}
