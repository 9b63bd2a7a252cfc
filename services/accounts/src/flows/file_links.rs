//! Links that open one file for a while without signing in.
//!
//! A link names tenant, document, version, end and maker, and is signed with a key of its own. It gives nothing but what
//! its maker may do at the moment it is opened, so that nothing need be kept of it: it ends with the maker's right.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use rapport_kernel::{Actor, Error, RecordId, Result, TenantId, Through, Timestamp, UserId};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::Accounts;
use crate::keys::keyed_hash;

/// What a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileLink {
    /// The document.
    pub document: RecordId,
    /// Which of its versions.
    pub version: i64,
    /// From then on it opens nothing.
    pub expires_at: Timestamp,
}

/// Bytes of what is signed: four ids, the way the maker came in, two numbers.
const SIGNED: usize = 4 * 16 + 1 + 2 * 8;
const SIGNATURE: usize = 32;

const OWN: u8 = 0;
const KEY: u8 = 1;
const IMPERSONATOR: u8 = 2;

/// What a link says.
struct Said {
    tenant: TenantId,
    user: UserId,
    through: Through,
    link: FileLink,
}

impl Said {
    fn bytes(&self) -> Vec<u8> {
        let (way, by) = match self.through {
            Through::Own => (OWN, Uuid::nil()),
            Through::ApiKey(key) => (KEY, key.0),
            Through::Impersonator(user) => (IMPERSONATOR, user.0),
        };
        let mut bytes = Vec::with_capacity(SIGNED + SIGNATURE);
        for id in [self.tenant.0, self.user.0, by, self.link.document.0] {
            bytes.extend(id.as_bytes());
        }
        bytes.push(way);
        bytes.extend(self.link.version.to_be_bytes());
        bytes.extend(self.link.expires_at.as_micros().to_be_bytes());
        bytes
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let id = |at: usize| Uuid::from_slice(bytes.get(at * 16..(at + 1) * 16)?).ok();
        let number = |at: usize| {
            let bytes: [u8; 8] = bytes.get(at..at + 8)?.try_into().ok()?;
            Some(i64::from_be_bytes(bytes))
        };
        let by = UserId(id(2)?);
        Some(Self {
            tenant: TenantId(id(0)?),
            user: UserId(id(1)?),
            through: match *bytes.get(64)? {
                OWN => Through::Own,
                KEY => Through::ApiKey(by),
                IMPERSONATOR => Through::Impersonator(by),
                _ => return None,
            },
            link: FileLink {
                document: RecordId(id(3)?),
                version: number(65)?,
                expires_at: Timestamp::from_micros(number(73)?),
            },
        })
    }
}

impl Accounts {
    /// A link's secret part, in the name of whoever asks.
    #[must_use]
    pub fn sign_file_link(&self, tenant: TenantId, maker: &Actor, link: FileLink) -> String {
        let said = Said {
            tenant,
            user: maker.user,
            through: maker.through,
            link,
        };
        let mut bytes = said.bytes();
        let signature = keyed_hash(&self.keys.file_link, &[&bytes]);
        bytes.extend(signature);
        BASE64.encode(bytes)
    }

    /// What a link opens, and its maker with the rights of the moment.
    ///
    /// # Errors
    /// `not_found` when it is no link of ours, when its time is over, and when its maker may not come in any more.
    pub async fn open_file_link(&self, text: &str) -> Result<(TenantId, Actor, FileLink)> {
        let said = self.said_by(text);
        let said = said.filter(|said| said.link.expires_at > self.now());
        let missing = || Error::not_found("this link");
        let said = said.ok_or_else(missing)?;
        let maker = self.maker(&said).await?;
        Ok((said.tenant, maker.ok_or_else(missing)?, said.link))
    }

    fn said_by(&self, text: &str) -> Option<Said> {
        let bytes = BASE64.decode(text).ok()?;
        let (signed, signature) = bytes.split_at_checked(SIGNED)?;
        let expected = keyed_hash(&self.keys.file_link, &[signed]);
        let genuine: bool = expected.as_slice().ct_eq(signature).into();
        genuine.then(|| Said::read(signed)).flatten()
    }

    /// Who made a link, as far as they may come in now.
    async fn maker(&self, said: &Said) -> Result<Option<Actor>> {
        let user = self.identity.user(said.tenant, said.user).await?;
        let Some(user) = user.filter(|user| user.active) else {
            return Ok(None);
        };
        let access = self.model_of(&user).await?;
        let rights = match said.through {
            Through::Own => access.of(said.user),
            Through::Impersonator(owner) => {
                let owner = access.of(owner);
                let may = owner.is_some_and(|owner| owner.profile.administrator);
                access.of(said.user).filter(|_| may)
            }
            Through::ApiKey(id) => {
                let keys = self.identity.api_keys(said.tenant, Some(said.user)).await?;
                let now = self.now();
                let good = |end: Option<Timestamp>| end.is_none_or(|end| end > now);
                let mut keys = keys.iter();
                let key = keys.find(|key| key.id == id.0 && good(key.expires_at));
                key.and_then(|key| crate::api_keys::access_of(key, &access))
                    .map(Arc::new)
            }
        };
        Ok(rights.map(|access| Actor {
            user: said.user,
            access,
            through: said.through,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_link_says_is_read_again() {
        for through in [
            Through::Own,
            Through::ApiKey(UserId(Uuid::from_u128(7))),
            Through::Impersonator(UserId(Uuid::from_u128(8))),
        ] {
            let said = Said {
                tenant: TenantId(Uuid::from_u128(1)),
                user: UserId(Uuid::from_u128(2)),
                through,
                link: FileLink {
                    document: RecordId(Uuid::from_u128(3)),
                    version: 4,
                    expires_at: Timestamp::from_micros(5),
                },
            };
            let bytes = said.bytes();
            assert_eq!(bytes.len(), SIGNED);
            let read = Said::read(&bytes).unwrap();
            assert_eq!((read.tenant, read.user), (said.tenant, said.user));
            assert_eq!((read.through, read.link), (said.through, said.link));
        }
        assert!(Said::read(&[0; 20]).is_none());
    }
}
