//! Import and export over the whole engine, with real files, on both databases.

mod exports;
mod formats;
mod imports;

use std::path::PathBuf;

/// A file of `tests/data`.
fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}
