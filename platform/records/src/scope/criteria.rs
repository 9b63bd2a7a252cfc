//! Criteria of sharing rules, read once per rule and schema.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use rapport_kernel::{Currency, FieldError, RequestContext, SharingRule, Timestamp, UserId};
use rapport_schema::{EntityDef, Filter, FilterContext, RawFilter};
use uuid::Uuid;

/// Criteria kept at most; beyond it all are dropped and read anew as needed.
const MOST: usize = 4096;

/// The zone in which days of criteria begin: a rule means the same records for everybody.
const ZONE: &str = "UTC";

/// The criteria of all rules that were asked for lately.
#[derive(Default)]
pub(crate) struct Criteria {
    known: RwLock<HashMap<(usize, usize), Arc<Known>>>,
}

struct Known {
    read: Read,
    /// Keep the addresses of the key from being used again.
    _rule: Arc<SharingRule>,
    _entity: Arc<EntityDef>,
}

enum Read {
    Filter(Filter),
    /// Depends on the present moment.
    Moving(RawFilter),
    /// Cannot be read any more: a field of it is gone.
    Broken,
}

impl Criteria {
    /// The records a rule's criteria mean; none when they cannot be read any more.
    pub(super) fn of(
        &self,
        ctx: &RequestContext,
        rule: &Arc<SharingRule>,
        entity: &Arc<EntityDef>,
    ) -> Option<Filter> {
        let Some(text) = &rule.criteria else {
            return Some(Filter::everything());
        };
        let key = (Arc::as_ptr(rule).addr(), Arc::as_ptr(entity).addr());
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let found = known.get(&key).cloned();
        drop(known);
        let found = found.unwrap_or_else(|| {
            let made = Arc::new(Known {
                read: read(text, entity, ctx.now(), ctx.currency),
                _rule: Arc::clone(rule),
                _entity: Arc::clone(entity),
            });
            let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(key, Arc::clone(&made));
            made
        });
        match &found.read {
            Read::Filter(filter) => Some(filter.clone()),
            Read::Moving(raw) => parse(raw, entity, ctx.now(), ctx.currency).ok(),
            Read::Broken => None,
        }
    }
}

fn read(text: &str, entity: &EntityDef, now: Timestamp, currency: Currency) -> Read {
    let json = serde_json::from_str(text).ok();
    let raw = json.and_then(|json| RawFilter::from_json(&json).ok());
    match raw {
        Some(raw) if moves(&raw) => Read::Moving(raw),
        Some(raw) => parse(&raw, entity, now, currency).map_or(Read::Broken, Read::Filter),
        None => Read::Broken,
    }
}

/// Reads criteria as every user of the tenant means them. Nobody is `me` in them.
pub(crate) fn parse(
    raw: &RawFilter,
    entity: &EntityDef,
    now: Timestamp,
    currency: Currency,
) -> Result<Filter, Vec<FieldError>> {
    let context = FilterContext {
        now,
        zone: ZONE,
        me: UserId(Uuid::nil()),
        currency,
    };
    Filter::parse(entity, raw, &context)
}

/// Whether what it matches depends on when it is asked.
fn moves(raw: &RawFilter) -> bool {
    match raw {
        RawFilter::And(all) | RawFilter::Or(all) => all.iter().any(moves),
        RawFilter::Not(inner) => moves(inner),
        RawFilter::Is { op, .. } => op == "within",
    }
}
