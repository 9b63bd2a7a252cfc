//! Listeners for clients of other systems, beside the main one and by the same rules: on the loopback address until the
//! first account exists.

use std::net::SocketAddr;

use rapport_config::Settings;
use rapport_gateway::{GatewayState, Mount};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::listen;
use super::stop::Stop;
use crate::failure::Outcome;

/// A listener that is open.
pub struct Opened {
    listener: TcpListener,
    configured: SocketAddr,
    mount: Mount,
}

/// Opens what the settings name.
pub async fn bind(settings: &Settings, first_run: bool) -> Outcome<Vec<Opened>> {
    let mut all = Vec::new();
    for wanted in &settings.compat_listeners {
        // The settings know the names; a test keeps both lists the same.
        let Some(mount) = Mount::named(&wanted.name) else {
            continue;
        };
        let configured = wanted.address;
        let address = listen::address(configured, first_run);
        let listener = listen::bind_first(address, configured).await?;
        all.push(Opened {
            listener,
            configured,
            mount,
        });
    }
    Ok(all)
}

/// Serves on all of them until the server is told to stop.
pub fn serve(
    all: Vec<Opened>,
    state: &GatewayState,
    founded: &watch::Receiver<bool>,
    stop: &Stop,
) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    for one in all {
        let (state, founded, stop) = (state.clone(), founded.clone(), stop.clone());
        tracing::info!(listener = one.mount.name, address = %one.configured, "for clients of another system");
        tasks.spawn(async move {
            let mount = Some(one.mount);
            let served =
                listen::serve(one.listener, one.configured, mount, state, founded, stop).await;
            if let Err(failure) = served {
                tracing::error!(listener = one.mount.name, %failure, "does not listen any more");
            }
        });
    }
    tasks
}

/// Waits until all of them have finished what they were at.
pub async fn finish(mut tasks: JoinSet<()>, at_once: bool) {
    if at_once {
        tasks.abort_all();
    }
    while tasks.join_next().await.is_some() {}
}

#[cfg(test)]
mod tests {
    use rapport_config::LISTENERS;
    use rapport_gateway::Mount;

    #[test]
    fn every_listener_of_the_settings_can_be_mounted() {
        for (name, _) in LISTENERS {
            assert!(Mount::named(name).is_some(), "{name}");
        }
    }
}
