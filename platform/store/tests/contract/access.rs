//! What the second migration makes of users who were there before profiles.

use rapport_kernel::TenantId;
use rapport_store::{DatabaseKind, MIGRATIONS, ready_profiles};
use uuid::Uuid;

use crate::database::Database;

#[tokio::test(flavor = "multi_thread")]
async fn users_keep_their_rights_on_sqlite() {
    users_keep_their_rights(Database::empty_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn users_keep_their_rights_on_postgres() {
    match Database::empty_postgres().await {
        Some(database) => users_keep_their_rights(database).await,
        None => println!("skipped: RAPPORT_TEST_POSTGRES is not set"),
    }
}

const TENANTS: [u128; 2] = [1, 2];

async fn users_keep_their_rights(database: Database) {
    let store = &database.store;
    store.migrate_up(&MIGRATIONS[..1]).await.unwrap();
    fill(&database).await;
    let before = old_rights(&database).await;
    assert_eq!(before.len(), 5);
    store.migrate_up(&MIGRATIONS[..2]).await.unwrap();
    assert_eq!(new_rights(&database).await, mapped());
    let invited = "SELECT p.name FROM invitations i JOIN profiles p ON p.tenant_id = i.tenant_id AND p.id = i.profile_id";
    assert_eq!(database.ask_one(invited).await, "Own records");
    // What is not of access is as it was.
    let kept = "SELECT failed_logins, preferences FROM users WHERE name = 'own'";
    assert_eq!(database.ask(kept).await, [["3", "{\"a\":1}"]]);
    let sessions = "SELECT count(*) FROM sessions s JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id";
    assert_eq!(database.ask_one(sessions).await, "1");
    profiles_are_the_ready_ones(&database).await;

    // And back: everybody is what everybody was.
    store.migrate_down(&MIGRATIONS[..2], 1).await.unwrap();
    assert_eq!(old_rights(&database).await, before);
    let invited = "SELECT role || ' ' || record_access FROM invitations";
    assert_eq!(database.ask_one(invited).await, "member own");
    store.migrate_up(&MIGRATIONS[..2]).await.unwrap();
    assert_eq!(new_rights(&database).await, mapped());
    database.remove().await;
}

/// Two tenants; the first has one user of each kind, an invitation and a session.
async fn fill(database: &Database) {
    for tenant in TENANTS {
        let insert = format!(
            "INSERT INTO tenants (id, name, slug, currency, time_zone, locale, created_at, updated_at) \
             VALUES ({}, 'T', 'slug{tenant}', 'EUR', 'UTC', 'en', 1, 1)",
            id(database, tenant)
        );
        database.ask(&insert).await;
    }
    let yes = match database.store.kind() {
        DatabaseKind::Sqlite => "1",
        DatabaseKind::Postgres => "TRUE",
    };
    let users = [
        (1, 11, "admin", "admin", "all"),
        (1, 12, "admin own", "admin", "own"),
        (1, 13, "all", "member", "all"),
        (1, 14, "own", "member", "own"),
        (2, 21, "other", "admin", "all"),
    ];
    for (tenant, user, name, role, access) in users {
        let insert = format!(
            "INSERT INTO users (tenant_id, id, email, name, password_hash, role, record_access, locale, time_zone, active, \
             preferences, failed_logins, created_at, updated_at) VALUES ({}, {}, 'u{user}@example.org', '{name}', 'x', \
             '{role}', '{access}', 'en', 'UTC', {yes}, '{{\"a\":1}}', 3, 1, 1)",
            id(database, tenant),
            id(database, user),
        );
        database.ask(&insert).await;
    }
    let hash = match database.store.kind() {
        DatabaseKind::Sqlite => "x'00'",
        DatabaseKind::Postgres => "'\\x00'",
    };
    let (tenant, inviter) = (id(database, 1), id(database, 11));
    let invitation = format!(
        "INSERT INTO invitations (tenant_id, id, email, name, role, record_access, handle, token_hash, created_by, created_at, \
         expires_at) VALUES ({tenant}, {tenant}, 'n@example.org', 'N', 'member', 'own', 'h', {hash}, {inviter}, 1, 2)"
    );
    database.ask(&invitation).await;
    let session = format!(
        "INSERT INTO sessions (tenant_id, id, user_id, session_epoch, handle, token_hash, user_agent, created_at, last_used_at, \
         expires_at) VALUES ({tenant}, {tenant}, {inviter}, 0, 'h', {hash}, 'x', 1, 1, 2)"
    );
    database.ask(&session).await;
}

fn id(database: &Database, number: u128) -> String {
    let id = Uuid::from_u128(number);
    match database.store.kind() {
        DatabaseKind::Sqlite => format!("x'{}'", id.simple()),
        DatabaseKind::Postgres => format!("'{id}'"),
    }
}

async fn old_rights(database: &Database) -> Vec<Vec<String>> {
    let question = "SELECT name, role, CASE WHEN role = 'admin' THEN 'all' ELSE record_access END FROM users ORDER BY id";
    database.ask(question).await
}

async fn new_rights(database: &Database) -> Vec<Vec<String>> {
    let question = "SELECT u.name, p.name FROM users u JOIN profiles p ON p.tenant_id = u.tenant_id AND p.id = u.profile_id \
                    ORDER BY u.id";
    database.ask(question).await
}

fn mapped() -> Vec<Vec<String>> {
    [
        ["admin", "Administrator"],
        ["admin own", "Administrator"],
        ["all", "Sales representative"],
        ["own", "Own records"],
        ["other", "Administrator"],
    ]
    .map(|row| row.map(str::to_owned).to_vec())
    .to_vec()
}

/// The frozen text gives a tenant that was there what a new tenant gets.
async fn profiles_are_the_ready_ones(database: &Database) {
    let identity = database.store.identity();
    for tenant in TENANTS {
        let tenant = TenantId(Uuid::from_u128(tenant));
        let mut expected = ready_profiles(Uuid::nil);
        expected.sort_by(|one, other| one.profile.name.cmp(&other.profile.name));
        let kept = identity.profiles(tenant).await.unwrap();
        let own = kept
            .iter()
            .find(|one| one.stored.profile.name == "Own records");
        assert_eq!(own.is_some(), tenant.0 == Uuid::from_u128(1));
        let found: Vec<_> = kept
            .iter()
            .filter(|one| one.stored.profile.name != "Own records")
            .map(|one| {
                let mut stored = one.stored.clone();
                assert!(!stored.profile.id.is_nil());
                stored.profile.id = Uuid::nil();
                stored
            })
            .collect();
        assert_eq!(found, expected);
        if let Some(own) = own {
            let profile = &own.stored.profile;
            assert!(profile.own_records_only && profile.rights("deal").delete);
        }
    }
}
