//! Every crate and folder module says at its top what it is, and every crate inherits the workspace's lints.

use crate::tree::Tree;

/// Checks the first lines of crate roots and folder modules, and `[lints]` in manifests.
pub fn check(tree: &Tree) -> Result<Vec<String>, String> {
    let mut problems = Vec::new();
    for path in tree
        .with_ending(&[".rs"])
        .filter(|path| opens_a_folder(tree, path))
    {
        if !tree.text(path)?.starts_with("//! ") {
            problems.push(format!(
                "{path}: begin with `//!`: what it is, what it is not, where to start"
            ));
        }
    }
    for member in &tree.crates {
        let inherits = member
            .manifest
            .lints
            .get("workspace")
            .and_then(toml::Value::as_bool);
        if inherits != Some(true) {
            problems.push(format!(
                "{}/Cargo.toml: add `[lints]` with `workspace = true`",
                member.folder
            ));
        }
    }
    Ok(problems)
}

/// A crate's root, `folder/mod.rs`, or `folder.rs` beside `folder/`.
fn opens_a_folder(tree: &Tree, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let folder = path.strip_suffix(".rs").unwrap_or(path);
    ["lib.rs", "main.rs", "mod.rs", "build.rs"].contains(&name)
        || tree.files.iter().any(|other| {
            other
                .strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/') && rest.ends_with(".rs"))
        })
}
