//! Product and limit in turn, round after round.

use std::process::Stdio;
use std::time::Duration;

use jsonwebtoken::{EncodingKey, Header};
use tokio::process::{Child, Command};

use crate::api::{Operation, requests};
use crate::durable::{self, Way};
use crate::limit::Claims;
use crate::load::{Outcome, send};
use crate::product::{Product, free_address};
use crate::{Options, cpu, report};

/// The size that growth is told from.
const SMALL: u64 = 10_000;

const SECRET: &str = "the limit's secret, known to nobody else";

/// What was measured of one server in one operation: medians over the rounds.
#[derive(Clone, Debug, Default)]
pub struct Measure {
    /// CPU microseconds per request, server and database.
    pub cpu: f64,
    /// Throughput and latency of the median round.
    pub outcome: Outcome,
}

/// One row of the report.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What was done.
    pub operation: Operation,
    /// By the product.
    pub product: Measure,
    /// By the limit.
    pub limit: Measure,
    /// By the limit that writes an audit row as well; writes only.
    pub limit_audit: Option<Measure>,
}

/// Facts about the product besides requests.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Megabytes after start.
    pub idle_memory: f64,
    /// Largest megabytes under load.
    pub peak_memory: f64,
    /// Start to first answer.
    pub start_seconds: f64,
    /// Imported rows per second.
    pub import_rate: f64,
    /// Largest megabytes during the import.
    pub import_memory: f64,
    /// Megabytes of the executable.
    pub binary: f64,
    /// Median milliseconds of a search when nobody else asks anything.
    pub search_alone: f64,
    /// Ways to write to SQLite.
    pub ways: Vec<Way>,
}

/// Runs everything and writes the report.
pub async fn run(options: &Options) {
    let small = if options.rows > SMALL {
        measure(options, SMALL, false).await.0
    } else {
        Vec::new()
    };
    let (large, facts) = measure(options, options.rows, true).await;
    let text = report::render(options, &small, &large, &facts);
    println!("{text}");
    if let Some(path) = &options.report {
        report::write(path, &text);
    }
}

async fn measure(options: &Options, rows: u64, with_limit: bool) -> (Vec<Comparison>, Facts) {
    let database = match &options.postgres {
        Some(server) => Some(fresh_database(server, rows).await),
        None => None,
    };
    eprintln!("importing {rows} contacts ...");
    let product = Product::start(options, rows, database.as_deref()).await;
    let mut facts = Facts {
        idle_memory: product.idle_memory,
        start_seconds: product.start_seconds,
        import_rate: product.import_rate,
        import_memory: product.import_memory,
        binary: std::fs::metadata(&options.rapport).unwrap().len() as f64 / 1_048_576.0,
        ..Facts::default()
    };
    if let Some(url) = &database {
        tidied(url).await;
    }
    let source = database
        .clone()
        .unwrap_or_else(|| format!("sqlite:{}", sqlite_file(&product.folder)));
    let limits = if with_limit {
        vec![
            Limit::start(&source, false).await,
            Limit::start(&source, true).await,
        ]
    } else {
        Vec::new()
    };
    let server = match &options.postgres {
        Some(url) => postmaster(url).await,
        None => 0,
    };
    let bench = Bench {
        options,
        product: &product,
        limits: &limits,
        postmaster: server,
    };
    let mut comparisons = Vec::new();
    let wanted = |operation: &Operation| {
        let only = options.only.as_deref().unwrap_or_default();
        operation.name().contains(only)
    };
    for operation in Operation::ALL.into_iter().filter(wanted) {
        eprintln!("measuring {} ...", operation.name());
        comparisons.push(bench.compare(operation).await);
    }
    facts.peak_memory = cpu::memory(product.pid()).1;
    facts.search_alone = bench.search_alone().await;
    if with_limit && database.is_none() && options.only.is_none() {
        eprintln!("measuring ways to write ...");
        facts.ways = durable::measure(&product.folder, options.rounds).await;
    }
    for mut limit in limits {
        limit.child.kill().await.unwrap();
    }
    product.end().await;
    (comparisons, facts)
}

struct Bench<'a> {
    options: &'a Options,
    product: &'a Product,
    limits: &'a [Limit],
    postmaster: u32,
}

struct Limit {
    address: String,
    child: Child,
}

impl Limit {
    async fn start(database: &str, audit: bool) -> Self {
        let address = free_address();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args([
            "limit",
            "--database",
            database,
            "--listen",
            &address,
            "--secret",
            SECRET,
        ]);
        if audit {
            command.env("LIMIT_AUDIT", "1");
        }
        let child = command
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        for _ in 0..5000 {
            if tokio::net::TcpStream::connect(&address).await.is_ok() {
                return Self { address, child };
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        panic!("the limit did not start");
    }
}

impl Bench<'_> {
    /// The median of searches that come one after the other.
    async fn search_alone(&self) -> f64 {
        let token = self.product.token().await;
        let (ids, cursors) = (&self.product.ids, &self.product.cursors);
        let mut all = requests(Operation::Search, &token, ids, cursors, 0);
        all.truncate(500);
        send(&self.product.address, all, 1).await.p50
    }

    async fn compare(&self, operation: Operation) -> Comparison {
        let mut series: Vec<Vec<Measure>> = vec![Vec::new(); 1 + self.limits.len()];
        let claims = Claims {
            tid: self.product.tenant.parse().unwrap(),
            sub: self.product.user.parse().unwrap(),
            exp: u64::MAX / 2,
        };
        let limit_token = jsonwebtoken::encode(
            &Header::default(),
            &claims,
            &EncodingKey::from_secret(SECRET.as_bytes()),
        )
        .unwrap();
        for round in 0..self.options.rounds {
            let token = self.product.token().await;
            for (at, measures) in series.iter_mut().enumerate() {
                let (address, pid, token, places) = match at {
                    0 => (
                        &self.product.address,
                        self.product.pid(),
                        &token,
                        &self.product.cursors,
                    ),
                    _ => {
                        let limit = &self.limits[at - 1];
                        (
                            &limit.address,
                            limit.child.id().unwrap(),
                            &limit_token,
                            &self.product.places,
                        )
                    }
                };
                if at == 2 && !operation.writes() {
                    continue;
                }
                let unique = round * 10 + at;
                let all = requests(operation, token, &self.product.ids, places, unique);
                measures.push(self.round(address, pid, all).await);
            }
        }
        let mut medians = series.into_iter().map(median);
        Comparison {
            operation,
            product: medians.next().unwrap().unwrap(),
            limit: medians.next().flatten().unwrap_or_default(),
            limit_audit: medians.next().flatten(),
        }
    }

    async fn round(&self, address: &str, pid: u32, requests: Vec<Vec<u8>>) -> Measure {
        let count = requests.len() as f64;
        let used = || {
            cpu::of(pid)
                + if self.postmaster > 0 {
                    cpu::of_tree(self.postmaster)
                } else {
                    0.0
                }
        };
        let before = used();
        let outcome = send(address, requests, self.options.connections).await;
        let refused = outcome.failed;
        assert_eq!(refused, 0, "{address} refused requests");
        Measure {
            cpu: (used() - before) * 1e6 / count,
            outcome,
        }
    }
}

fn median(mut measures: Vec<Measure>) -> Option<Measure> {
    measures.sort_by(|one, two| one.cpu.total_cmp(&two.cpu));
    let middle = measures.len() / 2;
    measures.into_iter().nth(middle)
}

fn sqlite_file(folder: &std::path::Path) -> String {
    let file = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .find(|path| {
            path.extension()
                .is_some_and(|extension| extension == "db" || extension == "sqlite")
        });
    file.expect("the data folder has a database file")
        .to_string_lossy()
        .into_owned()
}

async fn fresh_database(server: &str, rows: u64) -> String {
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    let name = format!("rapport_bench_{rows}");
    client
        .batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        .await
        .unwrap();
    client
        .batch_execute(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

/// Does at once what the server's own housekeeping would do some time during the measurement.
async fn tidied(url: &str) {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    client.batch_execute("VACUUM ANALYZE").await.unwrap();
}

/// The server process that all backends belong to.
async fn postmaster(server: &str) -> u32 {
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    let row = client
        .query_one("SELECT pg_backend_pid()", &[])
        .await
        .unwrap();
    let backend: i32 = row.get(0);
    let stat = std::fs::read_to_string(format!("/proc/{backend}/stat")).unwrap();
    stat.rsplit_once(") ")
        .unwrap()
        .1
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap()
}
