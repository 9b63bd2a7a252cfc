//! Letters to be sent.

use rapport_kernel::{Result, Timestamp};
use rapport_mail::Method;
use rapport_store as store;
use serde_json::{Value, json};
use store::NewMail;

use crate::Accounts;

/// Forgotten passwords and verifications are asked for by anybody: so many letters of a kind to one address ...
const LETTERS: i64 = 3;

/// ... in this time.
const WINDOW_SECONDS: i64 = 3_600;

/// Why a letter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Verification,
    ForgottenPassword,
    Invitation,
    PasswordChanged,
    NewSignInMethod,
}

impl Kind {
    const ALL: [Self; 5] = [
        Self::Verification,
        Self::ForgottenPassword,
        Self::Invitation,
        Self::PasswordChanged,
        Self::NewSignInMethod,
    ];

    /// The name in the database.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Verification => "verification",
            Self::ForgottenPassword => "forgotten_password",
            Self::Invitation => "invitation",
            Self::PasswordChanged => "password_changed",
            Self::NewSignInMethod => "new_sign_in_method",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// How long it is worth sending.
    const fn good_seconds(self) -> i64 {
        match self {
            Self::ForgottenPassword => 3_600,
            Self::Verification | Self::PasswordChanged | Self::NewSignInMethod => 86_400,
            Self::Invitation => 3 * 86_400,
        }
    }
}

/// The name of a sign-in method in the database.
pub(super) const fn method_name(method: Method) -> &'static str {
    match method {
        Method::App => "app",
        Method::Passkey => "passkey",
        Method::Provider => "provider",
        Method::RecoveryCodes => "recovery_codes",
    }
}

impl Accounts {
    /// Whether letters can be sent at all.
    #[must_use]
    pub fn sends_mail(&self) -> bool {
        self.mailer.is_some()
    }

    /// A letter about a user, to be kept in the transaction of what it is about; none without a mail server.
    pub(crate) fn letter_to(
        &self,
        user: &store::User,
        kind: Kind,
        data: &Value,
    ) -> Option<NewMail> {
        let mut mail = self.letter(kind, &user.email, data)?;
        mail.tenant = Some(user.tenant);
        mail.user = Some(user.id);
        Some(mail)
    }

    fn letter(&self, kind: Kind, recipient: &str, data: &Value) -> Option<NewMail> {
        let at = self.now();
        self.sends_mail().then(|| NewMail {
            id: self.new_id(),
            tenant: None,
            user: None,
            kind: kind.as_str().to_owned(),
            recipient: recipient.to_owned(),
            data: data.to_string(),
            at,
            expires_at: at.plus_seconds(kind.good_seconds()),
        })
    }

    /// The letter that brings an invitation.
    pub(crate) fn invitation_letter(&self, invitation: &store::Invitation) -> Option<NewMail> {
        let data = json!({ "handle": invitation.handle });
        let mut mail = self.letter(Kind::Invitation, &invitation.email, &data)?;
        mail.tenant = Some(invitation.tenant);
        Some(mail)
    }

    /// Keeps a letter that whoever types an address can ask for. Whether anybody has the address is found out when the
    /// letter leaves, so that the work done here tells nothing.
    pub(crate) async fn queue_forgotten(&self, email: &str) -> Result<()> {
        match self.letter(Kind::ForgottenPassword, email, &json!({})) {
            Some(mail) => self.queue_within(&mail).await,
            None => Ok(()),
        }
    }

    /// Asks a user to prove the address.
    pub(crate) async fn queue_verification(&self, user: &store::User) -> Result<()> {
        match self.letter_to(user, Kind::Verification, &json!({})) {
            Some(mail) => self.queue_within(&mail).await,
            None => Ok(()),
        }
    }

    /// Tells a user that there is another way to sign in to the account.
    pub(crate) async fn queue_new_method(&self, user: &store::User, method: Method) -> Result<()> {
        let data = json!({ "method": method_name(method) });
        if let Some(mail) = self.letter_to(user, Kind::NewSignInMethod, &data) {
            self.identity.queue_mail(&mail).await?;
            self.mail_waits();
        }
        Ok(())
    }

    async fn queue_within(&self, mail: &NewMail) -> Result<()> {
        let limit = store::MailLimit {
            letters: LETTERS,
            since: mail.at.plus_seconds(-WINDOW_SECONDS),
        };
        self.identity.queue_mail_within(mail, limit).await?;
        self.mail_waits();
        Ok(())
    }

    /// To be called when a letter was committed.
    pub(crate) fn mail_waits(&self) {
        self.mail_waits.notify_one();
    }

    /// Forgets letters older than a week; answers how many.
    pub async fn forget_mails(&self, now: Timestamp) -> Result<u64> {
        const KEPT_SECONDS: i64 = 7 * 86_400;
        let before = now.plus_seconds(-KEPT_SECONDS);
        Ok(self.identity.forget_mails(before).await?)
    }
}
