//! The history of a state field: when a record entered each state and how long it stayed.
//!
//! Derived from the audit trail; nothing is stored twice.

use rapport_kernel::{Error, ErrorCode, RecordId, RequestContext, Result, Timestamp};
use rapport_schema::FieldType;
use serde_json::{Value, json};

use crate::Engine;
use crate::audit::of_record;
use crate::list::visible_field;
use crate::scope::Right;

/// A record's history is read from at most this many audit entries.
const MOST_ENTRIES: u32 = 5000;

impl Engine {
    /// The steps of a state field, oldest first: `{from, to, at, actor, seconds}`; `seconds` is how long the state
    /// `to` lasted, up to now for the last one.
    ///
    /// # Errors
    /// `not_found` for the record, `unknown_field` when the field is no state.
    pub async fn history(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: RecordId,
        field: Option<&str>,
    ) -> Result<Vec<Value>> {
        let (entity, scope) = self.scoped(ctx, entity, Right::Read).await?;
        let first = scope
            .seen()
            .states()
            .next()
            .map(|(field, _)| field.name.clone());
        let Some(name) = field.map(str::to_owned).or(first) else {
            return Err(Error::field(
                "field",
                ErrorCode::UNKNOWN_FIELD,
                format!("{} has no state", entity.label),
            ));
        };
        let field = visible_field(&scope, &name)?;
        if !matches!(field.kind, FieldType::State(_)) {
            return Err(Error::field(
                "field",
                ErrorCode::UNKNOWN_FIELD,
                format!("`{name}` is not a state"),
            ));
        }
        self.require_visible(ctx, &entity, id).await?;
        let mut entries = self
            .tenant(ctx.tenant)
            .audit(&of_record(&entity, id, MOST_ENTRIES))
            .await?;
        entries.retain(|entry| entry.changes.iter().any(|change| change.field == name));
        entries.reverse();
        let schema = self.schema(ctx.tenant).await?;
        let readable = self.readable_entries(ctx, &schema, &entries).await?;
        let moments: Vec<Timestamp> = entries.iter().map(|entry| entry.at).collect();
        Ok(readable
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| {
                let changes = entry.get("changes")?.as_array()?;
                let change = changes
                    .iter()
                    .find(|change| change.get("field") == Some(&json!(name)))?;
                let end = moments.get(at + 1).copied().unwrap_or_else(|| ctx.now());
                let start = moments.get(at).copied().unwrap_or_default();
                Some(json!({
                    "from": change.get("old"),
                    "to": change.get("new"),
                    "at": entry.get("at"),
                    "actor": entry.get("actor"),
                    "seconds": (end.as_micros() - start.as_micros()) / 1_000_000,
                }))
            })
            .collect())
    }
}
