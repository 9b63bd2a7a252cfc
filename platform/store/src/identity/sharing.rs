//! Organisation defaults and sharing rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use rapport_kernel::{Group, Level, Openness, SharingRule, TenantId, Timestamp, UserId};
use uuid::Uuid;

use super::Identity;
use super::settle::Settled;
use crate::row::RowRef;
use crate::sql::{Param, Statement};
use crate::transact::Step;
use crate::{Result, StoreError};

/// A sharing rule as it is kept now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRule {
    /// The rule.
    pub rule: Arc<SharingRule>,
    /// Counts its changes.
    pub version: i64,
}

/// What came of adding or changing a sharing rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKept {
    /// It is kept.
    Done,
    /// Another rule has this name.
    NameTaken,
    /// It is gone, or was changed since it was read.
    Changed,
    /// A role, team or user that it names is not there.
    NoGroup,
}

const RULE: &str = r#""id", "name", "entity", "from_kind", "from_role_id", "from_team_id", "from_user_id", "criteria", "to_kind", "to_role_id", "to_team_id", "to_user_id", "superiors", "level", "version""#;

impl Identity {
    /// The organisation defaults that were set, by the entity's name.
    pub async fn sharing_defaults(&self, tenant: TenantId) -> Result<BTreeMap<String, Openness>> {
        let statement = Statement::new(
            r#"SELECT "entity", "openness" FROM sharing_defaults WHERE "tenant_id" = $1"#,
            vec![tenant.into()],
        );
        let map = |row: &RowRef<'_>| Ok((row.text(0)?.to_owned(), openness(row.text(1)?)?));
        let all = self.of(tenant).store.read_all(statement, map).await?;
        Ok(all.into_iter().collect())
    }

    /// Sets the organisation default of an entity.
    pub async fn set_sharing_default(
        &self,
        tenant: TenantId,
        entity: &str,
        access: Openness,
        at: Timestamp,
    ) -> Result<()> {
        let statement = Statement::new(
            r#"INSERT INTO sharing_defaults ("tenant_id", "entity", "openness", "updated_at") VALUES ($1, $2, $3, $4)
               ON CONFLICT ("tenant_id", "entity") DO UPDATE SET "openness" = $3, "updated_at" = $4"#,
            vec![
                tenant.into(),
                entity.into(),
                openness_text(access).into(),
                at.into(),
            ],
        );
        self.of(tenant).change(statement).await.map(drop)
    }

    /// The sharing rules of a tenant by name.
    pub async fn sharing_rules(&self, tenant: TenantId) -> Result<Vec<KeptRule>> {
        let text =
            format!(r#"SELECT {RULE} FROM sharing_rules WHERE "tenant_id" = $1 ORDER BY "name""#);
        let statement = Statement::new(text, vec![tenant.into()]);
        self.of(tenant).store.read_all(statement, kept).await
    }

    /// A sharing rule of a tenant.
    pub async fn sharing_rule(&self, tenant: TenantId, id: Uuid) -> Result<Option<KeptRule>> {
        let text =
            format!(r#"SELECT {RULE} FROM sharing_rules WHERE "tenant_id" = $1 AND "id" = $2"#);
        let statement = Statement::new(text, vec![tenant.into(), id.into()]);
        self.of(tenant).store.read_one(statement, kept).await
    }

    /// Adds a sharing rule.
    pub async fn add_sharing_rule(
        &self,
        tenant: TenantId,
        rule: &SharingRule,
        at: Timestamp,
    ) -> Result<RuleKept> {
        let mut params = vec![tenant.into(), rule.id.into()];
        params.extend(columns(rule));
        params.push(at.into());
        let insert = Step::one(Statement::new(
            r#"INSERT INTO sharing_rules ("tenant_id", "id", "name", "entity",
                "from_kind", "from_role_id", "from_team_id", "from_user_id", "criteria",
                "to_kind", "to_role_id", "to_team_id", "to_user_id", "superiors", "level", "created_at", "updated_at")
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16)"#,
            params,
        ));
        self.of(tenant).keep_rule(insert).await
    }

    /// Replaces a sharing rule that is still at a version.
    pub async fn replace_sharing_rule(
        &self,
        tenant: TenantId,
        rule: &SharingRule,
        version: i64,
        at: Timestamp,
    ) -> Result<RuleKept> {
        let mut params: Vec<Param> = columns(rule).into();
        params.extend([
            at.into(),
            tenant.into(),
            rule.id.into(),
            Param::Int(version),
        ]);
        let update = Step::one(Statement::new(
            r#"UPDATE sharing_rules SET "name" = $1, "entity" = $2,
                "from_kind" = $3, "from_role_id" = $4, "from_team_id" = $5, "from_user_id" = $6, "criteria" = $7,
                "to_kind" = $8, "to_role_id" = $9, "to_team_id" = $10, "to_user_id" = $11, "superiors" = $12, "level" = $13,
                "updated_at" = $14, "version" = "version" + 1
               WHERE "tenant_id" = $15 AND "id" = $16 AND "version" = $17"#,
            params,
        ));
        self.of(tenant).keep_rule(update).await
    }

    async fn keep_rule(&self, step: Step) -> Result<RuleKept> {
        Ok(match self.settle(vec![step]).await? {
            Settled::Done => RuleKept::Done,
            Settled::Taken => RuleKept::NameTaken,
            Settled::Broken => RuleKept::NoGroup,
            Settled::Unmatched(_) => RuleKept::Changed,
        })
    }

    /// Removes a sharing rule. False: there is none.
    pub async fn remove_sharing_rule(&self, tenant: TenantId, id: Uuid) -> Result<bool> {
        let remove = Step::one(Statement::new(
            r#"DELETE FROM sharing_rules WHERE "tenant_id" = $1 AND "id" = $2"#,
            vec![tenant.into(), id.into()],
        ));
        Ok(self.of(tenant).settle(vec![remove]).await? == Settled::Done)
    }
}

/// Name to level, in the order of the columns.
fn columns(rule: &SharingRule) -> [Param; 13] {
    let [from_kind, from_role, from_team, from_user] = group_columns(rule.from);
    let [to_kind, to_role, to_team, to_user] = group_columns(Some(rule.to));
    [
        rule.name.clone().into(),
        rule.entity.clone().into(),
        from_kind,
        from_role,
        from_team,
        from_user,
        rule.criteria.clone().into(),
        to_kind,
        to_role,
        to_team,
        to_user,
        rule.superiors.into(),
        level_text(rule.level).into(),
    ]
}

/// Kind, role, team and user.
fn group_columns(group: Option<Group>) -> [Param; 4] {
    let none = Param::Null;
    match group {
        None => [none.clone(), none.clone(), none.clone(), none],
        Some(Group::Role(id)) => ["role".into(), id.into(), none.clone(), none],
        Some(Group::RoleAndBelow(id)) => ["role_and_below".into(), id.into(), none.clone(), none],
        Some(Group::Team(id)) => ["team".into(), none.clone(), id.into(), none],
        Some(Group::User(id)) => ["user".into(), none.clone(), none, id.into()],
    }
}

fn kept(row: &RowRef<'_>) -> Result<KeptRule> {
    Ok(KeptRule {
        rule: Arc::new(SharingRule {
            id: row.uuid(0)?,
            name: row.text(1)?.to_owned(),
            entity: row.text(2)?.to_owned(),
            from: group(row, 3)?,
            criteria: row.opt_text(7)?.map(str::to_owned),
            to: group(row, 8)?.ok_or_else(|| unreadable("a group", "nothing"))?,
            superiors: row.bool(12)?,
            level: level(row.text(13)?)?,
        }),
        version: row.int(14)?,
    })
}

/// The group whose kind stands in this column; role, team and user follow.
fn group(row: &RowRef<'_>, at: usize) -> Result<Option<Group>> {
    let Some(kind) = row.opt_text(at)? else {
        return Ok(None);
    };
    Ok(Some(match kind {
        "role" => Group::Role(row.uuid(at + 1)?),
        "role_and_below" => Group::RoleAndBelow(row.uuid(at + 1)?),
        "team" => Group::Team(row.uuid(at + 2)?),
        "user" => Group::User(UserId(row.uuid(at + 3)?)),
        other => return Err(unreadable("a kind of group", other)),
    }))
}

fn openness_text(openness: Openness) -> &'static str {
    match openness {
        Openness::Private => "private",
        Openness::Read => "read",
        Openness::Write => "write",
    }
}

fn openness(text: &str) -> Result<Openness> {
    match text {
        "private" => Ok(Openness::Private),
        "read" => Ok(Openness::Read),
        "write" => Ok(Openness::Write),
        other => Err(unreadable("an openness", other)),
    }
}

fn level_text(level: Level) -> &'static str {
    match level {
        Level::Read => "read",
        Level::Write => "write",
    }
}

fn level(text: &str) -> Result<Level> {
    match text {
        "read" => Ok(Level::Read),
        "write" => Ok(Level::Write),
        other => Err(unreadable("a level", other)),
    }
}

fn unreadable(expected: &str, found: &str) -> StoreError {
    StoreError::Unreadable(format!("`{found}` is not {expected}"))
}
