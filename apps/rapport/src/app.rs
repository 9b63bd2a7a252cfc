//! The composition root: how the parts are put together.

use std::path::Path;
use std::sync::Arc;

use rapport_accounts::{AccountOptions, Accounts, KeyPlace, Session};
use rapport_config::{Database, Settings, SystemClock, SystemRandom};
use rapport_kernel::{Clock, OperationId, Random, RequestContext, RequestId, Source, new_uuid};
use rapport_records::Engine;
use rapport_store::{DatabaseUrl, Store, StoreOptions};

use crate::demo::{self, DemoJob};
use crate::failure::{Failure, Outcome};

/// The parts, put together on a migrated database.
pub struct App {
    pub store: Store,
    pub engine: Engine,
    pub accounts: Arc<Accounts>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
}

impl App {
    /// Puts the parts together. `url` is the address people use.
    pub async fn on(store: Store, settings: &Settings, url: &str) -> Outcome<Self> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        let options = AccountOptions {
            signup: match settings.signup {
                rapport_config::Signup::Open => rapport_accounts::Signup::Open,
                rapport_config::Signup::First => rapport_accounts::Signup::First,
                rapport_config::Signup::Closed => rapport_accounts::Signup::Closed,
            },
            key: match &settings.database {
                Database::Sqlite(_) => KeyPlace::Folder(settings.data.join("keys")),
                Database::Postgres(_) => KeyPlace::Database,
            },
            public_url: url.to_owned(),
        };
        let accounts =
            Accounts::new(&store, options, Arc::clone(&clock), Arc::clone(&random)).await?;
        Ok(Self {
            engine: engine(store.clone())?,
            accounts: Arc::new(accounts),
            store,
            clock,
            random,
        })
    }

    /// Opens a database that is up to date, for commands that work on records and accounts.
    pub async fn open(settings: &Settings) -> Outcome<Self> {
        let store = open_store(settings).await?;
        crate::commands::migrate::before_use(&store).await?;
        let url = settings
            .public_url
            .clone()
            .unwrap_or_else(|| local_url(settings.listen.port()));
        Self::on(store, settings, &url).await
    }

    /// A request of the operator, who has the rights of that session's user.
    pub fn context(&self, session: Session, source: Source) -> RequestContext {
        let id = || new_uuid(self.clock.as_ref(), self.random.as_ref());
        RequestContext {
            tenant: session.tenant,
            actor: session.actor,
            request_id: RequestId(id()),
            operation: OperationId(id()),
            source,
            time_zone: session.time_zone,
            currency: session.currency,
            idempotency: None,
            clock: Arc::clone(&self.clock),
            random: Arc::clone(&self.random),
        }
    }
}

/// The engine with all modules. This is the list of what the product consists of.
pub fn engine(store: Store) -> Outcome<Engine> {
    let modules = vec![rapport_crm::module(), rapport_desk::module()];
    let engine = Engine::new(store, modules)?;
    engine.register_job(demo::KIND, Arc::new(DemoJob));
    Ok(engine)
}

/// Opens the database of the settings; the data folder is made when it is missing.
pub async fn open_store(settings: &Settings) -> Outcome<Store> {
    make_folder(&settings.data)?;
    let url = match &settings.database {
        Database::Sqlite(file) => DatabaseUrl::SqliteFile(file.clone()),
        Database::Postgres(url) => DatabaseUrl::Postgres(url.clone()),
    };
    Ok(Store::open(StoreOptions::new(url)).await?)
}

/// The address on this machine.
pub fn local_url(port: u16) -> String {
    format!("http://localhost:{port}")
}

/// Makes the folder, readable by its owner only: it holds customers' data.
fn make_folder(folder: &Path) -> Outcome {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder).map_err(|error| {
        Failure::cannot(format!("make the data folder {}", folder.display()), error)
    })
}
