//! A private PostgreSQL on loopback, in a temporary folder, with the settings it comes with.
//!
//! A shell keeps it: it stops the server and removes the folder when its standard input ends, so also when this
//! process is ended by force.

use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::done;
use crate::Outcome;

/// How long it may take to start.
const START: Duration = Duration::from_secs(60);

/// Server, folder and port; an interrupt reaches the server by itself and must not end the shell before it.
const KEEPER: &str = r#"
trap '' INT
"$0/postgres" -D "$1" -p "$2" -k "$1" -c listen_addresses=127.0.0.1 >"$1/log" 2>&1 &
read -r _
kill -INT $! 2>/dev/null
wait $!
rm -rf -- "$1"
"#;

/// A running server; stopped when dropped.
pub struct Postgres {
    keeper: Child,
    url: String,
}

impl Postgres {
    /// Makes a fresh database cluster and starts it.
    pub fn start() -> Result<Self, String> {
        let programs = programs()?;
        let owner = owner()?;
        let folder = std::env::temp_dir().join(format!("rapport-bench-pg-{}", std::process::id()));
        std::fs::create_dir(&folder).map_err(|error| error.to_string())?;
        if let Some((user, group)) = owner {
            chown(&folder, Some(user), Some(group)).map_err(|error| error.to_string())?;
        }
        let mut init = as_owner(&programs.join("initdb"), owner);
        init.arg("-D").arg(&folder).stdout(Stdio::null());
        init.args(["-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8"]);
        done(init.arg("--locale=C.UTF-8"))?;
        let port = free_port()?;
        let mut keeper = as_owner(Path::new("sh"), owner);
        keeper.arg("-c").arg(KEEPER).arg(&programs).arg(&folder);
        keeper.arg(port.to_string()).stdin(Stdio::piped());
        let mut server = Self {
            keeper: keeper.spawn().map_err(|error| error.to_string())?,
            url: format!("postgres://postgres@127.0.0.1:{port}/postgres"),
        };
        server.wait(&programs.join("pg_isready"), port)?;
        Ok(server)
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Waits until it answers: the listener may be there before the database is.
    fn wait(&mut self, asks: &Path, port: u16) -> Outcome {
        let begun = Instant::now();
        while begun.elapsed() < START {
            let mut ask = Command::new(asks);
            ask.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]);
            if ask.status().is_ok_and(|status| status.success()) {
                return Ok(());
            }
            if let Ok(Some(_)) = self.keeper.try_wait() {
                break;
            }
            std::thread::park_timeout(Duration::from_millis(50));
        }
        Err("PostgreSQL did not start".to_owned())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// The folder with the newest version's programs, or that of `initdb` on the path.
fn programs() -> Result<PathBuf, String> {
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter();
    let newest = installed
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .max();
    let path = std::env::var_os("PATH").unwrap_or_default();
    newest
        .map(|(_, folder)| folder)
        .or_else(|| std::env::split_paths(&path).find(|folder| folder.join("initdb").exists()))
        .ok_or_else(|| {
            "no PostgreSQL is installed; see `--sqlite-only` and `--postgres URL`".into()
        })
}

/// Whom the server runs as when this process is root's, which PostgreSQL refuses: user and group.
fn owner() -> Result<Option<(u32, u32)>, String> {
    let own = std::fs::metadata("/proc/self").map_err(|error| error.to_string())?;
    if own.uid() != 0 {
        return Ok(None);
    }
    let id = |option: &str| {
        let output = Command::new("id").args([option, "postgres"]).output();
        let text = String::from_utf8(output.ok()?.stdout).ok()?;
        text.trim().parse().ok()
    };
    match (id("-u"), id("-g")) {
        (Some(user), Some(group)) => Ok(Some((user, group))),
        _ => Err("there is no user `postgres` to run PostgreSQL as".to_owned()),
    }
}

fn as_owner(program: &Path, owner: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    command.current_dir("/");
    if let Some((user, group)) = owner {
        command.uid(user).gid(group);
    }
    command
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    Ok(address.port())
}
