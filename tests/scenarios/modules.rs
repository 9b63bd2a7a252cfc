//! Modules are chosen per installation, and what cannot be loaded is named.

use std::process::Command;

use serde_json::json;

use crate::database::{Database, on_each};
use crate::server::{Server, executable};

/// Starts the server with these modules; it must refuse. Answers what it said.
fn refused(modules: &str) -> String {
    let database = Database::sqlite();
    let output = Command::new(executable())
        .arg("serve")
        .env("RAPPORT_DATA", database.data())
        .env("RAPPORT_LISTEN", "127.0.0.1:0")
        .env("RAPPORT_MODULES", modules)
        .output()
        .unwrap();
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_missing_module_is_named() {
    let said = refused("desk");
    assert!(
        said.contains("module `desk` requires `crm`, which is not installed"),
        "{said}"
    );
    let said = refused("crm,warehouse");
    assert!(said.contains("there is no module `warehouse`"), "{said}");
}

#[test]
fn a_module_is_switched_off_and_on_again() {
    on_each(|database| {
        let all = Server::start(database);
        let ada = all.client().sign_up();
        let ticket = ada.post("/tickets", &json!({"subject": "Leak"})).unwrap();
        let ticket = ticket.data(201)["id"].clone();
        let modules = ada.get("/modules").unwrap().data(200);
        assert!(modules.as_array().unwrap().len() > 1, "{modules}");
        all.terminate();
        all.wait();

        let few = Server::with(database, &[("RAPPORT_MODULES", "crm")]);
        let ada = few.client().sign_in();
        let modules = ada.get("/modules").unwrap().data(200);
        assert_eq!(modules[0]["name"], "crm");
        assert_eq!(modules.as_array().unwrap().len(), 1);
        assert_eq!(ada.get("/tickets").unwrap().status, 404);
        let contact = ada
            .post("/contacts", &json!({"last_name": "Lone"}))
            .unwrap();
        contact.data(201);
        let meta = ada.get("/meta").unwrap().data(200).to_string();
        assert!(!meta.contains("\"ticket\""));
        few.terminate();
        few.wait();

        let again = Server::start(database);
        let ada = again.client().sign_in();
        let path = format!("/tickets/{}", ticket.as_str().unwrap());
        assert_eq!(ada.get(&path).unwrap().data(200)["subject"], "Leak");
    });
}
