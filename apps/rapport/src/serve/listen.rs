//! Where the server listens: on the loopback address until the first account exists, then where the settings say.
//!
//! So nobody on the network can found the first account of a server that was just started.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use rapport_gateway::{GatewayState, Mount, serve_mounted};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::stop::{self, Stop};
use crate::failure::{Failure, Outcome};

/// Connections that wait to be accepted.
#[cfg(unix)]
const BACKLOG: u32 = 1024;
/// How often and how long it is tried to take over the port from the loopback listener.
#[cfg(not(unix))]
const TRIES: u32 = 200;
#[cfg(not(unix))]
const BETWEEN: std::time::Duration = std::time::Duration::from_millis(20);

/// The address to begin with.
pub fn address(configured: SocketAddr, first_run: bool) -> SocketAddr {
    let port = configured.port();
    match configured {
        _ if !first_run || configured.ip().is_loopback() => configured,
        SocketAddr::V6(address) if !address.ip().is_unspecified() => {
            (Ipv6Addr::LOCALHOST, port).into()
        }
        _ => (Ipv4Addr::LOCALHOST, port).into(),
    }
}

/// Opens a listener.
pub async fn bind(address: SocketAddr) -> Outcome<TcpListener> {
    TcpListener::bind(address)
        .await
        .map_err(|error| Failure::cannot(format!("listen on {address}"), error))
}

/// Opens the first listener. One on the loopback that another on all addresses will join shares its port, so that it need not
/// go first; a port that somebody else has is still refused.
pub async fn bind_first(address: SocketAddr, configured: SocketAddr) -> Outcome<TcpListener> {
    if address == configured || !configured.ip().is_unspecified() {
        return bind(address).await;
    }
    // Sharing would also join a stranger who shares; trying without it tells.
    let own = bind(address).await?;
    let address = address_of(&own)?;
    drop(own);
    sharing(address)
}

/// Opens a listener on a port that it shares with others of this process.
#[cfg(unix)]
fn sharing(address: SocketAddr) -> Outcome<TcpListener> {
    let opened = || {
        let socket = match address {
            SocketAddr::V4(_) => tokio::net::TcpSocket::new_v4()?,
            SocketAddr::V6(_) => tokio::net::TcpSocket::new_v6()?,
        };
        socket.set_reuseaddr(true)?;
        socket.set_reuseport(true)?;
        socket.bind(address)?;
        socket.listen(BACKLOG)
    };
    opened().map_err(|error: std::io::Error| Failure::cannot(format!("listen on {address}"), error))
}

#[cfg(not(unix))]
fn sharing(address: SocketAddr) -> Outcome<TcpListener> {
    let listener = std::net::TcpListener::bind(address).and_then(|listener| {
        listener.set_nonblocking(true)?;
        TcpListener::from_std(listener)
    });
    listener.map_err(|error| Failure::cannot(format!("listen on {address}"), error))
}

/// Where a listener listens.
pub fn address_of(listener: &TcpListener) -> Outcome<SocketAddr> {
    let address = listener.local_addr();
    address.map_err(|error| Failure::cannot("read the address listened on", error))
}

/// Serves until it is told to stop; with a mount, the paths of another system.
pub async fn serve(
    listener: TcpListener,
    configured: SocketAddr,
    mount: Option<Mount>,
    state: GatewayState,
    founded: watch::Receiver<bool>,
    stop: Stop,
) -> Outcome {
    let here = address_of(&listener)?;
    if here.ip() == configured.ip() {
        return served(serve_mounted(listener, state, mount, stop::wait(stop)).await);
    }
    // The loopback listener stays beside the other one, so that no connection is lost between the two. Where they cannot share
    // a port, and all addresses include the loopback, it has to go first.
    let until = {
        let replaced = !cfg!(unix) && configured.ip().is_unspecified();
        let founded = founded.clone();
        let stop = stop.clone();
        async move {
            tokio::select! {
                () = stop::wait(stop) => {}
                () = wait_for_founder(founded), if replaced => {}
            }
        }
    };
    let loopback = tokio::spawn(serve_mounted(listener, state.clone(), mount, until));
    tokio::select! {
        () = stop::wait(stop.clone()) => {}
        () = wait_for_founder(founded) => {
            let port = here.port();
            let listener = take_over(SocketAddr::new(configured.ip(), port)).await?;
            tracing::info!(address = %configured, "the first account exists: open to the network");
            served(serve_mounted(listener, state, mount, stop::wait(stop)).await)?;
        }
    }
    match loopback.await {
        Ok(result) => served(result),
        Err(error) => Err(Failure::cannot("serve", error)),
    }
}

async fn wait_for_founder(mut founded: watch::Receiver<bool>) {
    if founded.wait_for(|founded| *founded).await.is_err() {
        // Nobody will tell any more.
        std::future::pending::<()>().await;
    }
}

/// Opens the listener beside the loopback one.
#[cfg(unix)]
async fn take_over(address: SocketAddr) -> Outcome<TcpListener> {
    if address.ip().is_unspecified() {
        return sharing(address);
    }
    bind(address).await
}

/// Opens the listener as soon as the loopback one has let go of the port.
#[cfg(not(unix))]
async fn take_over(address: SocketAddr) -> Outcome<TcpListener> {
    for _ in 1..TRIES {
        match TcpListener::bind(address).await {
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
                tokio::time::sleep(BETWEEN).await;
            }
            result => {
                return result
                    .map_err(|error| Failure::cannot(format!("listen on {address}"), error));
            }
        }
    }
    bind(address).await
}

fn served(result: std::io::Result<()>) -> Outcome {
    result.map_err(|error| Failure::cannot("serve", error))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn the_first_run_is_on_the_loopback_only() {
        let check = |configured: &str, first_run: bool, expected: &str| {
            let chosen = address(configured.parse().unwrap(), first_run);
            assert_eq!(chosen.to_string(), expected);
        };
        check("0.0.0.0:8080", true, "127.0.0.1:8080");
        check("[::]:8080", true, "127.0.0.1:8080");
        check("192.0.2.7:80", true, "127.0.0.1:80");
        check("[2001:db8::1]:80", true, "[::1]:80");
        check("0.0.0.0:8080", false, "0.0.0.0:8080");
        check("127.0.0.2:8080", true, "127.0.0.2:8080");
        check("[::1]:8080", true, "[::1]:8080");
    }
}
