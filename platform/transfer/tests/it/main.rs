//! Import and export over the whole engine, with real files, on both databases.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

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
