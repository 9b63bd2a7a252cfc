//! Every dependency that a crate lists is named somewhere in its code.

use crate::tree::{Crate, Tree};

/// Looks for each dependency's name in the crate's Rust files.
pub fn check(tree: &Tree) -> Result<Vec<String>, String> {
    let mut problems = Vec::new();
    for member in &tree.crates {
        let code = code_of(tree, member)?;
        let manifest = &member.manifest;
        let names = manifest
            .dependencies
            .keys()
            .chain(manifest.dev_dependencies.keys())
            .chain(manifest.build_dependencies.keys());
        for name in names.filter(|name| !is_named(&code, name)) {
            problems.push(format!(
                "{}/Cargo.toml: `{name}` is not used",
                member.folder
            ));
        }
    }
    Ok(problems)
}

fn code_of(tree: &Tree, member: &Crate) -> Result<String, String> {
    let folder = format!("{}/", member.folder);
    let mut code = String::new();
    for path in tree
        .with_ending(&[".rs"])
        .filter(|path| path.starts_with(&folder))
    {
        code.push_str(&tree.text(path)?);
    }
    Ok(code)
}

/// The name as a word, the way code writes it: `tokio_postgres`.
fn is_named(code: &str, dependency: &str) -> bool {
    let name = dependency.replace('-', "_");
    let part_of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    code.match_indices(&name).any(|(at, _)| {
        let before = code.get(..at).and_then(|text| text.chars().next_back());
        let after = code
            .get(at + name.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_is_named_as_a_whole_word() {
        assert!(is_named("use tokio_postgres::Client;", "tokio-postgres"));
        assert!(!is_named("use tokio_postgres_rustls::X;", "tokio-postgres"));
        assert!(!is_named("use tokio_postgres::Client;", "tokio"));
    }
}
