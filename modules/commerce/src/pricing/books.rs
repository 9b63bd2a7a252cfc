//! Price books: one default for each currency, one price for each product and quantity.

use rapport_module_kit::{
    Changed, Currency, Error, ErrorCode, ReactionFuture, Record, RequestContext, Result, Value,
    Work, money,
};

use crate::document::one_default;

/// Rule of price books: the currency is one that exists.
pub(crate) fn check_currency(
    ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    let currency = match after.text("currency") {
        Some(code) => Currency::known(code)
            .map_err(|problem| Error::field("currency", ErrorCode::INVALID, problem))?,
        None => ctx.currency,
    };
    after.set("currency", Value::Text(currency.to_string()));
    if let (Some(from), Some(until)) = (after.date("valid_from"), after.date("valid_until"))
        && until < from
    {
        let message = "prices cannot end before they begin";
        return Err(Error::field("valid_until", ErrorCode::INVALID, message));
    }
    Ok(())
}

/// Reaction to price books. Prices in another currency keep a book from changing its own.
pub(crate) fn one_default_book(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        if let (Some(before), Some(after)) = (&changed.before, &changed.after)
            && before.get("currency") != after.get("currency")
            && !work
                .children("price_book_entry", "price_book", changed.id)
                .await?
                .is_empty()
        {
            let message = "a book that has prices keeps its currency";
            return Err(Error::field("currency", ErrorCode::INVALID, message));
        }
        one_default(work, "price_book", &changed, Some("currency")).await
    })
}

/// Reaction to prices: their name, their currency, and that there is no other for the same.
pub(crate) fn check_entry(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let Some(entry) = &changed.after else {
            return Ok(());
        };
        let (Some(book), Some(product)) = (entry.link("price_book"), entry.link("product")) else {
            return Ok(());
        };
        let others = work
            .children("price_book_entry", "product", product)
            .await?;
        let same = |other: &Record| {
            ["price_book", "min_quantity"]
                .iter()
                .all(|field| other.get(field) == entry.get(field))
        };
        if others
            .iter()
            .any(|(id, other)| *id != changed.id && same(other))
        {
            let message = "this book has a price for the product from this quantity on";
            return Err(Error::field("product", ErrorCode::DUPLICATE, message));
        }
        let book = work.get("price_book", book).await?;
        let currency = book.text("currency").unwrap_or_default();
        if let Some(price) = entry.money("price")
            && price.currency.as_str() != currency
        {
            let message = format!(
                "{} is not in {currency}, the currency of the book",
                money::text(price)
            );
            return Err(Error::field("price", ErrorCode::INVALID, message));
        }
        let product = work.get("product", product).await?;
        if entry.get("title") == product.get("name") {
            return Ok(());
        }
        let title = Record::new().with("title", product.get("name").clone());
        work.update("price_book_entry", changed.id, title).await
    })
}
