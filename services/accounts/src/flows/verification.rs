//! Whether an address belongs to its user: a link that was sent there says so.

use rapport_kernel::{Error, ErrorCode, Result};
use rapport_store::TokenPurpose;

use super::password::{VERIFICATION_WORD, gone};
use crate::authenticate::Session;
use crate::{Accounts, EmailVerification};

impl Accounts {
    /// Proves an address with the secret that was sent there.
    pub async fn verify_email(&self, input: &EmailVerification) -> Result<()> {
        let now = self.now();
        let token = self
            .open_token(
                TokenPurpose::Verification,
                VERIFICATION_WORD,
                &input.token,
                now,
            )
            .await?;
        if self.identity.verify_email(&token, now).await? {
            Ok(())
        } else {
            Err(gone())
        }
    }

    /// Sends the caller another link. False: the address is proven already.
    pub async fn send_verification(&self, session: &Session) -> Result<bool> {
        session.must_be_own()?;
        if !self.sends_mail() {
            let message = "mail is not set up on this server";
            return Err(Error::new(ErrorCode::CONFLICT, message));
        }
        let user = self.user_of(session).await?;
        let standing = self.identity.standing(user.tenant, user.id).await?;
        if standing.is_some_and(|(verified, _)| verified.is_some()) {
            return Ok(false);
        }
        self.queue_verification(&user).await?;
        Ok(true)
    }
}
