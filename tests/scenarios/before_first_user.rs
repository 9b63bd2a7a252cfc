//! Until the first user exists, whoever reaches the server could take it over. So only this machine reaches it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::client::Client;
use crate::database::Database;
use crate::server::{Server, pause};

/// A loopback address other than the one that a careful server listens on: reached only when it listens on all.
const OTHER: &str = "127.0.0.2";

#[test]
fn only_this_machine_reaches_a_server_without_users() {
    let database = Database::sqlite();
    let server = Server::listen(&database, "0.0.0.0");
    assert!(
        server.connect(OTHER).is_err(),
        "listens on all addresses before anybody signed up"
    );
    let is_open = Arc::new(AtomicBool::new(false));
    let caller = {
        let (address, is_open) = (server.address(), Arc::clone(&is_open));
        std::thread::spawn(move || call_until(&address, &is_open))
    };
    server.client().sign_up();
    wait_until_open(&server);
    is_open.store(true, Ordering::SeqCst);
    assert_eq!(caller.join().unwrap(), 0, "calls that failed meanwhile");
    server.terminate();
    assert!(server.wait().success());

    let server = Server::listen(&database, "0.0.0.0");
    assert!(
        server.connect(OTHER).is_ok(),
        "with a user it listens where it was told"
    );
}

/// Calls on a connection of its own each time; answers how many calls failed.
fn call_until(address: &str, is_over: &AtomicBool) -> usize {
    let mut failed = 0;
    while !is_over.load(Ordering::SeqCst) {
        let answer = Client::new(address).get("/ready");
        failed += usize::from(!answer.is_ok_and(|answer| answer.status == 200));
    }
    failed
}

/// The first user opens the server to the network without a restart.
fn wait_until_open(server: &Server) {
    for _ in 0..500 {
        if server.connect(OTHER).is_ok() {
            return;
        }
        pause();
    }
    panic!("still closed after the first sign-up\n{}", server.log());
}
