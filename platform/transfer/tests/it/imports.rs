//! From a file to records: mapped, judged, run, resumed and taken back.

use std::path::PathBuf;

use rapport_testkit::{TestApp, on_each_database};
use rapport_transfer::{Import, ImportChange, ImportState, Imports, Mode};
use serde_json::{Value, json};

use crate::sample;

fn imports(app: &TestApp) -> Imports {
    Imports::new(app.engine().clone(), std::env::temp_dir())
}

/// Runs waiting jobs to their end.
async fn work(app: &TestApp) {
    let ctx = app.ctx();
    while app
        .engine()
        .run_one_job(&ctx.clock, &ctx.random)
        .await
        .unwrap()
    {}
}

/// A file with some text, gone at the end of the test.
struct File(PathBuf);

impl File {
    fn with(text: &str) -> Self {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!(
            "rapport-import-{}-{number}.csv",
            std::process::id()
        ));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

async fn begin(
    app: &TestApp,
    imports: &Imports,
    entity: &str,
    path: PathBuf,
    change: ImportChange,
) -> Import {
    let import = imports
        .begin(&app.ctx(), entity, "file.csv", path)
        .await
        .unwrap();
    imports
        .change(&app.ctx(), import.id, &change)
        .await
        .unwrap()
}

async fn run(app: &TestApp, imports: &Imports, import: &Import) -> Import {
    imports.run(&app.ctx(), import.id).await.unwrap();
    work(app).await;
    imports.get(&app.ctx(), import.id).await.unwrap()
}

fn field_of<'i>(import: &'i Import, header: &str) -> Option<&'i str> {
    import
        .columns
        .iter()
        .find(|column| column.header == header)?
        .field
        .as_deref()
}

fn crm() -> Vec<rapport_records::Module> {
    vec![rapport_crm::module()]
}

#[tokio::test]
async fn contacts_of_another_crm_come_in_with_their_companies() {
    on_each_database(crm, async |app| {
        let imports = imports(&app);
        let path = sample("atomic-crm/contacts.csv");
        let import = begin(&app, &imports, "contact", path, ImportChange::default()).await;
        assert_eq!(field_of(&import, "first_name"), Some("first_name"));
        assert_eq!(field_of(&import, "last_name"), Some("last_name"));
        assert_eq!(field_of(&import, "company_name"), Some("account"));
        assert_eq!(field_of(&import, "title"), Some("title"));
        assert_eq!(field_of(&import, "phone_work"), Some("phone"));
        assert_eq!(field_of(&import, "email_work"), None, "it has no value");
        assert_eq!(
            field_of(&import, "email_other"),
            Some("email"),
            "all addresses stand here"
        );
        assert_eq!(
            field_of(&import, "sales"),
            None,
            "users of the other system are not ours"
        );

        imports.check(&app.ctx(), import.id).await.unwrap();
        work(&app).await;
        let checked = imports.get(&app.ctx(), import.id).await.unwrap();
        assert_eq!(checked.state, ImportState::Checked);
        assert_eq!(
            (checked.summary.new, checked.summary.rejected),
            (500, 0),
            "{:?}",
            rejected(&app, &imports, &checked).await
        );
        assert!(
            app.list("contact", Value::Null).await.is_empty(),
            "a dry run writes nothing"
        );
        assert!(
            app.list("account", Value::Null).await.is_empty(),
            "a dry run makes no accounts"
        );

        let done = run(&app, &imports, &import).await;
        assert_eq!(done.state, ImportState::Done);
        assert_eq!(
            done.summary, checked.summary,
            "the run does what the dry run said"
        );
        let accounts = app.list("account", Value::Null).await;
        assert_eq!(accounts.len() as u64, done.summary.links_created);
        let contacts = app
            .list(
                "contact",
                json!({"field": "name", "op": "eq", "value": "Shelley Kerluke"}),
            )
            .await;
        let linked = contacts[0]["account"].as_str().unwrap();
        let account = accounts
            .iter()
            .find(|account| account["id"] == linked)
            .unwrap();
        assert_eq!(account["name"], "Gottlieb and Sons");
        assert_eq!(contacts[0]["source"], format!("import:{}", import.id));

        imports.undo(&app.ctx(), import.id).await.unwrap();
        work(&app).await;
        assert_eq!(
            imports.get(&app.ctx(), import.id).await.unwrap().state,
            ImportState::Undone
        );
        assert!(
            app.list("contact", Value::Null).await.is_empty(),
            "undo takes the contacts back"
        );
        assert!(
            app.list("account", Value::Null).await.is_empty(),
            "undo takes the accounts back"
        );
    })
    .await;
}

async fn rejected(app: &TestApp, imports: &Imports, import: &Import) -> Vec<Value> {
    imports
        .rows(&app.ctx(), import.id, Some("rejected"), 0, 10)
        .await
        .unwrap()
        .0
}

#[tokio::test]
async fn a_bad_row_is_rejected_with_column_and_reason_and_the_others_get_in() {
    on_each_database(crm, async |app| {
        let imports = imports(&app);
        let file = File::with("Last name;E-mail;Birthday;Company\nRight;right@example.com;31.12.1980;Acme\nWrong;not an address;31.12.1980;ACME\nLate;;45.13.1980;\n");
        let import = begin(&app, &imports, "contact", file.0.clone(), ImportChange::default()).await;
        assert_eq!(import.file.shape.delimiter, ';');
        assert_eq!(field_of(&import, "Birthday").map(str::to_owned), import.columns[2].field);
        let done = run(&app, &imports, &import).await;
        assert_eq!((done.summary.new, done.summary.rejected), (1, 2));
        let rows = rejected(&app, &imports, &done).await;
        assert_eq!(rows[0]["row"], 3);
        assert_eq!(rows[0]["errors"][0]["column"], "E-mail");
        assert!(rows[0]["errors"][0]["message"].as_str().unwrap().contains("e-mail"), "{rows:?}");
        let csv = imports.errors_csv(&app.ctx(), import.id).await.unwrap();
        assert!(csv.starts_with("Last name,E-mail,Birthday,Company,Row,Reason\n"), "{csv}");
        assert!(csv.contains("Wrong,not an address,31.12.1980,ACME,3,E-mail: "), "{csv}");
    })
    .await;
}

#[tokio::test]
async fn what_a_rejected_row_alone_needed_is_not_made() {
    on_each_database(crm, async |app| {
        let imports = imports(&app);
        let file = File::with(
            "Last name,Company,Owner\nGood,Kept,Ada Admin\nBad,Orphan,Nobody\nLate,Kept,\n",
        );
        let import = begin(
            &app,
            &imports,
            "contact",
            file.0.clone(),
            ImportChange::default(),
        )
        .await;
        let done = run(&app, &imports, &import).await;
        assert_eq!(
            (
                done.summary.new,
                done.summary.rejected,
                done.summary.links_created
            ),
            (2, 1, 1)
        );
        let accounts = app.list("account", Value::Null).await;
        assert_eq!(accounts.len(), 1);
        assert_eq!(accounts[0]["name"], "Kept");
    })
    .await;
}

#[tokio::test]
async fn upsert_by_a_key_tells_new_changed_and_unchanged_apart() {
    on_each_database(crm, async |app| {
        let imports = imports(&app);
        app.create("contact", json!({"last_name": "Same", "email": "same@example.com"})).await;
        let old = app.create("contact", json!({"last_name": "Old", "email": "old@example.com"})).await;
        let file = File::with("Last name,E-mail\nSame,same@example.com\nNew,old@example.com\nFresh,fresh@example.com\nFresher,fresh@example.com\n");
        let change = ImportChange {
            mode: Some(Mode::Upsert),
            key: Some("email".to_owned()),
            ..ImportChange::default()
        };
        let import = begin(&app, &imports, "contact", file.0.clone(), change).await;
        let done = run(&app, &imports, &import).await;
        let summary = done.summary;
        assert_eq!((summary.new, summary.changed, summary.unchanged, summary.rejected), (1, 2, 1, 0));
        assert_eq!(app.get("contact", old).await["last_name"], "New");
        let fresh = app.list("contact", json!({"field": "email", "op": "eq", "value": "fresh@example.com"})).await;
        assert_eq!(fresh.len(), 1);
        assert_eq!(fresh[0]["last_name"], "Fresher", "the later row of one file wins");

        let again = begin(&app, &imports, "contact", file.0.clone(), ImportChange {
            mode: Some(Mode::Update),
            key: Some("email".to_owned()),
            ..ImportChange::default()
        })
        .await;
        let done = run(&app, &imports, &again).await;
        assert_eq!((done.summary.new, done.summary.rejected), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn an_import_goes_on_where_a_dead_process_left_it() {
    on_each_database(crm, async |app| {
        let imports = imports(&app);
        let mut text = "Last name,E-mail\n".to_owned();
        for number in 0..1200 {
            text.push_str(&format!("Person {number},p{number}@example.com\n"));
        }
        let file = File::with(&text);
        let import = begin(
            &app,
            &imports,
            "contact",
            file.0.clone(),
            ImportChange::default(),
        )
        .await;
        imports.run(&app.ctx(), import.id).await.unwrap();
        // The job is dropped in the middle, as by a kill; what it committed stays, with its checkpoint.
        let ctx = app.ctx();
        let engine = app.engine().clone();
        let (clock, random) = (ctx.clock.clone(), ctx.random.clone());
        let job = tokio::spawn(async move { engine.run_one_job(&clock, &random).await });
        loop {
            let done = imports
                .get(&app.ctx(), import.id)
                .await
                .unwrap()
                .progress
                .done;
            if done > 0 {
                break;
            }
            tokio::task::yield_now().await;
        }
        job.abort();
        let _ = job.await;
        // Its lease runs out, and somebody else goes on.
        app.clock().advance(120);
        work(&app).await;
        let done = imports.get(&app.ctx(), import.id).await.unwrap();
        assert_eq!(done.state, ImportState::Done);
        assert_eq!(done.summary.new, 1200);
        let one = app.engine().store().tenant(ctx.tenant);
        let entity = app.engine().entity(&ctx, "contact").await.unwrap();
        let all = one
            .count(
                &entity,
                &rapport_schema::Filter::everything(),
                None,
                rapport_records::Deleted::No,
                rapport_records::CountMode::Exact,
            )
            .await
            .unwrap();
        assert_eq!(all.count, 1200, "no row is lost or doubled");
    })
    .await;
}

#[tokio::test]
async fn others_see_neither_the_import_nor_more_than_they_may() {
    on_each_database(crm, async |app| {
        let imports = imports(&app);
        let file = File::with("Last name\nOne\n");
        let import = begin(
            &app,
            &imports,
            "contact",
            file.0.clone(),
            ImportChange::default(),
        )
        .await;
        let member = app
            .as_user("Mia Member", rapport_kernel::Access::everything)
            .await;
        let refused = imports.get(&member.ctx(), import.id).await.unwrap_err();
        assert_eq!(refused.code.name, "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_column_of_currencies_goes_beside_the_amount() {
    on_each_database(crm, async |app| {
        let imports = imports(&app);
        let file = File::with(
            "Name,Amount,Currency\nA,12.50,USD\nB,1000,JPY\nC,3,\nD,1.5,JPY\nE,2,ABC\nF,0.125,EUR\n",
        );
        let import = begin(&app, &imports, "deal", file.0.clone(), ImportChange::default()).await;
        assert_eq!(field_of(&import, "Currency"), Some("amount_currency"));
        let done = run(&app, &imports, &import).await;
        assert_eq!((done.summary.new, done.summary.rejected), (3, 3));
        let deals = app.list("deal", Value::Null).await;
        let told = |name: &str| {
            let deal = deals.iter().find(|deal| deal["name"] == name).unwrap();
            format!("{} {}", deal["amount"], deal["amount_currency"].as_str().unwrap())
        };
        assert_eq!(told("A"), "12.5 USD");
        assert_eq!(told("B"), "1000 JPY");
        assert_eq!(told("C"), "3 EUR", "without one it is the company's");
        let reasons = rejected(&app, &imports, &done).await;
        let reasons = format!("{reasons:?}");
        assert!(reasons.contains("JPY has none"), "{reasons}");
        assert!(reasons.contains("`ABC` is not a currency"), "{reasons}");
        assert!(reasons.contains("EUR has 2"), "{reasons}");
    })
    .await;
}

#[tokio::test]
async fn an_upsert_warns_of_empty_and_repeated_keys() {
    on_each_database(crm, async |app| {
        let imports = imports(&app);
        let text = "Last name,Email\nAda,ada@example.com\nBen,\nAda L.,ADA@example.com\n";
        let file = File::with(text);
        let change = ImportChange {
            mode: Some(Mode::Upsert),
            key: Some("email".to_owned()),
            ..ImportChange::default()
        };
        let import = begin(&app, &imports, "contact", file.0.clone(), change).await;
        imports.check(&app.ctx(), import.id).await.unwrap();
        work(&app).await;
        let checked = imports.get(&app.ctx(), import.id).await.unwrap();
        assert_eq!((checked.summary.warnings, checked.summary.rejected), (2, 0));
        let (rows, _) = imports
            .rows(&app.ctx(), import.id, None, 0, 100)
            .await
            .unwrap();
        let told: Vec<String> = rows.iter().map(|row| row["warnings"].to_string()).collect();
        assert_eq!(told[0], "[]");
        assert!(told[1].contains("`email` is empty"), "{told:?}");
        assert!(told[2].contains("that of row 2"), "{told:?}");
        assert!(rows.iter().all(|row| row["errors"] == json!([])));
        let done = run(&app, &imports, &checked).await;
        assert_eq!((done.summary.warnings, done.summary.new), (2, 2));
    })
    .await;
}

#[tokio::test]
async fn null_characters_are_refused_alike() {
    on_each_database(crm, async |app| {
        let imports = imports(&app);
        let text = "Last name,Mailing city,Description\nAda,Ber\0lin,\nBen,Bonn,x\0y\nCem,Bonn,z\n";
        let file = File::with(text);
        let import = begin(
            &app,
            &imports,
            "contact",
            file.0.clone(),
            ImportChange::default(),
        )
        .await;
        let done = run(&app, &imports, &import).await;
        assert_eq!(
            (done.summary.new, done.summary.rejected),
            (1, 2),
            "{:?}",
            done.mapping
        );
    })
    .await;
}

#[tokio::test]
async fn an_imported_deal_must_be_in_a_stage_of_its_pipeline() {
    on_each_database(crm, async |app| {
        let pipeline = json!({ "name": "Short", "stages": ["proposal"] });
        app.create("pipeline", pipeline).await;
        let imports = imports(&app);
        let text = "Name,Pipeline,Stage\nA,Short,Proposal\nB,Short,Negotiation\nC,Short,\nD,,Negotiation\n";
        let file = File::with(text);
        let import = begin(&app, &imports, "deal", file.0.clone(), ImportChange::default()).await;
        let done = run(&app, &imports, &import).await;
        assert_eq!((done.summary.new, done.summary.rejected), (3, 1));
        let reasons = format!("{:?}", rejected(&app, &imports, &done).await);
        assert!(reasons.contains("the pipeline `Short` has no stage"), "{reasons}");
    })
    .await;
}

/// Own records only, and what people write about a contact and its e-mail do not exist.
fn blind(user: rapport_kernel::UserId) -> rapport_kernel::Access {
    use rapport_kernel::{Access, EntityRights, Profile};
    let rights = EntityRights {
        hidden: ["email", "secondary_email"].map(str::to_owned).into(),
        readonly: ["title".to_owned()].into(),
        ..EntityRights::all()
    };
    let profile = Profile {
        own_records_only: true,
        entities: [("contact".to_owned(), rights)].into(),
        ..Profile::of_rights("Blind", EntityRights::all())
    };
    Access::of_profile(user, profile)
}

#[tokio::test]
async fn an_import_neither_fills_nor_finds_what_one_may_not_see() {
    on_each_database(crm, async |app| {
        let theirs =
            json!({ "first_name": "Zoe", "last_name": "Secret", "email": "zoe@example.com" });
        app.create("contact", theirs).await;
        let mia = app.as_user("Mia Member", blind).await;
        let imports = imports(&app);
        let file =
            File::with("Last name,First name,E-mail,Title\nSecret,Changed,zoe@example.com,Boss\n");
        let (ctx, path) = (mia.ctx(), file.0.clone());
        let begun = imports
            .begin(&ctx, "contact", "file.csv", path)
            .await
            .unwrap();
        assert_eq!(field_of(&begun, "E-mail"), None, "it does not exist");
        assert_eq!(field_of(&begun, "Title"), None, "it cannot be written");
        for field in ["email", "title"] {
            let mut mapping = begun.mapping.clone();
            mapping[2].field = Some(field.to_owned());
            let change = ImportChange {
                mapping: Some(mapping),
                ..ImportChange::default()
            };
            let refused = imports
                .change(&mia.ctx(), begun.id, &change)
                .await
                .unwrap_err();
            assert_eq!(refused.fields[0].code, "unknown_field", "{field}");
        }
        // The contact of that name belongs to somebody else: for Mia there is none.
        let change = ImportChange {
            mode: Some(Mode::Upsert),
            key: Some("last_name".to_owned()),
            ..ImportChange::default()
        };
        imports.change(&mia.ctx(), begun.id, &change).await.unwrap();
        let done = run(&mia, &imports, &begun).await;
        assert_eq!((done.summary.new, done.summary.changed), (1, 0));
        let mine = mia.list("contact", Value::Null).await;
        assert_eq!(mine.len(), 1);
        assert!(mine[0].get("email").is_none(), "{mine:?}");
        let all = app.list("contact", Value::Null).await;
        let first_names: Vec<&Value> = all.iter().map(|contact| &contact["first_name"]).collect();
        assert!(
            first_names.contains(&&json!("Zoe")),
            "hers is as it was: {all:?}"
        );
        let export = rapport_records::ListRequest::default();
        let mut exporter = rapport_transfer::Exporter::begin(mia.engine(), &ctx, "contact", export)
            .await
            .unwrap();
        let header = exporter.header().join(",");
        assert!(
            !header.to_lowercase().replace('-', "").contains("email"),
            "{header}"
        );
        assert_eq!(exporter.next().await.unwrap().unwrap().len(), 1);
    })
    .await;
}
