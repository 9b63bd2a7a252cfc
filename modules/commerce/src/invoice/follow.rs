//! What follows from a change of an invoice.

use rapport_module_kit::{
    Changed, Error, ErrorCode, ReactionFuture, Record, RecordId, Result, Value, Work, is_one_of,
    pinned,
};

use super::{issue, settle};
use crate::document::{Taken, refuse_deletion, take_from_customer, today};
use crate::{order, series};

const TAKEN: &[Taken] = &[
    Taken {
        field: "billing_name",
        account: "name",
        contact: "name",
    },
    Taken {
        field: "billing_address",
        account: "billing_address",
        contact: "address",
    },
    Taken {
        field: "customer_tax_id",
        account: "tax_id",
        contact: "tax_id",
    },
    Taken {
        field: "terms",
        account: "payment_terms",
        contact: "",
    },
];

/// Reaction to invoices.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        match &changed.after {
            None => {
                if let Some(before) = &changed.before {
                    refuse_deletion(before, "invoice", "void or credit it")?;
                }
            }
            Some(after) => keep_up(work, &changed, after).await?,
        }
        for link in [&changed.before, &changed.after].into_iter().flatten() {
            if let Some(order) = link.link("order") {
                order::settle(work, order).await?;
            }
            if let Some(work_order) = link.link("work_order") {
                bill(work, work_order).await?;
            }
        }
        Ok(())
    })
}

async fn keep_up(work: &mut Work, changed: &Changed, after: &Record) -> Result<()> {
    let before = changed.before.as_ref();
    let was = before
        .and_then(|before| before.text("status"))
        .unwrap_or("draft");
    if was == "draft" {
        let is_new = before.is_none_or(|before| before.get("number") != after.get("number"))
            && !series::takes(work, after.link("series"));
        if let Some(number) = after.text("number").filter(|_| is_new) {
            series::refuse_own(work, "invoice", number).await?;
        }
        take_from_customer(work, "invoice", changed, TAKEN).await?;
    }
    if is_one_of(after, "status", &["draft"]) {
        settle(work, changed.id).await?;
        return Ok(());
    }
    if was == "draft" {
        refuse_negative(after)?;
        issue::complete(work, changed.id).await?;
    }
    if is_one_of(after, "status", &["paid"]) && was != "paid" {
        pay_the_rest(work, changed.id, before.is_none()).await?;
    }
    settle(work, changed.id).await?;
    Ok(())
}

fn refuse_negative(invoice: &Record) -> Result<()> {
    if invoice.money("total").is_some_and(|total| total.minor < 0) {
        let message = "an invoice over less than nothing is a credit note";
        return Err(Error::field("lines", ErrorCode::INVALID, message));
    }
    Ok(())
}

/// Whoever says "paid" says that what was left has come in. A new invoice that is paid was paid elsewhere.
async fn pay_the_rest(work: &mut Work, id: RecordId, is_new: bool) -> Result<()> {
    let invoice = work.get("invoice", id).await?;
    let Some(sums) = settle::sums(work, id, &invoice).await? else {
        return Ok(());
    };
    if sums.balance.minor <= 0 {
        return Ok(());
    }
    if is_new {
        let paid = Record::new().with("paid_before", Value::Money(sums.balance));
        return work.update("invoice", id, paid).await;
    }
    let payment = Record::new()
        .with("invoice", Value::Id(id.0))
        .with("amount", Value::Money(sums.balance))
        .with("date", Value::Date(today(work.context())))
        .with("method", Value::Text("other".to_owned()));
    work.create("payment", payment).await?;
    Ok(())
}

/// The work order an invoice is for follows it. One whose last invoice is gone or void is to be invoiced again.
async fn bill(work: &mut Work, id: RecordId) -> Result<()> {
    let Ok(order) = pinned(work, "work_order", id).await else {
        return Ok(());
    };
    let invoices = work.children("invoice", "work_order", id).await?;
    let live: Vec<&Record> = invoices
        .iter()
        .map(|(_, invoice)| invoice)
        .filter(|invoice| !is_one_of(invoice, "status", &["void"]))
        .collect();
    let mut change = Record::new();
    let mut set = |field: &str, value: &str| {
        if order.text(field) != Some(value) {
            change.set(field, Value::Text(value.to_owned()));
        }
    };
    let is_paid = |invoice: &&Record| is_one_of(invoice, "status", &["paid"]);
    if live.is_empty() && is_one_of(&order, "status", &["invoiced"]) {
        set("status", "completed");
        set("billing_status", "billable");
    } else if !live.is_empty() {
        let billing = if live.iter().all(is_paid) {
            "paid"
        } else {
            "billed"
        };
        set("billing_status", billing);
    }
    if change.is_empty() {
        return Ok(());
    }
    work.update("work_order", id, change).await
}
