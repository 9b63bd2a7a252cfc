//! Where a file waits until it is whole: measured, hashed and looked at while it comes in.

use std::path::{Path, PathBuf};

use rapport_kernel::{Error, ErrorCode, Result};
use sha2::{Digest, Sha256};
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// The beginning that is looked at.
pub(crate) const HEAD: usize = 8 * 1024;

/// A file that comes in.
pub struct Stage {
    place: Waiting,
    file: File,
    hash: Sha256,
    head: Vec<u8>,
    size: u64,
    limit: u64,
}

/// A file that came in whole. It goes when the value is dropped.
pub struct Staged {
    place: Waiting,
    /// The SHA-256 of its content, in hexadecimal digits.
    pub sha256: String,
    /// How many bytes.
    pub size: u64,
    /// How it begins.
    pub(crate) head: Vec<u8>,
}

/// A waiting file that is removed with the value.
struct Waiting(PathBuf);

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "a waiting file could not be removed");
        }
    }
}

impl Stage {
    /// Begins a file that may have so many bytes.
    pub(crate) async fn begin(folder: &Path, name: Uuid, limit: u64) -> Result<Self> {
        fs::create_dir_all(folder).await.map_err(Error::internal)?;
        let place = Waiting(folder.join(name.to_string()));
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        options.mode(0o600);
        let file = options.open(&place.0).await.map_err(Error::internal)?;
        Ok(Self {
            place,
            file,
            hash: Sha256::new(),
            head: Vec::new(),
            size: 0,
            limit,
        })
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// `too_large` when there are more than are allowed; the disk cannot be written.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.size += bytes.len() as u64;
        if self.size > self.limit {
            return Err(too_large(self.limit));
        }
        let missing = HEAD.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(missing));
        self.hash.update(bytes);
        self.file.write_all(bytes).await.map_err(Error::internal)
    }

    /// Ends it.
    ///
    /// # Errors
    /// The disk cannot be written.
    pub async fn finish(mut self) -> Result<Staged> {
        self.file.flush().await.map_err(Error::internal)?;
        let digits = self.hash.finalize();
        let digits = digits.iter().map(|byte| format!("{byte:02x}"));
        Ok(Staged {
            place: self.place,
            sha256: digits.collect(),
            size: self.size,
            head: self.head,
        })
    }
}

impl Staged {
    /// Where it waits.
    pub(crate) fn path(&self) -> &Path {
        &self.place.0
    }
}

/// The refusal of a file.
fn too_large(limit: u64) -> Error {
    let megabytes = limit as f64 / 1024.0 / 1024.0;
    let message = match limit % (1024 * 1024) {
        0 => format!("the file is larger than {megabytes:.0} MB"),
        _ => format!("the file is larger than {limit} bytes"),
    };
    Error::new(ErrorCode::TOO_LARGE, message)
}
