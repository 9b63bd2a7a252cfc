//! Where the price of a line comes from.

use rapport_module_kit::{RecordId, json};
use rapport_testkit::{TestApp, on_each_database, on_sqlite, refused};

use crate::{amount, modules, text};

async fn product(app: &TestApp) -> RecordId {
    let values = json!({ "name": "Fan", "price": 80, "unit": "piece", "tax_percent": 19 });
    app.create("product", values).await
}

async fn book(app: &TestApp, name: &str, currency: &str, is_default: bool) -> RecordId {
    let values = json!({ "name": name, "currency": currency, "is_default": is_default });
    app.create("price_book", values).await
}

async fn price(
    app: &TestApp,
    book: RecordId,
    product: RecordId,
    price: f64,
    from: f64,
    currency: &str,
) {
    let values = json!({
        "price_book": book, "product": product, "price": price, "price_currency": currency, "min_quantity": from,
    });
    app.create("price_book_entry", values).await;
}

#[tokio::test]
async fn a_line_without_price_gets_that_of_its_product() {
    on_each_database(modules, |app| async move {
        let product = product(&app).await;
        let lines = json!([{ "product": product, "quantity": 2 }, { "product": product, "unit_price": 0, "description": "Gift" }]);
        for entity in ["order", "invoice", "estimate", "work_order"] {
            let made = app.create(entity, json!({ "title": "T", "lines": lines })).await;
            let record = app.get(entity, made).await;
            let line = &record["lines"][0];
            assert_eq!(line["unit_price"], json!(80), "{entity}");
            assert_eq!((text(line, "description"), text(line, "unit")), ("Fan", "piece"));
            assert_eq!(line["tax_percent"], json!(19));
            let gift = &record["lines"][1];
            assert_eq!((&gift["unit_price"], text(gift, "description")), (&json!(0), "Gift"));
            assert_eq!(amount(&record, "total"), "190.4", "{entity}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_price_book_goes_before_and_quantities_count() {
    on_each_database(modules, |app| async move {
        let product = product(&app).await;
        let standard = book(&app, "Standard", "EUR", true).await;
        let partners = book(&app, "Partners", "EUR", false).await;
        price(&app, standard, product, 75.0, 0.0, "EUR").await;
        price(&app, standard, product, 70.0, 10.0, "EUR").await;
        price(&app, partners, product, 60.0, 0.0, "EUR").await;
        for (values, expected) in [
            (
                json!({ "lines": [{ "product": product, "quantity": 9 }] }),
                75,
            ),
            (
                json!({ "lines": [{ "product": product, "quantity": 10 }] }),
                70,
            ),
            (
                json!({ "lines": [{ "product": product }], "price_book": partners }),
                60,
            ),
        ] {
            let order = app.create("order", values).await;
            assert_eq!(
                app.get("order", order).await["lines"][0]["unit_price"],
                json!(expected)
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_book_in_another_currency_decides_the_currency() {
    on_sqlite(modules, |app| async move {
        let product = product(&app).await;
        let dollars = book(&app, "Dollars", "usd", true).await;
        price(&app, dollars, product, 99.0, 0.0, "USD").await;
        let lines = json!([{ "product": product }]);
        let order = app
            .create("order", json!({ "lines": lines, "price_book": dollars }))
            .await;
        let record = app.get("order", order).await;
        assert_eq!(
            (amount(&record, "subtotal"), text(&record, "total_currency")),
            ("99".into(), "USD")
        );
        let order = app
            .create("order", json!({ "lines": lines, "total_currency": "USD" }))
            .await;
        assert_eq!(amount(&app.get("order", order).await, "subtotal"), "99");
        // No price in pounds: the line stays open, and the order a draft.
        let order = app
            .create("order", json!({ "lines": lines, "total_currency": "GBP" }))
            .await;
        assert!(app.get("order", order).await["lines"][0]["unit_price"].is_null());
        let error = refused(app.try_act("order", order, "confirm", json!({})).await);
        assert!(
            error.message.contains("line 1 has no price"),
            "{}",
            error.message
        );
    })
    .await;
}

#[tokio::test]
async fn price_books_are_kept_in_order() {
    on_sqlite(modules, |app| async move {
        let product = product(&app).await;
        let first = book(&app, "First", "EUR", true).await;
        let dollars = book(&app, "Dollars", "USD", true).await;
        book(&app, "Second", "EUR", true).await;
        assert_eq!(
            app.get("price_book", first).await["is_default"],
            json!(false)
        );
        assert_eq!(
            app.get("price_book", dollars).await["is_default"],
            json!(true)
        );
        price(&app, first, product, 5.0, 0.0, "EUR").await;
        let twice = json!({ "price_book": first, "product": product, "price": 6 });
        assert_eq!(
            refused(app.try_create("price_book_entry", twice).await)
                .code
                .name,
            "duplicate"
        );
        let other = json!({ "price_book": dollars, "product": product, "price": 6 });
        assert_eq!(
            refused(app.try_create("price_book_entry", other).await).fields[0].field,
            "price"
        );
        let change = json!({ "currency": "USD" });
        assert_eq!(
            refused(app.try_update("price_book", first, change).await).fields[0].field,
            "currency"
        );
        let unknown = json!({ "lines": [{ "product": first }] });
        assert_eq!(
            refused(app.try_create("order", unknown).await).fields[0].field,
            "lines"
        );
    })
    .await;
}
