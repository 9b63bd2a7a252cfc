//! A user of the company as the subject: everything about the account as a document, and emptying it.

use rapport_kernel::{Error, ErrorCode, RequestContext, Result, SettingsRight, UserId};
use rapport_schema::{Filter, Value as Field};
use rapport_store::{
    AuditKind, AuditNote, AuditQuery, CountMode, Deleted, Erasure, Left, User, UserTraces,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::erase::confirm;
use super::hold::{USER, on_hold};
use super::person::ENTRIES;
use super::run::held_meanwhile;
use super::texts::full_name;
use crate::Engine;
use crate::scope::OWNER;

/// What the name of an erased user becomes.
const NOBODY: &str = "Erased user";

/// What a job keeps of a user.
pub(super) fn state_of(user: UserId) -> Value {
    json!({ "user": user })
}

/// The user of a job.
pub(super) fn user_of(state: &Value) -> Option<UserId> {
    let id = state.get("user")?.as_str()?;
    id.parse().ok().map(UserId)
}

impl Engine {
    /// The user of a request; only for those who may also change users.
    pub(super) async fn subject_user(&self, ctx: &RequestContext, id: UserId) -> Result<User> {
        if !ctx.actor.may(SettingsRight::Users) {
            return Err(Error::forbidden(
                "requests about users are for whoever may change users as well",
            ));
        }
        let user = self.store().identity().user(ctx.tenant, id).await?;
        user.ok_or_else(|| Error::not_found(format!("user `{id}`")))
    }

    /// What would go and what would stay of a user: `{user, owned, entries, holds, blocked, confirm}`.
    pub(super) async fn erase_user_preview(
        &self,
        ctx: &RequestContext,
        user: &User,
    ) -> Result<Value> {
        let tenant = self.tenant(ctx.tenant);
        let mut ids = tenant.belongings(user.id).await?;
        ids.push(user.id.0);
        let records: Vec<_> = ids.iter().copied().map(rapport_kernel::RecordId).collect();
        let entries = tenant.erasable_entries(&records, &texts(user)).await?;
        let holds = tenant.holds_on(&[user.id.0]).await?;
        let holds: Vec<Value> = holds
            .iter()
            .map(|hold| json!({ "id": hold.id, "entity": USER, "record": hold.record, "reason": hold.reason }))
            .collect();
        Ok(json!({
            "user": { "id": user.id, "name": user.name, "email": user.email, "active": user.active },
            "records": [],
            "activities": [],
            "parts": [],
            "linked": self.owned(ctx, user.id).await?,
            "entries": entries,
            "holds": holds,
            "blocked": user.active.then_some("deactivate the user first"),
            "confirm": confirm(ids.into_iter()),
        }))
    }

    /// Refuses to erase who may still come in or is on hold.
    pub(super) async fn erasable_user(&self, ctx: &RequestContext, user: &User) -> Result<()> {
        if user.active {
            let message = format!("user `{}` is active: deactivate the user first", user.name);
            return Err(Error::new(ErrorCode::CONFLICT, message));
        }
        let holds = self.tenant(ctx.tenant).holds_on(&[user.id.0]).await?;
        match holds.first() {
            Some(hold) => Err(on_hold(ctx, &format!("user `{}`", user.name), hold)),
            None => Ok(()),
        }
    }

    /// Empties an account. What the user did stays in the trail under the id, without name and address.
    pub(super) async fn erase_user(
        &self,
        ctx: &RequestContext,
        id: UserId,
        request: Uuid,
    ) -> Result<Value> {
        let user = self.subject_user(ctx, id).await?;
        self.erasable_user(ctx, &user).await?;
        let tenant = self.tenant(ctx.tenant);
        let traces = UserTraces {
            user: user.id,
            email: user.email.clone(),
            name: NOBODY.to_owned(),
            belongings: tenant.belongings(user.id).await?,
        };
        let note = AuditNote::new(AuditKind::Privacy, USER, user.id.0, "erase")
            .with("request", request.to_string());
        let erasure = Erasure {
            author: crate::trail::author(ctx),
            records: Vec::new(),
            texts: texts(&user),
            user: Some(traces),
            left: Left::Shells,
            note,
        };
        let entries = tenant.erase(&erasure).await.map_err(held_meanwhile)?;
        Ok(json!({ "records": 0, "entries": entries, "user": user.id }))
    }

    /// Everything that is kept about a user.
    pub(super) async fn user_document(&self, ctx: &RequestContext, id: UserId) -> Result<Value> {
        let user = self.subject_user(ctx, id).await?;
        let identity = self.store().identity();
        let sessions = identity.sessions_of(&user).await?;
        let sessions: Vec<Value> = sessions
            .iter()
            .map(|one| {
                json!({
                    "id": one.id,
                    "user_agent": one.user_agent,
                    "created_at": one.created_at,
                    "last_used_at": one.last_used_at,
                    "expires_at": one.expires_at,
                    "ended_at": one.revoked_at,
                })
            })
            .collect();
        let keys = identity.api_keys(ctx.tenant, Some(user.id)).await?;
        let keys: Vec<Value> = keys
            .iter()
            .map(|key| {
                json!({ "id": key.id, "name": key.name, "created_at": key.created_at, "last_used_at": key.last_used_at })
            })
            .collect();
        let teams = identity.access_model(ctx.tenant).await?;
        let role = user
            .role
            .and_then(|id| teams.roles.get(&id).map(|role| role.name.clone()));
        Ok(json!({
            "made_at": ctx.now(),
            "user": {
                "id": user.id,
                "name": user.name,
                "email": user.email,
                "role": role,
                "locale": user.locale,
                "time_zone": user.time_zone,
                "active": user.active,
                "preferences": serde_json::from_str::<Value>(&user.preferences).unwrap_or_default(),
            },
            "sessions": sessions,
            "api_keys": keys,
            "sign_in": self.ways_in(ctx, &user).await?,
            "owned": self.owned(ctx, user.id).await?,
            "audit": self.entries_of_user(ctx, user.id).await?,
        }))
    }

    /// The ways in which a user signs in, without secrets.
    async fn ways_in(&self, ctx: &RequestContext, user: &User) -> Result<Value> {
        let identity = self.store().identity();
        let passkeys = identity.passkeys(ctx.tenant, user.id).await?;
        let factors = identity.factors(ctx.tenant, user.id).await?;
        let providers = identity.provider_identities(ctx.tenant, user.id).await?;
        let passkeys: Vec<Value> = passkeys
            .iter()
            .map(|key| json!({ "name": key.name, "created_at": key.created_at, "last_used_at": key.last_used_at }))
            .collect();
        let providers: Vec<Value> = providers
            .iter()
            .map(|link| json!({ "issuer": link.issuer, "subject": link.subject, "email": link.email, "created_at": link.created_at }))
            .collect();
        Ok(json!({
            "authenticator": factors.confirmed(),
            "recovery_codes_left": factors.recovery_codes,
            "passkeys": passkeys,
            "providers": providers,
        }))
    }

    /// What the trail tells of a user, and of what the user did; the newest of each.
    async fn entries_of_user(&self, ctx: &RequestContext, user: UserId) -> Result<Vec<Value>> {
        let schema = self.schema(ctx.tenant).await?;
        let about = AuditQuery {
            entity: Some(USER.to_owned()),
            record: Some(rapport_kernel::RecordId(user.0)),
            limit: ENTRIES,
            ..AuditQuery::default()
        };
        let by = AuditQuery {
            actor: Some(user),
            limit: ENTRIES,
            ..AuditQuery::default()
        };
        let tenant = self.tenant(ctx.tenant);
        let mut entries = tenant.audit(&about).await?;
        entries.extend(tenant.audit(&by).await?);
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.id));
        entries.dedup_by_key(|entry| entry.id);
        self.readable_entries(ctx, &schema, &entries).await
    }

    /// How many records a user owns, by entity.
    async fn owned(&self, ctx: &RequestContext, user: UserId) -> Result<Vec<Value>> {
        let schema = self.schema(ctx.tenant).await?;
        let mut all = Vec::new();
        for entity in schema
            .entities()
            .iter()
            .filter(|one| one.field(OWNER).is_some())
        {
            let filter = Filter::equals(OWNER, Field::Id(user.0));
            let tenant = self.tenant(ctx.tenant);
            let total = tenant
                .count(entity, &filter, None, Deleted::Any, CountMode::Exact)
                .await?;
            if total.count > 0 {
                all.push(json!({ "entity": entity.name, "count": total.count }));
            }
        }
        Ok(all)
    }
}

/// Texts that mean the user and hardly anybody else.
fn texts(user: &User) -> Vec<String> {
    let name = full_name(&user.name).filter(|name| name != NOBODY);
    std::iter::once(user.email.clone()).chain(name).collect()
}
