//! The benchmark: builds product and bench with optimisation and writes `docs/benchmarks.md`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

/// Runs it; what else is on the command line, such as `--rows 1000000` or `--postgres URL`, goes to `rapport-bench run`.
pub fn run(root: &Path, options: &[&str]) -> Outcome {
    let mut build = Command::new("cargo");
    build.current_dir(root).args(["build", "--release"]);
    done(build.args(["--package", "rapport", "--package", "rapport-bench"]))?;
    let target = std::env::var_os("CARGO_TARGET_DIR");
    let release = target
        .map_or_else(|| root.join("target"), PathBuf::from)
        .join("release");
    let mut bench = Command::new(release.join("rapport-bench"));
    bench.current_dir(root).arg("run").arg("--rapport");
    bench.arg(release.join("rapport"));
    bench.args(["--report", "docs/benchmarks.md"]).args(options);
    done(&mut bench)
}

fn done(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| error.to_string())?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("{command:?} failed")),
    }
}
