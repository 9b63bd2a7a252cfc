//! A credit note takes its customer from the invoice, gets its number when it is issued, and settles the invoice.

use rapport_module_kit::{
    Changed, Error, ErrorCode, ErrorKind, ReactionFuture, Record, RecordId, Result, Value, Work,
    is_one_of, money,
};

use super::keep::PLAIN_TITLE;
use crate::document::{refuse_deletion, today};
use crate::{invoice, series};

const NOT_CREDITABLE: ErrorCode = ErrorCode::custom(
    "commerce.not_creditable",
    ErrorKind::Conflict,
    "Only an issued invoice is credited, and no more than it asked for",
);

/// What it takes from its invoice.
const TAKEN: &[&str] = &[
    "account",
    "contact",
    "billing_name",
    "billing_address",
    "customer_tax_id",
];

/// Reaction to credit notes.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let Some(after) = &changed.after else {
            return match &changed.before {
                Some(before) => refuse_deletion(before, "credit note", "issue an invoice instead"),
                None => Ok(()),
            };
        };
        let Some(of) = after.link("invoice") else {
            return Ok(());
        };
        let credited = work.get("invoice", of).await?;
        belong(after, &credited)?;
        let before = changed.before.as_ref();
        let was_draft = before.is_none_or(|before| is_one_of(before, "status", &["draft"]));
        if was_draft {
            complete(work, &changed, after, &credited).await?;
        }
        if is_one_of(after, "status", &["issued"]) {
            settle(work, of, &credited).await?;
        }
        Ok(())
    })
}

fn belong(note: &Record, invoice: &Record) -> Result<()> {
    let refuse = |field: &str, message: String| Err(Error::field(field, NOT_CREDITABLE, message));
    if is_one_of(invoice, "status", &["draft", "void"]) {
        let title = invoice
            .text("number")
            .or(invoice.text("title"))
            .unwrap_or_default();
        let status = invoice.text("status").unwrap_or_default();
        return refuse(
            "invoice",
            format!("invoice `{title}` is `{status}` and cannot be credited"),
        );
    }
    let (Some(own), Some(total)) = (note.money("total"), invoice.money("total")) else {
        return Ok(());
    };
    if own.minor != 0 && own.currency != total.currency {
        let message = format!(
            "the credit note is in {}, the invoice is in {}",
            own.currency, total.currency
        );
        return refuse("lines", message);
    }
    if is_one_of(note, "status", &["issued"]) && own.minor <= 0 {
        return refuse(
            "lines",
            "a credit note comes to more than nothing".to_owned(),
        );
    }
    Ok(())
}

async fn complete(
    work: &mut Work,
    changed: &Changed,
    after: &Record,
    credited: &Record,
) -> Result<()> {
    let is_new = changed
        .before
        .as_ref()
        .is_none_or(|before| before.get("number") != after.get("number"))
        && !series::takes(work, after.link("series"));
    if let Some(number) = after.text("number").filter(|_| is_new) {
        series::refuse_own(work, "credit_note", number).await?;
    }
    let mut change = Record::new();
    for field in TAKEN {
        if after.get(field).is_null() && !credited.get(field).is_null() {
            change.set(*field, credited.get(field).clone());
        }
    }
    if is_one_of(after, "status", &["issued"]) {
        issue(work, after, &mut change).await?;
    }
    if change.is_empty() {
        return Ok(());
    }
    work.update("credit_note", changed.id, change).await
}

async fn issue(work: &mut Work, note: &Record, change: &mut Record) -> Result<()> {
    let date = note
        .date("issue_date")
        .unwrap_or_else(|| today(work.context()));
    change.set("issue_date", Value::Date(date));
    let number = match note.text("number") {
        Some(number) => number.to_owned(),
        None => {
            let named = note.link("series");
            let (series, number) = series::take(work, "credit_note", named, date).await?;
            change.set("series", Value::Id(series.0));
            change.set("number", Value::Text(number.clone()));
            number
        }
    };
    if is_one_of(note, "title", &[PLAIN_TITLE]) {
        change.set("title", Value::Text(format!("{PLAIN_TITLE} {number}")));
    }
    Ok(())
}

async fn settle(work: &mut Work, of: RecordId, credited: &Record) -> Result<()> {
    let Some(sums) = invoice::settle(work, of).await? else {
        return Ok(());
    };
    let total = credited.money("total").unwrap_or(sums.credited);
    if sums.credited.minor > total.minor {
        let number = credited.text("number").unwrap_or_default();
        let message = format!(
            "invoice `{number}` asked for {}, its credit notes would come to {}",
            money::text(total),
            money::text(sums.credited)
        );
        return Err(Error::field("lines", NOT_CREDITABLE, message));
    }
    Ok(())
}
