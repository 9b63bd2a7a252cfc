//! What an invoice gets when it is issued: its date, its due date, its number.

use rapport_module_kit::jiff::ToSpan;
use rapport_module_kit::{Record, RecordId, Result, Value, Work, is_one_of};

use super::keep::PLAIN_TITLE;
use crate::document::{days_of, today};
use crate::series;

/// Completes an invoice that is issued; one that has a number already keeps it.
pub(super) async fn complete(work: &mut Work, id: RecordId) -> Result<()> {
    let invoice = work.get("invoice", id).await?;
    let date = invoice
        .date("issue_date")
        .unwrap_or_else(|| today(work.context()));
    let mut change = Record::new();
    if invoice.get("issue_date").is_null() {
        change.set("issue_date", Value::Date(date));
    }
    if invoice.get("due_date").is_null() {
        let days = days_of(invoice.text("terms"));
        let due = date.checked_add(days.days()).unwrap_or(date);
        change.set("due_date", Value::Date(due));
    }
    let number = match invoice.text("number") {
        Some(number) => number.to_owned(),
        None => {
            let named = invoice.link("series");
            let (series, number) = series::take(work, "invoice", named, date).await?;
            change.set("series", Value::Id(series.0));
            change.set("number", Value::Text(number.clone()));
            number
        }
    };
    if is_one_of(&invoice, "title", &[PLAIN_TITLE]) {
        change.set("title", Value::Text(format!("{PLAIN_TITLE} {number}")));
    }
    if change.is_empty() {
        return Ok(());
    }
    work.update("invoice", id, change).await
}
