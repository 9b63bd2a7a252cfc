//! Fills what lines leave open: price, tax, unit and description of the product they name.

use rapport_module_kit::serde_json::{Map, Value as Json};
use rapport_module_kit::{
    Changed, Currency, Decimal, Error, ErrorCode, Record, RecordId, Result, Value, Work, is_one_of,
    json, money,
};

use super::choose;
use crate::document::{Line, lines_of, today, unpriced};

/// Fills open lines, and refuses to go beyond the `open_states` while a line has no price. No states: never refused.
pub(super) async fn fill(
    work: &mut Work,
    entity: &str,
    open_states: &[&str],
    changed: &Changed,
) -> Result<()> {
    let Some(after) = &changed.after else {
        return Ok(());
    };
    if lines_of(after).any(is_open) {
        take_currency_of_book(work, entity, changed.id, after).await?;
        let record = work.get(entity, changed.id).await?;
        let lines = filled(work, &record).await?;
        if record.json("lines") != Some(&lines) {
            let change = Record::new().with("lines", Value::Json(lines));
            work.update(entity, changed.id, change).await?;
        }
    }
    if open_states.is_empty() || is_one_of(after, "status", open_states) {
        return Ok(());
    }
    match unpriced(&work.get(entity, changed.id).await?) {
        Some(line) => {
            let message = format!("line {line} has no price");
            Err(Error::field("lines", ErrorCode::REQUIRED, message))
        }
        None => Ok(()),
    }
}

fn is_open(line: Line<'_>) -> bool {
    let open = |part: &str| line.number(part).is_none();
    line.product().is_some() && (open("unit_price") || open("tax_percent"))
}

/// A document that names a price book and has no price yet is made in the currency of the book.
async fn take_currency_of_book(
    work: &mut Work,
    entity: &str,
    id: RecordId,
    record: &Record,
) -> Result<()> {
    let (Some(book), Some(total)) = (record.link("price_book"), record.money("total")) else {
        return Ok(());
    };
    let book = work.get("price_book", book).await?;
    let Ok(currency) = book
        .text("currency")
        .unwrap_or_default()
        .parse::<Currency>()
    else {
        return Ok(());
    };
    if currency == total.currency {
        return Ok(());
    }
    if lines_of(record).any(|line| line.number("unit_price").is_some()) {
        let message = format!(
            "its prices are in {currency}, the lines are in {}",
            total.currency
        );
        return Err(Error::field("price_book", ErrorCode::INVALID, message));
    }
    let change = Record::new().with("total", Value::Money(money::nothing(currency)));
    work.update(entity, id, change).await
}

/// The lines with what was found. A line keeps what it says itself.
async fn filled(work: &Work, record: &Record) -> Result<Json> {
    let ctx = work.context();
    let currency = record
        .money("total")
        .map_or(ctx.currency, |total| total.currency);
    let book = choose::book(work, record.link("price_book"), currency, today(ctx)).await?;
    let mut lines = Vec::new();
    for (at, line) in lines_of(record).enumerate() {
        let mut parts: Map<String, Json> = line.0.clone();
        if let (true, Some(id)) = (is_open(line), line.product()) {
            let product = work.get("product", id).await.map_err(|_| {
                let message = format!("line {} names no product that there is", at + 1);
                Error::field("lines", ErrorCode::BROKEN_LINK, message)
            })?;
            let quantity = line.number("quantity").unwrap_or(Decimal::ONE);
            let price = choose::price(work, book, (id, &product), quantity, currency).await?;
            let mut give = |part: &str, value: Option<Json>| {
                if let Some(value) = value {
                    parts.insert(part.to_owned(), value);
                }
            };
            if line.number("unit_price").is_none() {
                give(
                    "unit_price",
                    price.map(|price| money::json_number(money::decimal(price))),
                );
            }
            if line.number("tax_percent").is_none() {
                let percent = product.decimal("tax_percent").unwrap_or_default();
                give("tax_percent", Some(money::json_number(percent)));
            }
            if line.text("description").is_none() {
                give("description", product.text("name").map(|name| json!(name)));
            }
            if line.text("unit").is_none() {
                give("unit", product.text("unit").map(|unit| json!(unit)));
            }
        }
        lines.push(Json::Object(parts));
    }
    Ok(Json::Array(lines))
}
