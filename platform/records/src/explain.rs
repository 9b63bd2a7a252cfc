//! Why a user may see or change a record, and who else may.
//!
//! Made from the same causes as the filters of queries (`scope/cause.rs`), held against one record. The access
//! configuration of the whole tenant is read for it, which no other request does.

use std::collections::HashMap;

use rapport_kernel::{
    Access, AccessModel, Error, Level, RecordId, RequestContext, Result, SettingsRight, Timestamp,
    UserId,
};
use rapport_schema::{EntityDef, Record};
use rapport_store::{Deleted, GranteeKind, RecordShare};
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

use crate::Engine;
use crate::scope::{Cause, Criteria, OWNER, Right, Test, causes, profile_permits};
use crate::shares::level_name;

/// One reason why a user reaches the record.
struct Reason {
    kind: &'static str,
    grants: Level,
    text: String,
    via: Vec<String>,
}

/// One record, with everything that reasons are found in.
struct Explained<'a> {
    ctx: &'a RequestContext,
    engine: &'a Engine,
    model: AccessModel,
    entity: Arc<EntityDef>,
    record: Record,
    shares: Vec<RecordShare>,
    /// Names of all users, and whether they may come in.
    users: HashMap<UserId, (String, bool)>,
    criteria: Criteria,
    /// Whether the criteria of a rule match the record.
    matched: HashMap<Uuid, bool>,
}

impl Engine {
    /// Why a user (the caller when none is named) may or may not see, change and delete a record:
    /// `{user, may: {read, update, delete}, reasons: [{kind, grants, text, via}], missing}`.
    ///
    /// # Errors
    /// `not_found` for a record the caller may not see; `forbidden` to ask about others without the right to change
    /// users or the record.
    pub async fn explain(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: RecordId,
        user: Option<UserId>,
    ) -> Result<Value> {
        let user = user.unwrap_or(ctx.actor.user);
        let mut explained = self
            .explained(ctx, entity, id, user != ctx.actor.user)
            .await?;
        let missing = || Error::not_found(format!("user `{user}`"));
        let access = explained.model.access_of(user).ok_or_else(missing)?;
        let reasons = explained.reasons(&access).await?;
        let may = explained.may(&access, &reasons);
        let missing = explained.missing(&access, &reasons);
        let name = explained.name(user);
        Ok(json!({
            "user": { "id": user, "name": name },
            "may": { "read": may.0, "update": may.1, "delete": may.2 },
            "reasons": reasons.iter().map(Reason::json).collect::<Vec<_>>(),
            "missing": missing,
        }))
    }

    /// Everybody who may see a record, by name: `[{user, may: {read, update}, reasons}]`.
    ///
    /// # Errors
    /// As [`Engine::explain`] about somebody else.
    pub async fn viewers(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: RecordId,
    ) -> Result<Vec<Value>> {
        let mut explained = self.explained(ctx, entity, id, true).await?;
        let mut users: Vec<UserId> = explained.model.members.keys().copied().collect();
        users.sort_by_key(|user| explained.name(*user));
        let mut viewers = Vec::new();
        for user in users {
            let Some(access) = explained.model.access_of(user) else {
                continue;
            };
            let reasons = explained.reasons(&access).await?;
            let (read, update, _) = explained.may(&access, &reasons);
            if read {
                viewers.push(json!({
                    "user": { "id": user, "name": explained.name(user) },
                    "may": { "read": read, "update": update },
                    "reasons": reasons.iter().map(Reason::json).collect::<Vec<_>>(),
                }));
            }
        }
        Ok(viewers)
    }

    /// Until when the caller reaches a record for changes, when nothing but shares by hand opens it; none when something
    /// else does, or a share without an end.
    pub(crate) async fn shared_until(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: RecordId,
    ) -> Result<Option<Timestamp>> {
        let mut explained = self.explained(ctx, entity, id, false).await?;
        let access = Arc::clone(&ctx.actor.access);
        let reasons = explained.reasons(&access).await?;
        let mut writing = reasons.iter().filter(|one| one.grants == Level::Write);
        if writing.any(|one| one.kind != "share") {
            return Ok(None);
        }
        let named = |share: &&RecordShare| access.audience.contains(&share.grantee);
        let own = explained.shares.iter().filter(named);
        let own = own.filter(|share| share.level == Level::Write);
        let mut last = None;
        for share in own {
            match share.expires_at {
                None => return Ok(None),
                Some(end) => last = last.max(Some(end)),
            }
        }
        Ok(last)
    }

    async fn explained<'a>(
        &'a self,
        ctx: &'a RequestContext,
        entity: &str,
        id: RecordId,
        of_others: bool,
    ) -> Result<Explained<'a>> {
        let (entity, scope) = self.scoped(ctx, entity, Right::Read).await?;
        let tenant = self.tenant(ctx.tenant);
        let found = tenant
            .load(&entity, &[id], scope.filter(), Deleted::Any)
            .await?;
        let missing = || Error::not_found(format!("{} `{id}`", entity.name));
        let record = found.into_iter().next().ok_or_else(missing)?;
        if of_others && !ctx.actor.may(SettingsRight::Users) {
            if scope.seen().field(OWNER).is_none() {
                return Err(Error::forbidden("you may not see who reaches this record"));
            }
            self.require(ctx, &entity, id, Right::Update).await?;
        }
        let shares = tenant.shares(&entity.name, id).await?;
        let users = self.store().identity().users(ctx.tenant).await?;
        Ok(Explained {
            ctx,
            engine: self,
            model: self.access_model(ctx).await?,
            entity,
            record,
            shares: shares
                .into_iter()
                .filter(|share| share.in_force(ctx.now()))
                .collect(),
            users: users
                .into_iter()
                .map(|user| (user.id, (user.name, user.active)))
                .collect(),
            criteria: Criteria::default(),
            matched: HashMap::new(),
        })
    }
}

impl Explained<'_> {
    async fn reasons(&mut self, access: &Access) -> Result<Vec<Reason>> {
        let mut reasons = Vec::new();
        for cause in causes(self.ctx, access, &self.entity, &self.criteria) {
            match &cause.test {
                Test::Share => reasons.extend(self.share_reasons(access)),
                Test::Rule(_, None) => {}
                Test::Rule(reaching, Some(filter)) => {
                    let id = reaching.rule.id;
                    let owned = reaching
                        .owners
                        .as_ref()
                        .is_none_or(|owners| self.is_owner_in(owners));
                    let matched = match self.matched.get(&id) {
                        Some(matched) => *matched,
                        None => {
                            let record = self.record.get("id").as_id().map(RecordId);
                            let tenant = self.engine.tenant(self.ctx.tenant);
                            let ids: Vec<RecordId> = record.into_iter().collect();
                            let found = tenant.titles(&self.entity, &ids, filter).await?;
                            self.matched.insert(id, !found.is_empty());
                            !found.is_empty()
                        }
                    };
                    if owned && matched {
                        let text = format!("the sharing rule `{}`", reaching.rule.name);
                        reasons.push(reason(
                            "rule",
                            cause.level,
                            text,
                            vec![reaching.rule.name.clone()],
                        ));
                    }
                }
                _ => reasons.extend(self.plain_reason(access, &cause)),
            }
        }
        Ok(reasons)
    }

    fn plain_reason(&self, access: &Access, cause: &Cause) -> Option<Reason> {
        let name = self.name(access.user);
        let (kind, text, via) = match &cause.test {
            Test::Administrator => {
                let profile = &access.profile.name;
                let text = format!("the profile `{profile}` may do everything");
                ("administrator", text, vec![profile.clone()])
            }
            Test::Default => {
                let what = match cause.level {
                    Level::Read => "see",
                    Level::Write => "see and change",
                };
                let text = format!("everybody may {what} {}", self.entity.plural);
                ("default", text, Vec::new())
            }
            Test::Owner if self.owner() == Some(access.user) => {
                let text = format!("{name} owns this {}", self.entity.name);
                ("owner", text, Vec::new())
            }
            Test::Assignee(field) if self.user_in(field) == Some(access.user) => {
                let label = self.entity.field(field).map_or(field, |field| &field.label);
                let text = format!("{name} is named as `{label}`");
                ("assignee", text, vec![field.clone()])
            }
            Test::Below(owners) if self.is_owner_in(owners) => self.tree_reason(access),
            _ => return None,
        };
        Some(reason(kind, cause.level, text, via))
    }

    /// The owner's role is under the user's, or the same.
    fn tree_reason(&self, access: &Access) -> (&'static str, String, Vec<String>) {
        let role_of = |user: UserId| self.model.members.get(&user)?.role;
        let owners = self.owner().and_then(role_of);
        let mine = role_of(access.user);
        let name = |role: Option<Uuid>| {
            let node = role.and_then(|role| self.model.roles.get(&role));
            node.map(|node| node.name.clone()).unwrap_or_default()
        };
        if owners == mine {
            let text = format!("users of the role `{}` share with each other", name(mine));
            return ("peer", text, vec![name(mine)]);
        }
        let mut via = vec![name(owners)];
        let mut next = owners;
        while let Some(node) = next.and_then(|role| self.model.roles.get(&role)) {
            next = node.parent.filter(|_| via.len() <= self.model.roles.len());
            if next.is_some() {
                via.push(name(next));
            }
            if next == mine {
                break;
            }
        }
        let text = format!(
            "the owner's role `{}` is under `{}`",
            name(owners),
            name(mine)
        );
        ("role", text, via)
    }

    fn share_reasons(&self, access: &Access) -> Vec<Reason> {
        let mine = |share: &&RecordShare| access.audience.contains(&share.grantee);
        self.shares
            .iter()
            .filter(mine)
            .map(|share| {
                let with = match share.kind {
                    GranteeKind::User => Some(self.name(UserId(share.grantee))),
                    GranteeKind::Role => {
                        self.model.roles.get(&share.grantee).map(|r| r.name.clone())
                    }
                    GranteeKind::Team => {
                        self.model.teams.get(&share.grantee).map(|t| t.name.clone())
                    }
                };
                let with = with.unwrap_or_default();
                let by = self.name(share.created_by);
                let kind = share.kind.as_str();
                let text = format!("{by} shared it with the {kind} `{with}`");
                reason("share", share.level, text, vec![with])
            })
            .collect()
    }

    /// Whether the user may read, update and delete.
    fn may(&self, access: &Access, reasons: &[Reason]) -> (bool, bool, bool) {
        let active = self
            .users
            .get(&access.user)
            .is_some_and(|(_, active)| *active);
        let level = reasons.iter().map(|reason| reason.grants).max();
        let may = |right: Right, needed: Level| {
            active && level >= Some(needed) && profile_permits(&access.profile, &self.entity, right)
        };
        let read = may(Right::Read, Level::Read);
        let update = may(Right::Update, Level::Write);
        (read, update, may(Right::Delete, Level::Write))
    }

    /// What stands in the way.
    fn missing(&self, access: &Access, reasons: &[Reason]) -> Vec<String> {
        let mut missing = Vec::new();
        if !self
            .users
            .get(&access.user)
            .is_some_and(|(_, active)| *active)
        {
            missing.push("the user is not active".to_owned());
        }
        for (right, verb) in [
            (Right::Read, "see"),
            (Right::Update, "change"),
            (Right::Delete, "delete"),
        ] {
            if !profile_permits(&access.profile, &self.entity, right) {
                let profile = &access.profile.name;
                missing.push(format!(
                    "the profile `{profile}` may not {verb} {}",
                    self.entity.plural
                ));
            }
        }
        match reasons.iter().map(|reason| reason.grants).max() {
            None => missing
                .push("no default, ownership, role, rule or share reaches the record".to_owned()),
            Some(Level::Read) => {
                missing.push("nothing gives more than to see the record".to_owned());
            }
            Some(Level::Write) => {}
        }
        missing
    }

    fn name(&self, user: UserId) -> String {
        self.users
            .get(&user)
            .map(|(name, _)| name.clone())
            .unwrap_or_default()
    }

    fn user_in(&self, field: &str) -> Option<UserId> {
        self.record.get(field).as_id().map(UserId)
    }

    fn owner(&self) -> Option<UserId> {
        self.user_in(OWNER)
    }

    fn is_owner_in(&self, owners: &[UserId]) -> bool {
        self.owner().is_some_and(|owner| owners.contains(&owner))
    }
}

fn reason(kind: &'static str, grants: Level, text: String, via: Vec<String>) -> Reason {
    Reason {
        kind,
        grants,
        text,
        via,
    }
}

impl Reason {
    fn json(&self) -> Value {
        json!({
            "kind": self.kind,
            "grants": level_name(self.grants),
            "text": self.text,
            "via": self.via,
        })
    }
}
