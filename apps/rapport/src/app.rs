//! The composition root: how the parts are put together.

use std::path::Path;
use std::sync::Arc;

use rapport_accounts::{AccountOptions, Accounts, KeyPlace, Session, SignInProvider};
use rapport_config::{Database, FilePlace, Settings, SystemClock, SystemRandom};
use rapport_files::{BucketPlace, FileStore, Files};
use rapport_kernel::{Clock, OperationId, Random, RequestContext, RequestId, Source, new_uuid};
use rapport_mail::Mailer;
use rapport_net::{Network, Outbound};
use rapport_records::{Engine, Module};
use rapport_store::{DatabaseUrl, Store, StoreOptions};

use crate::demo::{self, DemoJob};
use crate::failure::{Failure, Outcome};

/// The parts, put together on a migrated database.
pub struct App {
    pub store: Store,
    pub engine: Engine,
    pub accounts: Arc<Accounts>,
    pub files: Files,
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
        let mut accounts =
            Accounts::new(&store, options, Arc::clone(&clock), Arc::clone(&random)).await?;
        if let Some(mail) = &settings.mail {
            accounts = accounts.sending_mail(mailer(mail)?);
        }
        let networks = networks(&settings.outbound_networks)?;
        let accounts = accounts.trusting(providers(settings), &Outbound::new(networks));
        let accounts = Arc::new(accounts);
        let engine = engine(store.clone(), &settings.modules)?;
        let files = files(&engine, settings)?;
        let demo = DemoJob {
            accounts: Arc::clone(&accounts),
        };
        engine.register_job(demo::KIND, Arc::new(demo));
        Ok(Self {
            engine,
            accounts,
            files,
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

/// The private networks that requests may go to.
fn networks(texts: &[String]) -> Outcome<Vec<Network>> {
    let network = |text: &String| text.parse().map_err(Failure::new);
    texts.iter().map(network).collect()
}

/// The providers people may sign in through.
fn providers(settings: &Settings) -> Vec<SignInProvider> {
    let provider = |provider: &rapport_config::Provider| SignInProvider {
        name: provider.name.clone(),
        label: provider.label.clone(),
        issuer: provider.issuer.clone(),
        client_id: provider.client_id.clone(),
        client_secret: provider
            .client_secret
            .as_ref()
            .map(|secret| secret.0.clone()),
        scopes: provider.scopes.clone(),
    };
    settings.sign_in_providers.iter().map(provider).collect()
}

/// The way out for letters.
pub fn mailer(mail: &rapport_config::Mail) -> Outcome<Mailer> {
    Mailer::new(&mail.smtp_url, &mail.from).map_err(|error| Failure::new(error.to_string()))
}

/// Uploaded files, where the settings say.
fn files(engine: &Engine, settings: &Settings) -> Outcome<Files> {
    let waiting = settings.data.join("incoming");
    let store = file_store(&settings.files.place)?;
    Ok(Files::new(
        engine.clone(),
        store,
        waiting,
        settings.files.limit,
    ))
}

/// The place for uploaded files.
pub fn file_store(place: &FilePlace) -> Outcome<FileStore> {
    let store = match place {
        FilePlace::Folder(folder) => FileStore::folder(folder),
        FilePlace::Bucket(bucket) => FileStore::bucket(&BucketPlace {
            name: bucket.name.clone(),
            prefix: bucket.prefix.clone(),
            endpoint: bucket.endpoint.clone(),
            region: bucket.region.clone(),
            access_key: bucket.access_key.clone(),
            secret_key: bucket.secret_key.0.clone(),
        }),
    };
    Ok(store?)
}

/// The engine with the wanted modules, or with all.
pub fn engine(store: Store, wanted: &[String]) -> Outcome<Engine> {
    Ok(Engine::new(store, chosen(modules(), wanted)?)?)
}

/// The list of what the product consists of.
fn modules() -> Vec<Module> {
    vec![
        rapport_conversations::module(),
        rapport_commerce::module(),
        rapport_crm::module(),
        rapport_desk::module(),
        rapport_documents::module(),
        rapport_people::module(),
        rapport_privacy::module(),
        rapport_projects::module(),
        rapport_scheduling::module(),
    ]
}

/// The modules that are named. What one of them requires and is not named is told when they are loaded.
fn chosen(all: Vec<Module>, wanted: &[String]) -> Outcome<Vec<Module>> {
    let names: Vec<&str> = all.iter().map(|module| module.name).collect();
    if let Some(unknown) = wanted.iter().find(|name| !names.contains(&name.as_str())) {
        let names = names.join(", ");
        let message = format!("modules: there is no module `{unknown}`; there are {names}");
        return Err(Failure::new(message));
    }
    let is_wanted =
        |module: &Module| wanted.is_empty() || wanted.iter().any(|name| name == module.name);
    Ok(all.into_iter().filter(is_wanted).collect())
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

/// Opens the database to look at it and change nothing, also while a server uses it.
pub async fn open_to_look(settings: &Settings) -> Outcome<Store> {
    let url = match &settings.database {
        Database::Sqlite(file) if !file.exists() => {
            let name = file.display();
            return Err(Failure::new(format!("there is no database {name} yet")));
        }
        Database::Sqlite(file) => DatabaseUrl::SqliteFile(file.clone()),
        Database::Postgres(url) => DatabaseUrl::Postgres(url.clone()),
    };
    let options = StoreOptions {
        read_only: true,
        ..StoreOptions::new(url)
    };
    Ok(Store::open(options).await?)
}

/// The address on this machine.
pub fn local_url(port: u16) -> String {
    format!("http://localhost:{port}")
}

/// Makes the folder, readable by its owner only: it holds customers' data.
pub fn make_folder(folder: &Path) -> Outcome {
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
