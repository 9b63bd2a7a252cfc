//! Makes the credit note of an invoice: over lines, over an amount, or over all that is left.

use rapport_module_kit::{
    ActionFuture, ActionInput, Error, ErrorCode, Money, Record, RecordId, Result, Value, Work,
    json, money, pinned, subject,
};

use super::{settle, split};

/// What a credit note over the whole takes over from its invoice.
const WHOLE: &[&str] = &["lines", "discount", "shipping", "shipping_tax_percent"];

/// Action `credit`. It is issued at once, unless it says `issue: false`.
pub(super) fn credit(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let invoice = pinned(work, "invoice", id).await?;
        let mut note = content(work, id, &invoice, &action.input).await?;
        note.set("invoice", Value::Id(id.0));
        note.set("reason", action.input.get("reason").clone());
        if action.input.get("issue") != &Value::Bool(false) {
            note.set("status", Value::Text("issued".to_owned()));
        }
        let note = work.create("credit_note", note).await?;
        Ok(json!({ "id": id, "credit_note": note }))
    })
}

async fn content(work: &Work, id: RecordId, invoice: &Record, input: &Record) -> Result<Record> {
    let total = invoice
        .money("total")
        .unwrap_or(money::nothing(work.context().currency));
    let note = Record::new().with("total", Value::Money(money::nothing(total.currency)));
    let Some(sums) = settle::sums(work, id, invoice).await? else {
        return Ok(note);
    };
    let left = Money {
        minor: total.minor - sums.credited.minor,
        ..total
    };
    if !input.get("lines").is_null() {
        return Ok(note.with("lines", input.get("lines").clone()));
    }
    let amount = input.money("amount").unwrap_or(left);
    if amount.currency != total.currency || amount.minor <= 0 || amount.minor > left.minor {
        let message = format!("{} can be credited", money::text(left));
        return Err(Error::field("amount", ErrorCode::INVALID, message));
    }
    if amount == total {
        let taken = WHOLE
            .iter()
            .map(|field| (*field, invoice.get(field).clone()));
        let taken: Record = taken.filter(|(_, value)| !value.is_null()).collect();
        return Ok(taken.with("total", note.get("total").clone()));
    }
    Ok(note.with("lines", Value::Json(split::split(invoice, amount))))
}
