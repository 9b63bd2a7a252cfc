//! The password once more, before something that a session left open must not do.

use rapport_kernel::{Error, ErrorCode, Result};
use rapport_store as store;

use crate::Accounts;
use crate::authenticate::Session;
use crate::flows::sign_in::{LONGEST_PASSWORD_BYTES, refuse_locked};
use crate::flows::trail::Client;

impl Accounts {
    /// The caller, who proved to know the password. A wrong one counts like one at sign-in.
    pub(in crate::flows) async fn confirm_password(
        &self,
        session: &Session,
        password: &str,
    ) -> Result<store::User> {
        session.must_be_own()?;
        if password.len() > LONGEST_PASSWORD_BYTES {
            return Err(Error::field("password", ErrorCode::INVALID, "is wrong"));
        }
        let turn = self.hasher.turn().await?;
        let user = self.user_of(session).await?;
        refuse_locked(&user, self.now())?;
        if turn.verify(password, &user.password_hash).await? {
            return Ok(user);
        }
        self.count_failure(&user, Client::default()).await?;
        Err(Error::field("password", ErrorCode::INVALID, "is wrong"))
    }
}
