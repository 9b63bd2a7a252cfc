//! Organisation defaults and sharing rules: what opens records beyond ownership and the role tree.

use std::collections::BTreeMap;

use rapport_kernel::{
    AccessModel, Error, ErrorCode, Group, Level, Openness, Result, SettingsRight, SharingRule,
    UserId,
};
use rapport_store as store;
use store::{KeptRule, RuleKept};
use uuid::Uuid;

use super::{allowed, name_taken, required};
use crate::authenticate::Session;
use crate::check::Checks;
use crate::flows::trail::of_rights;
use crate::{Accounts, RuleInput};
use rapport_store::{AuditKind, AuditNote};
use serde_json::{Value, json};

/// How often a change is tried again that met another of the same rule.
const TRIES: usize = 5;

impl Accounts {
    /// The organisation defaults that were set, by the entity's name, and all sharing rules by name.
    pub async fn sharing(
        &self,
        session: &Session,
    ) -> Result<(BTreeMap<String, Openness>, Vec<SharingRule>)> {
        allowed(session, SettingsRight::Users)?;
        let defaults = self.identity.sharing_defaults(session.tenant).await?;
        let rules = self.identity.sharing_rules(session.tenant).await?;
        let rules = rules.into_iter().map(|kept| (*kept.rule).clone());
        Ok((defaults, rules.collect()))
    }

    /// Sets what every staff user may do with an entity's records.
    pub async fn set_sharing_default(
        &self,
        session: &Session,
        entity: &str,
        access: Openness,
    ) -> Result<()> {
        allowed(session, SettingsRight::Users)?;
        let before = self.identity.sharing_defaults(session.tenant).await?;
        let before = before.get(entity).copied();
        let note = AuditNote::new(
            AuditKind::Permission,
            "sharing_default",
            Uuid::nil(),
            "update",
        );
        let (was, is) = (before.map(opened), opened(access));
        let note = note.titled(entity).changed("access", was, is);
        self.noting(session, note)
            .set_sharing_default(session.tenant, entity, access, self.now())
            .await?;
        self.states.begin_epoch();
        tracing::info!(entity, by = %session.actor.user, "organisation default set");
        Ok(())
    }

    /// Adds a sharing rule.
    pub async fn add_sharing_rule(
        &self,
        session: &Session,
        input: &RuleInput,
    ) -> Result<SharingRule> {
        allowed(session, SettingsRight::Users)?;
        let access = self.model(session.tenant).await?;
        let rule = SharingRule {
            id: self.new_id(),
            name: input.name.clone().ok_or_else(|| required("name"))?,
            entity: input.entity.clone().ok_or_else(|| required("entity"))?,
            from: None,
            criteria: None,
            to: input.to.ok_or_else(|| required("to"))?,
            superiors: false,
            level: Level::Read,
        };
        let rule = changed(&rule, input, &access.model)?;
        let note = of_rights("sharing_rule", rule.id, (&Value::Null, &told(&rule)));
        let store = self.noting(session, note);
        let added = store.add_sharing_rule(session.tenant, &rule, self.now());
        match added.await? {
            RuleKept::Done => {}
            RuleKept::NameTaken => return Err(name_taken("sharing rule")),
            RuleKept::NoGroup => return Err(no_group()),
            RuleKept::Changed => return Err(meanwhile()),
        }
        self.states.begin_epoch();
        tracing::info!(rule = %rule.id, by = %session.actor.user, "sharing rule added");
        Ok(rule)
    }

    /// Changes a sharing rule.
    pub async fn change_sharing_rule(
        &self,
        session: &Session,
        id: Uuid,
        input: &RuleInput,
    ) -> Result<SharingRule> {
        allowed(session, SettingsRight::Users)?;
        let access = self.model(session.tenant).await?;
        for _ in 0..TRIES {
            let kept = self.kept_rule(session, id).await?;
            let rule = changed(&kept.rule, input, &access.model)?;
            let now = self.now();
            let (before, after) = (told(&kept.rule), told(&rule));
            let note = of_rights("sharing_rule", id, (&before, &after));
            let store = self.noting(session, note);
            let replaced = store.replace_sharing_rule(session.tenant, &rule, kept.version, now);
            match replaced.await? {
                RuleKept::Done => {
                    self.states.begin_epoch();
                    tracing::info!(rule = %id, by = %session.actor.user, "sharing rule changed");
                    return Ok(rule);
                }
                RuleKept::NameTaken => return Err(name_taken("sharing rule")),
                RuleKept::NoGroup => return Err(no_group()),
                RuleKept::Changed => {}
            }
        }
        Err(meanwhile())
    }

    /// A sharing rule of the caller's tenant.
    pub async fn sharing_rule(&self, session: &Session, id: Uuid) -> Result<SharingRule> {
        allowed(session, SettingsRight::Users)?;
        Ok((*self.kept_rule(session, id).await?.rule).clone())
    }

    /// Removes a sharing rule.
    pub async fn remove_sharing_rule(&self, session: &Session, id: Uuid) -> Result<()> {
        allowed(session, SettingsRight::Users)?;
        let before = told(&self.kept_rule(session, id).await?.rule);
        let note = of_rights("sharing_rule", id, (&before, &Value::Null));
        let store = self.noting(session, note);
        if !store.remove_sharing_rule(session.tenant, id).await? {
            return Err(Error::not_found("sharing rule"));
        }
        self.states.begin_epoch();
        tracing::info!(rule = %id, by = %session.actor.user, "sharing rule removed");
        Ok(())
    }

    async fn kept_rule(&self, session: &Session, id: Uuid) -> Result<KeptRule> {
        let kept = self.identity.sharing_rule(session.tenant, id).await?;
        kept.ok_or_else(|| Error::not_found("sharing rule"))
    }
}

/// What a rule becomes.
fn changed(before: &SharingRule, input: &RuleInput, model: &AccessModel) -> Result<SharingRule> {
    let mut checks = Checks::default();
    let mut rule = before.clone();
    if let Some(name) = &input.name {
        rule.name = checks.name("name", name);
    }
    if let Some(entity) = &input.entity {
        rule.entity.clone_from(entity);
    }
    if let Some(from) = input.from {
        rule.from = from;
    }
    if let Some(criteria) = &input.criteria {
        rule.criteria.clone_from(criteria);
    }
    rule.to = input.to.unwrap_or(rule.to);
    rule.superiors = input.superiors.unwrap_or(rule.superiors);
    rule.level = input.level.unwrap_or(rule.level);
    if let Some(from) = rule.from {
        check_group(&mut checks, "from", from, model);
    }
    check_group(&mut checks, "to", rule.to, model);
    checks.finish()?;
    Ok(rule)
}

fn check_group(checks: &mut Checks, field: &str, group: Group, model: &AccessModel) {
    let id = RuleInput::id_of(group).to_string();
    match group {
        Group::Role(_) | Group::RoleAndBelow(_) => {
            checks.known(field, &id, "role", |id| model.roles.contains_key(id));
        }
        Group::Team(_) => {
            checks.known(field, &id, "team", |id| model.teams.contains_key(id));
        }
        Group::User(_) => {
            let known = |id: &Uuid| model.members.contains_key(&UserId(*id));
            checks.known(field, &id, "user", known);
        }
    }
}

fn no_group() -> Error {
    let message = "a role, team or user that the rule names is not there";
    Error::new(ErrorCode::CONFLICT, message)
}

fn meanwhile() -> Error {
    Error::new(
        ErrorCode::CONFLICT,
        "the sharing rule was changed meanwhile",
    )
}

/// A rule for the audit trail.
fn told(rule: &SharingRule) -> Value {
    let group = |group: Group| match group {
        Group::Role(id) => json!({ "role": id }),
        Group::RoleAndBelow(id) => json!({ "role_and_below": id }),
        Group::Team(id) => json!({ "team": id }),
        Group::User(id) => json!({ "user": id }),
    };
    json!({
        "name": rule.name,
        "entity": rule.entity,
        "from": rule.from.map(group),
        "criteria": rule.criteria,
        "to": group(rule.to),
        "superiors": rule.superiors,
        "level": match rule.level {
            Level::Read => "read",
            Level::Write => "write",
        },
    })
}

fn opened(access: Openness) -> &'static str {
    match access {
        Openness::Private => "private",
        Openness::Read => "read",
        Openness::Write => "write",
    }
}
