//! Record numbers: one counter per tenant and entity.
//!
//! SQLite counts inside the transaction. PostgreSQL counts just before it, so that writers do not queue up behind the
//! counter's row until the disk answers; a batch that fails then leaves a gap, as database sequences do.

use std::collections::BTreeMap;

use rapport_kernel::TenantId;
use rapport_schema::{FieldType, number_in_code};

use crate::sql::{SqlText, Statement};
use crate::{Change, ChangeKind, WriteBatch};

/// The statement that takes `count` numbers and answers the last of them.
pub(super) fn take(tenant: TenantId, entity: &str, count: i64) -> Statement {
    let mut sql = SqlText::new("INSERT INTO sequences (tenant_id, entity, last) VALUES (");
    sql.param(tenant)
        .push(", ")
        .param(entity)
        .push(", ")
        .param(count);
    sql.push(
        ") ON CONFLICT (tenant_id, entity) DO UPDATE SET last = sequences.last + excluded.last RETURNING last",
    );
    sql.finish()
}

/// The statements that bring counters up to the numbers in codes that a change gives by hand, so that the number of a
/// later record never makes a code that is there already.
pub(super) fn keep_ahead(tenant: TenantId, change: &Change) -> Vec<Statement> {
    let (ChangeKind::Insert(values) | ChangeKind::Update { set: values, .. }) = &change.kind else {
        return Vec::new();
    };
    let entity = &change.entity;
    let given = entity.fields().iter().filter_map(|field| {
        let FieldType::Code { pattern } = &field.kind else {
            return None;
        };
        number_in_code(pattern, values.text(&field.name)?)
    });
    given
        .map(|number| at_least(tenant, &entity.name, number))
        .collect()
}

fn at_least(tenant: TenantId, entity: &str, number: i64) -> Statement {
    let mut sql = SqlText::new("INSERT INTO sequences (tenant_id, entity, last) VALUES (");
    sql.param(tenant)
        .push(", ")
        .param(entity)
        .push(", ")
        .param(number);
    sql.push(
        ") ON CONFLICT (tenant_id, entity) DO UPDATE SET last = CASE WHEN sequences.last < excluded.last \
         THEN excluded.last ELSE sequences.last END",
    );
    sql.finish()
}

/// How many numbers of which entity a batch needs.
pub(super) fn needed(batch: &WriteBatch) -> BTreeMap<String, i64> {
    let mut needed = BTreeMap::new();
    for change in &batch.changes {
        if matches!(change.kind, ChangeKind::Insert(_)) {
            *needed.entry(change.entity.name.clone()).or_insert(0) += 1;
        }
    }
    needed
}

/// Numbers a batch took.
#[derive(Default)]
pub(super) struct Numbers {
    next: BTreeMap<String, i64>,
}

impl Numbers {
    /// Adds the range that ends with `last`.
    pub(super) fn add(&mut self, entity: &str, count: i64, last: i64) {
        self.next.insert(entity.to_owned(), last - count + 1);
    }

    /// The next number of an entity.
    pub(super) fn next(&mut self, entity: &str) -> i64 {
        match self.next.get_mut(entity) {
            Some(next) => {
                *next += 1;
                *next - 1
            }
            None => 0,
        }
    }
}
