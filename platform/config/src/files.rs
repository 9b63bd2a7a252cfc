//! Where uploaded files lie: in a folder, or in a bucket with what is needed to reach it.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::settings::{Reader, Secret};
use crate::units;

/// Where uploaded files lie, and how large one may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// The place.
    pub place: FilePlace,
    /// The most bytes of one file.
    pub limit: u64,
}

/// A place for files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilePlace {
    /// A folder of this machine.
    Folder(PathBuf),
    /// A bucket that is spoken to in the language of S3.
    Bucket(Bucket),
}

/// A bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
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
    pub secret_key: Secret,
}

impl fmt::Display for FilePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Bucket(bucket) => write!(f, "s3://{}/{}", bucket.name, bucket.prefix),
        }
    }
}

/// Names of the settings.
const URL: &str = "files_url";
const ENDPOINT: &str = "files_s3_endpoint";
const REGION: &str = "files_s3_region";
const ACCESS_KEY: &str = "files_s3_access_key";
const SECRET_KEY: &str = "files_s3_secret_key";
const LIMIT: &str = "files_limit";

/// What `files_url` names.
enum Named {
    Folder(PathBuf),
    Bucket { name: String, prefix: String },
}

impl Reader {
    /// Reads all that belongs to files; a bucket needs its keys.
    pub(crate) fn files(&mut self, data: &Path) -> Option<Files> {
        let named = self.value(URL, |text| named(text, data));
        let endpoint = self.value(ENDPOINT, endpoint);
        let region = self.value(REGION, |text| Ok(text.to_owned()));
        let access_key = self.value(ACCESS_KEY, |text| Ok(text.to_owned()));
        let secret_key = self.value(SECRET_KEY, |text| Ok(text.to_owned()));
        let limit = self.value(LIMIT, limit);
        let (region, access_key, secret_key) = (region?, access_key?, secret_key?);
        let place = match named? {
            Named::Folder(folder) => FilePlace::Folder(folder),
            Named::Bucket { name, prefix } => {
                let mut complete = true;
                for (key, value) in [
                    (REGION, &region),
                    (ACCESS_KEY, &access_key),
                    (SECRET_KEY, &secret_key),
                ] {
                    if value.is_empty() {
                        complete = false;
                        self.missing(key, "must be set when `files_url` names a bucket");
                    }
                }
                if !complete {
                    return None;
                }
                FilePlace::Bucket(Bucket {
                    name,
                    prefix,
                    endpoint: endpoint?,
                    region,
                    access_key,
                    secret_key: Secret(secret_key),
                })
            }
        };
        Some(Files {
            place,
            limit: limit?,
        })
    }
}

fn named(text: &str, data: &Path) -> Result<Named, String> {
    if text.is_empty() {
        return Ok(Named::Folder(data.join("files")));
    }
    if let Some(rest) = text.strip_prefix("s3://") {
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if name.is_empty() || name.contains('@') {
            return Err("must name a bucket, such as `s3://crm-files/production`".to_owned());
        }
        return Ok(Named::Bucket {
            name: name.to_owned(),
            prefix: prefix.trim_matches('/').to_owned(),
        });
    }
    let folder = text.strip_prefix("folder:").unwrap_or(text);
    if folder.is_empty() || folder.contains("://") {
        return Err(format!("`{text}` is neither a folder nor `s3://BUCKET`"));
    }
    Ok(Named::Folder(PathBuf::from(folder)))
}

fn endpoint(text: &str) -> Result<Option<String>, String> {
    let known = ["http://", "https://"];
    match known.iter().find_map(|scheme| text.strip_prefix(scheme)) {
        _ if text.is_empty() => Ok(None),
        Some(host) if !host.is_empty() && !host.contains('@') => {
            Ok(Some(text.trim_end_matches('/').to_owned()))
        }
        // The text is not repeated: it may hold a password.
        _ => Err("must be an http or https address without a password".to_owned()),
    }
}

fn limit(text: &str) -> Result<u64, String> {
    units::bytes(text)
        .filter(|bytes| *bytes > 0)
        .ok_or_else(|| format!("`{text}` is not a size, such as `25 MB`"))
}
