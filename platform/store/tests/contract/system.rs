//! Definitions, jobs, import rows and undone marks.

use rapport_store::{
    AuditQuery, Definition, ImportRow, Job, JobStatus, StoreError, SystemChange, WriteBatch,
};
use serde_json::json;

use crate::batch::{ACTOR, NOW, batch, id, insert, named, record_id, tenant};
use crate::database::Database;
use crate::entities::contact;

crate::contract!(
    definitions_are_kept_and_counted,
    a_job_is_claimed_by_one_worker,
    import_rows_are_replaced_and_paged,
    an_audit_entry_is_undone_once,
);

fn system(change: SystemChange) -> WriteBatch {
    WriteBatch {
        system: vec![change],
        ..batch(Vec::new())
    }
}

async fn definitions_are_kept_and_counted(database: &Database) {
    let store = database.store.tenant(tenant());
    assert_eq!(store.definitions_epoch().await.unwrap(), 0);
    let put = |label: &str| {
        system(SystemChange::PutDefinition(Definition {
            kind: "field".to_owned(),
            name: "contact.region".to_owned(),
            body: json!({"label": label}),
            epoch: 0,
            updated_at: NOW,
        }))
    };
    store.commit(put("Region")).await.unwrap();
    store.commit(put("Area")).await.unwrap();
    let all = store.definitions().await.unwrap();
    assert_eq!(
        (all.len(), &all[0].body, all[0].epoch),
        (1, &json!({"label": "Area"}), 2)
    );
    let (kind, name) = ("field".to_owned(), "contact.region".to_owned());
    store
        .commit(system(SystemChange::RemoveDefinition { kind, name }))
        .await
        .unwrap();
    assert!(store.definitions().await.unwrap().is_empty());
    assert_eq!(store.definitions_epoch().await.unwrap(), 3);
}

fn job(kind: &str) -> Job {
    Job {
        id: id(),
        kind: kind.to_owned(),
        status: JobStatus::Queued,
        done: 0,
        total: 5,
        state: json!({"a": 1}),
        result: json!(null),
        error: None,
        operation: None,
        created_by: ACTOR,
        created_at: NOW,
        updated_at: NOW,
        lease_until: None,
        attempts: 0,
    }
}

async fn a_job_is_claimed_by_one_worker(database: &Database) {
    let (tenant, first, second) = (tenant(), job("bulk"), job("import"));
    let store = database.store.tenant(tenant);
    store
        .commit(system(SystemChange::PutJob(first.clone())))
        .await
        .unwrap();
    store.put_job(&second).await.unwrap();
    assert_eq!(store.job(first.id).await.unwrap(), Some(first.clone()));
    let (now, later) = (NOW.plus_seconds(1), NOW.plus_seconds(60));
    let claim = |kinds: &'static [&'static str], now| database.store.claim_job(kinds, now, later);
    let (owner, mut claimed) = claim(&["bulk"], now).await.unwrap().unwrap();
    assert_eq!(
        (owner, claimed.id, claimed.status, claimed.attempts),
        (tenant, first.id, JobStatus::Running, 1)
    );
    assert_eq!(
        claim(&["bulk"], now).await.unwrap(),
        None,
        "held by the first worker"
    );
    // Its worker is gone: after the lease another may have it.
    let again = claim(&["bulk", "x"], later.plus_seconds(1))
        .await
        .unwrap()
        .unwrap()
        .1;
    assert_eq!((again.id, again.attempts), (first.id, 2));
    claimed.status = JobStatus::Done;
    claimed.result = json!({"changed": 5});
    store.put_job(&claimed).await.unwrap();
    assert_eq!(claim(&["bulk"], later.plus_seconds(2)).await.unwrap(), None);
    assert_eq!(store.jobs("bulk", 5).await.unwrap(), [claimed]);
    assert_eq!(
        database
            .store
            .tenant(crate::batch::tenant())
            .jobs("bulk", 5)
            .await
            .unwrap(),
        []
    );
}

async fn import_rows_are_replaced_and_paged(database: &Database) {
    let (store, import) = (database.store.tenant(tenant()), id());
    let row = |row: i64, status: &str| ImportRow {
        import,
        row,
        status: status.to_owned(),
        title: format!("row {row}"),
        record: (row == 1).then(record_id),
        errors: json!([]),
        changes: json!({"name": "x"}),
        cells: json!(["a", "ü"]),
    };
    let rows = vec![row(1, "new"), row(2, "rejected"), row(3, "new")];
    store
        .commit(system(SystemChange::PutImportRows(rows.clone())))
        .await
        .unwrap();
    store
        .commit(system(SystemChange::PutImportRows(vec![row(
            3, "rejected",
        )])))
        .await
        .unwrap();
    let all = store.import_rows(import, None, 0, 10).await.unwrap();
    assert_eq!(all, [rows[0].clone(), rows[1].clone(), row(3, "rejected")]);
    let rejected = store
        .import_rows(import, Some("rejected"), 2, 10)
        .await
        .unwrap();
    assert_eq!(rejected, [row(3, "rejected")]);
    store
        .commit(system(SystemChange::RemoveImportRows { import }))
        .await
        .unwrap();
    assert!(
        store
            .import_rows(import, None, 0, 10)
            .await
            .unwrap()
            .is_empty()
    );
}

async fn an_audit_entry_is_undone_once(database: &Database) {
    let store = database.store.tenant(tenant());
    store
        .commit(batch(vec![insert(&contact(), record_id(), named("a"))]))
        .await
        .unwrap();
    let query = AuditQuery {
        limit: 10,
        ..AuditQuery::default()
    };
    let entry = store.audit(&query).await.unwrap().remove(0);
    let undo = system(SystemChange::MarkUndone {
        entries: vec![entry.id],
    });
    let operation = undo.operation;
    store.commit(undo.clone()).await.unwrap();
    assert_eq!(
        store.audit(&query).await.unwrap()[0].undone_by,
        Some(operation)
    );
    let error = store.commit(undo).await.unwrap_err();
    assert!(matches!(error, StoreError::AlreadyUndone), "{error:?}");
}
