//! Requests of programs: a key is looked up by its prefix, and its state kept like that of a session.
//!
//! `rk_<prefix>_<secret>`: the prefix finds the row and is shown in lists, of the secret only the SHA-256 is stored. A
//! key acts for the user who made it, with the rights of its profile as far as that user's own rights go, and never
//! after its maker was disabled. The trail names the key and, behind it, its maker.

use std::sync::Arc;

use moka::sync::Cache;
use rapport_kernel::{
    Access, Actor, EntityRights, Error, ErrorCode, Profile, Random, Result, SettingsRight, Through,
    Timestamp, UserId,
};
use rapport_store::{ApiKey, ApiKeyState};
use uuid::Uuid;

use crate::Accounts;
use crate::authenticate::{OLDEST_SECONDS, Session};
use crate::model::TenantAccess;
use crate::token::{Secret, hash, same};

/// In front of every key.
pub(crate) const WORD: &str = "rk_";

/// Letters of a prefix: 32 that are not mistaken for each other.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const PREFIX_LETTERS: usize = 12;

/// Keys kept in memory.
const CACHED: u64 = 10_000;

/// That a key was used is written at most so often.
const NOTED_SECONDS: i64 = 60;

/// A key as its holder has it.
pub(crate) struct KeyText {
    pub(crate) prefix: String,
    pub(crate) bytes: [u8; 32],
}

impl KeyText {
    /// A new one.
    pub(crate) fn new(random: &dyn Random) -> Self {
        let mut places = [0u8; PREFIX_LETTERS];
        random.fill(&mut places);
        let letter = |place: &u8| LETTERS.get(usize::from(place % 32)).copied();
        Self {
            prefix: places.iter().filter_map(letter).map(char::from).collect(),
            bytes: Secret::new(random).bytes,
        }
    }

    /// Its whole text.
    pub(crate) fn text(&self) -> String {
        format!("{WORD}{}_{}", self.prefix, Secret::encoded(&self.bytes))
    }

    /// Reads a whole text.
    fn parse(text: &str) -> Option<Self> {
        let (prefix, secret) = text.strip_prefix(WORD)?.split_once('_')?;
        let known = prefix.bytes().all(|letter| LETTERS.contains(&letter));
        (known && prefix.len() == PREFIX_LETTERS).then_some(())?;
        Some(Self {
            prefix: prefix.to_owned(),
            bytes: Secret::decoded(secret)?,
        })
    }
}

struct Cached {
    /// None: there is no such key, or it may not come in.
    good: Option<Good>,
    epoch: u64,
    read_at: Timestamp,
}

struct Good {
    secret_hash: Vec<u8>,
    expires_at: Option<Timestamp>,
    session: Session,
}

/// States of keys by prefix, and when each was last noted as used.
pub(crate) struct KeyCache {
    states: Cache<String, Arc<Cached>>,
    noted: Cache<Uuid, Timestamp>,
}

impl KeyCache {
    pub(crate) fn new() -> Self {
        Self {
            states: Cache::new(CACHED),
            noted: Cache::new(CACHED),
        }
    }

    fn get(&self, prefix: &str, epoch: u64, now: Timestamp) -> Option<Arc<Cached>> {
        let cached = self.states.get(prefix)?;
        let fresh = cached.read_at <= now && now < cached.read_at.plus_seconds(OLDEST_SECONDS);
        (fresh && cached.epoch == epoch).then_some(cached)
    }
}

impl Accounts {
    /// Who sends a request with this key.
    pub(crate) async fn authenticate_key(&self, text: &str) -> Result<Session> {
        let refused = || Error::new(ErrorCode::UNAUTHENTICATED, "the API key is not valid");
        let presented = KeyText::parse(text).ok_or_else(refused)?;
        let now = self.now();
        let cached = match self
            .api_keys
            .get(&presented.prefix, self.states.epoch(), now)
        {
            Some(cached) => cached,
            None => self.read_key(&presented.prefix, now).await?,
        };
        let good = cached.good.as_ref().ok_or_else(refused)?;
        if !same(&hash(&presented.bytes), &good.secret_hash) {
            return Err(refused());
        }
        if good.expires_at.is_some_and(|end| end <= now) {
            let expired = "the API key has expired";
            return Err(Error::new(ErrorCode::UNAUTHENTICATED, expired));
        }
        self.note_use(&good.session, now);
        Ok(good.session.clone())
    }

    async fn read_key(&self, prefix: &str, now: Timestamp) -> Result<Arc<Cached>> {
        // The epoch first: a change between the two makes the state unusable, not the other way round.
        let mut cached = Cached {
            good: None,
            epoch: self.states.epoch(),
            read_at: now,
        };
        let state = self.identity.api_key_state(prefix).await?;
        if let Some(state) = state.filter(|state| state.maker_active) {
            let model = self.model_with_age(state.key.tenant).await?;
            cached.read_at = now.min(model.read_at);
            cached.good = session(&state, &model.access).map(|session| Good {
                secret_hash: state.key.secret_hash,
                expires_at: state.key.expires_at,
                session,
            });
        }
        let cached = Arc::new(cached);
        self.api_keys
            .states
            .insert(prefix.to_owned(), Arc::clone(&cached));
        Ok(cached)
    }

    /// Notes that a key is used, beside the request and at most once a minute.
    fn note_use(&self, session: &Session, now: Timestamp) {
        let since = now.plus_seconds(-NOTED_SECONDS);
        let noted = &self.api_keys.noted;
        if noted.get(&session.id).is_some_and(|last| last > since) {
            return;
        }
        noted.insert(session.id, now);
        let (identity, tenant, id) = (self.identity.clone(), session.tenant, session.id);
        tokio::spawn(async move {
            if let Err(error) = identity.api_key_used(tenant, id, now, since).await {
                tracing::warn!(%error, key = %id, "the use of an API key was not noted");
            }
        });
    }
}

fn session(state: &ApiKeyState, access: &TenantAccess) -> Option<Session> {
    let key = &state.key;
    let of_key = access_of(key, access)?;
    Some(Session {
        id: key.id,
        tenant: key.tenant,
        actor: Actor {
            user: key.created_by,
            access: Arc::new(of_key),
            through: Through::ApiKey(UserId(key.id)),
        },
        time_zone: state.time_zone.as_str().into(),
        currency: state.currency,
    })
}

/// What a key may do: its profile as far as its maker's own rights go.
pub(crate) fn access_of(key: &ApiKey, access: &TenantAccess) -> Option<Access> {
    let maker = access.of(key.created_by)?;
    let mut of_key = if maker.profile.own_records_only {
        Access::clone(&maker)
    } else {
        access.model.access_with(key.created_by, key.profile)?
    };
    let profile = access.model.profiles.get(&key.profile)?;
    of_key.profile = Arc::new(within(profile, &maker.profile));
    Some(of_key)
}

/// The rights of a profile as far as those of another go.
fn within(profile: &Profile, limit: &Profile) -> Profile {
    if limit.administrator {
        return profile.clone();
    }
    if profile.administrator {
        return limit.clone();
    }
    let names = profile.entities.keys().chain(limit.entities.keys());
    let entities = names
        .map(|name| {
            let rights = both(profile.rights(name), limit.rights(name));
            (name.clone(), rights)
        })
        .collect();
    let settings = |right: &&SettingsRight| limit.settings.contains(right);
    Profile {
        id: profile.id,
        name: profile.name.clone(),
        administrator: false,
        own_records_only: profile.own_records_only || limit.own_records_only,
        entities,
        other_entities: both(&profile.other_entities, &limit.other_entities),
        settings: profile.settings.iter().filter(settings).copied().collect(),
    }
}

/// What two both permit.
fn both(one: &EntityRights, other: &EntityRights) -> EntityRights {
    let union = |of: fn(&EntityRights) -> &std::collections::BTreeSet<String>| {
        of(one).union(of(other)).cloned().collect()
    };
    EntityRights {
        create: one.create && other.create,
        read: one.read && other.read,
        update: one.update && other.update,
        delete: one.delete && other.delete,
        export: one.export && other.export,
        import: one.import && other.import,
        bulk: one.bulk && other.bulk,
        refused_actions: union(|rights| &rights.refused_actions),
        hidden: union(|rights| &rights.hidden),
        readonly: union(|rights| &rights.readonly),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rights(update: bool, hidden: &[&str]) -> EntityRights {
        EntityRights {
            update,
            hidden: hidden.iter().map(|name| (*name).to_owned()).collect(),
            ..EntityRights::all()
        }
    }

    #[test]
    fn a_key_never_has_more_than_its_maker() {
        let mut key = Profile::of_rights("key", EntityRights::all());
        key.entities
            .insert("deal".to_owned(), rights(true, &["amount"]));
        key.settings
            .extend([SettingsRight::Users, SettingsRight::Audit]);
        let mut maker = Profile::of_rights("maker", rights(false, &[]));
        maker
            .entities
            .insert("contact".to_owned(), rights(true, &["phone"]));
        maker.settings.insert(SettingsRight::Audit);
        let of_key = within(&key, &maker);
        assert!(
            !of_key.rights("deal").update,
            "by the maker's other entities"
        );
        assert!(of_key.rights("deal").hidden.contains("amount"));
        assert!(of_key.rights("contact").update);
        assert!(of_key.rights("contact").hidden.contains("phone"));
        assert!(!of_key.rights("anything").update && of_key.rights("anything").read);
        assert!(of_key.may(SettingsRight::Audit) && !of_key.may(SettingsRight::Users));
        maker.own_records_only = true;
        assert!(within(&key, &maker).own_records_only);
        // An administrator's key of somebody who is none any more.
        let all = Profile::administrator();
        assert_eq!(within(&all, &maker), maker);
        assert_eq!(within(&key, &all), key);
    }

    #[test]
    fn a_key_reads_back_and_nothing_else_does() {
        struct Counting;
        impl Random for Counting {
            fn fill(&self, bytes: &mut [u8]) {
                for (at, byte) in bytes.iter_mut().enumerate() {
                    *byte = u8::try_from(at * 7).unwrap();
                }
            }
        }
        let key = KeyText::new(&Counting);
        let text = key.text();
        let read = KeyText::parse(&text).unwrap();
        assert_eq!((read.prefix, read.bytes), (key.prefix, key.bytes));
        let short = &text[..text.len() - 1];
        let other = text.replace("rk_", "rk-");
        for wrong in [
            "",
            "rk_",
            "rk__",
            "rk_a_b",
            short,
            &other,
            &format!("{text}A"),
        ] {
            assert!(KeyText::parse(wrong).is_none(), "{wrong}");
        }
    }
}
