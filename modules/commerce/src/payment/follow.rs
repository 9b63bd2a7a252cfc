//! A payment settles its invoice, and is refused when it cannot belong to it.

use rapport_module_kit::{
    Changed, Error, ErrorCode, ErrorKind, Money, ReactionFuture, Record, RecordId, Result, Value,
    Work, is_one_of, money,
};

use crate::invoice::{Sums, settle};

const NOT_PAYABLE: ErrorCode = ErrorCode::custom(
    "commerce.not_payable",
    ErrorKind::Conflict,
    "Only an invoice that is issued and not void is paid",
);

const OVERPAID: ErrorCode = ErrorCode::custom(
    "commerce.overpaid",
    ErrorKind::Invalid,
    "More than is owed, or more than was paid",
);

/// Reaction to payments.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let invoice_of = |payment: &Option<Record>| payment.as_ref()?.link("invoice");
        let (was, is) = (invoice_of(&changed.before), invoice_of(&changed.after));
        if let Some(was) = was.filter(|was| Some(*was) != is) {
            settle(work, was).await?;
        }
        if let (Some(payment), Some(invoice)) = (&changed.after, is) {
            belong(work, changed.id, payment, invoice).await?;
            let sums = settle(work, invoice).await?;
            if let Some(sums) = sums {
                check(&changed, payment, &sums)?;
            }
        }
        Ok(())
    })
}

async fn belong(work: &mut Work, id: RecordId, payment: &Record, of: RecordId) -> Result<()> {
    let invoice = work.get("invoice", of).await?;
    if is_one_of(&invoice, "status", &["draft", "void"]) {
        let title = invoice
            .text("number")
            .or(invoice.text("title"))
            .unwrap_or_default();
        let status = invoice.text("status").unwrap_or_default();
        let message = format!("invoice `{title}` is `{status}`, nothing is paid for it");
        return Err(Error::field("invoice", NOT_PAYABLE, message));
    }
    if let (Some(amount), Some(total)) = (payment.money("amount"), invoice.money("total"))
        && amount.currency != total.currency
    {
        let message = format!(
            "is in {}, the invoice is in {}",
            amount.currency, total.currency
        );
        return Err(Error::field("amount", ErrorCode::INVALID, message));
    }
    if payment.get("account") == invoice.get("account") {
        return Ok(());
    }
    let account: Value = invoice.get("account").clone();
    work.update("payment", id, Record::new().with("account", account))
        .await
}

/// Nobody pays more than is owed, nobody gets back more than was paid. What made a payment smaller is let through.
fn check(changed: &Changed, payment: &Record, sums: &Sums) -> Result<()> {
    let effect = |payment: &Record| {
        let minor = payment.money("amount").map_or(0, |amount| amount.minor);
        if is_one_of(payment, "kind", &["refund"]) {
            -minor
        } else {
            minor
        }
    };
    let moved =
        payment.link("invoice") != changed.before.as_ref().and_then(|was| was.link("invoice"));
    let before = changed.before.as_ref().filter(|_| !moved).map_or(0, effect);
    let after = effect(payment);
    let amount = payment.money("amount").map(money::text).unwrap_or_default();
    if after > before && sums.balance.minor < 0 {
        let owed = Money {
            minor: sums.balance.minor + after - before,
            ..sums.balance
        };
        let message = format!(
            "{amount} is more than the {} that are owed",
            money::text(owed)
        );
        return Err(Error::field("amount", OVERPAID, message));
    }
    if after < before && sums.paid.minor < 0 {
        let message = format!("{amount} is more than what was paid");
        return Err(Error::field("amount", OVERPAID, message));
    }
    Ok(())
}
