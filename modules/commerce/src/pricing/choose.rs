//! Which price holds for a product.

use rapport_module_kit::jiff::civil::Date;
use rapport_module_kit::{
    Currency, Decimal, Filter, Money, Record, RecordId, Result, Value, Work, id_of,
};

/// Price books are few; this many are looked at.
const LIMIT: u32 = 200;

/// The price book a document uses: the one it names, or the default of its currency that holds on the day.
pub(super) async fn book(
    work: &Work,
    named: Option<RecordId>,
    currency: Currency,
    day: Date,
) -> Result<Option<RecordId>> {
    if named.is_some() {
        return Ok(named);
    }
    let filter = Filter::equals("is_default", Value::Bool(true)).and(Filter::equals(
        "currency",
        Value::Text(currency.to_string()),
    ));
    let books = work.find("price_book", filter, &[], LIMIT).await?;
    let holds = |book: &&Record| {
        book.date("valid_from").is_none_or(|from| from <= day)
            && book.date("valid_until").is_none_or(|until| day <= until)
    };
    books.iter().find(holds).map(id_of).transpose()
}

/// The price of a product for a quantity: of the book, else the product's own when it is in the currency.
pub(super) async fn price(
    work: &Work,
    book: Option<RecordId>,
    (id, product): (RecordId, &Record),
    quantity: Decimal,
    currency: Currency,
) -> Result<Option<Money>> {
    let entries = work.children("price_book_entry", "product", id).await?;
    let from = |entry: &Record| entry.decimal("min_quantity").unwrap_or_default();
    let best = entries
        .iter()
        .map(|(_, entry)| entry)
        .filter(|entry| book.is_some() && entry.link("price_book") == book)
        .filter(|entry| from(entry) <= quantity)
        .max_by_key(|entry| from(entry));
    let found = best.and_then(|entry| entry.money("price"));
    let own = product.money("price");
    Ok(found.or(own).filter(|price| price.currency == currency))
}
