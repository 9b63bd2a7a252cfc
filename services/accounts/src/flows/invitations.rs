//! Invitations: an administrator gets a link once; whoever holds it joins the tenant, once, within 7 days.

use rapport_kernel::{Error, ErrorCode, Result, SettingsRight, TenantId, Timestamp, UserId};
use rapport_store as store;
use store::Accepted;
use uuid::Uuid;

use super::access::{allowed, only_administrators};
use super::sign_up::email_taken;
use crate::answers::{InvitationAnswer, InvitationView, OfferAnswer, SessionAnswer};
use crate::authenticate::Session;
use crate::check::Checks;
use crate::flows::trail::Client;
use crate::keys::keyed_hash;
use crate::token::{Secret, same};
use crate::{AcceptInvitation, Accounts, Invite};
use rapport_store::{AuditKind, AuditNote};

/// In front of every invitation's secret.
const WORD: &str = "rpt_i_";

const GOOD_SECONDS: i64 = 7 * 86_400;

impl Accounts {
    /// Open invitations of the caller's tenant.
    pub async fn invitations(&self, session: &Session) -> Result<Vec<InvitationView>> {
        allowed(session, SettingsRight::Users)?;
        let open = self
            .identity
            .invitations(session.tenant, self.now())
            .await?;
        let access = self.model(session.tenant).await?;
        let view = |invitation| InvitationView::of(invitation, &access.model);
        Ok(open.iter().map(view).collect())
    }

    /// Invites somebody. An open invitation of the same address is replaced.
    pub async fn invite(&self, session: &Session, input: &Invite) -> Result<InvitationAnswer> {
        allowed(session, SettingsRight::Users)?;
        let mut checks = Checks::default();
        let email = checks.email(&input.email);
        let name = checks.name("name", &input.name);
        let access = self.model(session.tenant).await?;
        let profile = checks.profile(input.profile.as_deref(), &access.model);
        let role = input.role.as_deref();
        let role = role.and_then(|role| checks.role(Some(role), &access.model));
        checks.finish()?;
        let profile = match profile {
            Some(profile) => profile,
            None => self.ordinary_profile(session.tenant).await?,
        };
        only_administrators(session, profile, &access.model)?;
        // Users of other tenants are not looked at: an administrator must not learn of them.
        let known = self.identity.user_by_email(&email).await?;
        if known.is_some_and(|user| user.tenant == session.tenant) {
            return Err(email_taken());
        }
        let (secret, now) = (self.new_invitation_secret(), self.now());
        let invitation = store::Invitation {
            tenant: session.tenant,
            id: self.new_id(),
            email,
            name,
            profile: Some(profile),
            role,
            handle: secret.handle.clone(),
            token_hash: secret.hash(),
            created_by: session.actor.user,
            created_at: now,
            expires_at: now.plus_seconds(GOOD_SECONDS),
            used_at: None,
            revoked_at: None,
        };
        let mail = self.invitation_letter(&invitation);
        let note = AuditNote::new(AuditKind::Permission, "invitation", invitation.id, "create")
            .titled(invitation.name.clone())
            .with("profile", profile.to_string())
            .with("role", role.map(|role| role.to_string()));
        self.noting(session, note)
            .invite(&invitation, mail.as_ref())
            .await?;
        self.mail_waits();
        Ok(InvitationAnswer {
            invitation: InvitationView::of(&invitation, &access.model),
            link: self.invitation_link(&secret.handle),
        })
    }

    /// The secret of an invitation follows from its handle and a key of the installation: a letter that leaves later can
    /// hold the same link, though no secret is kept.
    fn invitation_secret(&self, handle: String) -> Secret {
        let bytes = keyed_hash(&self.keys.invitation, &[handle.as_bytes()]);
        Secret { handle, bytes }
    }

    fn new_invitation_secret(&self) -> Secret {
        self.invitation_secret(Secret::new(self.random.as_ref()).handle)
    }

    /// The link of the invitation with that handle.
    pub(crate) fn invitation_link(&self, handle: &str) -> String {
        let secret = self.invitation_secret(handle.to_owned());
        let base = &self.options.public_url;
        format!("{base}/invitations/{}", secret.text(WORD))
    }

    /// Withdraws an open invitation of the caller's tenant.
    pub async fn withdraw_invitation(&self, session: &Session, id: Uuid) -> Result<()> {
        allowed(session, SettingsRight::Users)?;
        let note = AuditNote::new(AuditKind::Permission, "invitation", id, "delete");
        let store = self.noting(session, note);
        if store.withdraw(session.tenant, id, self.now()).await? {
            Ok(())
        } else {
            Err(unknown())
        }
    }

    /// What the invited is shown before accepting.
    pub async fn invitation(&self, token: &str) -> Result<OfferAnswer> {
        let offer = self.open_offer(token, self.now()).await?;
        Ok(OfferAnswer {
            company: offer.tenant.name,
            invited_by: offer.inviter,
            email: offer.invitation.email,
            name: offer.invitation.name,
            expires_at: offer.invitation.expires_at,
        })
    }

    /// Makes the invited user and signs in.
    pub async fn accept_invitation(
        &self,
        token: &str,
        input: &AcceptInvitation,
        client: impl Into<Client<'_>>,
    ) -> Result<SessionAnswer> {
        let client = client.into();
        let offer = self.open_offer(token, self.now()).await?;
        let (invitation, tenant) = (&offer.invitation, &offer.tenant);
        let mut checks = Checks::default();
        let name = checks.name("name", input.name.as_deref().unwrap_or(&invitation.name));
        checks.password(&input.password, &invitation.email, &tenant.name);
        checks.finish()?;
        let hash = self.hasher.turn().await?.hash(&input.password).await?;
        let user = store::NewUser {
            id: UserId(self.new_id()),
            email: invitation.email.clone(),
            name,
            password_hash: hash,
            profile: invitation.profile.ok_or_else(unknown)?,
            role: invitation.role,
            locale: tenant.locale.clone(),
            time_zone: tenant.time_zone.clone(),
        };
        let (session, secret) = self.new_session(tenant.id, user.id, 0, client, self.now());
        match self.identity.accept(invitation, &user, &session).await? {
            Accepted::Done => {}
            Accepted::EmailTaken => return Err(email_taken()),
            Accepted::Gone => return Err(unknown()),
        }
        let made = self.identity.user(tenant.id, user.id).await?;
        let made = made.ok_or_else(|| Error::not_found("user"))?;
        self.note_sign_in(&made, AuditKind::SignIn, client).await?;
        self.queue_verification(&made).await?;
        self.session_answer(&session, &secret, &made, tenant).await
    }

    /// The profile of users for whom none is named.
    pub(super) async fn ordinary_profile(&self, tenant: TenantId) -> Result<Uuid> {
        let found = self.identity.profile_named(tenant, store::ORDINARY).await?;
        found.ok_or_else(|| {
            let message = format!(
                "is required, because there is no profile `{}` any more",
                store::ORDINARY
            );
            Error::field("profile", ErrorCode::REQUIRED, message)
        })
    }

    async fn open_offer(&self, token: &str, now: Timestamp) -> Result<store::Offer> {
        let presented = Secret::parse(WORD, token).ok_or_else(unknown)?;
        let offer = self.identity.offer(&presented.handle).await?;
        offer
            .filter(|offer| {
                let invitation = &offer.invitation;
                same(&presented.hash(), &invitation.token_hash)
                    && invitation.used_at.is_none()
                    && invitation.revoked_at.is_none()
                    && invitation.expires_at > now
            })
            .ok_or_else(unknown)
    }
}

fn unknown() -> Error {
    Error::new(
        ErrorCode::NOT_FOUND,
        "the invitation does not exist, is used or has expired",
    )
}
