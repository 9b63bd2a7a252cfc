//! What is in a database, as lines that can be compared: tables, columns, links, indexes, triggers and policies.

use std::collections::BTreeSet;

use crate::sql::Statement;
use crate::{DatabaseKind, Result, Store};

/// The lines of a database.
pub type Found = BTreeSet<String>;

const SQLITE: &[&str] = &[
    "SELECT 'table ' || name || ' strict=' || strict || ' without_rowid=' || wr FROM pragma_table_list \
     WHERE schema = 'main' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'schema_migrations'",
    "SELECT 'column ' || t.name || '.' || c.name || ' ' || c.type || ' not_null=' || c.\"notnull\" || ' default=' \
     || coalesce(c.dflt_value, '') || ' key=' || c.pk FROM pragma_table_list AS t, pragma_table_info(t.name) AS c \
     WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND t.name <> 'schema_migrations'",
    "SELECT 'link ' || t.name || '.' || f.\"from\" || ' -> ' || f.\"table\" || '.' || coalesce(f.\"to\", '') \
     FROM pragma_table_list AS t, pragma_foreign_key_list(t.name) AS f WHERE t.schema = 'main'",
    "SELECT type || ' ' || name || ' ' || sql FROM sqlite_schema \
     WHERE type IN ('index', 'trigger') AND sql IS NOT NULL",
];

const POSTGRES: &[&str] = &[
    "SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' null=' || is_nullable || ' default=' \
     || coalesce(column_default, '') || ' collation=' || coalesce(collation_name, '') FROM information_schema.columns \
     WHERE table_schema = current_schema() AND table_name <> 'schema_migrations'",
    "SELECT 'constraint ' || conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) \
     FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND conrelid <> 0 \
     AND conrelid::regclass::text <> 'schema_migrations'",
    "SELECT 'index ' || indexdef FROM pg_indexes \
     WHERE schemaname = current_schema() AND tablename <> 'schema_migrations'",
    "SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT 'function ' || pg_get_functiondef(p.oid) FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang \
     WHERE p.pronamespace = current_schema()::regnamespace AND l.lanname = 'plpgsql'",
    "SELECT 'security ' || relname || ' forced=' || relforcerowsecurity FROM pg_class \
     WHERE relnamespace = current_schema()::regnamespace AND relrowsecurity",
    "SELECT 'policy ' || tablename || '.' || policyname || ' ' || permissive || ' ' || cmd || ' ' || roles::text \
     || ' using ' || coalesce(qual, '') || ' check ' || coalesce(with_check, '') FROM pg_policies \
     WHERE schemaname = current_schema()",
];

impl Store {
    /// Everything in the database but the record of migrations.
    pub async fn introspect(&self) -> Result<Found> {
        let questions = match self.kind() {
            DatabaseKind::Sqlite => SQLITE,
            DatabaseKind::Postgres => POSTGRES,
        };
        let mut found = Found::new();
        for question in questions {
            let statement = Statement::new(*question, Vec::new());
            let lines = self
                .read_all(statement, |row| Ok(one_line(row.text(0)?)))
                .await?;
            found.extend(lines);
        }
        Ok(found)
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is in one but not in the other: `- line` only in the first, `+ line` only in the second.
#[must_use]
pub fn differences(first: &Found, second: &Found) -> Vec<String> {
    let gone = first.difference(second).map(|line| format!("- {line}"));
    let new = second.difference(first).map(|line| format!("+ {line}"));
    gone.chain(new).collect()
}
