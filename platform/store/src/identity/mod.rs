//! Tenants, users, sessions, invitations, and who may do what: the accounts' side of the store.
//!
//! It keeps and finds, it does not decide: rules of sign-in are in `rapport-accounts`. Secrets arrive here hashed.
//! What must hold against parallel requests is one statement or one transaction with expected row counts: the last
//! administrator, the lock after failed sign-ins, the rotation of a refresh token, an invitation used once.
//! What names a tenant runs for that tenant ([`Identity::of`]); what finds the tenant first runs for the installation.
//! Start with `users.rs`; the tables are in `up.sqlite.sql`.

mod access;
mod api_keys;
mod details;
mod factors;
mod invitations;
mod mails;
mod passkeys;
mod profiles;
mod provider_identities;
mod ready;
mod rights;
mod roles;
mod rows;
mod sessions;
mod settle;
mod sharing;
mod steps;
mod teams;
mod tokens;
mod users;

use std::sync::Arc;

use rapport_kernel::TenantId;

use crate::audit::note_step;
use crate::scope::Scope;
use crate::sql::Statement;
use crate::transact::{Outcome, Step, StepError};
use crate::{AuditAuthor, AuditNote, Result, Store};

pub use api_keys::{ApiKey, ApiKeyState};
pub use details::{DetailsKept, UserDetails};
pub use factors::{Factors, TotpConfirmation, TotpFactor};
pub use invitations::Accepted;
pub use mails::{MailLimit, NewMail, WaitingMail};
pub use passkeys::Passkey;
pub use profiles::{KeptProfile, ProfileKept, StoredProfile};
pub use provider_identities::ProviderIdentity;
pub use ready::{ADMINISTRATOR, ORDINARY, ready_profiles};
pub use roles::{Removed, RoleChange, RoleKept};
pub use rows::{ActingAs, Invitation, Offer, Session, SessionState, Tenant, User};
pub use sessions::Rotation;
pub use sharing::{KeptRule, RuleKept};
pub use steps::{KeptStep, Proof, SignInStep};
pub use teams::{TeamChange, TeamKept};
pub use tokens::{AccountToken, NewPassword, TokenPurpose};
pub use users::{Founded, NewUser, ProfileChange, UserChange, UserChanged};

/// The accounts' side of the store. Cheap to clone.
#[derive(Clone)]
pub struct Identity {
    store: Store,
    /// What is written to the audit trail with the next change.
    noted: Option<Arc<Noted>>,
}

/// Entries of the audit trail that belong to a change.
struct Noted {
    tenant: TenantId,
    author: AuditAuthor,
    notes: Vec<AuditNote>,
}

impl Identity {
    pub(crate) fn new(store: Store) -> Self {
        Self { store, noted: None }
    }

    /// The same for what concerns one tenant: the database gives nothing of others.
    fn of(&self, tenant: TenantId) -> Self {
        Self {
            store: self.store.within(Scope::Tenant(tenant)),
            noted: self.noted.clone(),
        }
    }

    /// The same, whose changes write these entries in their own transaction: both are there, or none. For one change.
    #[must_use]
    pub fn noting(&self, tenant: TenantId, author: AuditAuthor, notes: Vec<AuditNote>) -> Self {
        Self {
            store: self.store.clone(),
            noted: Some(Arc::new(Noted {
                tenant,
                author,
                notes,
            })),
        }
    }

    /// Runs all steps as one transaction, with the entries that belong to them.
    async fn run(&self, mut steps: Vec<Step>) -> Result<Vec<Outcome>, StepError> {
        let Some(noted) = &self.noted else {
            return self.store.transact(steps).await;
        };
        let Noted {
            tenant,
            author,
            notes,
        } = noted.as_ref();
        let kind = self.store.kind();
        let entry = |(at, note)| note_step(kind, *tenant, author, note, at);
        steps.extend(notes.iter().enumerate().map(entry));
        // What is entered is the tenant's.
        let store = self.store.within(Scope::Tenant(*tenant));
        store.transact(steps).await
    }

    /// Writes entries of a tenant's audit trail.
    pub async fn note(
        &self,
        tenant: TenantId,
        author: AuditAuthor,
        notes: Vec<AuditNote>,
    ) -> Result<()> {
        self.store.tenant(tenant).note(author, notes).await
    }

    /// Whether anybody can sign in at all.
    pub async fn first_user_exists(&self) -> Result<bool> {
        let statement = Statement::new(r#"SELECT "id" FROM users LIMIT 1"#, Vec::new());
        let found = self.store.read_one(statement, |row| row.uuid(0)).await?;
        Ok(found.is_some())
    }

    /// A setting of the whole installation.
    pub async fn setting(&self, name: &str) -> Result<Option<String>> {
        let statement = Statement::new(
            r#"SELECT "value" FROM installation_settings WHERE "name" = $1"#,
            vec![name.into()],
        );
        let map = |row: &crate::row::RowRef<'_>| Ok(row.text(0)?.to_owned());
        self.store.read_one(statement, map).await
    }

    /// Keeps a setting unless it is there already; answers what is kept.
    pub async fn setting_or(&self, name: &str, value: &str) -> Result<String> {
        let statement = Statement::new(
            r#"INSERT INTO installation_settings ("name", "value") VALUES ($1, $2) ON CONFLICT ("name") DO NOTHING"#,
            vec![name.into(), value.into()],
        );
        self.change(statement).await?;
        let kept = self.setting(name).await?;
        Ok(kept.unwrap_or_else(|| value.to_owned()))
    }

    /// Takes what is due at a time named `name` and sets the next one; false when it is not due, or another process
    /// was faster. What was never taken is due.
    pub async fn claim_time(
        &self,
        name: &str,
        now: rapport_kernel::Timestamp,
        next: rapport_kernel::Timestamp,
    ) -> Result<bool> {
        let statement = Statement::new(
            r#"INSERT INTO installation_settings ("name", "value") VALUES ($1, $2)
               ON CONFLICT ("name") DO UPDATE SET "value" = $2 WHERE installation_settings."value" <= $3
               RETURNING "name""#,
            vec![
                format!("next {name}").into(),
                next.to_string().into(),
                now.to_string().into(),
            ],
        );
        Ok(self.change(statement).await?.text(0).is_some())
    }

    /// Runs one statement as a transaction; answers what it touched.
    async fn change(&self, statement: Statement) -> Result<Outcome> {
        let outcomes = self.run(vec![Step::any(statement)]).await?;
        Ok(outcomes.into_iter().next().unwrap_or_default())
    }

    /// Runs all steps; answers the position of the step that did not match, if one did not.
    async fn attempt(&self, steps: Vec<Step>) -> Result<Option<usize>> {
        match self.run(steps).await {
            Ok(_) => Ok(None),
            Err(failure) => unmatched(failure).map(Some),
        }
    }
}

/// The position of the step that touched another number of rows than it must, or the failure itself.
fn unmatched(failure: StepError) -> Result<usize> {
    match failure.error {
        crate::StoreError::Unmatched { step } => Ok(step),
        error => Err(error),
    }
}

#[cfg(test)]
mod tests {
    /// SQLite numbers placeholders by their first appearance, PostgreSQL by what is written: both must agree.
    #[test]
    fn placeholders_appear_in_order() {
        let sources = [
            include_str!("mod.rs"),
            include_str!("access.rs"),
            include_str!("api_keys.rs"),
            include_str!("details.rs"),
            include_str!("profiles.rs"),
            include_str!("roles.rs"),
            include_str!("sharing.rs"),
            include_str!("teams.rs"),
            include_str!("users.rs"),
            include_str!("sessions.rs"),
            include_str!("invitations.rs"),
            include_str!("mails.rs"),
            include_str!("tokens.rs"),
            include_str!("factors.rs"),
            include_str!("provider_identities.rs"),
            include_str!("passkeys.rs"),
            include_str!("steps.rs"),
        ];
        for text in sources
            .iter()
            .flat_map(|source| source.split("r#\"").skip(1))
        {
            let text = text.split("\"#").next().unwrap();
            let mut last = 0;
            for piece in text.split('$').skip(1) {
                let digits: String = piece.chars().take_while(char::is_ascii_digit).collect();
                let number: i32 = digits.parse().unwrap();
                assert!(number <= last + 1, "${number} comes too early in {text}");
                last = last.max(number);
            }
        }
    }
}
