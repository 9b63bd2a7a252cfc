//! `GET /{entities}/export`.

use serde_json::json;

use crate::support::{on_each_database, on_sqlite};

#[tokio::test]
async fn a_list_is_exported_as_text() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        for name in ["Alpha", "Beta, \"quoted\"", "=cmd()"] {
            ada.create("accounts", json!({ "name": name })).await;
        }
        let reply = ada
            .get("/accounts/export?format=csv&fields=name&sort=name")
            .await;
        assert_eq!(reply.status.as_u16(), 200);
        assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(
            reply.header("content-disposition"),
            "attachment; filename=\"accounts.csv\""
        );
        let text = String::from_utf8(reply.bytes.to_vec()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 4, "{text}");
        assert!(lines[0].starts_with('\u{feff}'));
        assert!(
            text.contains("\"Beta, \"\"quoted\"\"\"") && text.contains("'=cmd()"),
            "{text}"
        );
        let one = ada.get("/accounts/export?name=Alpha&fields=name").await;
        assert_eq!(String::from_utf8_lossy(&one.bytes).lines().count(), 2);
        ada.get("/accounts/export?format=pdf")
            .await
            .problem(400, "invalid");
        ada.get("/accounts/export?limit=3")
            .await
            .problem(400, "unknown_field");
        ada.get("/accounts/export?sort=colour")
            .await
            .problem(400, "invalid");
        let eve = app.founder("Eve").await;
        let none = eve.get("/accounts/export?fields=name").await;
        assert_eq!(
            String::from_utf8_lossy(&none.bytes).lines().count(),
            1,
            "only the header"
        );
    })
    .await;
}

#[tokio::test]
async fn an_export_has_all_pages() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        for at in 0..1005 {
            ada.create("notes", json!({ "body": format!("Note {at}") }))
                .await;
        }
        let reply = ada.get("/notes/export?fields=body").await;
        let text = String::from_utf8(reply.bytes.to_vec()).unwrap();
        assert_eq!(text.lines().count(), 1006);
        assert!(text.contains("Note 0") && text.contains("Note 1004"));
    })
    .await;
}

#[tokio::test]
async fn a_list_is_exported_as_a_workbook() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        ada.create("accounts", json!({ "name": "Alpha" })).await;
        let reply = ada.get("/accounts/export?format=xlsx").await;
        assert_eq!(reply.status.as_u16(), 200);
        assert!(reply.bytes.starts_with(b"PK"), "a zip file");
        assert_eq!(
            std::fs::read_dir(&app.uploads).unwrap().count(),
            0,
            "the file is gone"
        );
    })
    .await;
}
