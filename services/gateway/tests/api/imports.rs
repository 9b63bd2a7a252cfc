//! `/imports`.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

use crate::support::{App, Reply, User, on_each_database, on_sqlite};

const CSV: &str =
    "First name,Last name,E-mail\nAda,Lovelace,ada@example.org\nGrace,Hopper,not an address\n";

async fn upload(app: &App, user: &User, query: &str, name: &str, file: &[u8]) -> Reply {
    let mut body = format!(
        "--line\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"../../people.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--line--\r\n");
    let request = Request::post(format!("/api/v1/imports{query}"))
        .header("authorization", format!("Bearer {}", user.token))
        .header("content-type", "multipart/form-data; boundary=line")
        .body(Body::from(body))
        .unwrap();
    app.send(request).await
}

/// The import after its job was run.
async fn settled(app: &App, user: &User, id: &str) -> Value {
    app.work().await;
    user.get(&format!("/imports/{id}")).await.ok(200)["data"].clone()
}

#[tokio::test]
async fn a_file_is_checked_imported_and_taken_back() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let begun = upload(&app, &ada, "?entity=contact", "file", CSV.as_bytes())
            .await
            .ok(201);
        let import = &begun["data"];
        assert_eq!(import["state"], json!("draft"));
        assert_eq!(
            import["file"]["name"],
            json!("people.csv"),
            "no path of the user's machine"
        );
        assert!(import["file"].get("path").is_none());
        assert_eq!(import["file"]["rows"], json!(2));
        let fields: Vec<&Value> = import["mapping"]
            .as_array()
            .unwrap()
            .iter()
            .map(|column| &column["field"])
            .collect();
        assert_eq!(
            fields,
            [&json!("first_name"), &json!("last_name"), &json!("email")]
        );
        let id = import["id"].as_str().unwrap();
        let path = format!("/imports/{id}");
        assert_eq!(
            ada.get("/imports").await.ok(200)["data"][0]["id"],
            json!(id)
        );

        ada.patch(&path, json!({ "mode": "create", "createLinks": false }))
            .await
            .ok(200);
        ada.patch(&path, json!({ "colour": "red" }))
            .await
            .problem(400, "unknown_field");
        ada.post(&format!("{path}/check"), json!({})).await.ok(202);
        let checked = settled(&app, &ada, id).await;
        assert_eq!(checked["state"], json!("checked"), "{checked}");
        assert_eq!(checked["summary"]["new"], json!(1));
        assert_eq!(checked["summary"]["rejected"], json!(1));
        assert_eq!(
            ada.get("/contacts").await.ok(200)["data"],
            json!([]),
            "a dry run writes nothing"
        );
        let rows = ada
            .get(&format!("{path}/rows?status=rejected"))
            .await
            .ok(200);
        assert_eq!(rows["data"][0]["errors"][0]["field"], json!("email"));
        ada.get(&format!("{path}/rows?status=odd"))
            .await
            .problem(400, "invalid");

        ada.post(&format!("{path}/run"), json!({})).await.ok(202);
        assert_eq!(settled(&app, &ada, id).await["state"], json!("done"));
        let contacts = ada.get("/contacts").await.ok(200);
        assert_eq!(contacts["data"][0]["last_name"], json!("Lovelace"));
        let errors = ada.get(&format!("{path}/errors.csv")).await;
        assert_eq!(errors.header("content-type"), "text/csv; charset=utf-8");
        assert!(String::from_utf8_lossy(&errors.bytes).contains("not an address"));

        ada.post(&format!("{path}/undo"), json!({})).await.ok(202);
        assert_eq!(settled(&app, &ada, id).await["state"], json!("undone"));
        assert_eq!(ada.get("/contacts").await.ok(200)["data"], json!([]));

        let eve = app.founder("Eve").await;
        for path in [
            path.clone(),
            format!("{path}/rows"),
            format!("{path}/errors.csv"),
        ] {
            eve.get(&path).await.problem(404, "not_found");
        }
        for step in ["check", "run", "undo"] {
            eve.post(&format!("{path}/{step}"), json!({}))
                .await
                .problem(404, "not_found");
        }
        eve.call(Method::PATCH, &path, &[], Some(json!({})))
            .await
            .problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_table_leaves_nothing_behind() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        upload(&app, &ada, "", "file", CSV.as_bytes())
            .await
            .problem(400, "required");
        upload(&app, &ada, "?entity=wonder", "file", CSV.as_bytes())
            .await
            .problem(404, "not_found");
        upload(&app, &ada, "?entity=contact&x=1", "file", CSV.as_bytes())
            .await
            .problem(400, "unknown_field");
        upload(&app, &ada, "?entity=contact", "other", CSV.as_bytes())
            .await
            .problem(400, "unknown_field");
        upload(&app, &ada, "?entity=contact", "file", b"")
            .await
            .problem(400, "invalid");
        ada.post("/imports?entity=contact", json!({}))
            .await
            .problem(415, "unsupported_media");
        let large = vec![b'a'; 101 * 1024 * 1024];
        upload(&app, &ada, "?entity=contact", "file", &large)
            .await
            .problem(413, "too_large");
        let left = std::fs::read_dir(&app.uploads).map_or(0, Iterator::count);
        assert_eq!(left, 0, "refused uploads are removed");
    })
    .await;
}
