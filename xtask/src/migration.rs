//! `migration <name>`: the difference between today's entities and the last migration, as SQL for both databases.
//!
//! A migration is four texts, `migrations/<database>/NNNN_name.<up|down>.sql`, frozen once it is released. The tables
//! after the last one stand in `migrations/schema.lock.toml`. The store's list of all migrations is derived by `codegen`.

use std::fs;

use rapport_store::ddl::{self, Schema};

use crate::Outcome;
use crate::entities;
use crate::tree::Tree;

const FOLDER: &str = "migrations/sqlite/";
const LOCK: &str = "migrations/schema.lock.toml";

/// Plans the next migration and writes it.
pub fn make(tree: &Tree, name: &str) -> Outcome {
    if name.is_empty()
        || !name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter == '_')
    {
        return Err(format!("`{name}`: name a migration like `add_contracts`"));
    }
    let new = today(tree)?;
    let old = locked(tree)?;
    let Some(text) = ddl::plan(old.as_ref(), &new)? else {
        println!("the entities are what the last migration made; nothing to do");
        return Ok(());
    };
    let number = all(tree)?.len() + 1;
    let [sqlite, postgres] = [("sqlite", text.sqlite), ("postgres", text.postgres)];
    for (database, (up, down)) in [sqlite, postgres] {
        for (direction, text) in [("up", up), ("down", down)] {
            let path = format!("migrations/{database}/{number:04}_{name}.{direction}.sql");
            put(tree, &path, &text)?;
        }
    }
    let lock = toml::to_string(&new).map_err(|error| error.to_string())?;
    put(tree, LOCK, &format!("{LOCK_HEAD}{lock}"))?;
    println!("read the four texts, then run `cargo xtask codegen`");
    Ok(())
}

const LOCK_HEAD: &str = "\
# The tables after the last migration, for `cargo xtask migration`. Written by it, never by hand.

";

/// Numbers and names of all migrations, in order and without gaps.
pub fn all(tree: &Tree) -> Result<Vec<(i64, String)>, String> {
    let mut all = Vec::new();
    for path in tree
        .with_ending(&[".up.sql"])
        .filter(|path| path.starts_with(FOLDER))
    {
        let number: i64 = i64::try_from(all.len() + 1).map_err(|error| error.to_string())?;
        let name = path
            .strip_prefix(&format!("{FOLDER}{number:04}_"))
            .and_then(|rest| rest.strip_suffix(".up.sql"))
            .ok_or(format!(
                "{path}: a migration with number {number:04} is missing"
            ))?;
        all.push((number, name.to_owned()));
    }
    Ok(all)
}

/// Fails when entities changed without a migration.
pub fn check(tree: &Tree) -> Outcome {
    if locked(tree)?.as_ref() == Some(&today(tree)?) {
        println!("migrations: they make the tables of today's entities");
        Ok(())
    } else {
        Err("entities changed without a migration; run `cargo xtask migration <name>`".to_owned())
    }
}

fn today(tree: &Tree) -> Result<Schema, String> {
    Ok(Schema::of(entities::load(tree)?.entities()))
}

fn locked(tree: &Tree) -> Result<Option<Schema>, String> {
    if !tree.exists(LOCK) {
        return Ok(None);
    }
    let schema = toml::from_str(&tree.text(LOCK)?);
    schema.map(Some).map_err(|error| format!("{LOCK}: {error}"))
}

fn put(tree: &Tree, path: &str, text: &str) -> Outcome {
    let target = tree.root.join(path);
    let wrong = |error: std::io::Error| format!("{path}: {error}");
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(wrong)?;
    }
    fs::write(&target, text).map_err(wrong)?;
    println!("wrote {path}");
    Ok(())
}
