//! What the identity tables hold, as Rust values. Secrets are never printed.

use std::fmt;

use rapport_kernel::{Currency, TenantId, Timestamp, UserId};
use uuid::Uuid;

use crate::row::RowRef;
use crate::{Result, StoreError};

/// One customer of this installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// Its id.
    pub id: TenantId,
    /// Its name, as its founder wrote it.
    pub name: String,
    /// Its name in addresses, unique in the installation.
    pub slug: String,
    /// Its base currency.
    pub currency: Currency,
    /// Its IANA time zone.
    pub time_zone: String,
    /// Its language and region, such as `en` or `de-DE`.
    pub locale: String,
}

/// A user with all that sign-in needs to know.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// The tenant.
    pub tenant: TenantId,
    /// Its id.
    pub id: UserId,
    /// The address to sign in with, in lower case, unique in the installation.
    pub email: String,
    /// The name shown.
    pub name: String,
    /// A PHC string.
    pub password_hash: String,
    /// What the user may do.
    pub profile: Uuid,
    /// The place in the role tree.
    pub role: Option<Uuid>,
    /// Language and region.
    pub locale: String,
    /// IANA time zone.
    pub time_zone: String,
    /// Whether the user may come in.
    pub active: bool,
    /// A JSON object of the user's own.
    pub preferences: String,
    /// No sign-in before this moment.
    pub locked_until: Option<Timestamp>,
    /// Sessions of an earlier epoch are over.
    pub session_epoch: i64,
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User")
            .field("tenant", &self.tenant)
            .field("id", &self.id)
            .field("active", &self.active)
            .finish_non_exhaustive()
    }
}

/// A sign-in that lasts: one chain of refresh tokens.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// The tenant.
    pub tenant: TenantId,
    /// Its id, which access tokens name.
    pub id: Uuid,
    /// Whose it is.
    pub user: UserId,
    /// The user's session epoch when it began.
    pub session_epoch: i64,
    /// The part of its tokens that finds it, the same for the whole chain.
    pub handle: String,
    /// Hash of the refresh token in force.
    pub token_hash: Vec<u8>,
    /// Hash of the token before.
    pub previous_hash: Option<Vec<u8>>,
    /// From which, with the token before, the token in force was made.
    pub rotation_salt: Option<Vec<u8>>,
    /// When it was last rotated.
    pub rotated_at: Option<Timestamp>,
    /// The client as it calls itself.
    pub user_agent: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When its token was last exchanged.
    pub last_used_at: Timestamp,
    /// When the token in force ends.
    pub expires_at: Timestamp,
    /// When it was ended early.
    pub revoked_at: Option<Timestamp>,
    /// In whose name it acts, when that is not its own user's.
    pub acting_as: Option<UserId>,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("id", &self.id)
            .field("user", &self.user)
            .field("revoked_at", &self.revoked_at)
            .finish_non_exhaustive()
    }
}

/// What a request needs to know of its session and user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionState {
    /// The tenant.
    pub tenant: TenantId,
    /// The user.
    pub user: UserId,
    /// The user's time zone.
    pub time_zone: String,
    /// The tenant's base currency.
    pub currency: Currency,
    /// The user is active, and the session neither revoked nor of an earlier epoch.
    pub good: bool,
    /// In whose name it acts, when that is not its own user's.
    pub acting_as: Option<ActingAs>,
}

/// The user in whose name somebody else acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActingAs {
    /// The user.
    pub user: UserId,
    /// The user's time zone.
    pub time_zone: String,
    /// Whether the user may come in.
    pub active: bool,
}

/// An invitation to join a tenant.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The tenant.
    pub tenant: TenantId,
    /// Its id.
    pub id: Uuid,
    /// Who is invited.
    pub email: String,
    /// The name the inviter gave.
    pub name: String,
    /// The profile the user will have; none once it was removed, after the invitation had ended.
    pub profile: Option<Uuid>,
    /// The place in the role tree the user will have.
    pub role: Option<Uuid>,
    /// The part of the secret that finds it.
    pub handle: String,
    /// Hash of the whole secret.
    pub token_hash: Vec<u8>,
    /// Who invited.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// Not good from then on.
    pub expires_at: Timestamp,
    /// When it was accepted.
    pub used_at: Option<Timestamp>,
    /// When it was withdrawn.
    pub revoked_at: Option<Timestamp>,
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invitation")
            .field("id", &self.id)
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}

/// An invitation as the invited sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The invitation.
    pub invitation: Invitation,
    /// The tenant's name.
    pub tenant: Tenant,
    /// The inviter's name.
    pub inviter: String,
}

pub(super) const TENANT: &str =
    r#"t."id", t."name", t."slug", t."currency", t."time_zone", t."locale""#;

pub(super) const USER: &str = r#"u."tenant_id", u."id", u."email", u."name", u."password_hash", u."profile_id", u."role_id", u."locale", u."time_zone", u."active", u."preferences", u."locked_until", u."session_epoch""#;

pub(super) const SESSION: &str = r#"s."tenant_id", s."id", s."user_id", s."session_epoch", s."handle", s."token_hash", s."previous_hash", s."rotation_salt", s."rotated_at", s."user_agent", s."created_at", s."expires_at", s."revoked_at", s."last_used_at", s."acting_as""#;

pub(super) const INVITATION: &str = r#"i."tenant_id", i."id", i."email", i."name", i."profile_id", i."role_id", i."handle", i."token_hash", i."created_by", i."created_at", i."expires_at", i."used_at", i."revoked_at""#;

/// Columns of [`INVITATION`].
const INVITATION_COLUMNS: usize = 13;

pub(super) fn tenant(row: &RowRef<'_>) -> Result<Tenant> {
    tenant_at(row, 0)
}

fn tenant_at(row: &RowRef<'_>, first: usize) -> Result<Tenant> {
    Ok(Tenant {
        id: TenantId(row.uuid(first)?),
        name: row.text(first + 1)?.to_owned(),
        slug: row.text(first + 2)?.to_owned(),
        currency: currency(row.text(first + 3)?)?,
        time_zone: row.text(first + 4)?.to_owned(),
        locale: row.text(first + 5)?.to_owned(),
    })
}

pub(super) fn user(row: &RowRef<'_>) -> Result<User> {
    Ok(User {
        tenant: TenantId(row.uuid(0)?),
        id: UserId(row.uuid(1)?),
        email: row.text(2)?.to_owned(),
        name: row.text(3)?.to_owned(),
        password_hash: row.text(4)?.to_owned(),
        profile: row.uuid(5)?,
        role: row.opt_uuid(6)?,
        locale: row.text(7)?.to_owned(),
        time_zone: row.text(8)?.to_owned(),
        active: row.bool(9)?,
        preferences: row.text(10)?.to_owned(),
        locked_until: row.opt_int(11)?.map(Timestamp::from_micros),
        session_epoch: row.int(12)?,
    })
}

pub(super) fn session(row: &RowRef<'_>) -> Result<Session> {
    Ok(Session {
        tenant: TenantId(row.uuid(0)?),
        id: row.uuid(1)?,
        user: UserId(row.uuid(2)?),
        session_epoch: row.int(3)?,
        handle: row.text(4)?.to_owned(),
        token_hash: bytes(row, 5)?.unwrap_or_default(),
        previous_hash: bytes(row, 6)?,
        rotation_salt: bytes(row, 7)?,
        rotated_at: row.opt_int(8)?.map(Timestamp::from_micros),
        user_agent: row.text(9)?.to_owned(),
        created_at: Timestamp::from_micros(row.int(10)?),
        expires_at: Timestamp::from_micros(row.int(11)?),
        revoked_at: row.opt_int(12)?.map(Timestamp::from_micros),
        last_used_at: Timestamp::from_micros(row.int(13)?),
        acting_as: row.opt_uuid(14)?.map(UserId),
    })
}

pub(super) fn session_state(row: &RowRef<'_>) -> Result<SessionState> {
    Ok(SessionState {
        tenant: TenantId(row.uuid(0)?),
        user: UserId(row.uuid(1)?),
        time_zone: row.text(2)?.to_owned(),
        currency: currency(row.text(3)?)?,
        good: row.bool(4)? && row.int(5)? == row.int(6)? && row.is_null(7)?,
        acting_as: match row.opt_uuid(8)? {
            None => None,
            Some(user) => Some(ActingAs {
                user: UserId(user),
                time_zone: row.text(9)?.to_owned(),
                active: row.bool(10)?,
            }),
        },
    })
}

pub(super) fn invitation(row: &RowRef<'_>) -> Result<Invitation> {
    Ok(Invitation {
        tenant: TenantId(row.uuid(0)?),
        id: row.uuid(1)?,
        email: row.text(2)?.to_owned(),
        name: row.text(3)?.to_owned(),
        profile: row.opt_uuid(4)?,
        role: row.opt_uuid(5)?,
        handle: row.text(6)?.to_owned(),
        token_hash: bytes(row, 7)?.unwrap_or_default(),
        created_by: UserId(row.uuid(8)?),
        created_at: Timestamp::from_micros(row.int(9)?),
        expires_at: Timestamp::from_micros(row.int(10)?),
        used_at: row.opt_int(11)?.map(Timestamp::from_micros),
        revoked_at: row.opt_int(12)?.map(Timestamp::from_micros),
    })
}

/// [`INVITATION`], then [`TENANT`], then the inviter's name.
pub(super) fn offer(row: &RowRef<'_>) -> Result<Offer> {
    Ok(Offer {
        invitation: invitation(row)?,
        tenant: tenant_at(row, INVITATION_COLUMNS)?,
        inviter: row.text(INVITATION_COLUMNS + 6)?.to_owned(),
    })
}

fn bytes(row: &RowRef<'_>, at: usize) -> Result<Option<Vec<u8>>> {
    Ok(row.opt_bytes(at)?.map(<[u8]>::to_vec))
}

pub(super) fn currency(text: &str) -> Result<Currency> {
    text.parse().map_err(|_| unreadable("a currency", text))
}

fn unreadable(expected: &str, found: &str) -> StoreError {
    StoreError::Unreadable(format!("`{found}` is not {expected}"))
}
