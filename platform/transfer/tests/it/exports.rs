//! From records to files and back.

use rapport_records::{AuditKind, AuditRequest, ListRequest};
use rapport_testkit::{TestApp, on_each_database};
use rapport_transfer::{Exporter, Imports, csv_text, detect, open, write_xlsx};
use serde_json::json;

fn crm() -> Vec<rapport_records::Module> {
    vec![rapport_crm::module()]
}

async fn some_contacts(app: &TestApp) {
    let account = app
        .create("account", json!({"name": "=Acme \"Ltd\""}))
        .await;
    app.create(
        "contact",
        json!({"first_name": "Zoë", "last_name": "Ümit", "email": "zoe@example.com", "phone": "+49 30 1", "account": account,
               "address": {"street": "Main 1", "city": "Köln"}, "tags": ["a b", "c"]}),
    )
    .await;
    app.create("contact", json!({"last_name": "Second"})).await;
}

#[tokio::test]
async fn an_export_reads_back_as_the_same_records() {
    on_each_database(crm, async |app| {
        some_contacts(&app).await;
        let mut exporter =
            Exporter::begin(app.engine(), &app.ctx(), "contact", ListRequest::default())
                .await
                .unwrap();
        let mut rows = vec![exporter.header()];
        while let Some(page) = exporter.next().await.unwrap() {
            rows.extend(page);
        }
        assert_eq!(rows.len(), 3);
        let text = csv_text(&rows).unwrap();
        let shown = String::from_utf8(text.clone()).unwrap();
        assert!(shown.contains("'=Acme \"\"Ltd\"\""), "{shown}");
        assert!(shown.contains("'+49 30 1"), "{shown}");

        let path = std::env::temp_dir().join(format!(
            "rapport-export-{}-{:?}.csv",
            std::process::id(),
            std::thread::current().id()
        ));
        std::fs::write(&path, text).unwrap();
        let imports = Imports::new(app.engine().clone(), std::env::temp_dir());
        let import = imports
            .begin(&app.ctx(), "contact", "contacts.csv", path.clone())
            .await
            .unwrap();
        let mapped = import
            .mapping
            .iter()
            .filter(|mapped| mapped.field.is_some())
            .count();
        let importable = rows[0]
            .iter()
            .filter(|header| !["ID", "Created", "Changed"].contains(&header.as_str()))
            .count();
        assert!(
            mapped * 10 >= importable * 9,
            "{mapped} of {importable}: {:?}",
            import.columns
        );
        std::fs::remove_file(path).unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_workbook_holds_what_the_list_shows() {
    on_each_database(crm, async |app| {
        some_contacts(&app).await;
        let request = ListRequest {
            fields: Some(vec!["last_name".to_owned(), "account".to_owned()]),
            sort: Some("last_name".to_owned()),
            ..ListRequest::default()
        };
        let mut exporter = Exporter::begin(app.engine(), &app.ctx(), "contact", request)
            .await
            .unwrap();
        let path = std::env::temp_dir().join(format!(
            "rapport-export-{}-{:?}.xlsx",
            std::process::id(),
            std::thread::current().id()
        ));
        assert_eq!(write_xlsx(&mut exporter, &path).await.unwrap(), 2);
        let table = open(&path, &detect(&path).unwrap()).unwrap();
        let rows: Vec<Vec<String>> = table.rows.map(|row| row.unwrap().1).collect();
        std::fs::remove_file(path).unwrap();
        assert_eq!(table.headers, ["Last name", "Account"]);
        assert_eq!(rows, [["Second", ""], ["Ümit", "=Acme \"Ltd\""]]);
    })
    .await;
}

#[tokio::test]
async fn sensitive_fields_leave_when_they_are_named_and_are_noted_once() {
    on_each_database(crm, async |app| {
        for number in 0..1100 {
            let person = json!({"last_name": format!("P {number}"), "national_id": "T220001293"});
            app.create("contact", person).await;
        }
        let rows = async |request: ListRequest| {
            let ctx = app.ctx();
            let begun = Exporter::begin(app.engine(), &ctx, "contact", request);
            let mut exporter = begun.await.unwrap();
            let mut rows = vec![exporter.header()];
            while let Some(page) = exporter.next().await.unwrap() {
                rows.extend(page);
            }
            rows
        };
        let noted = async || {
            let request = AuditRequest {
                kinds: vec![AuditKind::Read],
                limit: 10,
                ..AuditRequest::default()
            };
            let ctx = app.ctx();
            let read = app.engine().audit(&ctx, &request);
            read.await.unwrap().0
        };
        let usual = rows(ListRequest::default()).await;
        assert!(!usual.iter().flatten().any(|cell| cell == "T220001293"));
        assert!(!usual[0].contains(&"National ID".to_owned()));
        assert_eq!(noted().await.len(), 0);
        let named = ListRequest {
            fields: Some(vec!["last_name".to_owned(), "national_id".to_owned()]),
            ..ListRequest::default()
        };
        assert_eq!(rows(named).await[1100][1], "T220001293");
        let noted = noted().await;
        assert_eq!(noted.len(), 1, "two pages, one entry");
        assert_eq!(noted[0]["action"], "export");
        let changes = noted[0]["changes"].as_array().unwrap();
        let told = |field: &str| {
            let found = changes.iter().find(|change| change["field"] == field);
            found.unwrap()["new"].clone()
        };
        assert_eq!(
            (told("fields"), told("rows")),
            (json!(["national_id"]), json!(1100))
        );
    })
    .await;
}
