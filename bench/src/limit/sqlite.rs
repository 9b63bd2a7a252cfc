//! The limit on SQLite: two reader threads, one writer thread with group commit.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::encode::{Cell, member};
use super::{Claims, Input, Listing, now};
use crate::shapes::{COLUMNS, select_list};

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

pub(super) struct Sqlite {
    readers: Sender<Job>,
    writer: Sender<Job>,
    audit: bool,
}

fn connection(path: &str) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000; PRAGMA busy_timeout = 10000;",
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
    let text = format!(
        "SELECT {} FROM contacts WHERE tenant_id = $1 AND id = $2",
        select_list()
    );
    let mut statement = connection.prepare_cached(&text).unwrap();
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
    let columns = select_list();
    let live = "tenant_id = $1 AND deleted_at IS NULL";
    let newest = "ORDER BY created_at DESC, id DESC LIMIT";
    let stage = listing.stage.clone();
    let (at, last) = listing.after.unwrap_or((0, Uuid::nil()));
    let search = listing
        .search
        .as_ref()
        .map(|word| format!("\"{}\"", word.to_lowercase()));
    let (text, parameters): (String, Vec<Box<dyn rusqlite::ToSql>>) = match (
        &search,
        &stage,
        listing.after,
    ) {
        (Some(word), _, _) => (
            format!(
                "WITH hits AS MATERIALIZED (SELECT d.record_id FROM search_fts f JOIN search_docs d ON d.rid = f.rowid WHERE search_fts MATCH $2 AND d.tenant_id = $1 AND d.entity = 'contact') SELECT {columns} FROM contacts WHERE {live} AND id IN (SELECT record_id FROM hits) {newest} $3"
            ),
            vec![
                Box::new(tenant.as_bytes().to_vec()),
                Box::new(word.clone()),
                Box::new(listing.limit),
            ],
        ),
        (None, Some(stage), _) => (
            format!(
                "SELECT {columns} FROM contacts WHERE {live} AND lifecycle_stage = $2 {newest} $3"
            ),
            vec![
                Box::new(tenant.as_bytes().to_vec()),
                Box::new(stage.clone()),
                Box::new(listing.limit),
            ],
        ),
        (None, None, Some(_)) => (
            format!(
                "SELECT {columns} FROM contacts WHERE {live} AND (created_at, id) < ($2, $3) {newest} $4"
            ),
            vec![
                Box::new(tenant.as_bytes().to_vec()),
                Box::new(at),
                Box::new(last.as_bytes().to_vec()),
                Box::new(listing.limit),
            ],
        ),
        (None, None, None) => (
            format!("SELECT {columns} FROM contacts WHERE {live} {newest} $2"),
            vec![
                Box::new(tenant.as_bytes().to_vec()),
                Box::new(listing.limit),
            ],
        ),
    };
    let mut statement = connection.prepare_cached(&text).unwrap();
    let mut rows = statement
        .query(rusqlite::params_from_iter(parameters))
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
    let total = listing.count.then(|| {
        let filter = if stage.is_some() {
            " AND lifecycle_stage = $2"
        } else {
            ""
        };
        let text = format!("SELECT count(*) FROM contacts WHERE {live}{filter}");
        let mut statement = connection.prepare_cached(&text).unwrap();
        match stage {
            Some(stage) => statement
                .query_row(params![tenant.as_bytes(), stage], |row| row.get(0))
                .unwrap(),
            None => statement
                .query_row(params![tenant.as_bytes()], |row| row.get(0))
                .unwrap(),
        }
    });
    (out, total, next)
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
        .prepare_cached("UPDATE contacts SET department = coalesce($3, department), version = version + 1, updated_at = $4, updated_by = $5 WHERE tenant_id = $1 AND id = $2 AND deleted_at IS NULL")
        .unwrap()
        .execute(params![claims.tid.as_bytes(), id.as_bytes(), input.department, at, claims.sub.as_bytes()])
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
