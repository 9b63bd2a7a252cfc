//! The repository as tasks see it: its crates with their manifests, and all text files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// Folders that hold nothing of ours, wherever they are.
const SKIPPED: &[&str] = &["node_modules", "target", ".git", ".test", "dist"];

/// The repository.
pub struct Tree {
    /// Its root.
    pub root: PathBuf,
    /// Members of the workspace by folder, such as `platform/kernel`.
    pub crates: Vec<Crate>,
    /// All files by path from the root, with `/`.
    pub files: Vec<String>,
}

/// A member of the workspace.
pub struct Crate {
    /// The package's name.
    pub name: String,
    /// Its folder from the root.
    pub folder: String,
    /// Its manifest.
    pub manifest: Manifest,
}

/// What is read of a `Cargo.toml`.
#[derive(Deserialize)]
pub struct Manifest {
    package: Option<Package>,
    workspace: Option<Workspace>,
    #[serde(default)]
    pub dependencies: BTreeMap<String, toml::Value>,
    #[serde(default, rename = "dev-dependencies")]
    pub dev_dependencies: BTreeMap<String, toml::Value>,
    #[serde(default, rename = "build-dependencies")]
    pub build_dependencies: BTreeMap<String, toml::Value>,
    #[serde(default)]
    pub lints: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
}

#[derive(Deserialize)]
struct Workspace {
    members: Vec<String>,
}

impl Tree {
    /// Reads manifests and the list of files.
    pub fn read(root: &Path) -> Result<Self, String> {
        let mut files = Vec::new();
        list(root, root, &mut files)?;
        files.sort();
        let workspace = manifest(&root.join("Cargo.toml"))?
            .workspace
            .ok_or("Cargo.toml has no [workspace]")?;
        let mut crates = Vec::new();
        for folder in workspace.members {
            let manifest = manifest(&root.join(&folder).join("Cargo.toml"))?;
            let name = manifest
                .package
                .as_ref()
                .map(|package| package.name.clone())
                .ok_or(format!("{folder}/Cargo.toml has no [package]"))?;
            crates.push(Crate {
                name,
                folder,
                manifest,
            });
        }
        Ok(Self {
            root: root.to_owned(),
            crates,
            files,
        })
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Result<String, String> {
        fs::read_to_string(self.root.join(path)).map_err(|error| format!("{path}: {error}"))
    }

    /// Whether a file or folder of that path exists.
    pub fn exists(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }

    /// Files whose name ends with one of the endings.
    pub fn with_ending<'a>(&'a self, endings: &'a [&str]) -> impl Iterator<Item = &'a str> {
        self.files
            .iter()
            .map(String::as_str)
            .filter(|path| endings.iter().any(|ending| path.ends_with(ending)))
    }
}

/// The root: where `cargo` runs this task from, or the folder above this crate.
pub fn root() -> Result<PathBuf, String> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent()
        .map(Path::to_owned)
        .ok_or("xtask has no folder above it".to_owned())
}

fn manifest(path: &Path) -> Result<Manifest, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn list(root: &Path, folder: &Path, files: &mut Vec<String>) -> Result<(), String> {
    let wrong = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(wrong)? {
        let entry = entry.map_err(wrong)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type().map_err(wrong)?;
        if kind.is_dir() {
            let run_time_data = ["data", "rapport-data"].contains(&name.as_str()) && folder == root;
            if !SKIPPED.contains(&name.as_str()) && !run_time_data {
                list(root, &entry.path(), files)?;
            }
        } else if let Ok(path) = entry.path().strip_prefix(root) {
            files.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}
