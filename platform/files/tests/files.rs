//! Files through the engine: stored once, found with the rights of the moment, removed when nobody names them.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures::TryStreamExt;
use rapport_files::{FileStore, Files, NewVersion, Upload};
use rapport_kernel::{Access, Openness, RecordId, UserId};
use rapport_records::Module;
use rapport_testkit::{TestApp, on_each_database, refused};
use serde_json::{Map, Value as Json, json};

const LIMIT: u64 = 1024 * 1024;

fn modules() -> Vec<Module> {
    vec![rapport_documents::module(), rapport_crm::module()]
}

/// An installation with a folder of its own.
struct Kit {
    app: TestApp,
    files: Files,
    folder: tempfile::TempDir,
}

impl Kit {
    fn new(app: &TestApp) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::folder(&folder.path().join("files")).unwrap();
        let waiting = folder.path().join("incoming");
        let files = Files::new(app.engine().clone(), store, waiting, LIMIT);
        Self {
            app: app.clone(),
            files,
            folder,
        }
    }

    async fn upload(&self, name: &str, content: &[u8]) -> Upload {
        let mut stage = self.files.stage(&self.app.ctx(), None).await.unwrap();
        for chunk in content.chunks(1000) {
            stage.write(chunk).await.unwrap();
        }
        Upload {
            file: stage.finish().await.unwrap(),
            name: name.to_owned(),
            declared: None,
        }
    }

    /// Uploads a file and answers its document.
    async fn add(&self, name: &str, content: &[u8], about: Json) -> RecordId {
        let upload = self.upload(name, content).await;
        let added = self
            .files
            .add(&self.app.ctx(), &[upload], &object(about))
            .await;
        let added = added.unwrap_or_else(|error| panic!("{error:?}"));
        added.data["documents"][0]
            .as_str()
            .unwrap()
            .parse()
            .unwrap()
    }

    async fn content(&self, app: &TestApp, id: RecordId, version: Option<i64>) -> Vec<u8> {
        let found = self.files.find(&app.ctx(), id, version).await;
        let found = found.unwrap_or_else(|error| panic!("{error:?}"));
        let stream = self.files.read(&app.ctx(), &found, None).await.unwrap();
        stream.try_collect::<Vec<_>>().await.unwrap().concat()
    }

    /// The objects in the folder, and what waits.
    fn objects(&self) -> (Vec<PathBuf>, usize) {
        let mut all = Vec::new();
        walk(&self.folder.path().join("files"), &mut all);
        let waiting = std::fs::read_dir(self.files.waiting());
        (all, waiting.map_or(0, Iterator::count))
    }
}

fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => walk(&path, into),
            path => into.push(path),
        }
    }
}

fn object(values: Json) -> Map<String, Json> {
    values.as_object().unwrap().clone()
}

fn text<'a>(record: &'a Json, field: &str) -> &'a str {
    record[field].as_str().unwrap_or_default()
}

#[tokio::test]
async fn a_file_becomes_a_document_and_comes_back() {
    on_each_database(modules, |app| async move {
        let kit = Kit::new(&app);
        let content = b"%PDF-1.7 offer".repeat(500);
        let id = kit
            .add("../Offer 7.pdf", &content, json!({ "tags": ["roof"] }))
            .await;
        let document = app.get("document", id).await;
        assert_eq!(text(&document, "title"), "Offer 7.pdf");
        assert_eq!(text(&document, "file_name"), "Offer 7.pdf");
        assert_eq!(text(&document, "mime_type"), "application/pdf");
        assert_eq!(text(&document, "status"), "active");
        assert_eq!(document["size"], json!(content.len()));
        assert_eq!(document["current_version"], json!(1));
        assert_eq!(document["tags"], json!(["roof"]));
        assert_eq!(text(&document, "sha256").len(), 64);
        assert_eq!(kit.content(&app, id, None).await, content);
        let found = kit.files.find(&app.ctx(), id, None).await.unwrap();
        let part = kit
            .files
            .read(&app.ctx(), &found, Some(1..4))
            .await
            .unwrap();
        assert_eq!(part.try_collect::<Vec<_>>().await.unwrap().concat(), b"PDF");
        let (objects, waiting) = kit.objects();
        assert_eq!((objects.len(), waiting), (1, 0));
        let name = objects[0].file_name().unwrap().to_str().unwrap().to_owned();
        assert!(
            name.starts_with(text(&document, "sha256")) && !name.contains("Offer"),
            "{name}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_same_content_is_stored_once_per_tenant() {
    on_each_database(modules, |app| async move {
        let kit = Kit::new(&app);
        let one = kit.add("a.txt", b"the same", json!({})).await;
        let other = kit
            .add("b.csv", b"the same", json!({ "title": "Other" }))
            .await;
        assert_eq!(kit.objects().0.len(), 1);
        assert_eq!(
            kit.content(&app, one, None).await,
            kit.content(&app, other, None).await
        );
        assert_eq!(
            text(&app.get("document", other).await, "mime_type"),
            "text/csv"
        );
        assert_eq!(app.list("document_version", Json::Null).await.len(), 2);
        // A lost object comes back with the next upload of its content.
        std::fs::remove_file(&kit.objects().0[0]).unwrap();
        kit.add("c.txt", b"the same", json!({})).await;
        assert_eq!(kit.content(&app, one, None).await, b"the same");
    })
    .await;
}

#[tokio::test]
async fn a_document_has_versions() {
    on_each_database(modules, |app| async move {
        let kit = Kit::new(&app);
        let id = kit.add("plan.txt", b"first", json!({})).await;
        let new = NewVersion {
            upload: kit.upload("plan 2.txt", b"second").await,
            comment: Some("Another roof".to_owned()),
        };
        let added = kit.files.add_version(&app.ctx(), id, &new).await.unwrap();
        assert_eq!(added.data["version"], json!(2));
        assert_eq!(kit.content(&app, id, None).await, b"second");
        assert_eq!(kit.content(&app, id, Some(1)).await, b"first");
        assert_eq!(text(&app.get("document", id).await, "title"), "plan.txt");
        let missing = kit.files.find(&app.ctx(), id, Some(3)).await;
        assert_eq!(refused(missing).code.name, "not_found");

        app.undo(added.operation.unwrap()).await;
        assert_eq!(kit.content(&app, id, None).await, b"first");
        let gone = kit.files.find(&app.ctx(), id, Some(2)).await;
        assert_eq!(refused(gone).code.name, "not_found");
        kit.files.add_version(&app.ctx(), id, &new).await.unwrap();
        app.act("document", id, "restore_version", json!({ "version": 1 }))
            .await;
        assert_eq!(kit.content(&app, id, None).await, b"first");
        assert_eq!(app.get("document", id).await["current_version"], json!(3));
        let versions = app.list("document_version", Json::Null).await;
        let of = |number: i64| versions.iter().find(|one| one["number"] == json!(number));
        assert!(of(1).is_some() && of(3).is_some());
        let current: RecordId = text(of(3).unwrap(), "id").parse().unwrap();
        let gone = app
            .engine()
            .delete(&app.ctx(), "document_version", current)
            .await;
        assert_eq!(refused(gone).code.name, "documents.is_current");
    })
    .await;
}

#[tokio::test]
async fn what_describes_a_file_is_written_by_uploading_only() {
    on_each_database(modules, |app| async move {
        let kit = Kit::new(&app);
        let id = kit.add("a.txt", b"secret", json!({})).await;
        let sha256 = app.get("document", id).await["sha256"].clone();
        for field in [
            "sha256",
            "size",
            "mime_type",
            "file_name",
            "current_version",
        ] {
            let claim = app
                .try_create("document", json!({ "title": "Mine", field: sha256 }))
                .await;
            assert_eq!(refused(claim).fields[0].field, field);
        }
        let claim = json!({ "document": id, "sha256": sha256 });
        refused(app.try_create("document_version", claim).await);
        refused(
            app.try_create("document_version", json!({ "comment": "x" }))
                .await,
        );
        let empty = app
            .try_create("document", json!({ "title": "x", "status": "active" }))
            .await;
        assert_eq!(refused(empty).fields[0].code, "documents.no_content");
        let elsewhere = json!({ "title": "x", "status": "active", "url": "https://a.example/b" });
        let elsewhere = app.create("document", elsewhere).await;
        let nothing = kit.files.find(&app.ctx(), elsewhere, None).await;
        assert_eq!(refused(nothing).code.name, "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_file_needs_the_right_to_its_document_and_to_its_record() {
    on_each_database(modules, |app| async move {
        let kit = Kit::new(&app);
        let deal = app.create("deal", json!({ "name": "Roof" })).await;
        let related = json!({ "related": { "entity": "deal", "id": deal } });
        let id = kit.add("a.txt", b"offer", related).await;
        let all = app.as_user("Bob", Access::everything).await;
        assert_eq!(kit.content(&all, id, None).await, b"offer");
        let own = app.as_user("Eve", |user| reaching(user, "deal")).await;
        assert!(own.try_get("document", id).await.is_ok());
        let refusal = refused(kit.files.find(&own.ctx(), id, None).await);
        assert_eq!(refusal.code.name, "not_found");
        assert!(!refusal.message.contains("deal"), "{}", refusal.message);
        // Nor does it help to take the document away from its record.
        let freed = own
            .try_update("document", id, json!({ "related": null }))
            .await;
        refused(freed);
        let nobody = app
            .as_user("Mallory", |user| reaching(user, "document"))
            .await;
        let refusal = refused(kit.files.find(&nobody.ctx(), id, None).await);
        assert_eq!(refusal.code.name, "not_found");
        let new = NewVersion {
            upload: kit.upload("a.txt", b"other").await,
            comment: None,
        };
        let refusal = refused(kit.files.add_version(&nobody.ctx(), id, &new).await);
        assert_eq!(refusal.code.name, "not_found");
        let hidden = json!({ "related": { "entity": "deal", "id": deal } });
        let upload = kit.upload("b.txt", b"b").await;
        let attached = kit.files.add(&own.ctx(), &[upload], &object(hidden)).await;
        assert_eq!(refused(attached).fields[0].code, "broken_link");
        app.update("document", id, json!({ "related": null })).await;
        assert_eq!(kit.content(&own, id, None).await, b"offer");
    })
    .await;
}

/// Somebody who reaches everything but others' records of one entity.
fn reaching(user: UserId, but: &str) -> Access {
    let mut access = Access::everything(user);
    let mut defaults = (*access.defaults).clone();
    defaults.insert(but.to_owned(), Openness::Private);
    access.defaults = Arc::new(defaults);
    access
}

#[tokio::test]
async fn a_file_in_the_bin_is_not_read_and_comes_back() {
    on_each_database(modules, |app| async move {
        let kit = Kit::new(&app);
        let id = kit.add("a.txt", b"here", json!({})).await;
        let operation = app
            .engine()
            .delete(&app.ctx(), "document", id)
            .await
            .unwrap();
        let gone = kit.files.find(&app.ctx(), id, None).await;
        assert_eq!(refused(gone).code.name, "not_found");
        assert!(app.list("document_version", Json::Null).await.is_empty());
        tidy_later(&kit, &app).await;
        app.undo(operation).await;
        assert_eq!(kit.content(&app, id, None).await, b"here");
    })
    .await;
}

async fn tidy_later(kit: &Kit, app: &TestApp) -> u64 {
    let later = app.ctx().now().plus_seconds(25 * 60 * 60);
    kit.files.tidy(later).await.unwrap()
}

#[tokio::test]
async fn what_no_record_names_goes_after_a_day() {
    on_each_database(modules, |app| async move {
        let kit = Kit::new(&app);
        let kept = kit.add("a.txt", b"kept", json!({})).await;
        // The record is refused after the content was stored: nothing names it.
        let upload = kit.upload("b.txt", b"nobody's").await;
        let unknown = object(json!({ "colour": "red" }));
        refused(kit.files.add(&app.ctx(), &[upload], &unknown).await);
        assert_eq!(kit.objects().0.len(), 1, "fields are judged first");
        let lost = kit.add("c.txt", b"lost", json!({})).await;
        forget(&app, lost).await;
        assert_eq!(kit.files.tidy(app.ctx().now()).await.unwrap(), 0);
        assert_eq!(tidy_later(&kit, &app).await, 1);
        assert_eq!(kit.objects().0.len(), 1);
        assert_eq!(kit.content(&app, kept, None).await, b"kept");
        // The content comes again, under another name than the one that was removed.
        let again = kit.add("c.txt", b"lost", json!({})).await;
        assert_eq!(kit.content(&app, again, None).await, b"lost");
    })
    .await;
}

/// Takes the hashes out of a document and its version, as erasing a person does.
async fn forget(app: &TestApp, id: RecordId) {
    use rapport_schema::{Record, Value};
    let mut work = app.engine().work(&app.ctx()).await.unwrap();
    let nothing = || Record::new().with("sha256", Value::Null);
    let versions = work
        .children("document_version", "document", id)
        .await
        .unwrap();
    for (version, _) in versions {
        work.update("document_version", version, nothing())
            .await
            .unwrap();
    }
    let draft = nothing().with("status", Value::Text("draft".to_owned()));
    work.update("document", id, draft).await.unwrap();
    work.commit().await.unwrap();
}

#[tokio::test]
async fn a_file_that_is_too_large_leaves_nothing() {
    on_each_database(modules, |app| async move {
        let kit = Kit::new(&app);
        let mut stage = kit.files.stage(&app.ctx(), Some(10)).await.unwrap();
        stage.write(b"0123456789").await.unwrap();
        let refusal = refused(stage.write(b"x").await);
        assert_eq!(refusal.code.name, "too_large");
        drop(stage);
        let mut stage = kit.files.stage(&app.ctx(), Some(10 * LIMIT)).await.unwrap();
        let much = vec![0u8; usize::try_from(LIMIT).unwrap() + 1];
        assert!(
            stage.write(&much).await.is_err(),
            "the installation's limit holds"
        );
        drop(stage);
        assert_eq!(kit.objects(), (Vec::new(), 0));
    })
    .await;
}

#[tokio::test]
async fn documents_expire() {
    on_each_database(modules, |app| async move {
        let kit = Kit::new(&app);
        app.clock().set("2026-03-05T09:00:00Z");
        let about = json!({ "expires_at": "2026-03-06T09:00:00Z" });
        let id = kit.add("a.txt", b"offer", about).await;
        app.run_chores().await;
        assert_eq!(text(&app.get("document", id).await, "status"), "active");
        app.clock().set("2026-03-06T09:00:00Z");
        app.run_chores().await;
        assert_eq!(text(&app.get("document", id).await, "status"), "expired");
        assert!(kit.files.find(&app.ctx(), id, None).await.unwrap().expired);
    })
    .await;
}

#[tokio::test]
async fn the_files_of_a_person_go_with_the_person() {
    on_each_database(modules, |app| async move {
        let kit = Kit::new(&app);
        let person =
            json!({ "first_name": "Grace", "last_name": "Hopper", "email": "grace@navy.example" });
        let person = app.create("contact", person).await;
        let related = json!({ "related": { "entity": "contact", "id": person } });
        let id = kit.add("passport.txt", b"Grace Hopper", related).await;
        let new = NewVersion {
            upload: kit.upload("passport 2.txt", b"Rear admiral").await,
            comment: Some("After the wedding".to_owned()),
        };
        kit.files.add_version(&app.ctx(), id, &new).await.unwrap();
        let kept = kit.add("a.txt", b"somebody else's", json!({})).await;
        erase(&app, "grace@navy.example").await;
        let gone = kit.files.find(&app.ctx(), id, Some(1)).await;
        assert_eq!(refused(gone).code.name, "not_found");
        assert_eq!(tidy_later(&kit, &app).await, 2, "both contents");
        assert_eq!(kit.objects().0.len(), 1);
        assert_eq!(kit.content(&app, kept, None).await, b"somebody else's");
    })
    .await;
}

async fn erase(app: &TestApp, email: &str) {
    use rapport_records::{PrivacyAnswer, PrivacyKind, Subject};
    let subject = Subject::Email(email.to_owned());
    let ctx = app.ctx();
    let asked = app
        .engine()
        .privacy_request(&ctx, PrivacyKind::Erase, &subject, None);
    let PrivacyAnswer::Preview(preview) = asked.await.unwrap() else {
        panic!("an erasure is previewed");
    };
    let word = preview["confirm"].as_str().unwrap();
    let confirmed = app
        .engine()
        .privacy_request(&ctx, PrivacyKind::Erase, &subject, Some(word));
    confirmed.await.unwrap();
    let (clock, random) = (ctx.clock.clone(), ctx.random.clone());
    while app.engine().run_one_job(&clock, &random).await.unwrap() {}
}
