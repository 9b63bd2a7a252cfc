//! Row level security of PostgreSQL: which rows a session may touch, by the setting `rapport.tenant` (`scope.rs`).
//!
//! Every table with a `tenant_id` has policies; a test finds the tables in the catalog. Tables of entities are
//! [`Wall::Tenant`], so new ones have theirs by themselves. A hand-written table brings them in the migration that makes it, in
//! the words of [`Wall::policies`], and is named in [`PLATFORM`] when its SQL stands in `platform.up.postgres.sql`. The reasons are in `docs/adr/0013-row-security.md`.

use crate::sql::quoted;

/// Who sees the rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wall {
    /// The tenant, and nobody else.
    Tenant,
    /// The tenant, and the installation: it is looked up before a tenant is known, or it is a queue of all tenants.
    Door,
    /// The same; rows without a tenant belong to nobody and everybody may touch them.
    OpenDoor,
    /// Everybody reads, the tenant writes: reading would lose its trigram index. Holds nothing that the tables of records,
    /// which are asked next, would not refuse.
    WritesOnly,
}

use Wall::{Door, OpenDoor, Tenant, WritesOnly};

/// The platform's own tables that have a tenant.
pub(super) const PLATFORM: &[(&str, Wall)] = &[
    ("account_tokens", Door),
    ("api_keys", Door),
    ("audit", Tenant),
    ("audit_chain", Door),
    ("audit_waiting", Door),
    ("blobs", Tenant),
    ("custom_records", Tenant),
    ("definitions", Tenant),
    ("erased_records", Tenant),
    ("idempotency", Door),
    ("import_rows", Tenant),
    ("invitations", Door),
    ("jobs", Door),
    ("legal_holds", Tenant),
    ("outbox", Door),
    ("outgoing_mails", OpenDoor),
    ("passkeys", Door),
    ("profiles", Door),
    ("provider_identities", Door),
    ("record_shares", Tenant),
    ("recovery_codes", Tenant),
    ("retention_rules", Tenant),
    ("roles", Tenant),
    ("search_docs", WritesOnly),
    ("sequences", Tenant),
    ("sessions", Door),
    ("sharing_defaults", Tenant),
    ("sharing_rules", Tenant),
    ("sign_in_steps", OpenDoor),
    ("team_members", Tenant),
    ("teams", Tenant),
    ("totp_factors", Tenant),
    ("user_details", Tenant),
    ("users", Door),
];

/// The tenant of the session; an error when there is none.
const OWN: &str = "tenant_id = current_setting('rapport.tenant')::uuid";
const OWN_OR_PLATFORM: &str = "current_setting('rapport.tenant') IN (tenant_id::text, 'platform')";

impl Wall {
    /// The statements that build it. [`OWNER_IS_BOUND`] adds `FORCE` when the migration is done.
    pub(super) fn policies(self, table: &str) -> String {
        let table = quoted(table);
        let mut text = format!("ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n");
        let mut policy = |name: &str, rest: &str| {
            text.push_str(&format!("CREATE POLICY {name} ON {table} {rest};\n"));
        };
        match self {
            Self::Tenant => policy("own", &format!("USING ({OWN})")),
            Self::Door => policy("own", &format!("USING ({OWN_OR_PLATFORM})")),
            Self::OpenDoor => policy(
                "own",
                &format!("USING (tenant_id IS NULL OR {OWN_OR_PLATFORM})"),
            ),
            Self::WritesOnly => {
                policy("read_all", "FOR SELECT USING (true)");
                policy("insert_own", &format!("FOR INSERT WITH CHECK ({OWN})"));
                policy("update_own", &format!("FOR UPDATE USING ({OWN})"));
                policy("delete_own", &format!("FOR DELETE USING ({OWN})"));
            }
        }
        text
    }
}

/// The walls of the platform's tables.
pub(super) fn platform() -> String {
    let walls = PLATFORM.iter().map(|(table, wall)| wall.policies(table));
    walls.collect()
}

/// Begins a migration: its statements, and the checks of new links, see the rows of all tenants. The owner of a table may,
/// while security is not forced; other sessions wait until the migration is over.
pub(crate) const OWNER_SEES_ALL: &str = "DO $$ DECLARE one regclass; BEGIN
FOR one IN SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relforcerowsecurity
ORDER BY relname LOOP EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', one); END LOOP; END $$;
";

/// Ends a migration: security binds the owner, in every table that has it.
pub(crate) const OWNER_IS_BOUND: &str = "DO $$ DECLARE one regclass; BEGIN
FOR one IN SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relrowsecurity
AND NOT relforcerowsecurity ORDER BY relname LOOP
EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', one); END LOOP; END $$;
";
