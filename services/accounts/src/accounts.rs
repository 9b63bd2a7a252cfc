//! The accounts service itself: what it holds, and how it starts.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use rapport_kernel::{Clock, Random, Result, Timestamp, new_uuid};
use rapport_mail::Mailer;
use rapport_net::Outbound;
use rapport_store::{Identity, Store};
use tokio::sync::{Notify, watch};
use uuid::Uuid;

use crate::api_keys::KeyCache;
use crate::authenticate::StateCache;
use crate::keys::Keys;
use crate::model::ModelCache;
use crate::oidc::{Providers, SignInProvider};
use crate::password::Hasher;
use crate::seal::Seal;
use crate::strangers::Strangers;
use crate::token::AccessTokens;

/// Who may found a tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Signup {
    /// Everybody.
    Open,
    /// Only the first visitor.
    First,
    /// Nobody; the operator makes accounts.
    Closed,
}

/// Where the key lies that signs access tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// A file in this folder, readable by its owner only. For the embedded database.
    Folder(PathBuf),
    /// A row of the database, so that several processes share it.
    Database,
}

/// How accounts behave.
#[derive(Clone, Debug)]
pub struct AccountOptions {
    /// Who may found a tenant.
    pub signup: Signup,
    /// Where the signing key lies.
    pub key: KeyPlace,
    /// The address people use, for links in invitations; no slash at its end.
    pub public_url: String,
}

/// Sign-in, sessions, users and invitations.
pub struct Accounts {
    pub(crate) identity: Identity,
    pub(crate) database: rapport_store::DatabaseKind,
    pub(crate) options: AccountOptions,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) tokens: AccessTokens,
    pub(crate) keys: Keys,
    pub(crate) seal: Seal,
    pub(crate) providers: Providers,
    pub(crate) hasher: Hasher,
    pub(crate) states: StateCache,
    pub(crate) api_keys: KeyCache,
    pub(crate) models: ModelCache,
    pub(crate) strangers: Strangers,
    /// The way out for letters, if there is one.
    pub(crate) mailer: Option<Mailer>,
    /// Rings when a letter was committed.
    pub(crate) mail_waits: Notify,
    founded: watch::Sender<bool>,
}

impl fmt::Debug for Accounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Accounts")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl Accounts {
    /// Starts the service on a migrated store. The signing key is made when there is none.
    pub async fn new(
        store: &Store,
        options: AccountOptions,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self> {
        let identity = store.identity();
        let keys = Keys::load(&identity, &options.key, random.as_ref()).await?;
        let founded = identity.first_user_exists().await?;
        Ok(Self {
            identity,
            database: store.kind(),
            options,
            tokens: AccessTokens::new(&keys),
            seal: Seal::new(&keys.seal)?,
            providers: Providers::default(),
            keys,
            hasher: Hasher::new(Arc::clone(&random))?,
            states: StateCache::new(),
            api_keys: KeyCache::new(),
            models: ModelCache::new(),
            strangers: Strangers::new(),
            mailer: None,
            mail_waits: Notify::new(),
            founded: watch::Sender::new(founded),
            clock,
            random,
        })
    }

    /// The same, sending letters. They leave while [`Accounts::deliver_mails`] runs.
    #[must_use]
    pub fn sending_mail(mut self, mailer: Mailer) -> Self {
        self.mailer = Some(mailer);
        self
    }

    /// The same, with providers people may sign in through.
    #[must_use]
    pub fn trusting(mut self, providers: Vec<SignInProvider>, outbound: &Outbound) -> Self {
        self.providers = Providers::new(providers, outbound);
        self
    }

    /// Whether anybody can sign in at all.
    pub async fn first_user_exists(&self) -> Result<bool> {
        if *self.founded.borrow() {
            return Ok(true);
        }
        let exists = self.identity.first_user_exists().await?;
        if exists {
            self.note_first_user();
        }
        Ok(exists)
    }

    /// Turns true when the first user is there, and stays so.
    #[must_use]
    pub fn watch_first_user(&self) -> watch::Receiver<bool> {
        self.founded.subscribe()
    }

    pub(crate) fn note_first_user(&self) {
        self.founded
            .send_if_modified(|founded| !std::mem::replace(founded, true));
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn new_id(&self) -> Uuid {
        new_uuid(self.clock.as_ref(), self.random.as_ref())
    }
}
