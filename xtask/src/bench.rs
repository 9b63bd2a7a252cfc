//! The benchmark: builds product and bench as they are distributed, measures on SQLite and on a private PostgreSQL,
//! and writes `docs/benchmarks.md`.

mod postgres;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use postgres::Postgres;

/// Runs it. `--sqlite-only` leaves PostgreSQL out, `--postgres URL` takes a running one; what else is on the command
/// line, such as `--rows 1000000`, goes to `rapport-bench run`.
pub fn run(root: &Path, options: &[&str]) -> Outcome {
    let (wanted, options) = split(options)?;
    let programs = build(root)?;
    measure(root, &programs, &options, None)?;
    match wanted {
        Wanted::SqliteOnly => Ok(()),
        Wanted::Running(url) => measure(root, &programs, &options, Some(url)),
        Wanted::Private => {
            let server = Postgres::start()?;
            measure(root, &programs, &options, Some(server.url()))
        }
    }
}

/// Which PostgreSQL is measured.
enum Wanted<'a> {
    SqliteOnly,
    Running(&'a str),
    Private,
}

fn split<'a>(options: &[&'a str]) -> Result<(Wanted<'a>, Vec<&'a str>), String> {
    let (mut wanted, mut rest) = (Wanted::Private, Vec::new());
    let mut words = options.iter();
    while let Some(word) = words.next() {
        match *word {
            "--sqlite-only" => wanted = Wanted::SqliteOnly,
            "--postgres" => {
                let url = words.next().ok_or("`--postgres` needs an address")?;
                wanted = Wanted::Running(url);
            }
            other => rest.push(other),
        }
    }
    Ok((wanted, rest))
}

/// Builds both with the `dist` profile, the one of which goal G9 tells the size, and answers their folder.
fn build(root: &Path) -> Result<PathBuf, String> {
    let mut build = Command::new("cargo");
    build.current_dir(root).args(["build", "--profile", "dist"]);
    done(build.args(["--package", "rapport", "--package", "rapport-bench"]))?;
    let target = std::env::var_os("CARGO_TARGET_DIR");
    let target = target.map_or_else(|| root.join("target"), PathBuf::from);
    Ok(target.join("dist"))
}

fn measure(root: &Path, programs: &Path, options: &[&str], postgres: Option<&str>) -> Outcome {
    let mut bench = Command::new(programs.join("rapport-bench"));
    bench.current_dir(root).arg("run").arg("--rapport");
    bench.arg(programs.join("rapport"));
    bench.args(["--report", "docs/benchmarks.md"]).args(options);
    if let Some(url) = postgres {
        bench.args(["--postgres", url]);
    }
    done(&mut bench)
}

fn done(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| error.to_string())?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("{command:?} failed")),
    }
}
