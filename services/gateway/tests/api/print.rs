//! `GET /{entities}/{id}/pdf`.

use serde_json::json;

use crate::support::{User, on_each_database, on_sqlite};

async fn invoice(user: &User) -> String {
    let address = json!({ "street": "Hauptstraße 1", "postal_code": "50667", "city": "Köln" });
    let account = json!({ "name": "Bäckerei Süß", "billing_address": address });
    let account = user.create("accounts", account).await;
    let lines = json!([{ "description": "Lüfter", "unit_price": 100, "tax_percent": 19 }]);
    let values = json!({ "account": account, "lines": lines, "status": "issued" });
    user.create("invoices", values).await
}

#[tokio::test]
async fn an_invoice_is_printed() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let values =
            json!({ "name": "Head office", "company_name": "Lüftung GmbH", "language": "de" });
        ada.create("letterheads", values).await;
        let invoice = invoice(&ada).await;
        let reply = ada.get(&format!("/invoices/{invoice}/pdf")).await;
        assert_eq!(reply.status.as_u16(), 200);
        assert_eq!(reply.header("content-type"), "application/pdf");
        assert_eq!(
            reply.header("content-disposition"),
            "inline; filename=\"INV-2026-00001.pdf\""
        );
        assert!(reply.bytes.starts_with(b"%PDF-1."));
        let text = String::from_utf8_lossy(&reply.bytes);
        assert!(
            text.contains("Rechnung INV-2026-00001"),
            "the title in the metadata"
        );
    })
    .await;
}

#[tokio::test]
async fn every_document_is_printed_and_nothing_else() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        let lines = json!([{ "description": "Fan", "unit_price": 5 }]);
        for entities in ["orders", "estimates"] {
            let id = ada
                .create(entities, json!({ "title": "T", "lines": lines }))
                .await;
            let reply = ada.get(&format!("/{entities}/{id}/pdf")).await;
            assert!(reply.bytes.starts_with(b"%PDF-1."), "{entities}");
        }
        let contact = ada.create("contacts", json!({ "name": "Bob" })).await;
        let reply = ada.get(&format!("/contacts/{contact}/pdf")).await;
        reply.problem(404, "not_found");
        let reply = ada.get(&format!("/invoices/{contact}/pdf")).await;
        reply.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_stranger_prints_nothing() {
    on_each_database(|app| async move {
        let (ada, eve) = (app.founder("Ada").await, app.founder("Eve").await);
        let invoice = invoice(&ada).await;
        let path = format!("/invoices/{invoice}/pdf");
        eve.get(&path).await.problem(404, "not_found");
        let nobody = User {
            token: String::new(),
            ..ada.clone()
        };
        assert_eq!(nobody.get(&path).await.status.as_u16(), 401);
    })
    .await;
}
