//! Sending what waits: one letter after the other, again and again later when a server does not take one.

use std::convert::Infallible;
use std::time::Duration;

use rapport_kernel::{Result, Timestamp};
use rapport_mail::{Envelope, Language, Letter, Mailer, Method, Notice};
use rapport_store as store;
use serde_json::Value;
use store::{NewMail, TokenPurpose, User, WaitingMail};

use super::queue::{Kind, method_name};
use crate::Accounts;

/// A letter that is being sent is nobody else's for so long.
const LEASE_SECONDS: i64 = 120;

/// Pauses before the next try; the last one again and again.
const PAUSES_SECONDS: [i64; 6] = [10, 60, 300, 1_800, 7_200, 14_400];

/// Why a letter is not written: an address that is nobody's, or what it was about is over.
const NOTHING_TO_TELL: &str = "there is nothing to tell";

/// Letters of other processes are looked for this often.
const IDLE: Duration = Duration::from_secs(30);

impl Accounts {
    /// Sends letters when they are due, until the future is dropped. Does nothing without a mail server.
    pub async fn deliver_mails(&self) -> Infallible {
        if !self.sends_mail() {
            std::future::pending::<Infallible>().await;
        }
        loop {
            loop {
                match self.deliver_mail().await {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(error) => {
                        tracing::warn!(%error, "letters cannot be read; tried again soon");
                        break;
                    }
                }
            }
            let pause = self.until_next_mail().await;
            // Whether it was woken or waited makes no difference.
            let _ = tokio::time::timeout(pause, self.mail_waits.notified()).await;
        }
    }

    /// Sends the letter that waits longest; false when none is due.
    ///
    /// # Errors
    /// The database cannot be used. What the mail server says is no error: the letter is tried again.
    pub async fn deliver_mail(&self) -> Result<bool> {
        let Some(mailer) = &self.mailer else {
            return Ok(false);
        };
        let now = self.now();
        let lease = now.plus_seconds(LEASE_SECONDS);
        let Some(waiting) = self.identity.claim_mail(now, lease).await? else {
            return Ok(false);
        };
        let WaitingMail { mail, attempts } = waiting;
        let outcome = self.hand_over(mailer, &mail, now).await?;
        let now = self.now();
        match outcome {
            Ok(()) => self.identity.mail_sent(mail.id, now).await?,
            Err(failure) => {
                let next = now.plus_seconds(pause_after(attempts));
                let next = (!failure.permanent && next < mail.expires_at).then_some(next);
                if failure.reason == NOTHING_TO_TELL {
                    tracing::debug!(mail = %mail.id, kind = mail.kind, "a letter had nobody to go to");
                } else {
                    tracing::warn!(mail = %mail.id, kind = mail.kind, reason = failure.reason, again = next.is_some(), "a letter was not sent");
                }
                self.identity
                    .mail_failed(mail.id, &failure.reason, now, next)
                    .await?;
            }
        }
        Ok(true)
    }

    async fn hand_over(
        &self,
        mailer: &Mailer,
        mail: &NewMail,
        now: Timestamp,
    ) -> Result<std::result::Result<(), rapport_mail::SendError>> {
        let given_up = |reason: &str| rapport_mail::SendError {
            permanent: true,
            reason: reason.to_owned(),
        };
        if mail.expires_at <= now {
            return Ok(Err(given_up("it waited too long")));
        }
        let Some((notice, language)) = self.notice(mail, now).await? else {
            return Ok(Err(given_up(NOTHING_TO_TELL)));
        };
        let envelope = Envelope {
            to: &mail.recipient,
            id: mail.id,
            at: mail.at,
        };
        Ok(mailer.send(&envelope, &Letter::of(&notice, language)).await)
    }

    /// What a letter says now; nothing when nobody is there to be told, or there is nothing to tell any more.
    async fn notice(&self, mail: &NewMail, now: Timestamp) -> Result<Option<(Notice, Language)>> {
        let kind = Kind::parse(&mail.kind);
        let data: Value = serde_json::from_str(&mail.data).unwrap_or_default();
        let text = |key: &str| data.get(key).and_then(Value::as_str).unwrap_or_default();
        let base = &self.options.public_url;
        if kind == Some(Kind::Invitation) {
            return self.invitation_notice(text("handle"), now).await;
        }
        let Some(user) = self.addressee(mail).await? else {
            return Ok(None);
        };
        let (name, zone) = (user.name.clone(), user.time_zone.clone());
        let notice = match kind {
            Some(Kind::Verification) => Notice::Verification {
                name,
                link: self.sent_link(&user, TokenPurpose::Verification).await?,
            },
            Some(Kind::ForgottenPassword) => Notice::ForgottenPassword {
                name,
                link: self.sent_link(&user, TokenPurpose::Password).await?,
            },
            Some(Kind::PasswordChanged) => Notice::PasswordChanged {
                name,
                at: mail.at,
                zone,
                link: format!("{base}/forgot-password"),
            },
            Some(Kind::NewSignInMethod) => Notice::NewSignInMethod {
                name,
                method: method(text("method")),
                at: mail.at,
                zone,
                link: format!("{base}/settings/security"),
            },
            Some(Kind::Invitation) | None => return Ok(None),
        };
        Ok(Some((notice, Language::of(&user.locale))))
    }

    /// The user a letter is for, if that is still who has the address.
    async fn addressee(&self, mail: &NewMail) -> Result<Option<User>> {
        let user = match (mail.tenant, mail.user) {
            (Some(tenant), Some(user)) => self.identity.user(tenant, user).await?,
            _ => self.identity.user_by_email(&mail.recipient).await?,
        };
        Ok(user.filter(|user| user.active && user.email == mail.recipient))
    }

    async fn invitation_notice(
        &self,
        handle: &str,
        now: Timestamp,
    ) -> Result<Option<(Notice, Language)>> {
        let offer = self.identity.offer(handle).await?.filter(|offer| {
            let invitation = &offer.invitation;
            invitation.used_at.is_none()
                && invitation.revoked_at.is_none()
                && invitation.expires_at > now
        });
        Ok(offer.map(|offer| {
            let language = Language::of(&offer.tenant.locale);
            let notice = Notice::Invitation {
                link: self.invitation_link(&offer.invitation.handle),
                name: offer.invitation.name,
                inviter: offer.inviter,
                company: offer.tenant.name,
            };
            (notice, language)
        }))
    }

    async fn until_next_mail(&self) -> Duration {
        let next = self.identity.next_mail_at().await.ok().flatten();
        let wait = next.map(|next| next.as_micros() - self.now().as_micros());
        let wait = wait.and_then(|micros| u64::try_from(micros).ok());
        // At least a moment, so that a database that fails is not asked without pause.
        wait.map_or(IDLE, Duration::from_micros)
            .clamp(Duration::from_millis(500), IDLE)
    }
}

fn pause_after(attempts: i64) -> i64 {
    let at = usize::try_from(attempts - 1).unwrap_or_default();
    let last = PAUSES_SECONDS.last().copied().unwrap_or_default();
    PAUSES_SECONDS.get(at).copied().unwrap_or(last)
}

fn method(name: &str) -> Method {
    [
        Method::App,
        Method::Passkey,
        Method::Provider,
        Method::RecoveryCodes,
    ]
    .into_iter()
    .find(|method| method_name(*method) == name)
    .unwrap_or(Method::App)
}
