//! The server: database, modules, accounts, jobs and the gateway, until it is told to stop.

mod banner;
mod compat;
mod listen;
mod stop;
mod upkeep;

use std::sync::Arc;

use rapport_accounts::PasswordRule;
use rapport_config::{Settings, TheirPasswords};
use rapport_gateway::{GatewayState, Parts};

use crate::app::{self, App, local_url};
use crate::commands::migrate;
use crate::demo;
use crate::failure::Outcome;

/// Runs until a signal says stop; then requests in flight are finished and the database is closed.
pub async fn run(settings: Settings) -> Outcome {
    let stop = stop::on_signals()?;
    let store = app::open_store(&settings).await?;
    migrate::before_serving(&store).await?;
    let first_run = !store.identity().first_user_exists().await?;
    let listener =
        listen::bind_first(listen::address(settings.listen, first_run), settings.listen).await?;
    let address = listen::address_of(&listener)?;
    let others = compat::bind(&settings, first_run).await?;
    let url = settings
        .public_url
        .clone()
        .unwrap_or_else(|| local_url(address.port()));
    let app = App::on(store, &settings, &url).await?;
    let jobs = {
        let (engine, clock, random) = (app.engine.clone(), app.clock.clone(), app.random.clone());
        tokio::spawn(async move { engine.run_jobs(clock, random).await })
    };
    let chores = {
        let (engine, clock, random) = (app.engine.clone(), app.clock.clone(), app.random.clone());
        tokio::spawn(async move { engine.run_chores(clock, random).await })
    };
    let feed = {
        let (engine, clock) = (app.engine.clone(), app.clock.clone());
        tokio::spawn(async move { engine.run_feed(clock).await })
    };
    let letters = {
        let accounts = Arc::clone(&app.accounts);
        tokio::spawn(async move { accounts.deliver_mails().await })
    };
    let upkeep = tokio::spawn(upkeep::run(
        app.store.clone(),
        Arc::clone(&app.accounts),
        app.files.clone(),
        Arc::clone(&app.clock),
    ));
    banner::show(&settings, address, first_run);
    let state = GatewayState::new(Parts {
        engine: app.engine.clone(),
        accounts: Arc::clone(&app.accounts),
        files: app.files.clone(),
        clock: Arc::clone(&app.clock),
        random: Arc::clone(&app.random),
        settings: gateway_settings(&settings),
        demo: Some(demo::KIND),
    });
    let founded = app.accounts.watch_first_user();
    let others = compat::serve(others, &state, &founded, &stop);
    let served = listen::serve(listener, settings.listen, None, state, founded, stop).await;
    compat::finish(others, served.is_err()).await;
    // A job that is cut off here goes on from its last checkpoint at the next start.
    // A letter that is cut off is sent again.
    jobs.abort();
    chores.abort();
    feed.abort();
    letters.abort();
    upkeep.abort();
    let _ = tokio::join!(jobs, chores, feed, letters, upkeep);
    app.store.close().await;
    tracing::info!("stopped");
    served
}

fn gateway_settings(settings: &Settings) -> rapport_gateway::Settings {
    rapport_gateway::Settings {
        public_url: settings.public_url.clone(),
        allowed_origins: settings.allowed_origins.clone(),
        data_folder: settings.data.clone(),
        version: env!("CARGO_PKG_VERSION"),
        request_timeout: settings.request_timeout,
        metrics_token: settings.metrics_token.as_ref().map(|token| token.0.clone()),
        limits: rapport_gateway::Limits {
            anonymous: settings.limit_anonymous,
            signed_in: settings.limit_signed_in,
            web: settings.limit_web,
            burst: settings.limit_burst,
            trusted_proxies: settings.trusted_proxies.clone(),
        },
        compat: rapport_gateway::Compat {
            default_tenant: settings.compat_default_tenant.clone(),
            passwords: match settings.compat_passwords {
                TheirPasswords::Theirs => PasswordRule::Theirs,
                TheirPasswords::Ours => PasswordRule::Ours,
            },
        },
        ..rapport_gateway::Settings::default()
    }
}
