//! Whole documents, from JSON to bytes.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

use rapport_kernel::Currency;
use rapport_print::{Document, Kind, file_name, pdf};
use serde_json::{Map, Value as Json, json};

fn object(json: Json) -> Map<String, Json> {
    json.as_object().unwrap().clone()
}

fn invoice(lines: usize) -> Map<String, Json> {
    let line = json!({
        "description": "Lüfter für Größe Ø 30", "quantity": 2, "unit": "Stück", "unit_price": 1234.5,
        "tax_percent": 19, "net": 2469, "tax": 469.11, "total": 2938.11,
    });
    object(json!({
        "number": "RE-2026/00042", "status": "issued", "issue_date": "2026-03-02", "due_date": "2026-04-01",
        "billing_name": "Bäckerei Süß & Söhne", "billing_address": { "street": "Hauptstraße 1", "postal_code": "50667", "city": "Köln" },
        "lines": vec![line; lines], "subtotal": 2469, "tax": 469.11, "total": 2938.11, "total_currency": "EUR",
        "amount_paid": 100, "balance": 2838.11, "terms": "30 Tage",
    }))
}

fn document<'d>(record: &'d Map<String, Json>, letterhead: &'d Map<String, Json>) -> Document<'d> {
    Document {
        kind: Kind::Invoice,
        record,
        letterhead,
        company: "Rapport GmbH",
        language: "de-DE",
        currency: Currency::EUR,
    }
}

fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Type /Page\n").count() + text.matches("/Type/Page/").count()
}

#[test]
fn an_invoice_is_a_pdf_of_as_many_pages_as_it_needs() {
    let letterhead = object(
        json!({ "company_name": "Lüftung Köln GmbH", "vat_id": "DE1", "iban": "DE02 1203 0000 0000 2020 51" }),
    );
    let short = invoice(3);
    let bytes = pdf(&document(&short, &letterhead)).unwrap();
    assert!(
        bytes.starts_with(b"%PDF-1.") && bytes.len() < 60_000,
        "{}",
        bytes.len()
    );
    assert_eq!(pages(&bytes), 1);
    let long = invoice(200);
    assert!(pages(&pdf(&document(&long, &letterhead)).unwrap()) > 4);
    assert_eq!(
        file_name(&document(&short, &letterhead)),
        "RE-2026-00042.pdf"
    );
    if let Ok(folder) = std::env::var("RAPPORT_PRINT_TO") {
        std::fs::write(
            format!("{folder}/invoice.pdf"),
            pdf(&document(&invoice(30), &letterhead)).unwrap(),
        )
        .unwrap();
    }
}

#[test]
fn a_record_of_which_nothing_may_be_seen_is_printed_all_the_same() {
    let (nothing, letterhead) = (Map::new(), Map::new());
    for kind in ["invoice", "credit_note", "estimate", "order"] {
        let kind = Kind::of(kind).unwrap();
        let document = Document {
            kind,
            ..document(&nothing, &letterhead)
        };
        assert!(pdf(&document).unwrap().starts_with(b"%PDF"));
    }
    assert_eq!(Kind::of("contact"), None);
}
