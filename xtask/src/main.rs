//! Development tasks, run as `cargo xtask <task>`.
//!
//! It checks what the compiler cannot (`tidy`), makes what is derived and checked in (`codegen`), plans database
//! migrations (`migration`) and measures (`bench`). It is never part of the product. Start with [`run`] for the list of tasks.

mod bench;
mod codegen;
mod entities;
mod migration;
mod tidy;
mod tree;

use std::process::ExitCode;

/// What a task answers: nothing, or why it failed.
type Outcome = Result<(), String>;

const HELP: &str = "\
cargo xtask <task>

  tidy              checks the rules of the house: crate edges, file and function sizes, headers, bans, names in docs
  codegen           writes everything that is derived and checked in
  codegen --check   fails when something derived is stale
  migration <name>  writes the SQL between the last migration and the entities of today
  bench [options]   measures the product beside a minimal server, on SQLite and a private PostgreSQL;
                    --sqlite-only, --postgres URL, --rows 1000000 and others of `rapport-bench run`
  check             codegen --check and tidy
  help              this text";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Chooses the task.
fn run(words: &[&str]) -> Outcome {
    let tree = tree::Tree::read(&tree::root()?)?;
    match words {
        ["tidy"] => tidy::run(&tree),
        ["codegen"] => codegen::write(&tree),
        ["codegen", "--check"] => codegen::check(&tree),
        ["migration", name] => migration::make(&tree, name),
        ["bench", options @ ..] => bench::run(&tree::root()?, options),
        ["check"] => codegen::check(&tree).and(tidy::run(&tree)),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("unknown task `{}`\n\n{HELP}", other.join(" "))),
    }
}
