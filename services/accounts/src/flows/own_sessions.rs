//! Where the caller is signed in.

use rapport_kernel::{Error, Result};
use uuid::Uuid;

use crate::Accounts;
use crate::answers::SessionView;
use crate::authenticate::Session;
use crate::flows::trail::of_user;
use rapport_store::AuditKind;

impl Accounts {
    /// The caller's sessions in force, newest first.
    pub async fn own_sessions(&self, session: &Session) -> Result<Vec<SessionView>> {
        session.must_be_own()?;
        let (user, now) = (self.user_of(session).await?, self.now());
        let sessions = self.identity.sessions_of(&user).await?;
        let in_force = sessions.iter().filter(|one| {
            one.revoked_at.is_none()
                && one.expires_at > now
                && one.session_epoch == user.session_epoch
        });
        Ok(in_force
            .map(|one| SessionView::of(one, one.id == session.id))
            .collect())
    }

    /// Ends one of the caller's sessions.
    pub async fn end_own_session(&self, session: &Session, id: Uuid) -> Result<()> {
        session.must_be_own()?;
        let user = self.user_of(session).await?;
        let store = self.noting(session, of_user(&user, AuditKind::SignOut, "end_session"));
        let ended = store.revoke_session_of(&user, id, self.now());
        if !ended.await? {
            return Err(Error::not_found("session"));
        }
        self.states.begin_epoch();
        Ok(())
    }

    /// Ends all of the caller's sessions but this one; answers how many.
    pub async fn end_other_sessions(&self, session: &Session) -> Result<u64> {
        session.must_be_own()?;
        let user = self.user_of(session).await?;
        let ended = self
            .identity
            .revoke_other_sessions(&user, session.id, self.now())
            .await?;
        self.states.begin_epoch();
        let note = of_user(&user, AuditKind::SignOut, "end_other_sessions");
        self.note(session, note.with("sessions", ended)).await?;
        Ok(ended)
    }
}
