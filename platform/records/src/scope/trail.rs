//! Audit entries as they are for the caller.

use rapport_kernel::RequestContext;
use rapport_schema::{EntityDef, SchemaSnapshot};
use rapport_store::{AuditEntry, AuditKind};

use super::{Right, masked_title, permits};
use crate::Engine;

impl Engine {
    /// Entries without the fields that are hidden from the caller and the values of sensitive ones, one for one.
    pub(crate) fn masked_entries(
        &self,
        ctx: &RequestContext,
        schema: &SchemaSnapshot,
        entries: &[AuditEntry],
    ) -> Vec<AuditEntry> {
        let profile = &ctx.actor.access.profile;
        let hidden = |entity: &EntityDef, field: &str| {
            !profile.administrator && profile.rights(&entity.name).hidden.contains(field)
        };
        let masked = |entry: &AuditEntry| {
            let mut entry = entry.clone();
            let Some(whole) = schema.entity(&entry.entity) else {
                return entry;
            };
            let seen = self.seen(ctx, whole);
            if entry.kind == AuditKind::Change {
                for change in &mut entry.changes {
                    // That it changed is told, not what it was and is.
                    if whole
                        .field(&change.field)
                        .is_some_and(|field| field.sensitive)
                    {
                        change.old = serde_json::Value::Null;
                        change.new = serde_json::Value::Null;
                    }
                }
                // What is no field any more is shown, unless it was hidden and still is.
                entry.changes.retain(|change| {
                    let field = change.field.as_str();
                    let gone = whole.field(field).is_none() && !hidden(whole, field);
                    gone || seen.field(field).is_some()
                });
            }
            entry.title = masked_title(whole, &seen, std::mem::take(&mut entry.title), None).0;
            entry
        };
        entries.iter().map(masked).collect()
    }
}

/// Whether the caller may know of an entry's entity.
pub(crate) fn may_know(ctx: &RequestContext, schema: &SchemaSnapshot, entry: &AuditEntry) -> bool {
    let entity = schema.entity(&entry.entity);
    entity.is_none_or(|entity| permits(ctx, entity, Right::Read))
}
