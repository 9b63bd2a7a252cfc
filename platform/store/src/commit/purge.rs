//! Values of definitions that are gone, taken out for good.

use rapport_kernel::TenantId;
use rapport_schema::{EntityDef, Table};

use crate::DatabaseKind;
use crate::sql::{SqlText, Statement};

/// Takes the values of one key out of every record of an entity, those in the bin too.
pub(super) fn field(
    kind: DatabaseKind,
    tenant: TenantId,
    entity: &EntityDef,
    key: &str,
) -> Vec<Statement> {
    let (table, columns): (&str, &[&str]) = match &entity.table {
        Table::Own(table) => (table, &["custom_fields"]),
        Table::Shared => ("custom_records", &["custom_fields", "data"]),
    };
    let keys = [
        key.to_owned(),
        format!("{key}_currency"),
        format!("{key}_type"),
    ];
    let one = |column: &&str| {
        let mut sql = SqlText::new(&format!("UPDATE \"{table}\" SET \"{column}\" = "));
        without(&mut sql, kind, column, &keys);
        sql.push(" WHERE \"tenant_id\" = ").param(tenant);
        if let Table::Shared = &entity.table {
            sql.push(" AND \"entity\" = ").param(entity.name.as_str());
        }
        match kind {
            DatabaseKind::Sqlite => {
                sql.push(&format!(" AND json_type(\"{column}\", "));
                sql.param(path(key).as_str()).push(") IS NOT NULL");
            }
            DatabaseKind::Postgres => {
                sql.push(&format!(" AND jsonb_exists(\"{column}\", "));
                sql.param(key).push(")");
            }
        }
        sql.finish()
    };
    columns.iter().map(one).collect()
}

/// The column without some keys. Keys are names: letters, digits and underscores.
fn without(sql: &mut SqlText, kind: DatabaseKind, column: &str, keys: &[String]) {
    match kind {
        DatabaseKind::Sqlite => {
            sql.push(&format!("json_remove(\"{column}\""));
            for key in keys {
                sql.push(", ").param(path(key).as_str());
            }
            sql.push(")");
        }
        DatabaseKind::Postgres => {
            sql.push(&format!("\"{column}\""));
            for key in keys {
                sql.push(" - ").param(key.as_str()).push("::text");
            }
        }
    }
}

fn path(key: &str) -> String {
    format!("$.\"{key}\"")
}

/// Takes all records of a custom object out, with what search knows of them.
pub(super) fn records(tenant: TenantId, entity: &str) -> Vec<Statement> {
    let from = |table: &str| {
        let mut sql = SqlText::new(&format!("DELETE FROM {table} WHERE tenant_id = "));
        sql.param(tenant).push(" AND entity = ").param(entity);
        sql.finish()
    };
    ["custom_records", "search_docs"].map(from).into()
}
