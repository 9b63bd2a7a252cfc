//! The limit on PostgreSQL: four shared pipelined connections for everything; writes are single statements.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, NoTls, Row, Statement};
use uuid::Uuid;

use super::encode::{Cell, member};
use super::{Claims, Count, Input, Listing, now};
use crate::shapes::{COLUMNS, Shape};

struct Link {
    client: Client,
    get: Statement,
    first: Statement,
    after: Statement,
    stage: Statement,
    by_name: Statement,
    search: Statement,
    count: Statement,
    count_capped: Statement,
    count_stage: Statement,
    create: Statement,
    update: Statement,
}

pub(super) struct Postgres {
    links: Vec<Link>,
    next: AtomicUsize,
}

const LIVE: &str = "tenant_id = $1 AND deleted_at IS NULL";
const NEWEST: &str = "ORDER BY created_at DESC NULLS LAST, id DESC NULLS LAST LIMIT";

/// JSON columns come as text, so that they are copied and not parsed.
fn columns() -> String {
    let column = |(name, shape): &(&str, Shape)| match shape {
        Shape::Json => format!("\"{name}\"::text"),
        _ => format!("\"{name}\""),
    };
    COLUMNS.iter().map(column).collect::<Vec<_>>().join(", ")
}

impl Link {
    async fn open(url: &str, audit: bool) -> Self {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
        tokio::spawn(connection);
        let all = columns();
        let text = |rest: &str| format!("SELECT {all} FROM contacts WHERE {rest}");
        let get = text("tenant_id = $1 AND id = $2");
        let first = text(&format!("{LIVE} {NEWEST} $2"));
        let after = text(&format!(
            "{LIVE} AND (created_at, id) < ($2, $3) {NEWEST} $4"
        ));
        let stage = text(&format!("{LIVE} AND lifecycle_stage = $2 {NEWEST} $3"));
        let by_name = text(&format!(
            "{LIVE} ORDER BY name NULLS FIRST, id NULLS FIRST LIMIT $2"
        ));
        let search = format!(
            "WITH hits (hit_id) AS MATERIALIZED (SELECT record_id FROM search_docs WHERE tenant_id = $1 AND entity = 'contact' AND (title || ' ' || body) LIKE '%' || $2 || '%') \
             SELECT {all} FROM (SELECT id AS page_id FROM hits CROSS JOIN contacts WHERE tenant_id = $1 AND COALESCE(deleted_at, 0) = 0 AND id = hit_id {NEWEST} $3) AS page \
             CROSS JOIN contacts WHERE tenant_id = $1 AND id = page_id ORDER BY created_at DESC NULLS LAST, id DESC NULLS LAST"
        );
        let create = format!(
            "WITH number AS (INSERT INTO sequences (tenant_id, entity, last) VALUES ($1, 'contact', 1) ON CONFLICT (tenant_id, entity) DO UPDATE SET last = sequences.last + 1 RETURNING last), \
             doc AS (INSERT INTO search_docs (tenant_id, entity, record_id, title, body) VALUES ($1, 'contact', $2, lower($5), lower(coalesce($8, '') || ' ' || coalesce($9, '')))){} \
             INSERT INTO contacts (tenant_id, id, seq, owner, source, created_at, created_by, updated_at, updated_by, version, name, first_name, last_name, email, phone, code) \
             SELECT $1, $2, last, $3, 'api', $4, $3, $4, $3, 1, $5, $6, $7, $8, $9, 'C-' || lpad(last::text, greatest(5, length(last::text)), '0') FROM number RETURNING {}",
            trail(audit, "create", 1, "$2", "$3", "$4", "$9"),
            columns()
        );
        let update = format!(
            "WITH nothing AS (SELECT 1){} UPDATE contacts SET department = coalesce($3, department), version = version + 1, updated_at = $4, updated_by = $5 WHERE tenant_id = $1 AND id = $2 AND deleted_at IS NULL RETURNING {}",
            trail(audit, "update", 2, "$2", "$5", "$4", "$3"),
            columns()
        );
        let count = format!("SELECT count(*) FROM contacts WHERE {LIVE}");
        let count_capped = format!(
            "SELECT count(*) FROM (SELECT 1 FROM contacts WHERE {LIVE} LIMIT 10001) AS counted"
        );
        let count_stage = format!("{count} AND lifecycle_stage = $2");
        Self {
            get: client.prepare(&get).await.unwrap(),
            first: client.prepare(&first).await.unwrap(),
            after: client.prepare(&after).await.unwrap(),
            stage: client.prepare(&stage).await.unwrap(),
            by_name: client.prepare(&by_name).await.unwrap(),
            search: client.prepare(&search).await.unwrap(),
            count: client.prepare(&count).await.unwrap(),
            count_capped: client.prepare(&count_capped).await.unwrap(),
            count_stage: client.prepare(&count_stage).await.unwrap(),
            create: client.prepare(&create).await.unwrap(),
            update: client.prepare(&update).await.unwrap(),
            client,
        }
    }
}

/// The audit row as one more part of the statement.
fn trail(
    audit: bool,
    action: &str,
    version: i64,
    record: &str,
    user: &str,
    at: &str,
    value: &str,
) -> String {
    if !audit {
        return String::new();
    }
    format!(
        ", trail AS (INSERT INTO audit (tenant_id, id, operation, entity, record_id, title, action, actor, source, at, version, changes) \
         VALUES ($1, gen_random_uuid(), {record}, 'contact', {record}, 'bench', '{action}', {user}, 'api', {at}, {version}, \
         jsonb_build_array(jsonb_build_object('field', 'department', 'old', null, 'new', {value}::text))))"
    )
}

impl Postgres {
    pub(super) async fn connect(url: &str, audit: bool) -> Self {
        let mut links = Vec::new();
        for _ in 0..4 {
            links.push(Link::open(url, audit).await);
        }
        Self {
            links,
            next: AtomicUsize::new(0),
        }
    }

    fn link(&self) -> &Link {
        &self.links[self.next.fetch_add(1, Ordering::Relaxed) % self.links.len()]
    }

    pub(super) async fn get(&self, tenant: Uuid, id: Uuid) -> Option<Vec<u8>> {
        let link = self.link();
        let rows = link.client.query(&link.get, &[&tenant, &id]).await.unwrap();
        rows.first().map(record)
    }

    pub(super) async fn list(
        &self,
        tenant: Uuid,
        listing: &Listing,
    ) -> (Vec<u8>, Option<i64>, Option<(i64, Uuid)>) {
        let link = self.link();
        let limit = i64::from(listing.limit);
        let word = listing.search.as_ref().map(|word| word.to_lowercase());
        let (at, last) = listing.after.unwrap_or((0, Uuid::nil()));
        let (statement, parameters): (&Statement, Vec<&(dyn ToSql + Sync)>) =
            match (&word, &listing.stage, listing.after) {
                (Some(word), _, _) => (&link.search, vec![&tenant, word, &limit]),
                (None, Some(stage), _) => (&link.stage, vec![&tenant, stage, &limit]),
                (None, None, Some(_)) => (&link.after, vec![&tenant, &at, &last, &limit]),
                (None, None, None) if listing.by_name => (&link.by_name, vec![&tenant, &limit]),
                (None, None, None) => (&link.first, vec![&tenant, &limit]),
            };
        let page = link.client.query(statement, &parameters);
        let count = async {
            let client = &link.client;
            let rows = match (listing.count, &listing.stage) {
                (Count::None, _) => return None,
                (_, Some(stage)) => client.query(&link.count_stage, &[&tenant, stage]).await,
                (Count::Capped, None) => client.query(&link.count_capped, &[&tenant]).await,
                (Count::Exact, None) => client.query(&link.count, &[&tenant]).await,
            };
            Some(rows.unwrap()[0].get::<_, i64>(0))
        };
        let (rows, total) = tokio::join!(page, count);
        let rows = rows.unwrap();
        let mut out = Vec::with_capacity(16 * 1024);
        for row in &rows {
            if !out.is_empty() {
                out.push(b',');
            }
            encode(row, &mut out);
        }
        (out, total, rows.last().map(|row| (row.get(4), row.get(0))))
    }

    pub(super) async fn create(&self, claims: &Claims, input: &Input) -> Vec<u8> {
        let link = self.link();
        let (id, at) = (Uuid::now_v7(), now());
        let name = format!(
            "{} {}",
            input.first_name.as_deref().unwrap_or(""),
            input.last_name.as_deref().unwrap_or("")
        );
        let parameters: [&(dyn ToSql + Sync); 9] = [
            &claims.tid,
            &id,
            &claims.sub,
            &at,
            &name,
            &input.first_name,
            &input.last_name,
            &input.email,
            &input.phone,
        ];
        let rows = link.client.query(&link.create, &parameters).await.unwrap();
        record(&rows[0])
    }

    pub(super) async fn update(&self, claims: &Claims, id: Uuid, input: &Input) -> Option<Vec<u8>> {
        let link = self.link();
        let parameters: [&(dyn ToSql + Sync); 5] =
            [&claims.tid, &id, &input.department, &now(), &claims.sub];
        let rows = link.client.query(&link.update, &parameters).await.unwrap();
        rows.first().map(record)
    }
}

fn record(row: &Row) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    encode(row, &mut out);
    out
}

fn encode(row: &Row, out: &mut Vec<u8>) {
    out.push(b'{');
    for (at, (name, shape)) in COLUMNS.iter().enumerate() {
        let cell = match shape {
            Shape::Text | Shape::Json => row
                .get::<_, Option<&str>>(at)
                .map_or(Cell::Null, Cell::Text),
            Shape::Number | Shape::Time => {
                row.get::<_, Option<i64>>(at).map_or(Cell::Null, Cell::Int)
            }
            Shape::Flag => row
                .get::<_, Option<bool>>(at)
                .map_or(Cell::Null, Cell::Flag),
            Shape::Id => row.get::<_, Option<Uuid>>(at).map_or(Cell::Null, Cell::Id),
        };
        member(out, name, *shape, &cell);
    }
    out.push(b'}');
}
