//! Invitations: an administrator gets a link once; whoever holds it joins the tenant, once, within 7 days.

use rapport_kernel::{Error, ErrorCode, RecordAccess, Result, Role, Timestamp, UserId};
use rapport_store as store;
use store::Accepted;
use uuid::Uuid;

use super::sign_up::email_taken;
use super::users::administrators_only;
use crate::answers::{InvitationAnswer, InvitationView, OfferAnswer, SessionAnswer};
use crate::authenticate::Session;
use crate::check::Checks;
use crate::token::{Secret, same};
use crate::{AcceptInvitation, Accounts, Invite};

/// In front of every invitation's secret.
const WORD: &str = "rpt_i_";

const GOOD_SECONDS: i64 = 7 * 86_400;

impl Accounts {
    /// Open invitations of the caller's tenant.
    pub async fn invitations(&self, session: &Session) -> Result<Vec<InvitationView>> {
        administrators_only(session)?;
        let open = self
            .identity
            .invitations(session.tenant, self.now())
            .await?;
        Ok(open.iter().map(InvitationView::from).collect())
    }

    /// Invites somebody. An open invitation of the same address is replaced.
    pub async fn invite(&self, session: &Session, input: &Invite) -> Result<InvitationAnswer> {
        administrators_only(session)?;
        let mut checks = Checks::default();
        let email = checks.email(&input.email);
        let name = checks.name("name", &input.name);
        let role = checks.role(input.role.as_deref());
        let access = checks.access(input.record_access.as_deref());
        checks.finish()?;
        // Users of other tenants are not looked at: an administrator must not learn of them.
        let known = self.identity.user_by_email(&email).await?;
        if known.is_some_and(|user| user.tenant == session.tenant) {
            return Err(email_taken());
        }
        let (secret, now) = (Secret::new(self.random.as_ref()), self.now());
        let invitation = store::Invitation {
            tenant: session.tenant,
            id: self.new_id(),
            email,
            name,
            role: role.unwrap_or(Role::Member),
            access: access.unwrap_or(RecordAccess::All),
            handle: secret.handle.clone(),
            token_hash: secret.hash(),
            created_by: session.actor.user,
            created_at: now,
            expires_at: now.plus_seconds(GOOD_SECONDS),
            used_at: None,
            revoked_at: None,
        };
        self.identity.invite(&invitation).await?;
        let base = &self.options.public_url;
        Ok(InvitationAnswer {
            invitation: InvitationView::from(&invitation),
            link: format!("{base}/invitations/{}", secret.text(WORD)),
        })
    }

    /// Withdraws an open invitation of the caller's tenant.
    pub async fn withdraw_invitation(&self, session: &Session, id: Uuid) -> Result<()> {
        administrators_only(session)?;
        let withdrawn = self.identity.withdraw(session.tenant, id, self.now());
        if withdrawn.await? {
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
        agent: &str,
    ) -> Result<SessionAnswer> {
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
            role: invitation.role,
            access: invitation.access,
            locale: tenant.locale.clone(),
            time_zone: tenant.time_zone.clone(),
        };
        let (session, secret) = self.new_session(tenant.id, user.id, 0, agent, self.now());
        match self.identity.accept(invitation, &user, &session).await? {
            Accepted::Done => {}
            Accepted::EmailTaken => return Err(email_taken()),
            Accepted::Gone => return Err(unknown()),
        }
        let made = self.identity.user(tenant.id, user.id).await?;
        let made = made.ok_or_else(|| Error::not_found("user"))?;
        self.session_answer(&session, &secret, &made, tenant)
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
