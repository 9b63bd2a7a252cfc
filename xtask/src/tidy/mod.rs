//! The rules of the house that the compiler does not know.
//!
//! Each file here is one group of rules and answers the list of what breaks them. No rule changes a file: what is
//! derived is written by `cargo xtask codegen`. Exceptions stand in `xtask/size-exceptions.toml`, with a reason each.

mod bans;
mod dependencies;
mod docs;
pub mod edges;
mod headers;
mod sizes;

use crate::Outcome;
use crate::tree::Tree;

/// One group of rules: answers what breaks them.
type Check = fn(&Tree) -> Result<Vec<String>, String>;

/// Runs every check and lists all problems at once.
pub fn run(tree: &Tree) -> Outcome {
    let checks: [(&str, Check); 6] = [
        ("crate edges", edges::check),
        ("dependencies", dependencies::check),
        ("headers and lints", headers::check),
        ("sizes", sizes::check),
        ("bans", bans::check),
        ("names in docs", docs::check),
    ];
    let mut failed = 0;
    for (name, check) in checks {
        let problems = check(tree)?;
        failed += problems.len();
        println!(
            "{name}: {}",
            if problems.is_empty() { "ok" } else { "not ok" }
        );
        for problem in problems {
            println!("  {problem}");
        }
    }
    if failed == 0 {
        Ok(())
    } else {
        Err(format!("tidy: {failed} problems"))
    }
}
