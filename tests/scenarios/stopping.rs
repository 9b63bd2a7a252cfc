//! SIGTERM: requests that have begun are finished, new ones are refused, the process ends cleanly.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::client::Client;
use crate::database::{Database, on_each};
use crate::server::{Server, pause};

#[test]
fn a_stopping_server_finishes_what_it_has_begun() {
    on_each(scenario);
}

fn scenario(database: &Database) {
    let server = Server::start(database);
    let ada = server.client().sign_up();
    let body = r#"{"first_name": "Last", "last_name": "Minute"}"#;
    let (sent, rest) = body.split_at(10);
    let mut request = begin(&server, &ada, body.len());
    request.write_all(sent.as_bytes()).unwrap();
    // A second one proves that the first has reached the server.
    assert_eq!(ada.get("/contacts").unwrap().status, 200);

    server.terminate();
    wait_until_refused(&server);
    request.write_all(rest.as_bytes()).unwrap();
    let mut answer = String::new();
    request.read_to_string(&mut answer).unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 201 "),
        "answer: {answer}\n{}",
        server.log()
    );
    assert!(server.wait().success(), "a clean end");

    let server = Server::start(database);
    let found = server
        .client()
        .sign_in()
        .get("/contacts?search=minute")
        .unwrap()
        .data(200);
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
}

/// Sends everything but the body.
fn begin(server: &Server, caller: &Client, length: usize) -> TcpStream {
    let mut stream = server.connect("127.0.0.1").unwrap();
    let head = format!(
        "POST /api/v1/contacts HTTP/1.1\r\nhost: localhost\r\nauthorization: {}\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n",
        caller.authorization()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

fn wait_until_refused(server: &Server) {
    for _ in 0..500 {
        if server.connect("127.0.0.1").is_err() {
            return;
        }
        pause();
    }
    panic!("a stopping server still takes connections");
}
