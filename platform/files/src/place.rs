//! Where files lie: a folder or a bucket, behind one interface.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::TryStreamExt;
use futures::stream::BoxStream;
use object_store::aws::AmazonS3Builder;
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Name;
use object_store::prefix::PrefixStore;
use object_store::{ClientOptions, GetOptions, GetRange, ObjectStore, ObjectStoreExt, RetryConfig};
use rapport_kernel::{Error, ErrorCode, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// How much of a file is in memory at once.
const CHUNK: usize = 256 * 1024;
/// A part of a large object in a bucket.
const PART: usize = 8 * 1024 * 1024;
/// How long a bucket may be silent.
const SILENT: Duration = Duration::from_secs(20);
const CONNECT: Duration = Duration::from_secs(5);
/// How long a failing request to a bucket is tried again.
const RETRY: Duration = Duration::from_secs(10);

/// The bytes of a file.
pub type ByteStream = BoxStream<'static, Result<Bytes>>;

/// A bucket and who reads it.
#[derive(Clone)]
pub struct BucketPlace {
    /// Its name.
    pub name: String,
    /// What stands before the name of each object; empty for nothing.
    pub prefix: String,
    /// The server's address; that of Amazon without one.
    pub endpoint: Option<String>,
    /// The region.
    pub region: String,
    /// The name of the key.
    pub access_key: String,
    /// The key.
    pub secret_key: String,
}

/// A folder, a bucket or, for tests, memory. Cheap to clone.
#[derive(Clone)]
pub struct FileStore {
    objects: Arc<dyn ObjectStore>,
}

impl FileStore {
    /// A folder of this machine; it is made when it is missing, for its owner only.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn folder(folder: &Path) -> Result<Self> {
        let cannot = |error: &dyn std::fmt::Display| {
            let text = format!("the folder for files {}: {error}", folder.display());
            Error::internal(io::Error::other(text))
        };
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt as _;
            builder.mode(0o700);
        }
        builder.create(folder).map_err(|error| cannot(&error))?;
        let objects = LocalFileSystem::new_with_prefix(folder).map_err(|error| cannot(&error))?;
        Ok(Self {
            objects: Arc::new(objects.with_fsync(true)),
        })
    }

    /// A bucket. Nothing is asked of it yet.
    ///
    /// # Errors
    /// What is said of it makes no address.
    pub fn bucket(place: &BucketPlace) -> Result<Self> {
        let retry = RetryConfig {
            max_retries: 3,
            retry_timeout: RETRY,
            ..RetryConfig::default()
        };
        let plain = place.endpoint.as_deref();
        let plain = plain.is_some_and(|endpoint| endpoint.starts_with("http://"));
        let options = ClientOptions::new()
            .with_allow_http(plain)
            .with_connect_timeout(CONNECT)
            .with_timeout_disabled()
            .with_read_timeout(SILENT);
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&place.name)
            .with_region(&place.region)
            .with_access_key_id(&place.access_key)
            .with_secret_access_key(&place.secret_key)
            .with_retry(retry)
            .with_client_options(options)
            .with_virtual_hosted_style_request(false);
        if let Some(endpoint) = &place.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let bucket = builder.build().map_err(|error| failed("reach", &error))?;
        let objects: Arc<dyn ObjectStore> = match place.prefix.is_empty() {
            true => Arc::new(bucket),
            false => Arc::new(PrefixStore::new(bucket, place.prefix.as_str())),
        };
        Ok(Self { objects })
    }

    /// Memory, for tests.
    #[must_use]
    pub fn memory() -> Self {
        Self {
            objects: Arc::new(InMemory::new()),
        }
    }

    /// Writes, reads and removes a small object.
    ///
    /// # Errors
    /// What does not work.
    pub async fn check(&self) -> Result<()> {
        let name = Name::from("probe");
        let text = Bytes::from_static(b"rapport");
        let put = self.objects.put(&name, text.clone().into()).await;
        put.map_err(|error| failed("write to", &error))?;
        let found = self.objects.get(&name).await;
        let found = found.map_err(|error| failed("read from", &error))?;
        let found = found.bytes().await;
        let same = found.map_err(|error| failed("read from", &error))? == text;
        let removed = self.objects.delete(&name).await;
        removed.map_err(|error| failed("remove from", &error))?;
        match same {
            true => Ok(()),
            false => Err(Error::internal(io::Error::other(
                "the place for files does not give back what it was given",
            ))),
        }
    }

    /// Stores a file of this machine under a name, all of it or nothing.
    pub(crate) async fn put(&self, name: &str, from: &Path) -> Result<()> {
        let mut file = tokio::fs::File::open(from).await.map_err(Error::internal)?;
        let objects = Arc::clone(&self.objects);
        let mut writer = BufWriter::with_capacity(objects, Name::from(name), PART);
        let mut chunk = vec![0u8; CHUNK];
        loop {
            let read = file.read(&mut chunk).await.map_err(Error::internal)?;
            let Some(bytes) = chunk.get(..read).filter(|bytes| !bytes.is_empty()) else {
                break;
            };
            if let Err(error) = writer.write_all(bytes).await {
                let _ = writer.abort().await;
                return Err(failed("write to", &error));
            }
        }
        let closed = writer.shutdown().await;
        closed.map_err(|error| failed("write to", &error))
    }

    /// How large an object is; none when there is none.
    pub(crate) async fn size(&self, name: &str) -> Result<Option<u64>> {
        match self.objects.head(&Name::from(name)).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed("ask", &error)),
        }
    }

    /// The bytes of an object, or some of them.
    pub(crate) async fn get(&self, name: &str, range: Option<Range<u64>>) -> Result<ByteStream> {
        let options = GetOptions {
            range: range.map(GetRange::Bounded),
            ..GetOptions::default()
        };
        let found = self.objects.get_opts(&Name::from(name), options).await;
        let found = found.map_err(|error| failed("read from", &error))?;
        let stream = found.into_stream();
        Ok(Box::pin(
            stream.map_err(|error| failed("read from", &error)),
        ))
    }

    /// Removes an object; one that is not there is no fault.
    pub(crate) async fn remove(&self, name: &str) -> Result<()> {
        match self.objects.delete(&Name::from(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed("remove from", &error)),
        }
    }
}

/// A fault of the place, which callers need not know more of.
fn failed(what: &str, error: &(dyn std::error::Error + 'static)) -> Error {
    tracing::error!(%error, "cannot {what} the place for files");
    Error::new(
        ErrorCode::UNAVAILABLE,
        "the place where files lie cannot be reached",
    )
}
