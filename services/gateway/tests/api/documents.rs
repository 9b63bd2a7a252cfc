//! `/documents`: files in and out, links, and who may.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

use crate::support::{App, FILE_LIMIT, Reply, User, on_each_database, on_sqlite, request};

const PDF: &[u8] = b"%PDF-1.7 An offer for a roof, in many words";

/// A form: each part is `(name, file name, type, content)`; without a file name it is a field.
type Part<'p> = (&'p str, Option<&'p str>, &'p str, &'p [u8]);

fn form(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, kind, content) in parts {
        body.extend_from_slice(b"--line\r\n");
        let file = file.map(|file| format!("; filename=\"{file}\""));
        let head = format!(
            "Content-Disposition: form-data; name=\"{name}\"{}\r\n",
            file.unwrap_or_default()
        );
        body.extend_from_slice(head.as_bytes());
        if !kind.is_empty() {
            body.extend_from_slice(format!("Content-Type: {kind}\r\n").as_bytes());
        }
        body.extend_from_slice(b"\r\n");
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--line--\r\n");
    body
}

async fn send(user: &User, path: &str, headers: &[(&str, &str)], parts: &[Part<'_>]) -> Reply {
    let mut request = Request::post(format!("/api/v1{path}"))
        .header("authorization", format!("Bearer {}", user.token))
        .header("content-type", "multipart/form-data; boundary=line");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(form(parts))).unwrap();
    user.app.send(request).await
}

async fn upload(
    user: &User,
    name: &str,
    kind: &str,
    content: &[u8],
    fields: &[(&str, &str)],
) -> Reply {
    let mut parts: Vec<Part<'_>> = vec![("file", Some(name), kind, content)];
    let fields = fields.iter();
    parts.extend(fields.map(|(name, value)| (*name, None, "", value.as_bytes())));
    send(user, "/documents/upload", &[], &parts).await
}

/// The id of the only document of an answer.
fn id_of(reply: &Reply) -> String {
    let answer = reply.ok(201);
    assert_eq!(answer["data"].as_array().unwrap().len(), 1);
    answer["data"][0]["id"].as_str().unwrap().to_owned()
}

async fn content(user: &User, id: &str, query: &str, headers: &[(&str, &str)]) -> Reply {
    let path = format!("/documents/{id}/content{query}");
    user.call(Method::GET, &path, headers, None).await
}

async fn open(app: &App, url: &str) -> Reply {
    app.send(request(Method::GET, url, None, &[], None)).await
}

#[tokio::test]
async fn a_file_goes_in_and_comes_out() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let deal = ada.create("deals", json!({ "name": "Roof" })).await;
        let related = format!("deal:{deal}");
        let fields = [
            ("related", related.as_str()),
            ("tags", "roof,offer"),
            ("description", "Signed"),
        ];
        let made = upload(&ada, "C:\\Angebot Größe 7.pdf", "text/html", PDF, &fields).await;
        let id = id_of(&made);
        let document = &made.json()["data"][0];
        assert_eq!(document["title"], "Angebot Größe 7.pdf");
        assert_eq!(
            document["mime_type"], "application/pdf",
            "the content says what it is"
        );
        assert_eq!(document["related"], json!({ "entity": "deal", "id": deal }));
        assert_eq!(document["tags"], json!(["roof", "offer"]));
        assert_eq!(document["size"], json!(PDF.len()));
        let listed = ada
            .get(&format!("/documents?filter={}", encoded(&deal)))
            .await
            .ok(200);
        assert_eq!(listed["data"][0]["id"], json!(id));

        let file = content(&ada, &id, "", &[("accept-encoding", "gzip")]).await;
        assert_eq!((file.status.as_u16(), file.bytes.as_ref()), (200, PDF));
        assert_eq!(file.header("content-type"), "application/pdf");
        assert_eq!(file.header("content-length"), PDF.len().to_string());
        assert_eq!(file.header("content-encoding"), "");
        assert_eq!(file.header("accept-ranges"), "bytes");
        assert_eq!(file.header("cache-control"), "private, no-cache");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        let policy = file.header("content-security-policy");
        assert!(
            policy.contains("sandbox") && policy.contains("default-src 'none'"),
            "{policy}"
        );
        let disposition = file.header("content-disposition");
        assert!(
            disposition.starts_with("attachment; filename=\"Angebot Gr__e 7.pdf\""),
            "{disposition}"
        );
        assert!(
            disposition.ends_with("''Angebot%20Gr%C3%B6%C3%9Fe%207.pdf"),
            "{disposition}"
        );

        let etag = file.header("etag").to_owned();
        let known = content(&ada, &id, "", &[("if-none-match", &etag)]).await;
        assert_eq!((known.status.as_u16(), known.bytes.len()), (304, 0));
        let operation = made.json()["operation"].as_str().unwrap().to_owned();
        ada.post(&format!("/operations/{operation}/undo"), json!({}))
            .await
            .ok(200);
        content(&ada, &id, "", &[]).await.problem(404, "not_found");
        content(&ada, &id, "", &[("if-none-match", &etag)])
            .await
            .problem(404, "not_found");
    })
    .await;
}

/// The filter for what hangs on a deal.
fn encoded(deal: &str) -> String {
    let filter =
        json!({ "field": "related", "op": "eq", "value": { "entity": "deal", "id": deal } });
    let text = filter.to_string();
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    let letters = text.bytes().map(|byte| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    });
    letters.collect()
}

#[tokio::test]
async fn a_part_of_a_file_is_answered() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let id = id_of(&upload(&ada, "a.pdf", "", PDF, &[]).await);
        let part = content(&ada, &id, "", &[("range", "bytes=1-3")]).await;
        assert_eq!(
            (part.status.as_u16(), part.bytes.as_ref()),
            (206, &b"PDF"[..])
        );
        assert_eq!(
            part.header("content-range"),
            format!("bytes 1-3/{}", PDF.len())
        );
        assert_eq!(part.header("content-length"), "3");
        let end = content(&ada, &id, "", &[("range", "bytes=-5")]).await;
        assert_eq!(
            (end.status.as_u16(), end.bytes.as_ref()),
            (206, &b"words"[..])
        );
        let beyond = content(&ada, &id, "", &[("range", "bytes=900-")]).await;
        assert_eq!(beyond.status.as_u16(), 416);
        assert_eq!(
            beyond.header("content-range"),
            format!("bytes */{}", PDF.len())
        );
        let etag = part.header("etag").to_owned();
        let same = [("range", "bytes=1-3"), ("if-range", etag.as_str())];
        assert_eq!(content(&ada, &id, "", &same).await.status.as_u16(), 206);
        let other = [("range", "bytes=1-3"), ("if-range", "\"other\"")];
        assert_eq!(content(&ada, &id, "", &other).await.status.as_u16(), 200);
        let head = ada
            .call(Method::HEAD, &format!("/documents/{id}/content"), &[], None)
            .await;
        assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0));
        assert_eq!(head.header("content-length"), PDF.len().to_string());
    })
    .await;
}

#[tokio::test]
async fn several_files_of_a_form_are_documents_of_one_operation() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let parts: [Part<'_>; 3] = [
            ("file", Some("a.txt"), "text/plain", b"first"),
            ("description", None, "", b"Both"),
            ("file", Some("b.csv"), "text/plain", b"a,b"),
        ];
        let made = send(&ada, "/documents/upload", &[], &parts).await.ok(201);
        let titles: Vec<&Value> = made["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one["title"])
            .collect();
        assert_eq!(titles, [&json!("a.txt"), &json!("b.csv")]);
        assert_eq!(made["data"][1]["mime_type"], "text/csv");
        assert_eq!(made["data"][1]["description"], "Both");
        let operation = made["operation"].as_str().unwrap();
        let undone = ada
            .post(&format!("/operations/{operation}/undo"), json!({}))
            .await
            .ok(200);
        assert_eq!(
            undone["data"]["undone"],
            json!(4),
            "two documents with a version each"
        );
    })
    .await;
}

#[tokio::test]
async fn a_repeated_upload_is_done_once() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let key = [("idempotency-key", "upload-1")];
        let parts = |content: &'static [u8]| -> [Part<'static>; 1] {
            [("file", Some("a.txt"), "", content)]
        };
        let first = send(&ada, "/documents/upload", &key, &parts(b"one"))
            .await
            .ok(201);
        let again = send(&ada, "/documents/upload", &key, &parts(b"one"))
            .await
            .ok(201);
        assert_eq!(first, again);
        send(&ada, "/documents/upload", &key, &parts(b"two"))
            .await
            .problem(409, "idempotency_mismatch");
        let all = ada.get("/documents?count=exact").await.ok(200);
        assert_eq!(all["pagination"]["total"], json!(1));
    })
    .await;
}

#[tokio::test]
async fn versions_are_kept_and_downloaded() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let id = id_of(&upload(&ada, "a.txt", "", b"first", &[]).await);
        let path = format!("/documents/{id}/versions");
        let parts: [Part<'_>; 2] = [
            ("file", Some("b.txt"), "", b"second"),
            ("comment", None, "", b"Another roof"),
        ];
        let made = send(&ada, &path, &[], &parts).await.ok(201);
        assert_eq!(made["data"][0]["current_version"], json!(2));
        assert_eq!(content(&ada, &id, "", &[]).await.bytes.as_ref(), b"second");
        assert_eq!(
            content(&ada, &id, "?version=1", &[]).await.bytes.as_ref(),
            b"first"
        );
        content(&ada, &id, "?version=3", &[])
            .await
            .problem(404, "not_found");
        let versions = ada.get("/document_versions?sort=number").await.ok(200);
        assert_eq!(versions["data"][1]["comment"], "Another roof");
        let other: [Part<'_>; 2] = [("file", Some("b"), "", b"x"), ("title", None, "", b"T")];
        send(&ada, &path, &[], &other)
            .await
            .problem(400, "unknown_field");
    })
    .await;
}

#[tokio::test]
async fn a_link_opens_a_file_for_a_while() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let id = id_of(&upload(&ada, "a.pdf", "", PDF, &[]).await);
        let path = format!("/documents/{id}/link");
        let link = |body: Value| {
            let (ada, path) = (ada.clone(), path.clone());
            async move {
                ada.post(&path, body).await.ok(201)["data"]["url"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            }
        };
        let (short, long) = (
            link(json!({})).await,
            link(json!({ "expires_in": 3600 })).await,
        );
        let file = open(&app, &short).await;
        assert_eq!((file.status.as_u16(), file.bytes.as_ref()), (200, PDF));
        assert_eq!(file.header("cache-control"), "private, no-store");
        assert!(file.header("content-security-policy").contains("sandbox"));
        for wrong in [0, -1, 3601] {
            ada.post(&path, json!({ "expires_in": wrong }))
                .await
                .problem(400, "invalid");
        }
        ada.post(&path, json!({ "colour": "red" }))
            .await
            .problem(400, "unknown_field");
        app.clock.advance(301);
        open(&app, &short).await.problem(404, "not_found");
        open(&app, &long).await;

        let token = long.rsplit('/').next().unwrap().to_owned();
        for at in [0, 40, token.len() - 1] {
            let mut forged = token.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            let url = format!(
                "/api/v1/documents/open/{}",
                String::from_utf8(forged).unwrap()
            );
            open(&app, &url).await.problem(404, "not_found");
        }
        open(&app, "/api/v1/documents/open/nothing")
            .await
            .problem(404, "not_found");
        assert_eq!(open(&app, &long).await.bytes.as_ref(), PDF);
        // A new version does not change what a link opens.
        let parts: [Part<'_>; 1] = [("file", Some("b.pdf"), "", b"%PDF-2")];
        send(&ada, &format!("/documents/{id}/versions"), &[], &parts)
            .await
            .ok(201);
        assert_eq!(open(&app, &long).await.bytes.as_ref(), PDF);
        ada.delete(&format!("/documents/{id}")).await.ok(200);
        open(&app, &long).await.problem(404, "not_found");
        ada.post(&format!("/documents/{id}/restore"), json!({}))
            .await
            .ok(200);
        assert_eq!(open(&app, &long).await.status.as_u16(), 200);
    })
    .await;
}

#[tokio::test]
async fn a_link_ends_with_the_right_of_its_maker() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let bob = ada.invite("Bob", "all").await;
        let id = id_of(&upload(&ada, "a.pdf", "", PDF, &[]).await);
        let path = format!("/documents/{id}/link");
        let made = bob.post(&path, json!({ "expires_in": 3600 })).await.ok(201);
        let url = made["data"]["url"].as_str().unwrap().to_owned();
        assert_eq!(open(&app, &url).await.status.as_u16(), 200);
        ada.put("/sharing/defaults/document", json!({ "access": "private" }))
            .await
            .ok(200);
        open(&app, &url).await.problem(404, "not_found");
        bob.post(&path, json!({})).await.problem(404, "not_found");
        ada.put("/sharing/defaults/document", json!({ "access": "read" }))
            .await
            .ok(200);
        assert_eq!(open(&app, &url).await.status.as_u16(), 200);

        let profile = ada.profile("Sales representative").await;
        let key = json!({ "name": "Program", "profile": profile });
        let key = bob.post("/api-keys", key).await.ok(201);
        let program = User {
            token: key["data"]["secret"].as_str().unwrap().to_owned(),
            ..bob.clone()
        };
        let by_key = program.post(&path, json!({})).await.ok(201);
        let by_key = by_key["data"]["url"].as_str().unwrap().to_owned();
        assert_eq!(open(&app, &by_key).await.status.as_u16(), 200);
        let key = key["data"]["id"].as_str().unwrap();
        bob.delete(&format!("/api-keys/{key}")).await.ok(200);
        open(&app, &by_key).await.problem(404, "not_found");
        ada.patch(&format!("/users/{}", bob.id), json!({ "active": false }))
            .await
            .ok(200);
        open(&app, &url).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_file_is_out_of_reach_with_the_record_it_hangs_on() {
    on_each_database(|app| async move {
        let ada = app.founder("Ada").await;
        let bob = ada.invite("Bob", "all").await;
        let deal = ada.create("deals", json!({ "name": "Secret deal" })).await;
        let related = format!("deal:{deal}");
        let id = id_of(&upload(&ada, "a.pdf", "", PDF, &[("related", &related)]).await);
        assert_eq!(content(&bob, &id, "", &[]).await.status.as_u16(), 200);
        let link = bob
            .post(&format!("/documents/{id}/link"), json!({}))
            .await
            .ok(201);
        let link = link["data"]["url"].as_str().unwrap().to_owned();
        ada.put("/sharing/defaults/deal", json!({ "access": "private" }))
            .await
            .ok(200);
        bob.get(&format!("/documents/{id}")).await.ok(200);
        content(&bob, &id, "", &[]).await.problem(404, "not_found");
        content(&bob, &id, "?version=1", &[])
            .await
            .problem(404, "not_found");
        open(&app, &link).await.problem(404, "not_found");
        bob.post(&format!("/documents/{id}/link"), json!({}))
            .await
            .problem(404, "not_found");
        let freed = bob
            .patch(&format!("/documents/{id}"), json!({ "related": null }))
            .await;
        freed.problem(403, "forbidden");
        upload(&bob, "b.pdf", "", PDF, &[("related", &related)])
            .await
            .problem(400, "broken_link");
        let share = json!({ "to": { "user": bob.id }, "level": "read" });
        ada.post(&format!("/deals/{deal}/shares"), share)
            .await
            .ok(201);
        assert_eq!(content(&bob, &id, "", &[]).await.status.as_u16(), 200);

        let eve = app.founder("Eve").await;
        content(&eve, &id, "", &[]).await.problem(404, "not_found");
        eve.post(&format!("/documents/{id}/link"), json!({}))
            .await
            .problem(404, "not_found");
        let parts: [Part<'_>; 1] = [("file", Some("b"), "", b"x")];
        send(&eve, &format!("/documents/{id}/versions"), &[], &parts)
            .await
            .problem(404, "not_found");
        let reader = ada.invite("Rita", "Read only").await;
        upload(&reader, "b.pdf", "", PDF, &[])
            .await
            .problem(403, "forbidden");
        send(&reader, &format!("/documents/{id}/versions"), &[], &parts)
            .await
            .problem(403, "forbidden");
    })
    .await;
}

#[tokio::test]
async fn what_a_browser_would_run_is_saved_and_never_shown() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        for (name, declared, body, kind) in [
            (
                "a.png",
                "image/png",
                &b"<script>alert(1)</script>"[..],
                "text/html; charset=utf-8",
            ),
            (
                "b.svg",
                "image/svg+xml",
                b"<svg onload=alert(1)/>",
                "image/svg+xml",
            ),
            (
                "c.txt",
                "text/plain",
                b"MZ\x90\x00 program",
                "application/x-executable",
            ),
        ] {
            let id = id_of(&upload(&ada, name, declared, body, &[]).await);
            let file = content(&ada, &id, "?disposition=inline", &[]).await;
            assert_eq!(file.header("content-type"), kind);
            assert!(
                file.header("content-disposition").starts_with("attachment"),
                "{name}"
            );
            assert!(
                file.header("content-security-policy").contains("sandbox"),
                "{name}"
            );
        }
        let id = id_of(&upload(&ada, "d.png", "", b"\x89PNG\r\n\x1a\n\0\0", &[]).await);
        let shown = content(&ada, &id, "?disposition=inline", &[]).await;
        assert!(shown.header("content-disposition").starts_with("inline"));
        let saved = content(&ada, &id, "", &[]).await;
        assert!(
            saved
                .header("content-disposition")
                .starts_with("attachment")
        );
        content(&ada, &id, "?disposition=odd", &[])
            .await
            .problem(400, "invalid");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_file_leaves_nothing_behind() {
    on_sqlite(|app| async move {
        let ada = app.founder("Ada").await;
        upload(&ada, "a.txt", "", b"", &[])
            .await
            .problem(400, "invalid");
        upload(&ada, "a.txt", "", b"x", &[("colour", "red")])
            .await
            .problem(400, "invalid");
        upload(&ada, "a.txt", "", b"x", &[("sha256", "00")])
            .await
            .problem(400, "invalid");
        upload(&ada, "a.txt", "", b"x", &[("title", "a"), ("title", "b")])
            .await
            .problem(400, "invalid");
        upload(&ada, "a.txt", "", b"x", &[("related", "deal:no-id")])
            .await
            .problem(400, "invalid");
        send(&ada, "/documents/upload", &[], &[("title", None, "", b"T")])
            .await
            .problem(400, "required");
        send(
            &ada,
            "/documents/upload?x=1",
            &[],
            &[("file", Some("a"), "", b"x")],
        )
        .await
        .problem(400, "unknown_field");
        ada.post("/documents/upload", json!({}))
            .await
            .problem(415, "unsupported_media");
        let many: Vec<Part<'_>> = (0..21)
            .map(|_| -> Part<'_> { ("file", Some("a"), "", b"x") })
            .collect();
        send(&ada, "/documents/upload", &[], &many)
            .await
            .problem(400, "invalid");
        let large = vec![b'a'; usize::try_from(FILE_LIMIT).unwrap() + 1];
        upload(&ada, "a.txt", "", &large, &[])
            .await
            .problem(413, "too_large");
        let enough = vec![b'a'; usize::try_from(FILE_LIMIT).unwrap()];
        upload(&ada, "a.txt", "", &enough, &[]).await.ok(201);
        let data = app.uploads.parent().unwrap();
        let waiting = std::fs::read_dir(data.join("incoming")).map_or(0, Iterator::count);
        assert_eq!(waiting, 0, "what came in is gone from where it waited");
        assert_eq!(
            ada.get("/documents").await.ok(200)["data"]
                .as_array()
                .unwrap()
                .len(),
            1
        );
        let claim = json!({ "title": "Mine", "sha256": "00" });
        ada.post("/documents", claim).await.problem(400, "invalid");
    })
    .await;
}
