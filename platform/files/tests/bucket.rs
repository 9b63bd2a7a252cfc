//! Files in a bucket, over the wire. The server is named by `RAPPORT_TEST_S3`, such as `http://127.0.0.1:59000`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails loudly"
)]

use std::io::{Read, Write};
use std::net::TcpStream;

use futures::TryStreamExt;
use rapport_files::{BucketPlace, FileStore, Files, Upload};
use rapport_kernel::RecordId;
use rapport_testkit::{TestApp, on_sqlite};
use serde_json::Map;

const BUCKET: &str = "rapport-files";

/// The bucket of the tests, if there is a server.
fn bucket(prefix: &str) -> Option<FileStore> {
    let Ok(endpoint) = std::env::var("RAPPORT_TEST_S3") else {
        println!("skipped: RAPPORT_TEST_S3 is not set");
        return None;
    };
    // As the executable does at its start.
    let _ = rustls::crypto::ring::default_provider().install_default();
    make_bucket(&endpoint);
    let place = BucketPlace {
        name: BUCKET.to_owned(),
        prefix: prefix.to_owned(),
        endpoint: Some(endpoint),
        region: "us-east-1".to_owned(),
        access_key: "test".to_owned(),
        secret_key: "testtest".to_owned(),
    };
    Some(FileStore::bucket(&place).unwrap())
}

fn make_bucket(endpoint: &str) {
    let host = endpoint.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    let request = format!(
        "PUT /{BUCKET} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let done = answer.contains(" 200 ") || answer.contains(" 409 ");
    assert!(done, "{answer}");
}

async fn add(files: &Files, app: &TestApp, content: &[u8]) -> RecordId {
    let mut stage = files.stage(&app.ctx(), None).await.unwrap();
    for chunk in content.chunks(100_000) {
        stage.write(chunk).await.unwrap();
    }
    let upload = Upload {
        file: stage.finish().await.unwrap(),
        name: "plan.bin".to_owned(),
        declared: None,
    };
    let added = files.add(&app.ctx(), &[upload], &Map::new()).await.unwrap();
    added.data["documents"][0]
        .as_str()
        .unwrap()
        .parse()
        .unwrap()
}

async fn read(
    files: &Files,
    app: &TestApp,
    id: RecordId,
    range: Option<std::ops::Range<u64>>,
) -> Vec<u8> {
    let found = files.find(&app.ctx(), id, None).await.unwrap();
    let stream = files.read(&app.ctx(), &found, range).await.unwrap();
    stream.try_collect::<Vec<_>>().await.unwrap().concat()
}

#[tokio::test]
async fn a_bucket_keeps_small_and_large_files() {
    on_sqlite(
        || vec![rapport_documents::module()],
        |app| async move {
            let Some(store) = bucket("one/two") else {
                return;
            };
            store.check().await.unwrap();
            let folder = tempfile::tempdir().unwrap();
            let limit = 64 * 1024 * 1024;
            let files = Files::new(app.engine().clone(), store, folder.path().to_owned(), limit);
            let small = add(&files, &app, b"a small plan").await;
            assert_eq!(read(&files, &app, small, None).await, b"a small plan");
            assert_eq!(read(&files, &app, small, Some(2..7)).await, b"small");
            // More than two parts of a large upload.
            let large: Vec<u8> = (0..20_000_000u32).map(|at| (at % 251) as u8).collect();
            let id = add(&files, &app, &large).await;
            assert_eq!(read(&files, &app, id, None).await, large);
            assert_eq!(
                read(&files, &app, id, Some(15_000_000..15_000_010)).await,
                large[15_000_000..15_000_010]
            );
            // The same content again is not sent again, and goes when nobody names it.
            add(&files, &app, b"a small plan").await;
            let operation = app
                .engine()
                .delete(&app.ctx(), "document", small)
                .await
                .unwrap();
            let later = app.ctx().now().plus_seconds(25 * 60 * 60);
            assert_eq!(files.tidy(later).await.unwrap(), 0, "the bin counts");
            app.undo(operation).await;
            assert_eq!(read(&files, &app, small, None).await, b"a small plan");
        },
    )
    .await;
}

#[tokio::test]
async fn a_bucket_that_is_not_there_is_told_plainly() {
    on_sqlite(
        || vec![rapport_documents::module()],
        |_| async move {
            let Some(_) = bucket("x") else { return };
            let place = BucketPlace {
                name: "no-such-bucket".to_owned(),
                prefix: String::new(),
                endpoint: std::env::var("RAPPORT_TEST_S3").ok(),
                region: "us-east-1".to_owned(),
                access_key: "test".to_owned(),
                secret_key: "secret-of-the-key".to_owned(),
            };
            let error = FileStore::bucket(&place)
                .unwrap()
                .check()
                .await
                .unwrap_err();
            assert_eq!(error.code.name, "unavailable");
            assert!(!format!("{error:?}").contains("secret-of-the-key"));
        },
    )
    .await;
}
