//! Retention rules: how long records of an entity are kept, and which records were erased already.

use std::collections::HashSet;

use rapport_kernel::{RecordId, TenantId, Timestamp, UserId};
use uuid::Uuid;

use crate::row::RowRef;
use crate::sql::{Param, SqlText, Statement};
use crate::transact::Step;
use crate::{Result, TenantStore};

/// How long some records are kept and what happens then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionRule {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// The entity's name.
    pub entity: String,
    /// Which of its records, as filter JSON; all when there is none.
    pub criteria: Option<String>,
    /// The field whose age decides.
    pub date_field: String,
    /// How old it must be.
    pub after_days: i64,
    /// `bin`, `purge` or `erase`.
    pub action: String,
    /// Whether it runs.
    pub active: bool,
    /// Who made it.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it last ran: how many records went, and how many it left because they must stay.
    pub last_run: Option<(Timestamp, i64, i64)>,
}

const COLUMNS: &str = "id, name, entity, criteria, date_field, after_days, action, active, created_by, created_at, \
     updated_at, last_run_at, last_done, last_kept";

impl TenantStore {
    /// All rules, the oldest first.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn retention_rules(&self) -> Result<Vec<RetentionRule>> {
        let mut sql = self.select_rules();
        sql.push(" ORDER BY created_at, id");
        self.store().read_all(sql.finish(), read).await
    }

    /// A rule.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn retention_rule(&self, id: Uuid) -> Result<Option<RetentionRule>> {
        let mut sql = self.select_rules();
        sql.push(" AND id = ").param(id);
        self.store().read_one(sql.finish(), read).await
    }

    /// Notes what a run of a rule did. Nothing when the rule is gone.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn note_run(&self, rule: Uuid, run: (Timestamp, i64, i64)) -> Result<()> {
        let mut sql = SqlText::new("UPDATE retention_rules SET last_run_at = ");
        sql.param(run.0).push(", last_done = ").param(run.1);
        sql.push(", last_kept = ").param(run.2);
        sql.push(" WHERE tenant_id = ").param(self.tenant());
        sql.push(" AND id = ").param(rule);
        self.store()
            .transact(vec![Step::any(sql.finish())])
            .await
            .map(drop)
            .map_err(Into::into)
    }

    /// Which of some records of an entity were erased.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn erased_among(
        &self,
        entity: &str,
        records: &[RecordId],
    ) -> Result<HashSet<RecordId>> {
        if records.is_empty() {
            return Ok(HashSet::new());
        }
        let mut sql = SqlText::new("SELECT record_id FROM erased_records WHERE tenant_id = ");
        sql.param(self.tenant())
            .push(" AND entity = ")
            .param(entity);
        sql.push(" AND record_id IN (");
        for (at, id) in records.iter().enumerate() {
            sql.push(if at > 0 { ", " } else { "" }).param(*id);
        }
        sql.push(")");
        let read = |row: &RowRef<'_>| row.uuid(0).map(RecordId);
        let found = self.store().read_all(sql.finish(), read).await?;
        Ok(found.into_iter().collect())
    }

    fn select_rules(&self) -> SqlText {
        let mut sql = SqlText::new("SELECT ");
        sql.push(COLUMNS)
            .push(" FROM retention_rules WHERE tenant_id = ")
            .param(self.tenant());
        sql
    }
}

/// The statement that makes or replaces a rule.
pub(crate) fn put(tenant: TenantId, rule: &RetentionRule) -> Statement {
    let values: [Param; 14] = [
        rule.id.into(),
        rule.name.as_str().into(),
        rule.entity.as_str().into(),
        rule.criteria.clone().into(),
        rule.date_field.as_str().into(),
        rule.after_days.into(),
        rule.action.as_str().into(),
        rule.active.into(),
        rule.created_by.into(),
        rule.created_at.into(),
        rule.updated_at.into(),
        rule.last_run.map(|run| run.0).into(),
        rule.last_run.map(|run| run.1).into(),
        rule.last_run.map(|run| run.2).into(),
    ];
    let mut sql = SqlText::new("INSERT INTO retention_rules (tenant_id, ");
    sql.push(COLUMNS).push(") VALUES (").param(tenant);
    for value in values {
        sql.push(", ").param(value);
    }
    sql.push(
        ") ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, entity = excluded.entity, \
         criteria = excluded.criteria, date_field = excluded.date_field, after_days = excluded.after_days, \
         action = excluded.action, active = excluded.active, updated_at = excluded.updated_at",
    );
    sql.finish()
}

/// The statement that removes a rule.
pub(crate) fn remove(tenant: TenantId, id: Uuid) -> Statement {
    let mut sql = SqlText::new("DELETE FROM retention_rules WHERE tenant_id = ");
    sql.param(tenant).push(" AND id = ").param(id);
    sql.finish()
}

fn read(row: &RowRef<'_>) -> Result<RetentionRule> {
    let at = row.opt_int(11)?.map(Timestamp::from_micros);
    let counts = (row.opt_int(12)?, row.opt_int(13)?);
    Ok(RetentionRule {
        id: row.uuid(0)?,
        name: row.text(1)?.to_owned(),
        entity: row.text(2)?.to_owned(),
        criteria: row.opt_text(3)?.map(str::to_owned),
        date_field: row.text(4)?.to_owned(),
        after_days: row.int(5)?,
        action: row.text(6)?.to_owned(),
        active: row.bool(7)?,
        created_by: UserId(row.uuid(8)?),
        created_at: Timestamp::from_micros(row.int(9)?),
        updated_at: Timestamp::from_micros(row.int(10)?),
        last_run: at.map(|at| (at, counts.0.unwrap_or(0), counts.1.unwrap_or(0))),
    })
}
