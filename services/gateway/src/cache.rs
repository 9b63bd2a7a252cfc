//! Documents made from a schema (`meta`, OpenAPI), kept by the schema's version.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;

/// Which document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Meta,
    OpenApi,
}

/// Rendered documents. Tenants with the same schema share them.
#[derive(Default)]
pub(crate) struct Documents(Mutex<HashMap<(Kind, String), Bytes>>);

/// More schemas than this at a time are not worth the memory; the next one starts anew.
const MOST: usize = 16;

impl Documents {
    /// The document of a schema version, made if it is not there.
    pub(crate) fn get(&self, kind: Kind, version: &str, make: impl FnOnce() -> Vec<u8>) -> Bytes {
        let key = (kind, version.to_owned());
        if let Some(known) = self.lock().get(&key) {
            return known.clone();
        }
        let made = Bytes::from(make());
        let mut all = self.lock();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(key, made.clone());
        made
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<(Kind, String), Bytes>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
