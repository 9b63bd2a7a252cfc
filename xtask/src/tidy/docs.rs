//! Files and folders that documents name must exist, and so must tests.
//!
//! Three kinds of names are checked in every Markdown file: targets of links, paths in backticks that contain a
//! slash and end like a file (`path/name.rs`), and such a path with something inside of it (`path/name.rs::test`), which
//! must be a function or module there. Names with placeholders (`<`, `*`, `{`) are examples, not files.

use crate::tree::Tree;

/// Endings that make a word in backticks a file's name.
const ENDINGS: &[&str] = &[
    ".rs", ".toml", ".md", ".ts", ".tsx", ".sql", ".json", ".sh", ".mjs",
];

/// Checks every Markdown file.
pub fn check(tree: &Tree) -> Result<Vec<String>, String> {
    let mut problems = Vec::new();
    for path in tree.with_ending(&[".md"]) {
        let text = tree.text(path)?;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut code_block = false;
        for (at, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("```") {
                code_block = !code_block;
            } else if !code_block {
                for name in names(line)
                    .into_iter()
                    .filter(|name| !found(tree, folder, name))
                {
                    problems.push(format!("{path}:{}: `{name}` does not exist", at + 1));
                }
                for (file, inner) in inner_names(line) {
                    if !tree.exists(file) || !is_in(&tree.text(file)?, inner) {
                        let name = format!("{file}::{inner}");
                        problems.push(format!("{path}:{}: `{name}` does not exist", at + 1));
                    }
                }
            }
        }
    }
    Ok(problems)
}

/// The file may be named from the root, from the document's folder or from the `src` there.
fn found(tree: &Tree, folder: &str, name: &str) -> bool {
    let own = |inner: &str| format!("{folder}{inner}/{name}");
    let beside = if folder.is_empty() {
        name.to_owned()
    } else {
        own("")
    };
    tree.exists(name) || tree.exists(&beside) || tree.exists(&own("/src"))
}

fn names(line: &str) -> Vec<&str> {
    let mut names: Vec<&str> = line
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| is_file(word))
        .collect();
    for (at, opening) in line.match_indices("](") {
        let rest = line.get(at + opening.len()..).unwrap_or_default();
        let target = rest.split([')', ' ', '#']).next().unwrap_or_default();
        let elsewhere = target.contains("://") || target.starts_with("mailto:");
        if !target.is_empty() && !elsewhere {
            names.push(target);
        }
    }
    names
}

/// What a line names inside of files: `path/name.rs::test`.
fn inner_names(line: &str) -> Vec<(&str, &str)> {
    let words = line.split('`').skip(1).step_by(2);
    words
        .filter_map(|word| word.split_once("::"))
        .filter(|(file, _)| is_file(file) && file.ends_with(".rs"))
        .collect()
}

/// Whether a file has a function or module of that name.
fn is_in(text: &str, name: &str) -> bool {
    ["fn ", "mod "].iter().any(|word| {
        let wanted = format!("{word}{name}");
        text.match_indices(&wanted).any(|(at, _)| {
            let next = text
                .get(at + wanted.len()..)
                .and_then(|rest| rest.chars().next());
            !next.is_some_and(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        })
    })
}

fn is_file(word: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-".contains(letter);
    word.contains('/')
        && !word.starts_with('/')
        && word.chars().all(plain)
        && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_paths_are_names_and_examples_are_not() {
        let line = "See [x](a/b.md#c), `src/d.rs`, `modules/*/e.toml`, `f.rs`, `/api/v1/g.json`, [y](https://h/i.md), [z](#j).";
        assert_eq!(names(line), ["src/d.rs", "a/b.md"]);
    }

    #[test]
    fn what_is_named_inside_of_a_file_is_a_whole_name() {
        let line = "| x | `src/d.rs::it_works`, `Error::new`, `a/b.rs` |";
        assert_eq!(inner_names(line), [("src/d.rs", "it_works")]);
        assert!(is_in("async fn it_works() {", "it_works"));
        assert!(is_in("mod it_works {", "it_works"));
        assert!(!is_in("fn it_works_not() {", "it_works"));
        assert!(!is_in("// it_works", "it_works"));
    }
}
