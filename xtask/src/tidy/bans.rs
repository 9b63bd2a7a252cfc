//! Words that belong to one layer: SQL to the store, axum to the gateway. And `#[expect]` instead of `#[allow]`.

use crate::tree::Tree;

/// Beginnings of SQL statements, written as people write them in code.
const SQL: &[&str] = &[
    "SELECT ",
    "INSERT INTO",
    "DELETE FROM",
    "CREATE TABLE",
    "CREATE INDEX",
    "CREATE DATABASE",
    "ALTER TABLE",
    "DROP TABLE",
    "ON CONFLICT",
    "PRAGMA ",
    "VACUUM INTO",
];

/// Who may write SQL: the store, the test kit that makes databases, and the benchmark's server written by hand.
const SQL_OWNERS: &[&str] = &[
    "platform/store/",
    "platform/testkit/",
    "bench/",
    "xtask/src/tidy/",
];

/// Who may name axum.
const AXUM_OWNERS: &[&str] = &["services/gateway/", "bench/", "xtask/src/tidy/"];

/// Searches all Rust files, without their comments.
pub fn check(tree: &Tree) -> Result<Vec<String>, String> {
    let mut problems = Vec::new();
    for path in tree.with_ending(&[".rs"]) {
        let text = tree.text(path)?;
        for (at, line) in text.lines().enumerate() {
            for problem in broken(path, line) {
                problems.push(format!("{path}:{}: {problem}", at + 1));
            }
        }
    }
    Ok(problems)
}

fn broken(path: &str, line: &str) -> Vec<String> {
    let code = without_comment(line);
    let mut problems = Vec::new();
    let owned = |owners: &[&str]| owners.iter().any(|owner| path.starts_with(owner));
    // Tests send SQL as hostile input; without a driver they cannot run it.
    if !owned(SQL_OWNERS) && !path.contains("/tests/") {
        for word in SQL.iter().filter(|word| code.contains(**word)) {
            problems.push(format!("SQL (`{}`) outside platform/store", word.trim()));
        }
    }
    if !owned(AXUM_OWNERS) && code.contains("axum::") {
        problems.push("axum outside services/gateway".to_owned());
    }
    let attribute = code.trim_start();
    if attribute.starts_with("#[allow(") || attribute.starts_with("#![allow(") {
        problems.push("`allow`: use `expect` with a reason".to_owned());
    }
    problems
}

/// The line up to a comment. A `//` inside a text, as in `https://`, follows a colon or a quote.
fn without_comment(line: &str) -> &str {
    let begins = |(at, _): &(usize, &str)| {
        let before = line.get(..*at).unwrap_or_default();
        before.is_empty() || before.ends_with(' ')
    };
    line.match_indices("//")
        .find(begins)
        .and_then(|(at, _)| line.get(..at))
        .unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_and_axum_stay_in_their_layers() {
        let count = |path: &str, line: &str| broken(path, line).len();
        assert_eq!(
            count("platform/records/src/a.rs", r#"let q = "SELECT 1";"#),
            1
        );
        assert_eq!(
            count("platform/store/src/a.rs", r#"let q = "SELECT 1";"#),
            0
        );
        assert_eq!(
            count(
                "platform/records/src/a.rs",
                "// SELECT is made in the store."
            ),
            0
        );
        assert_eq!(count("platform/records/src/a.rs", "use axum::Router;"), 1);
        assert_eq!(count("services/gateway/src/a.rs", "use axum::Router;"), 0);
        assert_eq!(count("services/gateway/src/a.rs", "#[allow(dead_code)]"), 1);
        assert_eq!(
            count(
                "services/gateway/src/a.rs",
                "#[expect(dead_code, reason = \"x\")]"
            ),
            0
        );
    }

    #[test]
    fn an_address_is_no_comment() {
        assert_eq!(
            without_comment("let a = \"http://x\"; // why"),
            "let a = \"http://x\"; "
        );
        assert_eq!(without_comment("/// SELECT"), "");
    }
}
