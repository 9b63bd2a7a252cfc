//! Connecting: settings of every connection, TLS, the pool for transactions.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod};
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::config::SslMode;
use tokio_postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::store_error;
use crate::scope::Scope;
use crate::{Result, StoreError, StoreOptions};

/// The oldest major version.
const NEEDED: (i32, &str) = (150_000, "15");

/// Knows how to open connections.
#[derive(Clone)]
pub(super) struct Connector {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Connector {
    pub(super) fn new(url: &str, options: &StoreOptions) -> Result<Self> {
        let mut config = Config::from_str(url).map_err(|error| {
            StoreError::Configuration(format!("the PostgreSQL address is not valid: {error}"))
        })?;
        let timeout = options.statement_timeout.as_millis();
        let settings = format!(
            "-c statement_timeout={timeout} -c idle_in_transaction_session_timeout=60000 {}",
            Scope::AT_CONNECT
        );
        let settings = match config.get_options() {
            Some(own) => format!("{settings} {own}"),
            None => settings,
        };
        config.options(&settings);
        if config.get_application_name().is_none() {
            config.application_name("rapport");
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(5));
        }
        let tls = match config.get_ssl_mode() {
            SslMode::Require => Some(tls()?),
            // A server may offer TLS with a certificate nobody signed; only an explicit wish makes us insist.
            _ => {
                config.ssl_mode(SslMode::Disable);
                None
            }
        };
        Ok(Self { config, tls })
    }

    /// The same, for statements that need not be on the disk when they are answered.
    pub(super) fn without_waiting_for_the_disk(&self) -> Self {
        let mut config = self.config.clone();
        let options = config.get_options().unwrap_or_default().to_owned();
        config.options(format!("{options} -c synchronous_commit=off"));
        Self {
            config,
            tls: self.tls.clone(),
        }
    }

    /// Opens a connection. Its traffic runs in a task that ends with the client.
    pub(super) async fn connect(&self) -> Result<Client> {
        match &self.tls {
            Some(tls) => {
                let opened = self.config.connect(tls.clone()).await;
                let (client, connection) = opened.map_err(unreachable)?;
                tokio::spawn(async move { log_end(connection.await) });
                Ok(client)
            }
            None => {
                let opened = self.config.connect(NoTls).await;
                let (client, connection) = opened.map_err(unreachable)?;
                tokio::spawn(async move { log_end(connection.await) });
                Ok(client)
            }
        }
    }

    /// Refuses a server that is too old, and warns of a role that row level security does not bind.
    pub(super) async fn check_server(&self) -> Result<()> {
        let client = self.connect().await?;
        let row = client
            .query_one(
                "SELECT current_setting('server_version_num')::int, rolname::text, rolsuper OR rolbypassrls \
                 FROM pg_roles WHERE rolname = current_user",
                &[],
            )
            .await
            .map_err(store_error)?;
        let version: i32 = row.try_get(0).map_err(store_error)?;
        if version < NEEDED.0 {
            return Err(StoreError::TooOld {
                product: "PostgreSQL",
                found: format!("{}.{}", version / 10_000, version % 10_000),
                needed: NEEDED.1,
            });
        }
        if row.try_get(2).map_err(store_error)? {
            let role: String = row.try_get(1).map_err(store_error)?;
            tracing::warn!(
                role,
                "PostgreSQL does not apply row level security to this role; connect as a plain owner of the database \
                 to have a second wall between tenants"
            );
        }
        Ok(())
    }

    /// The connections for transactions.
    pub(super) fn pool(&self) -> Result<Pool> {
        let settings = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let manager = match &self.tls {
            Some(tls) => Manager::from_config(self.config.clone(), tls.clone(), settings),
            None => Manager::from_config(self.config.clone(), NoTls, settings),
        };
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Pool::builder(manager)
            .max_size((2 * cores).max(4))
            .runtime(deadpool_postgres::Runtime::Tokio1)
            .wait_timeout(Some(Duration::from_secs(10)))
            .create_timeout(Some(Duration::from_secs(10)))
            .build()
            .map_err(StoreError::internal)
    }
}

/// A connection that cannot be opened is told as such, whatever the reason.
fn unreachable(error: tokio_postgres::Error) -> StoreError {
    match store_error(error) {
        StoreError::Internal(error) => StoreError::Unavailable(error.to_string()),
        error => error,
    }
}

fn log_end(result: Result<(), tokio_postgres::Error>) {
    if let Err(error) = result {
        tracing::warn!(%error, "a PostgreSQL connection ended");
    }
}

fn tls() -> Result<MakeRustlsConnect> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    let (added, _) = roots.add_parsable_certificates(found.certs);
    if added == 0 {
        return Err(StoreError::Configuration(
            "sslmode=require needs trusted certificates, but this machine has none".to_owned(),
        ));
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(StoreError::internal)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}
