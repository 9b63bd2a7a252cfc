//! The limit on SQLite: two reader threads, one writer thread with group commit.
//!
//! SQLite takes `$1` for a name: parameters count in the order in which they first appear.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, LazyLock, Mutex};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::encode::{Cell, member};
use super::{Claims, Count, Input, Listing, now};
use crate::shapes::{COLUMNS, select_list};

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

const LIVE: &str = "tenant_id = $1 AND deleted_at IS NULL";

/// The texts of all reads, made once.
static TEXTS: LazyLock<Texts> = LazyLock::new(Texts::new);

struct Texts {
    get: String,
    first: String,
    after: String,
    stage: String,
    by_name: String,
    search: String,
}

impl Texts {
    fn new() -> Self {
        let columns = select_list();
        let newest = "ORDER BY created_at DESC, id DESC LIMIT";
        let page = |rest: &str| format!("SELECT {columns} FROM contacts WHERE {LIVE} {rest}");
        Self {
            get: format!("SELECT {columns} FROM contacts WHERE tenant_id = $1 AND id = $2"),
            first: page(&format!("{newest} $2")),
            after: page(&format!("AND (created_at, id) < ($2, $3) {newest} $4")),
            stage: page(&format!("AND lifecycle_stage = $2 {newest} $3")),
            by_name: page("ORDER BY name, id LIMIT $2"),
            search: format!(
                "WITH hits (hit_id) AS MATERIALIZED (SELECT docs.record_id FROM search_fts CROSS JOIN search_docs AS docs WHERE docs.tenant_id = $1 AND docs.entity = 'contact' AND docs.rid = search_fts.rowid AND search_fts MATCH $2) \
                 SELECT {columns} FROM (SELECT id AS page_id FROM hits CROSS JOIN contacts WHERE {LIVE} AND id = hit_id {newest} $3) AS page CROSS JOIN contacts WHERE tenant_id = $1 AND id = page_id ORDER BY created_at DESC, id DESC"
            ),
        }
    }
}

pub(super) struct Sqlite {
    readers: Sender<Job>,
    writer: Sender<Job>,
    audit: bool,
}

fn connection(path: &str) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000; PRAGMA busy_timeout = 10000; PRAGMA wal_autocheckpoint = 2000;",
        )
        .unwrap();
    connection.set_prepared_statement_cache_capacity(64);
    connection
}

impl Sqlite {
    pub(super) fn open(path: &str, audit: bool) -> Self {
        let (readers, jobs) = channel::<Job>();
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..2 {
            let (jobs, mut connection) = (jobs.clone(), connection(path));
            std::thread::spawn(move || {
                loop {
                    let job = jobs.lock().unwrap().recv();
                    match job {
                        Ok(job) => job(&mut connection),
                        Err(_) => break,
                    }
                }
            });
        }
        let (writer, jobs) = channel::<Job>();
        let connection = connection(path);
        std::thread::spawn(move || write(connection, &jobs));
        Self {
            readers,
            writer,
            audit,
        }
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> T + Send + 'static,
    ) -> T {
        let (answer, waiting) = oneshot::channel();
        let job: Job = Box::new(move |connection| drop(answer.send(work(connection))));
        self.readers.send(job).unwrap();
        waiting.await.unwrap()
    }

    pub(super) async fn get(&self, tenant: Uuid, id: Uuid) -> Option<Vec<u8>> {
        self.read(move |connection| get(connection, tenant, id))
            .await
    }

    pub(super) async fn list(
        &self,
        tenant: Uuid,
        listing: Listing,
    ) -> (Vec<u8>, Option<i64>, Option<(i64, Uuid)>) {
        self.read(move |connection| list(connection, tenant, &listing))
            .await
    }

    pub(super) async fn create(&self, claims: Claims, input: Input) -> Vec<u8> {
        let audit = self.audit;
        self.written(move |connection| create(connection, &claims, &input, audit))
            .await
            .unwrap()
    }

    pub(super) async fn update(&self, claims: Claims, id: Uuid, input: Input) -> Option<Vec<u8>> {
        let audit = self.audit;
        self.written(move |connection| update(connection, &claims, id, &input, audit))
            .await
    }

    async fn written(
        &self,
        work: impl FnOnce(&Connection) -> Option<Vec<u8>> + Send + 'static,
    ) -> Option<Vec<u8>> {
        let (answer, waiting) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            // Answered by the writer after the commit: kept in a slot of the connection's thread.
            let result = work(connection);
            DONE.with_borrow_mut(|done| done.push((answer, result)));
        });
        self.writer.send(job).unwrap();
        waiting.await.unwrap()
    }
}

type Waiting = (oneshot::Sender<Option<Vec<u8>>>, Option<Vec<u8>>);

thread_local! {
    static DONE: std::cell::RefCell<Vec<Waiting>> = const { std::cell::RefCell::new(Vec::new()) };
}

fn write(mut connection: Connection, jobs: &Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        first(&mut connection);
        for job in jobs.try_iter().take(127) {
            job(&mut connection);
        }
        connection.execute_batch("COMMIT").unwrap();
        for (answer, result) in DONE.with_borrow_mut(std::mem::take) {
            drop(answer.send(result));
        }
    }
}

fn encode(row: &Row<'_>, out: &mut Vec<u8>) {
    out.push(b'{');
    for (at, (name, shape)) in COLUMNS.iter().enumerate() {
        let cell = match row.get_ref(at).unwrap() {
            ValueRef::Null | ValueRef::Real(_) => Cell::Null,
            ValueRef::Integer(number) => Cell::Int(number),
            ValueRef::Text(text) => Cell::Text(std::str::from_utf8(text).unwrap()),
            ValueRef::Blob(bytes) => Cell::Id(Uuid::from_slice(bytes).unwrap()),
        };
        member(out, name, *shape, &cell);
    }
    out.push(b'}');
}

fn get(connection: &Connection, tenant: Uuid, id: Uuid) -> Option<Vec<u8>> {
    let mut statement = connection.prepare_cached(&TEXTS.get).unwrap();
    let mut rows = statement
        .query(params![tenant.as_bytes(), id.as_bytes()])
        .unwrap();
    let mut out = Vec::with_capacity(1024);
    encode(rows.next().unwrap()?, &mut out);
    Some(out)
}

fn list(
    connection: &Connection,
    tenant: Uuid,
    listing: &Listing,
) -> (Vec<u8>, Option<i64>, Option<(i64, Uuid)>) {
    let tenant = tenant.as_bytes();
    let limit = listing.limit;
    let quoted;
    let mut statement;
    let mut rows = match (&listing.search, &listing.stage, listing.after) {
        (Some(word), _, _) => {
            quoted = format!("\"{}\"", word.to_lowercase());
            statement = connection.prepare_cached(&TEXTS.search).unwrap();
            statement.query(params![tenant, quoted, limit])
        }
        (None, Some(stage), _) => {
            statement = connection.prepare_cached(&TEXTS.stage).unwrap();
            statement.query(params![tenant, stage, limit])
        }
        (None, None, Some((at, last))) => {
            statement = connection.prepare_cached(&TEXTS.after).unwrap();
            statement.query(params![tenant, at, last.as_bytes(), limit])
        }
        (None, None, None) => {
            let text = if listing.by_name {
                &TEXTS.by_name
            } else {
                &TEXTS.first
            };
            statement = connection.prepare_cached(text).unwrap();
            statement.query(params![tenant, limit])
        }
    }
    .unwrap();
    let mut out = Vec::with_capacity(16 * 1024);
    let mut next = None;
    while let Some(row) = rows.next().unwrap() {
        if !out.is_empty() {
            out.push(b',');
        }
        encode(row, &mut out);
        next = Some((
            row.get(4).unwrap(),
            Uuid::from_slice(row.get_ref(0).unwrap().as_blob().unwrap()).unwrap(),
        ));
    }
    let total = match listing.count {
        Count::None => None,
        mode => Some(count(connection, tenant, listing.stage.as_deref(), mode)),
    };
    (out, total, next)
}

fn count(connection: &Connection, tenant: &[u8; 16], stage: Option<&str>, mode: Count) -> i64 {
    const ALL: &str = "SELECT count(*) FROM contacts WHERE tenant_id = $1 AND deleted_at IS NULL";
    const CAPPED: &str = "SELECT count(*) FROM (SELECT 1 FROM contacts WHERE tenant_id = $1 AND deleted_at IS NULL LIMIT 10001)";
    const STAGE: &str = "SELECT count(*) FROM contacts WHERE tenant_id = $1 AND deleted_at IS NULL AND lifecycle_stage = $2";
    let text = match (stage, mode) {
        (Some(_), _) => STAGE,
        (None, Count::Capped) => CAPPED,
        (None, _) => ALL,
    };
    let mut statement = connection.prepare_cached(text).unwrap();
    let total = match stage {
        Some(stage) => statement.query_row(params![tenant, stage], |row| row.get(0)),
        None => statement.query_row(params![tenant], |row| row.get(0)),
    };
    total.unwrap()
}

fn create(connection: &Connection, claims: &Claims, input: &Input, audit: bool) -> Option<Vec<u8>> {
    let (id, at) = (Uuid::now_v7(), now());
    let (tenant, user) = (claims.tid.as_bytes(), claims.sub.as_bytes());
    let seq: i64 = connection
        .prepare_cached("INSERT INTO sequences (tenant_id, entity, last) VALUES ($1, 'contact', 1) ON CONFLICT (tenant_id, entity) DO UPDATE SET last = last + 1 RETURNING last")
        .unwrap()
        .query_row(params![tenant], |row| row.get(0))
        .unwrap();
    let name = format!(
        "{} {}",
        input.first_name.as_deref().unwrap_or(""),
        input.last_name.as_deref().unwrap_or("")
    );
    connection
        .prepare_cached("INSERT INTO contacts (tenant_id, id, seq, owner, source, created_at, created_by, updated_at, updated_by, version, name, first_name, last_name, email, phone, code) VALUES ($1, $2, $3, $4, 'api', $5, $4, $5, $4, 1, $6, $7, $8, $9, $10, $11)")
        .unwrap()
        .execute(params![tenant, id.as_bytes(), seq, user, at, name, input.first_name, input.last_name, input.email, input.phone, format!("C-{seq:05}")])
        .unwrap();
    let body = format!(
        "{} {}",
        input.email.as_deref().unwrap_or(""),
        input.phone.as_deref().unwrap_or("")
    );
    connection
        .prepare_cached("INSERT INTO search_docs (tenant_id, entity, record_id, title, body) VALUES ($1, 'contact', $2, $3, $4)")
        .unwrap()
        .execute(params![tenant, id.as_bytes(), name.to_lowercase(), body.to_lowercase()])
        .unwrap();
    if audit {
        trail(connection, claims, id, at, "create", 1, input);
    }
    get(connection, claims.tid, id)
}

fn update(
    connection: &Connection,
    claims: &Claims,
    id: Uuid,
    input: &Input,
    audit: bool,
) -> Option<Vec<u8>> {
    let at = now();
    let changed = connection
        .prepare_cached("UPDATE contacts SET department = coalesce($1, department), version = version + 1, updated_at = $2, updated_by = $3 WHERE tenant_id = $4 AND id = $5 AND deleted_at IS NULL")
        .unwrap()
        .execute(params![input.department, at, claims.sub.as_bytes(), claims.tid.as_bytes(), id.as_bytes()])
        .unwrap();
    if changed == 0 {
        return None;
    }
    if audit {
        trail(connection, claims, id, at, "update", 2, input);
    }
    get(connection, claims.tid, id)
}

fn trail(
    connection: &Connection,
    claims: &Claims,
    id: Uuid,
    at: i64,
    action: &str,
    version: i64,
    input: &Input,
) {
    let changes = format!(
        "[{{\"field\":\"department\",\"old\":null,\"new\":{:?}}}]",
        input.phone.as_deref().unwrap_or("")
    );
    let entry = Uuid::now_v7();
    connection
        .prepare_cached("INSERT INTO audit (tenant_id, id, operation, entity, record_id, title, action, actor, source, at, version, changes) VALUES ($1, $2, $2, 'contact', $3, 'bench', $4, $5, 'api', $6, $7, $8)")
        .unwrap()
        .execute(params![claims.tid.as_bytes(), entry.as_bytes(), id.as_bytes(), action, claims.sub.as_bytes(), at, version, changes])
        .unwrap();
}
