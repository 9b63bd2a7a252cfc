//! For whom the database answers: the second wall between tenants, beside the tenant in every statement.
//!
//! PostgreSQL holds each row against a setting of the session (row level security, `ddl/security.rs`). What goes
//! through [`crate::TenantStore`] runs with its tenant in that setting, so a statement that forgot the tenant finds
//! nothing of the others. Whatever is looked up before a tenant is known, and the queues of the whole installation,
//! run as [`Scope::Platform`]; tables of records refuse that one. SQLite knows no such setting.

use rapport_kernel::TenantId;

/// For whom a statement runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The installation: sign-in, queues, migrations.
    #[default]
    Platform,
    /// One tenant.
    Tenant(TenantId),
}

impl Scope {
    /// What connections begin with, as a parameter of PostgreSQL's `options`.
    pub(crate) const AT_CONNECT: &str = "-c rapport.tenant=platform";

    /// The statement that makes it so, for a session or for the transaction under way.
    pub(crate) fn setting(self, local: bool) -> String {
        let how = if local { "SET LOCAL" } else { "SET" };
        match self {
            Self::Platform => format!("{how} rapport.tenant = 'platform'"),
            // A UUID is written with hexadecimal digits and dashes only.
            Self::Tenant(tenant) => format!("{how} rapport.tenant = '{}'", tenant.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_names_the_tenant() {
        let tenant = Scope::Tenant(TenantId(uuid::Uuid::from_u128(0xab)));
        assert_eq!(
            tenant.setting(true),
            "SET LOCAL rapport.tenant = '00000000-0000-0000-0000-0000000000ab'"
        );
        assert_eq!(
            Scope::Platform.setting(false),
            "SET rapport.tenant = 'platform'"
        );
        assert!(Scope::AT_CONNECT.ends_with("rapport.tenant=platform"));
    }
}
