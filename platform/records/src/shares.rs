//! Records shared by hand: with a user, a role or a team, to see or to change, for good or until a moment.
//!
//! Whoever may change a record may share it; who reaches it through a share alone, no longer than that. A share gives what it says and nothing else: the profile of those who
//! receive it still decides what they may do at all.

use std::sync::Arc;

use rapport_kernel::{
    AccessModel, Error, ErrorCode, Level, RecordId, RequestContext, Result, Timestamp, UserId,
    new_uuid,
};
use rapport_schema::EntityDef;
use rapport_store::{AuditKind, AuditNote, GranteeKind, RecordShare, SystemChange};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Engine;
use crate::scope::Right;

/// A share to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewShare {
    /// What the grantee is.
    pub kind: GranteeKind,
    /// With whom.
    pub grantee: Uuid,
    /// How far.
    pub level: Level,
    /// Until when.
    pub expires_at: Option<Timestamp>,
}

impl Engine {
    /// How a record is shared: `{id, to, name, level, expires_at, in_force, created_by, created_at}`, the oldest first.
    ///
    /// # Errors
    /// `not_found`; `forbidden` for callers who may not change the record.
    pub async fn shares(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: RecordId,
    ) -> Result<Vec<Value>> {
        let entity = self.whole(ctx, entity).await?;
        self.require(ctx, &entity, id, Right::Update).await?;
        let shares = self.tenant(ctx.tenant).shares(&entity.name, id).await?;
        self.shares_json(ctx, &shares).await
    }

    /// Shares a record, or changes how it is shared with the same grantee.
    ///
    /// # Errors
    /// As [`Engine::shares`]; `broken_link` for a grantee that is not there, `invalid` for an end that is past.
    pub async fn share(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: RecordId,
        new: &NewShare,
    ) -> Result<Value> {
        let entity = self.whole(ctx, entity).await?;
        self.require(ctx, &entity, id, Right::Update).await?;
        if new.expires_at.is_some_and(|end| end <= ctx.now()) {
            let message = "must be in the future";
            return Err(Error::field("expires_at", ErrorCode::INVALID, message));
        }
        // Nobody hands on more than was given.
        let until = self.shared_until(ctx, &entity.name, id).await?;
        if let Some(until) = until
            && new.expires_at.is_none_or(|end| end > until)
        {
            let message =
                format!("you reach this record until {until} yourself: share it no longer");
            return Err(Error::field("expires_at", ErrorCode::INVALID, message));
        }
        let model = self.access_model(ctx).await?;
        if !is_there(&model, new) {
            let message = format!("there is no {} `{}`", new.kind.as_str(), new.grantee);
            return Err(Error::field("to", ErrorCode::BROKEN_LINK, message));
        }
        let share = RecordShare {
            id: new_uuid(ctx.clock.as_ref(), ctx.random.as_ref()),
            entity: entity.name.clone(),
            record: id,
            grantee: new.grantee,
            kind: new.kind,
            level: new.level,
            expires_at: new.expires_at,
            created_by: ctx.actor.user,
            created_at: ctx.now(),
        };
        let note = self.note_of(ctx, &entity, &share, "share").await?;
        let mut work = self.work(ctx).await?;
        work.with_system(SystemChange::PutShare(share));
        work.with_system(SystemChange::Note(note));
        work.commit().await?;
        let all = self.tenant(ctx.tenant).shares(&entity.name, id).await?;
        let kept: Vec<RecordShare> = all
            .into_iter()
            .filter(|share| share.grantee == new.grantee)
            .collect();
        let mut told = self.shares_json(ctx, &kept).await?;
        told.pop().ok_or_else(|| Error::not_found("share"))
    }

    /// Takes a share back.
    ///
    /// # Errors
    /// As [`Engine::shares`].
    pub async fn unshare(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: RecordId,
        share: Uuid,
    ) -> Result<()> {
        let entity = self.whole(ctx, entity).await?;
        self.require(ctx, &entity, id, Right::Update).await?;
        let all = self.tenant(ctx.tenant).shares(&entity.name, id).await?;
        let found = all.into_iter().find(|known| known.id == share);
        let found = found.ok_or_else(|| Error::not_found(format!("share `{share}`")))?;
        let note = self.note_of(ctx, &entity, &found, "unshare").await?;
        let mut work = self.work(ctx).await?;
        work.with_system(SystemChange::RemoveShare { id: share });
        work.with_system(SystemChange::Note(note));
        work.commit().await?;
        Ok(())
    }

    /// The access configuration of the whole tenant: for explanations, never for the way of a request.
    pub(crate) async fn access_model(&self, ctx: &RequestContext) -> Result<AccessModel> {
        Ok(self.store().identity().access_model(ctx.tenant).await?)
    }

    async fn note_of(
        &self,
        ctx: &RequestContext,
        entity: &Arc<EntityDef>,
        share: &RecordShare,
        action: &str,
    ) -> Result<AuditNote> {
        let tenant = self.tenant(ctx.tenant);
        let everything = rapport_schema::Filter::everything();
        let titles = tenant.titles(entity, &[share.record], &everything).await?;
        let title = titles.into_iter().next().map(|title| title.title);
        let level = level_name(share.level);
        Ok(
            AuditNote::new(AuditKind::Permission, &entity.name, share.record.0, action)
                .titled(title.unwrap_or_default())
                .with("to", json!({ share.kind.as_str(): share.grantee }))
                .with("level", level)
                .with("expires_at", json!(share.expires_at)),
        )
    }

    async fn shares_json(
        &self,
        ctx: &RequestContext,
        shares: &[RecordShare],
    ) -> Result<Vec<Value>> {
        let model = self.access_model(ctx).await?;
        let mut users: Vec<Uuid> = shares.iter().map(|share| share.created_by.0).collect();
        users.extend(shares.iter().map(|share| share.grantee));
        let names = self
            .store()
            .identity()
            .user_names(ctx.tenant, &users)
            .await?;
        let user = |id: Uuid| {
            names
                .iter()
                .find(|(known, _)| *known == id)
                .map(|(_, name)| name)
        };
        let told = |share: &RecordShare| {
            let name = match share.kind {
                GranteeKind::User => user(share.grantee),
                GranteeKind::Role => model.roles.get(&share.grantee).map(|role| &role.name),
                GranteeKind::Team => model.teams.get(&share.grantee).map(|team| &team.name),
            };
            json!({
                "id": share.id,
                "to": { share.kind.as_str(): share.grantee },
                "name": name,
                "level": level_name(share.level),
                "expires_at": share.expires_at,
                "in_force": share.in_force(ctx.now()),
                "created_by": { "id": share.created_by, "name": user(share.created_by.0) },
                "created_at": share.created_at,
            })
        };
        Ok(shares.iter().map(told).collect())
    }
}

fn is_there(model: &AccessModel, share: &NewShare) -> bool {
    match share.kind {
        GranteeKind::User => model.members.contains_key(&UserId(share.grantee)),
        GranteeKind::Role => model.roles.contains_key(&share.grantee),
        GranteeKind::Team => model.teams.contains_key(&share.grantee),
    }
}

/// The name of a level on the wire.
pub(crate) fn level_name(level: Level) -> &'static str {
    match level {
        Level::Read => "read",
        Level::Write => "write",
    }
}
