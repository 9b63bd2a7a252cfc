//! Everything that is derived and checked in: written by `codegen`, compared by `codegen --check`.
//!
//! Each file here derives one kind of document from its source of truth. Nothing derived is edited by hand.

mod errors;
mod sdk;
mod views;

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use rapport_schema::SchemaSnapshot;

use crate::Outcome;
use crate::migration;
use crate::tidy::edges;
use crate::tree::Tree;

/// A file with the content it should have.
struct Derived {
    path: String,
    content: String,
}

/// Everything derived, from the sources of today.
fn derive(tree: &Tree) -> Result<Vec<Derived>, String> {
    let mut all = vec![Derived {
        path: edges::RENDERED_IN.to_owned(),
        content: edges::rendered(&tree.text(edges::RENDERED_IN)?)?,
    }];
    all.push(Derived {
        path: "docs/ERRORS.md".to_owned(),
        content: errors::page(),
    });
    all.push(Derived {
        path: "docs/CONFIG.md".to_owned(),
        content: rapport_config::reference(),
    });
    all.push(Derived {
        path: "docs/entity.schema.json".to_owned(),
        content: json(&SchemaSnapshot::json_schema())?,
    });
    all.push(Derived {
        path: "platform/store/src/migrate/list.rs".to_owned(),
        content: formatted(&rapport_store::list_text(&migration::all(tree)?))?,
    });
    for (path, content) in sdk::files(tree)? {
        all.push(Derived { path, content });
    }
    for (path, code) in views::files(tree)? {
        all.push(Derived {
            path,
            content: formatted(&code)?,
        });
    }
    Ok(all)
}

fn json(value: &serde_json::Value) -> Result<String, String> {
    let mut text = serde_json::to_string_pretty(value).map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(text)
}

/// Rust code as rustfmt leaves it.
fn formatted(code: &str) -> Result<String, String> {
    let wrong = |error: std::io::Error| format!("rustfmt: {error}");
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(wrong)?;
    if let Some(mut input) = rustfmt.stdin.take() {
        input.write_all(code.as_bytes()).map_err(wrong)?;
    }
    let output = rustfmt.wait_with_output().map_err(wrong)?;
    if !output.status.success() {
        return Err("rustfmt refuses generated code".to_owned());
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}

/// Writes what differs.
pub fn write(tree: &Tree) -> Outcome {
    let all = derive(tree)?;
    for path in left_over(tree, &all) {
        fs::remove_file(tree.root.join(path)).map_err(|error| format!("{path}: {error}"))?;
        println!("removed {path}");
    }
    for derived in all {
        if !fresh(tree, &derived) {
            let path = tree.root.join(&derived.path);
            let wrong = |error: std::io::Error| format!("{}: {error}", derived.path);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(wrong)?;
            }
            fs::write(&path, &derived.content).map_err(wrong)?;
            println!("wrote {}", derived.path);
        }
    }
    Ok(())
}

/// Views whose entity is gone.
fn left_over<'a>(tree: &'a Tree, all: &[Derived]) -> Vec<&'a str> {
    tree.with_ending(&[".rs"])
        .filter(|path| path.contains("/src/generated/"))
        .filter(|path| !all.iter().any(|derived| derived.path == *path))
        .collect()
}

/// Fails and names what is stale.
pub fn check(tree: &Tree) -> Outcome {
    let all = derive(tree)?;
    let mut stale: Vec<&str> = all
        .iter()
        .filter(|derived| !fresh(tree, derived))
        .map(|derived| derived.path.as_str())
        .collect();
    stale.extend(left_over(tree, &all));
    if stale.is_empty() {
        println!("codegen: {} derived files are fresh", all.len());
        migration::check(tree)
    } else {
        Err(format!(
            "stale: {}; run `cargo xtask codegen` and commit the result",
            stale.join(", ")
        ))
    }
}

fn fresh(tree: &Tree, derived: &Derived) -> bool {
    tree.text(&derived.path)
        .is_ok_and(|text| text == derived.content)
}
