//! Until the first user exists, whoever reaches the server could take it over. So only this machine reaches it.

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
    server.client().sign_up();
    wait_until_open(&server);
    server.terminate();
    assert!(server.wait().success());

    let server = Server::listen(&database, "0.0.0.0");
    assert!(
        server.connect(OTHER).is_ok(),
        "with a user it listens where it was told"
    );
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
