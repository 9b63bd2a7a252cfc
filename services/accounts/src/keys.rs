//! The installation's secret: made at the first start, kept in a file or in the database.
//!
//! From its 32 random bytes one key per purpose is derived, so that no key serves two.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use rapport_kernel::{Error, Random, Result};
use rapport_store::Identity;
use sha2::{Digest, Sha256};

use crate::accounts::KeyPlace;

const FILE: &str = "session.key";
const SETTING: &str = "session_key";

/// Keys by purpose.
pub(crate) struct Keys {
    /// Signs access tokens.
    pub(crate) access: [u8; 32],
    /// Its name in tokens.
    pub(crate) access_id: String,
    /// Makes each refresh token from the one before.
    pub(crate) refresh: [u8; 32],
    /// Hashes recovery codes.
    pub(crate) recovery: [u8; 32],
    /// Makes what a browser must bring back from a provider.
    pub(crate) provider: [u8; 32],
    /// Encrypts what the server must read again.
    pub(crate) seal: [u8; 32],
    /// Makes the secret of an invitation from its handle.
    pub(crate) invitation: [u8; 32],
    /// Signs links to files.
    pub(crate) file_link: [u8; 32],
}

impl Keys {
    /// Loads the secret, or makes it.
    pub(crate) async fn load(
        identity: &Identity,
        place: &KeyPlace,
        random: &dyn Random,
    ) -> Result<Self> {
        let mut fresh = [0u8; 32];
        random.fill(&mut fresh);
        let fresh = BASE64.encode(fresh);
        let text = match place {
            KeyPlace::Folder(folder) => {
                kept_in_file(folder, &fresh).map_err(|error| in_file(folder, &error))?
            }
            KeyPlace::Database => identity.setting_or(SETTING, &fresh).await?,
        };
        let secret = BASE64.decode(text.trim()).unwrap_or_default();
        let secret: [u8; 32] = secret.try_into().map_err(|_| {
            in_place(
                place,
                "does not hold a key; restore it, or remove it to end all sessions",
            )
        })?;
        Ok(Self::derive(&secret))
    }

    fn derive(secret: &[u8; 32]) -> Self {
        let access = keyed_hash(secret, &[b"rapport access token"]);
        let digest = Sha256::digest(access);
        Self {
            access,
            access_id: BASE64.encode(digest.get(..6).unwrap_or_default()),
            refresh: keyed_hash(secret, &[b"rapport refresh token"]),
            recovery: keyed_hash(secret, &[b"rapport recovery code"]),
            provider: keyed_hash(secret, &[b"rapport sign-in provider"]),
            seal: keyed_hash(secret, &[b"rapport sealed secret"]),
            invitation: keyed_hash(secret, &[b"rapport invitation"]),
            file_link: keyed_hash(secret, &[b"rapport file link"]),
        }
    }
}

/// HMAC-SHA-256.
pub(crate) fn keyed_hash(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // A key shorter than a block is filled with zeros (RFC 2104).
    let mut block = [0u8; 64];
    for (place, byte) in block.iter_mut().zip(key) {
        *place = *byte;
    }
    let mut mac = Hmac::<Sha256>::new(&block.into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn in_file(folder: &Path, error: &io::Error) -> Error {
    let path = folder.join(FILE);
    let text = format!("the key file {} cannot be used: {error}", path.display());
    Error::internal(io::Error::other(text))
}

fn in_place(place: &KeyPlace, reason: &str) -> Error {
    let place = match place {
        KeyPlace::Folder(folder) => format!("the key file {}", folder.join(FILE).display()),
        KeyPlace::Database => format!("the installation setting `{SETTING}`"),
    };
    Error::internal(io::Error::other(format!("{place} {reason}")))
}

/// What the file holds; it is made when it is missing. Of several processes that make it, one wins.
fn kept_in_file(folder: &Path, fresh: &str) -> io::Result<String> {
    make_folder(folder)?;
    let path = folder.join(FILE);
    match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        found => {
            close_to_others(&path)?;
            return found;
        }
    }
    // Written whole under another name, then linked: nobody ever reads half a key.
    let draft = folder.join(format!("{FILE}.{}", std::process::id()));
    let mut file = new_file(&draft)?;
    file.write_all(fresh.as_bytes())?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, &path);
    fs::remove_file(&draft)?;
    match linked {
        Ok(()) => {
            fs::File::open(folder)?.sync_all()?;
            Ok(fresh.to_owned())
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => fs::read_to_string(&path),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(unix)]
fn new_file(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = fs::OpenOptions::new();
    options
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
}

/// Takes a key away from everybody but its owner, should a copy or a restore have opened it.
#[cfg(unix)]
fn close_to_others(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o077 != 0 {
        tracing::warn!(path = %path.display(), "the key file was open to others; now it is not");
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(not(unix))]
fn new_file(path: &Path) -> io::Result<fs::File> {
    fs::File::create(path)
}

#[cfg(not(unix))]
fn close_to_others(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::keyed_hash;

    #[test]
    fn the_keyed_hash_is_hmac_sha_256() {
        // RFC 4231, test case 3 (key of 20 bytes, here filled up with zeros as the algorithm does).
        let mut key = [0u8; 32];
        key[..20].fill(0xaa);
        let tag = keyed_hash(&key, &[&[0xdd; 20], &[0xdd; 30]]);
        assert_eq!(tag[..4], [0x77, 0x3e, 0xa9, 0x1e]);
        assert_eq!(tag[28..], [0xce, 0xd5, 0x65, 0xfe]);
    }
}
