//! When to stop: at the first SIGINT or SIGTERM. A second one ends the process at once.

use tokio::sync::watch;

use crate::failure::{Failure, Outcome};

/// Becomes true when the server is to stop.
pub type Stop = watch::Receiver<bool>;

/// Waits until the server is to stop.
pub async fn wait(mut stop: Stop) {
    // The sender lives as long as the process; should it be gone, stopping is right too.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Listens for signals.
pub fn on_signals() -> Outcome<Stop> {
    let mut signals = Signals::new().map_err(|error| Failure::cannot("receive signals", error))?;
    let (tell, stop) = watch::channel(false);
    tokio::spawn(async move {
        let signal = signals.next().await;
        tracing::info!(signal, "stopping: requests in flight are finished");
        let _ = tell.send(true);
        let signal = signals.next().await;
        tracing::warn!(signal, "stopping at once");
        std::process::exit(1);
    });
    Ok(stop)
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.interrupt.recv() => "SIGINT",
            _ = self.terminate.recv() => "SIGTERM",
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> &'static str {
        let _ = tokio::signal::ctrl_c().await;
        "interrupt"
    }
}
