//! The benchmark: what a request costs in the product, beside the least that a hand-written server could pay.
//!
//! `rapport-bench run` starts the product and the *limit* (`limit.rs`: axum, a JWT check, the same SQL, nothing else) on
//! the same database, sends both the same requests in turn, and compares CPU time per request (server plus database).
//! Ratios are to be trusted, absolute figures belong to the machine. Everything stays on loopback and ends by itself.
//!
//! This is the one place besides `platform/store` that contains SQL: the limit must not use the store it measures.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a measuring tool fails loudly, and measures real time"
)]

mod api;
mod cpu;
mod durable;
mod limit;
mod load;
mod product;
mod report;
mod rounds;
mod shapes;

use std::path::PathBuf;

/// The product's: the limit is to be the best that can be had.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What to measure.
#[derive(Clone, Debug)]
pub struct Options {
    /// The product's executable.
    pub rapport: PathBuf,
    /// Contacts in the table.
    pub rows: u64,
    /// A PostgreSQL server; SQLite when absent.
    pub postgres: Option<String>,
    /// How often each operation is measured; medians are reported.
    pub rounds: usize,
    /// Concurrent connections.
    pub connections: usize,
    /// Only operations whose name contains this; for profiling.
    pub only: Option<String>,
    /// Where the report goes.
    pub report: Option<PathBuf>,
}

const HELP: &str = "rapport-bench run --rapport PATH [--rows 100000] [--postgres URL] [--rounds 5] [--connections 16] [--only NAME] [--report FILE]
rapport-bench limit --database sqlite:PATH|postgres://... --listen ADDRESS --secret TEXT";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    match arguments.first().map(String::as_str) {
        Some("limit") => {
            let (Some(database), Some(listen), Some(secret)) =
                (value("--database"), value("--listen"), value("--secret"))
            else {
                eprintln!("{HELP}");
                std::process::exit(2);
            };
            runtime.block_on(limit::serve(&database, &listen, &secret));
        }
        Some("run") => {
            let number = |name: &str, default: u64| {
                value(name).map_or(default, |text| text.parse().unwrap())
            };
            let options = Options {
                rapport: value("--rapport")
                    .expect("--rapport names the product's executable")
                    .into(),
                rows: number("--rows", 100_000),
                postgres: value("--postgres"),
                rounds: usize::try_from(number("--rounds", 5)).unwrap(),
                connections: usize::try_from(number("--connections", 16)).unwrap(),
                only: value("--only"),
                report: value("--report").map(PathBuf::from),
            };
            runtime.block_on(rounds::run(&options));
        }
        _ => {
            eprintln!("{HELP}");
            std::process::exit(2);
        }
    }
}
