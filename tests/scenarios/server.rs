//! The executable as a process: started on a free port, killed, stopped, started again on the same data.

use std::fs::File;
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::client::Client;
use crate::database::Database;

/// Longest wait for anything a server does.
const PATIENCE: Duration = Duration::from_secs(60);

/// Load is made on purpose here.
const UNLIMITED: [&str; 4] = [
    "RAPPORT_LIMIT_ANONYMOUS",
    "RAPPORT_LIMIT_SIGNED_IN",
    "RAPPORT_LIMIT_WEB",
    "RAPPORT_LIMIT_BURST",
];

/// A running server. Killed when this value goes.
pub struct Server {
    child: Child,
    port: u16,
    log: PathBuf,
}

impl Server {
    /// Starts a server and waits until it is ready.
    pub fn start(database: &Database) -> Self {
        Self::begin(database, "127.0.0.1", &[])
    }

    /// Starts a server with more settings.
    pub fn with(database: &Database, settings: &[(&str, &str)]) -> Self {
        Self::begin(database, "127.0.0.1", settings)
    }

    /// Starts a server that should listen on that address.
    pub fn listen(database: &Database, address: &str) -> Self {
        Self::begin(database, address, &[])
    }

    fn begin(database: &Database, address: &str, settings: &[(&str, &str)]) -> Self {
        let port = free_port();
        let log = database.folder.path().join("server.log");
        let output = File::options()
            .create(true)
            .append(true)
            .open(&log)
            .unwrap();
        let mut command = Command::new(executable());
        command
            .env("RAPPORT_DATA", database.data())
            .env("RAPPORT_LISTEN", format!("{address}:{port}"))
            .envs(UNLIMITED.map(|name| (name, "0")))
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(output.try_clone().unwrap())
            .stderr(output);
        if let Some(url) = &database.url {
            command.env("RAPPORT_DATABASE_URL", url);
        }
        let mut server = Self {
            child: command.spawn().unwrap(),
            port,
            log,
        };
        server.wait_until_ready();
        server
    }

    /// Where it is reached.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A caller who is not signed in.
    pub fn client(&self) -> Client {
        Client::new(&self.address())
    }

    /// A bare connection.
    pub fn connect(&self, address: &str) -> std::io::Result<TcpStream> {
        let stream = TcpStream::connect((address, self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(stream)
    }

    /// SIGKILL: the process gets no chance to do anything.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM, without waiting.
    pub fn terminate(&self) {
        let sent = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
    }

    /// How it ended.
    pub fn wait(mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "the server does not end\n{}",
                self.log()
            );
            pause();
        }
    }

    /// What it wrote, for messages.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    fn wait_until_ready(&mut self) {
        let client = self.client();
        let begun = Instant::now();
        while !client
            .get("/ready")
            .is_ok_and(|answer| answer.status == 200)
        {
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!("the server ended with {status}\n{}", self.log());
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "the server is not ready\n{}",
                self.log()
            );
            pause();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already, which is what was wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A moment between two looks at something outside this process, which cannot tell us that it changed.
pub fn pause() {
    wait_for(Duration::from_millis(20));
}

/// Lets time pass, for scenarios whose subject is time under load.
pub fn wait_for(time: Duration) {
    let (_keep, never) = mpsc::channel::<()>();
    let _ = never.recv_timeout(time);
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// `RAPPORT_TEST_BIN`, or the executable beside the folder of this test.
pub fn executable() -> PathBuf {
    if let Some(path) = std::env::var_os("RAPPORT_TEST_BIN") {
        return path.into();
    }
    let test = std::env::current_exe().unwrap();
    let beside = test
        .parent()
        .and_then(|deps| deps.parent())
        .unwrap()
        .join("rapport");
    assert!(beside.is_file(), "build the executable first: cargo build");
    beside
}
