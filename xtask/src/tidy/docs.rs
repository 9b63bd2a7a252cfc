//! Files and folders that documents name must exist.
//!
//! Two kinds of names are checked in every Markdown file: targets of links, and paths in backticks that contain a
//! slash and end like a file (`path/name.rs`). Names with placeholders (`<`, `*`, `{`) are examples, not files.

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
}
