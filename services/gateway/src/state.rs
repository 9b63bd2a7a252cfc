//! What every handler reaches: the engine, the accounts, clock and chance, and the settings.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rapport_accounts::{Accounts, PasswordRule};
use rapport_files::Files;
use rapport_kernel::{Clock, OperationId, Random, RequestId, Timestamp, new_uuid};
use rapport_records::Engine;
use rapport_transfer::Imports;

use crate::cache::Documents;
use crate::limits::{Limits, Meter};
use crate::live::Live;
use crate::metrics::Metrics;

/// How the edge behaves. The defaults suit one process behind nothing or behind a reverse proxy.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach this installation, such as `https://crm.example.org`.
    pub public_url: Option<String>,
    /// Origins other than our own whose pages may call the API. Empty: none.
    pub allowed_origins: Vec<String>,
    /// Uploads wait here, in a folder of their own, until they are imported.
    pub data_folder: PathBuf,
    /// The version told to clients.
    pub version: &'static str,
    /// How long a request may take; an upload may take twenty times as long.
    pub request_timeout: Duration,
    /// How long a connection may be silent: between requests, and while its headers are awaited. Longer than the 60
    /// seconds after which usual proxies close theirs, so that none sends into a closing one.
    pub idle_timeout: Duration,
    /// How long requests in flight may go on when the server stops.
    pub drain: Duration,
    /// Who knows it may read `/metrics`; without one, processes on this machine may.
    pub metrics_token: Option<String>,
    /// How much one caller may ask. Nothing is limited unless said.
    pub limits: Limits,
    /// What clients of other systems meet.
    pub compat: Compat,
}

/// What clients of other systems meet below `/compat` and on their own ports.
#[derive(Clone, Debug)]
pub struct Compat {
    /// The slug of the tenant that registrants join; without one each founds a tenant of its own.
    pub default_tenant: Option<String>,
    /// What is asked of a password that is chosen through such a client.
    pub passwords: PasswordRule,
}

impl Default for Compat {
    fn default() -> Self {
        Self {
            default_tenant: None,
            passwords: PasswordRule::Theirs,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: None,
            allowed_origins: Vec::new(),
            data_folder: PathBuf::from("data"),
            version: env!("CARGO_PKG_VERSION"),
            request_timeout: Duration::from_secs(30),
            idle_timeout: Duration::from_secs(75),
            drain: Duration::from_secs(10),
            metrics_token: None,
            limits: Limits::default(),
            compat: Compat::default(),
        }
    }
}

/// What the executable hands over.
pub struct Parts {
    /// The records engine.
    pub engine: Engine,
    /// Identity: sign-in, sessions, users.
    pub accounts: Arc<Accounts>,
    /// Uploaded files.
    pub files: Files,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The random source.
    pub random: Arc<dyn Random>,
    /// How the edge behaves.
    pub settings: Settings,
    /// The kind of the registered job that fills a tenant with demo data; none refuses `POST /demo`.
    pub demo: Option<&'static str>,
}

/// The shared state of all handlers. Cheap to clone.
#[derive(Clone)]
pub struct GatewayState(Arc<Inner>);

struct Inner {
    parts: Parts,
    imports: Imports,
    documents: Documents,
    meter: Meter,
    metrics: Metrics,
    started: Timestamp,
    live: Live,
}

impl GatewayState {
    /// Puts the parts together, and makes the jobs of imports known to the engine.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let uploads = parts.settings.data_folder.join("uploads");
        let imports = Imports::new(parts.engine.clone(), uploads);
        let metrics = Metrics::new(parts.settings.version);
        let meter = Meter::new(parts.settings.limits.clone(), &parts.clock);
        let started = parts.clock.now();
        Self(Arc::new(Inner {
            started,
            parts,
            meter,
            metrics,
            live: Live::new(),
            imports,
            documents: Documents::default(),
        }))
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.0.parts.engine
    }

    pub(crate) fn accounts(&self) -> &Accounts {
        &self.0.parts.accounts
    }

    pub(crate) fn imports(&self) -> &Imports {
        &self.0.imports
    }

    pub(crate) fn files(&self) -> &Files {
        &self.0.parts.files
    }

    pub(crate) fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.parts.clock
    }

    pub(crate) fn random(&self) -> &Arc<dyn Random> {
        &self.0.parts.random
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.parts.settings
    }

    pub(crate) fn demo(&self) -> Option<&'static str> {
        self.0.parts.demo
    }

    pub(crate) fn documents(&self) -> &Documents {
        &self.0.documents
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    pub(crate) fn live(&self) -> &Live {
        &self.0.live
    }

    pub(crate) fn meter(&self) -> &Meter {
        &self.0.meter
    }

    /// When the process began.
    pub(crate) fn started(&self) -> Timestamp {
        self.0.started
    }

    /// A fresh name for a request that brought none.
    pub(crate) fn new_request_id(&self) -> RequestId {
        RequestId(new_uuid(self.clock().as_ref(), self.random().as_ref()))
    }

    /// A fresh operation for a request that may write.
    pub(crate) fn new_operation(&self) -> OperationId {
        OperationId(new_uuid(self.clock().as_ref(), self.random().as_ref()))
    }
}
