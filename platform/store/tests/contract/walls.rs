//! The second wall on PostgreSQL: row level security keeps tenants apart when a statement forgets the tenant.

use rapport_kernel::TenantId;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, SimpleQueryMessage};
use uuid::Uuid;

use crate::batch::{batch, insert, named, record_id, tenant};
use crate::database::Database;
use crate::entities::{contact, entity, field, text};
use crate::migrations::of_the_repository;

/// Reading is open there, so that the trigram index can be used; see ADR 13.
const READ_BY_ALL: &[&str] = &["search_docs"];

/// Found before the tenant is known, or queues of the whole installation; see ADR 13.
const DOORS: &[&str] = &[
    "account_tokens",
    "api_keys",
    "audit_chain",
    "audit_waiting",
    "idempotency",
    "invitations",
    "jobs",
    "outbox",
    "outgoing_mails",
    "passkeys",
    "profiles",
    "provider_identities",
    "sessions",
    "sign_in_steps",
    "users",
];

/// Every table that has a tenant.
const TABLES: &str = "SELECT c.relname::text, c.relrowsecurity AND c.relforcerowsecurity \
     AND EXISTS (SELECT 1 FROM pg_policy AS p WHERE p.polrelid = c.oid) FROM pg_class AS c \
     JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped \
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace ORDER BY 1";

/// What a row must hold: each column with a value that is unlike all others.
const COLUMNS: &str = "SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum), \
     string_agg(CASE WHEN a.attname = 'tenant_id' THEN '$tenant' WHEN t.typname = 'uuid' THEN 'gen_random_uuid()' \
         WHEN t.typname = 'bool' THEN 'false' WHEN t.typname IN ('json', 'jsonb') THEN '''{}''' \
         WHEN t.typname = 'bytea' THEN 'uuid_send(gen_random_uuid())' \
         WHEN t.typname = 'int8' THEN '(random() * 1e15)::bigint' \
         WHEN t.typname = 'text' THEN 'gen_random_uuid()::text' ELSE '$' || t.typname END, ', ' ORDER BY a.attnum) \
     FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid \
     WHERE a.attrelid = $1::text::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = '' \
     AND a.attgenerated = '' AND (a.attnotnull OR a.attname = 'tenant_id')";

/// The tables, those of all modules, with one row of each of two tenants.
struct Filled {
    tables: Vec<(String, String)>,
    own: Uuid,
    other: Uuid,
}

/// An INSERT for any table, with `$tenant` for the tenant.
async fn insert_text(client: &Client, table: &str) -> String {
    let row = client.query_one(COLUMNS, &[&table]).await.unwrap();
    let (columns, values): (String, String) = (row.get(0), row.get(1));
    format!("INSERT INTO \"{table}\" ({columns}) VALUES ({values})")
}

async fn fill(client: &Client) -> Filled {
    let (own, other) = (tenant().0, tenant().0);
    let mut tables = Vec::new();
    let mut open = Vec::new();
    for row in client.query(TABLES, &[]).await.unwrap() {
        let (table, walled): (String, bool) = (row.get(0), row.get(1));
        if !walled {
            open.push(table.clone());
        }
        tables.push((table.clone(), insert_text(client, &table).await));
    }
    assert_eq!(
        open,
        Vec::<String>::new(),
        "tables with a tenant and without policies: see docs/MIGRATIONS.md"
    );
    // Rows of nobody: links lead nowhere and words mean nothing, only the tenant counts here.
    let mut script = String::from("SET session_replication_role = replica;");
    script.push_str(
        "DO $$ DECLARE one record; BEGIN FOR one IN SELECT conrelid::regclass AS t, conname FROM pg_constraint \
         WHERE contype = 'c' AND connamespace = current_schema()::regnamespace LOOP \
         EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.t, one.conname); END LOOP; END $$;",
    );
    for (_, insert) in &tables {
        for tenant in [own, other] {
            script.push_str(&insert.replace("$tenant", &format!("'{tenant}'")));
            script.push(';');
        }
    }
    client.batch_execute(&script).await.unwrap();
    Filled { tables, own, other }
}

async fn one(client: &Client, sql: &str) -> Result<i64, tokio_postgres::Error> {
    let messages = client.simple_query(sql).await?;
    let row = messages.iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    });
    Ok(row.unwrap().parse().unwrap())
}

/// Nothing of the other tenant comes out of a table or goes into it.
async fn one_table(owner: &Client, superuser: &Client, filled: &Filled, table: &str, insert: &str) {
    let (own, other) = (filled.own, filled.other);
    let count = |what: &str| format!("SELECT count(*) FROM \"{table}\" WHERE {what}");
    if !READ_BY_ALL.contains(&table) {
        assert_eq!(one(owner, &count("true")).await.unwrap(), 1, "{table}");
        let foreign = count(&format!("tenant_id = '{other}'"));
        assert_eq!(one(owner, &foreign).await.unwrap(), 0, "{table}");
    }
    let foreign = insert.replace("$tenant", &format!("'{other}'"));
    let refused = owner.batch_execute(&foreign).await.unwrap_err();
    assert_eq!(
        refused.code(),
        Some(&SqlState::INSUFFICIENT_PRIVILEGE),
        "{table}: {refused}"
    );
    let take = format!("UPDATE \"{table}\" SET tenant_id = '{own}' WHERE tenant_id = '{other}'");
    assert_eq!(owner.execute(&take, &[]).await.unwrap(), 0, "{table}");
    let remove = format!("DELETE FROM \"{table}\" WHERE tenant_id = '{other}'");
    assert_eq!(owner.execute(&remove, &[]).await.unwrap(), 0, "{table}");
    let give = format!("UPDATE \"{table}\" SET tenant_id = '{other}'");
    assert!(owner.batch_execute(&give).await.is_err(), "{table}");
    let left = count(&format!("tenant_id = '{other}'"));
    assert_eq!(one(superuser, &left).await.unwrap(), 1, "{table}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_table_gives_or_takes_rows_of_another_tenant_without_a_condition() {
    let Some(database) = Database::empty_postgres().await else {
        println!("skipped: RAPPORT_TEST_POSTGRES is not set");
        return;
    };
    database
        .store
        .create_all(&of_the_repository())
        .await
        .unwrap();
    let superuser = database.connection(true).await;
    let filled = fill(&superuser).await;
    assert!(filled.tables.len() > 40, "{}", filled.tables.len());
    let owner = database.connection(false).await;
    owner
        .batch_execute(&format!("SET rapport.tenant = '{}'", filled.own))
        .await
        .unwrap();
    for (table, insert) in &filled.tables {
        one_table(&owner, &superuser, &filled, table, insert).await;
    }
    // What runs for the whole installation reaches doors and queues only; what runs for nobody reaches nothing.
    owner
        .batch_execute("SET rapport.tenant = 'platform'")
        .await
        .unwrap();
    let nobody = database.connection(false).await;
    for (table, _) in &filled.tables {
        let all = format!("SELECT count(*) FROM \"{table}\"");
        if READ_BY_ALL.contains(&table.as_str()) {
            continue;
        }
        match one(&owner, &all).await {
            Ok(rows) => assert_eq!(
                (rows, DOORS.contains(&table.as_str())),
                (2, true),
                "{table}"
            ),
            Err(error) => assert!(!DOORS.contains(&table.as_str()), "{table}: {error}"),
        }
        assert!(one(&nobody, &all).await.is_err(), "{table}");
    }
    database.remove().await;
}

/// Reads of many tenants share connections and are sent without waiting: each must run for its own tenant.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn statements_without_a_condition_find_their_own_tenant_under_load() {
    let Some(database) = Database::postgres().await else {
        println!("skipped: RAPPORT_TEST_POSTGRES is not set");
        return;
    };
    let tenants: Vec<TenantId> = (0..6).map(|_| tenant()).collect();
    for (rows, tenant) in tenants.iter().enumerate() {
        let people = (0..=rows)
            .map(|row| insert(&contact(), record_id(), named(&format!("{rows}-{row}"))))
            .collect();
        let store = database.store.tenant(*tenant);
        store.commit(batch(people)).await.unwrap();
    }
    let mut callers = Vec::new();
    for caller in 0..24 {
        let (store, tenants) = (database.store.clone(), tenants.clone());
        callers.push(tokio::spawn(async move {
            for turn in 0..60 {
                let which = (caller * 7 + turn * 5) % tenants.len();
                let store = store.tenant(tenants[which]);
                let rows = i64::try_from(which + 1).unwrap();
                for table in ["contacts", "audit", "outbox"] {
                    let found = store.rows_without_condition(table).await.unwrap();
                    assert_eq!(found, (rows, rows), "{table}");
                }
            }
        }));
    }
    for caller in callers {
        caller.await.unwrap();
    }
    database.remove().await;
}

/// LIKE is not leakproof, so PostgreSQL would first look at every row of the tenant.
#[tokio::test(flavor = "multi_thread")]
async fn indexes_are_used_behind_the_wall() {
    let Some(database) = Database::postgres().await else {
        println!("skipped: RAPPORT_TEST_POSTGRES is not set");
        return;
    };
    let owner = database.connection(false).await;
    let (tenant, other) = (tenant().0, tenant().0);
    // Many rows, so that reading all of a tenant's would be dear.
    let fill = format!(
        "INSERT INTO search_docs (tenant_id, entity, record_id, title, body) \
         SELECT CASE WHEN n % 2 = 0 THEN '{tenant}'::uuid ELSE '{other}' END, 'contact', gen_random_uuid(), \
         'title ' || n, md5(n::text) FROM generate_series(1, 20000) AS n; ANALYZE search_docs"
    );
    let superuser = database.connection(true).await;
    superuser.batch_execute(&fill).await.unwrap();
    let explain = async |sql: &str| {
        let text = format!("EXPLAIN (COSTS OFF) {sql}");
        let plan = owner.simple_query(&text).await.unwrap();
        let lines = plan.iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    owner
        .batch_execute(&format!(
            "SET rapport.tenant = '{tenant}'; SET enable_seqscan = off"
        ))
        .await
        .unwrap();
    let plan = explain(&format!(
        "SELECT rid FROM search_docs AS docs WHERE tenant_id = '{tenant}' \
         AND (docs.title || ' ' || docs.body) LIKE '%uncommon%' ESCAPE '\\'"
    ))
    .await;
    assert!(plan.contains("search_docs_words_idx"), "{plan}");
    let plan = explain(&format!(
        "SELECT * FROM contacts WHERE tenant_id = '{tenant}' AND deleted_at IS NULL \
         AND (created_at, id) > (5, '{tenant}') ORDER BY created_at NULLS FIRST, id NULLS FIRST LIMIT 3"
    ))
    .await;
    // The policy is one comparison per statement, not one per row.
    assert!(plan.contains("One-Time Filter"), "{plan}");
    assert!(plan.contains("ROW(created_at, id) > ROW("), "{plan}");
    assert!(!plan.contains("\n         Filter"), "{plan}");
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entity_made_later_has_its_wall() {
    let Some(database) = Database::empty_postgres().await else {
        println!("skipped: RAPPORT_TEST_POSTGRES is not set");
        return;
    };
    let club = std::sync::Arc::new(entity("club", vec![field("name", text())]));
    database.store.create_all(&[club]).await.unwrap();
    let superuser = database.connection(true).await;
    let rows = superuser.query(TABLES, &[]).await.unwrap();
    let club = rows.iter().find(|row| row.get::<_, String>(0) == "clubs");
    assert!(club.unwrap().get::<_, bool>(1));
    database.remove().await;
}
