//! What an invoice still asks for, computed anew from payments and credit notes; its state follows.

use rapport_module_kit::{
    Currency, Money, Record, RecordId, Result, Value, Work, is_one_of, money, pinned, sum,
};

use crate::document::today;

/// The sums of an invoice.
pub(crate) struct Sums {
    /// Payments less refunds, and what was paid elsewhere.
    pub(crate) paid: Money,
    /// Issued credit notes.
    pub(crate) credited: Money,
    /// What is still owed; negative when money goes back.
    pub(crate) balance: Money,
}

/// Computes sums and state anew. None for an invoice that is not there.
pub(crate) async fn settle(work: &mut Work, id: RecordId) -> Result<Option<Sums>> {
    let Ok(invoice) = pinned(work, "invoice", id).await else {
        return Ok(None);
    };
    let Some(sums) = sums(work, id, &invoice).await? else {
        return Ok(None);
    };
    let mut change = Record::new();
    let mut set = |field: &str, value: Value| {
        if *invoice.get(field) != value {
            change.set(field, value);
        }
    };
    set("amount_paid", Value::Money(sums.paid));
    set("amount_credited", Value::Money(sums.credited));
    set("balance", Value::Money(sums.balance));
    if !is_one_of(&invoice, "status", &["draft", "void"]) {
        set(
            "status",
            Value::Text(state(work, &invoice, &sums).to_owned()),
        );
    }
    if !change.is_empty() {
        work.update("invoice", id, change).await?;
    }
    Ok(Some(sums))
}

/// The sums as this plan leaves them.
pub(super) async fn sums(work: &Work, id: RecordId, invoice: &Record) -> Result<Option<Sums>> {
    let Some(total) = invoice.money("total") else {
        return Ok(None);
    };
    let currency = total.currency;
    let payments = work.children("payment", "invoice", id).await?;
    let of_kind = |kind: &'static str| {
        let payments = payments.iter().map(|(_, payment)| payment);
        let found = payments.filter(move |payment| is_one_of(payment, "kind", &[kind]));
        sum::total(
            currency,
            found.filter_map(|payment| payment.money("amount")),
            "amount",
        )
    };
    let before = invoice.money("paid_before").map_or(0, |money| money.minor);
    let paid = of_kind("payment")?.minor + before - of_kind("refund")?.minor;
    let credits = work.children("credit_note", "invoice", id).await?;
    let issued = credits
        .iter()
        .map(|(_, credit)| credit)
        .filter(|credit| is_one_of(credit, "status", &["issued"]));
    let credited = sum::total(
        currency,
        issued.filter_map(|credit| credit.money("total")),
        "total",
    )?;
    let owed = match is_one_of(invoice, "status", &["void"]) {
        true => 0,
        false => total.minor - credited.minor - paid,
    };
    let amount = |minor: i64, currency: Currency| Money {
        minor,
        ..money::nothing(currency)
    };
    Ok(Some(Sums {
        paid: amount(paid, currency),
        credited,
        balance: amount(owed, currency),
    }))
}

fn state(work: &Work, invoice: &Record, sums: &Sums) -> &'static str {
    let late = invoice
        .date("due_date")
        .is_some_and(|due| due < today(work.context()));
    if sums.balance.minor <= 0 {
        "paid"
    } else if late {
        "overdue"
    } else if sums.paid.minor > 0 || sums.credited.minor > 0 {
        "partly_paid"
    } else {
        "issued"
    }
}
