//! What is issued stays as it was issued.

use rapport_module_kit::{Error, ErrorCode, ErrorKind, Record, Result};

/// The code of every refusal to change or delete what is issued.
pub(crate) const ISSUED: ErrorCode = ErrorCode::custom(
    "commerce.issued",
    ErrorKind::Conflict,
    "What is issued is neither changed nor deleted",
);

/// Refuses every change besides the `free` fields, and says what to do instead.
pub(crate) fn freeze(
    before: &Record,
    after: &Record,
    free: &[&str],
    what: &str,
    instead: &str,
) -> Result<()> {
    let is_free = |name: &str| free.contains(&name) || name.starts_with("custom_fields.");
    let mut frozen = after
        .iter()
        .filter(|(name, value)| !is_free(name) && before.get(name) != *value)
        .map(|(name, _)| name);
    let Some(first) = frozen.next() else {
        return Ok(());
    };
    let number = before.text("number").unwrap_or_default();
    let message =
        format!("{what} `{number}` is issued: `{first}` can no longer be changed; {instead}");
    Err(Error::new(ISSUED, message.clone()).with_field(first, ISSUED, message))
}

/// Refuses to delete what is issued.
pub(crate) fn refuse_deletion(record: &Record, what: &str, instead: &str) -> Result<()> {
    if record.text("status").is_none_or(|status| status == "draft") {
        return Ok(());
    }
    let number = record.text("number").unwrap_or_default();
    let message = format!("{what} `{number}` is issued and cannot be deleted; {instead}");
    Err(Error::new(ISSUED, message))
}
