//! A backup is taken while the server runs, and brings back what there was at that moment.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::json;

use crate::database::Database;
use crate::server::{Server, executable};

fn rapport(data: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(executable());
    command.env("RAPPORT_DATA", data).args(arguments);
    command.output().unwrap()
}

#[test]
fn a_backup_of_a_running_server_comes_back() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let ada = server.client().sign_up();
    let make = |name: &str| {
        let contact = json!({ "last_name": name });
        ada.post("/contacts", &contact).unwrap().data(201);
    };
    make("Before");
    let file = Path::new("files").join("tenant").join("content");
    let kept = database.data().join(&file);
    fs::create_dir_all(kept.parent().unwrap()).unwrap();
    fs::write(&kept, "an uploaded file").unwrap();
    let folder = database.folder.path().join("backup");
    let folder = folder.to_str().unwrap();
    let made = rapport(&database.data(), &["backup", folder]);
    assert!(made.status.success(), "{made:?}");
    make("After");
    // What only looks does not mind the server, what writes does.
    let looks: [&[&str]; 4] = [
        &["migrate", "status"],
        &["doctor"],
        &["audit", "verify"],
        &["audit", "head"],
    ];
    for look in looks {
        let looked = rapport(&database.data(), look);
        assert!(looked.status.success(), "{look:?}: {looked:?}");
    }
    let busy = rapport(&database.data(), &["restore", "--force", folder]);
    assert!(!busy.status.success());
    server.terminate();
    assert!(server.wait().success());

    let other = Database::sqlite();
    assert!(
        rapport(&other.data(), &["restore", folder])
            .status
            .success()
    );
    let again = rapport(&other.data(), &["restore", folder]);
    assert!(
        !again.status.success(),
        "a folder that holds something is left alone"
    );
    let back = fs::read_to_string(other.data().join(&file)).unwrap();
    assert_eq!(back, "an uploaded file");
    let server = Server::start(&other);
    let ada = server.client().sign_in();
    let found = ada.get("/contacts").unwrap().data(200);
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    assert_eq!(found[0]["last_name"], "Before");
}

#[test]
fn going_down_is_asked_for() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    server.terminate();
    assert!(server.wait().success());
    let asked = rapport(&database.data(), &["migrate", "down"]);
    assert!(!asked.status.success(), "{asked:?}");
    let told = String::from_utf8(asked.stdout).unwrap();
    assert!(told.contains("everything in "), "{told}");
    let status = rapport(&database.data(), &["migrate", "status"]);
    assert!(
        !String::from_utf8(status.stdout)
            .unwrap()
            .contains("missing")
    );
    let meant = rapport(&database.data(), &["migrate", "down", "--yes"]);
    assert!(meant.status.success(), "{meant:?}");
    let status = rapport(&database.data(), &["migrate", "status"]);
    assert!(
        String::from_utf8(status.stdout)
            .unwrap()
            .contains("missing")
    );
    assert!(database.data().join("backups").is_dir(), "a copy is kept");
}
