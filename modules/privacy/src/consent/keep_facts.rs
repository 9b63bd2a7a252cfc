//! When it happened, and that it stays what it was.

use rapport_module_kit::{Record, RequestContext, Result, Value, changed};

use super::kept;

/// What of a consent never changes. Another owner, or another record of the same person, makes it no other fact.
const FACTS: &[&str] = &["purpose", "event", "basis", "at", "channel", "evidence"];

/// Rule of consents.
pub(crate) fn keep_facts(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    if before.is_none() {
        if after.get("at").is_null() {
            after.set("at", Value::Time(ctx.now()));
        }
        return Ok(());
    }
    match FACTS.iter().any(|field| changed(before, after, field)) {
        true => Err(kept()),
        false => Ok(()),
    }
}
