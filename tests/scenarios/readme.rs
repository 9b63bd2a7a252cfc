//! The commands of the README do what it says, run as they stand there.

use std::process::{Command, Stdio};

use crate::database::Database;
use crate::server::Server;

const README: &str = include_str!("../../README.md");
const SECTION: &str = "## The same by curl";

#[test]
fn the_commands_of_the_readme_work() {
    let database = Database::sqlite();
    let server = Server::start(&database);
    let script = commands().replace("http://localhost:8080", &server.address());
    let output = Command::new("timeout")
        .args(["60", "bash", "-eu", "-o", "pipefail", "-c", &script])
        .current_dir(database.folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let answers = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{answers}{output:?}");
    assert!(!answers.contains("\"status\":4"), "{answers}");
    for expected in [
        "\"name\":\"Grace Hopper\"",
        "\"total\":2",
        "\"old\":\"qualification\",\"new\":\"won\"",
    ] {
        assert!(answers.contains(expected), "{expected} is not in {answers}");
    }
}

/// The `sh` blocks of the section.
fn commands() -> String {
    let (_, section) = README.split_once(SECTION).unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let blocks = section.split("```sh\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap())
        .collect()
}
