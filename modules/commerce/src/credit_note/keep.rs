//! What a credit note may become: drafts are free, what is issued stays.

use rapport_module_kit::{Error, Record, RequestContext, Result, Value, is_one_of};

use crate::document::{ISSUED, freeze, name_if_empty};

/// The name of a credit note that nobody gave one.
pub(super) const PLAIN_TITLE: &str = "Credit note";

/// What may change after issuing.
const FREE: &[&str] = &["title", "status", "owner", "issued_at"];

/// Rule of credit notes.
pub(crate) fn keep(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    name_if_empty(after, "title", PLAIN_TITLE);
    let is_draft = |record: &Record| is_one_of(record, "status", &["draft"]);
    if let Some(before) = before.filter(|before| !is_draft(before)) {
        if is_draft(after) {
            let message = "a credit note that is issued does not become a draft again";
            return Err(Error::field("status", ISSUED, message));
        }
        freeze(
            before,
            after,
            FREE,
            "credit note",
            "issue another one, or an invoice",
        )?;
    }
    if is_draft(after) {
        after.set("issued_at", Value::Null);
    } else if after.get("issued_at").is_null() {
        after.set("issued_at", Value::Time(ctx.now()));
    }
    Ok(())
}
