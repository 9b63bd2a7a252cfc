//! The platform's own tables: hand-written, the same for every set of entities.

use crate::DatabaseKind;

/// The SQL that makes the tables of the platform and of its accounts.
#[must_use]
pub fn platform_up(kind: DatabaseKind) -> String {
    let (identity, platform) = match kind {
        DatabaseKind::Sqlite => (
            include_str!("../identity/up.sqlite.sql"),
            include_str!("platform.up.sqlite.sql"),
        ),
        DatabaseKind::Postgres => (
            include_str!("../identity/up.postgres.sql"),
            include_str!("platform.up.postgres.sql"),
        ),
    };
    let (audit, privacy) = match kind {
        DatabaseKind::Sqlite => (
            include_str!("../../../../migrations/sqlite/0005_audit.up.sql"),
            include_str!("../../../../migrations/sqlite/0007_privacy.up.sql"),
        ),
        DatabaseKind::Postgres => (
            include_str!("../../../../migrations/postgres/0005_audit.up.sql"),
            include_str!("../../../../migrations/postgres/0007_privacy.up.sql"),
        ),
    };
    let walls = match kind {
        DatabaseKind::Sqlite => String::new(),
        DatabaseKind::Postgres => super::security::platform(),
    };
    format!("{platform}\n{identity}\n{audit}\n{privacy}\n{walls}")
}

/// The SQL that removes them.
pub(super) fn platform_down(kind: DatabaseKind) -> String {
    let audit = match kind {
        DatabaseKind::Sqlite => include_str!("../../../../migrations/sqlite/0005_audit.down.sql"),
        DatabaseKind::Postgres => {
            include_str!("../../../../migrations/postgres/0005_audit.down.sql")
        }
    };
    let words = match kind {
        DatabaseKind::Sqlite => "DROP TABLE search_fts;\n",
        DatabaseKind::Postgres => "",
    };
    format!(
        "{}\n{audit}\n{}\n{words}{}\n",
        include_str!("../../../../migrations/sqlite/0007_privacy.down.sql"),
        include_str!("../identity/down.sql"),
        include_str!("platform.down.sql")
    )
}
