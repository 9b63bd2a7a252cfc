//! A database of its own for each scenario.

use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

/// A database that goes when this value goes.
pub struct Database {
    /// What the server is told, if it is not the default.
    pub url: Option<String>,
    /// The server's folder.
    pub folder: TempDir,
    name: String,
}

/// Runs a scenario on SQLite, and on PostgreSQL where there is one.
pub fn on_each(scenario: impl Fn(&Database)) {
    scenario(&Database::sqlite());
    match std::env::var("RAPPORT_TEST_POSTGRES") {
        Ok(server) => scenario(&Database::postgres(&server)),
        Err(_) => println!("skipped: RAPPORT_TEST_POSTGRES is not set"),
    }
}

impl Database {
    /// An empty SQLite file.
    pub fn sqlite() -> Self {
        Self {
            url: None,
            folder: folder(),
            name: String::new(),
        }
    }

    /// A new database on a running server.
    fn postgres(server: &str) -> Self {
        let folder = folder();
        let unique = folder
            .path()
            .file_name()
            .unwrap()
            .to_string_lossy()
            .to_lowercase();
        let name = format!("t_{}", unique.replace(['.', '-'], "_"));
        // Row level security binds the owner of a database; it would not bind a superuser.
        let role = "DO $$ BEGIN CREATE ROLE rapport_test NOLOGIN; \
             EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$";
        let made = Command::new("psql").args(["-qc", role, server]).status();
        assert!(made.unwrap().success(), "psql failed");
        let made = Command::new("createdb")
            .args(["--owner", "rapport_test"])
            .arg("--maintenance-db")
            .arg(server)
            .arg(&name)
            .status();
        assert!(made.unwrap().success(), "createdb failed");
        let (base, _) = server.rsplit_once('/').unwrap();
        Self {
            url: Some(format!("{base}/{name}?options=-c%20role%3Drapport_test")),
            folder,
            name,
        }
    }

    /// Where the server keeps its files.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let (Some(_), Ok(server)) = (&self.url, std::env::var("RAPPORT_TEST_POSTGRES")) {
            let mut drop = Command::new("dropdb");
            let dropped = drop
                .args(["--force", "--maintenance-db"])
                .arg(server)
                .arg(&self.name)
                .status();
            if !dropped.is_ok_and(|status| status.success()) {
                eprintln!("could not drop the database {}", self.name);
            }
        }
    }
}

fn folder() -> TempDir {
    tempfile::Builder::new()
        .prefix("rapport-scenario-")
        .tempdir()
        .unwrap()
}
