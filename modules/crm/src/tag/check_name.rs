//! A tag's name must be a word that a list of tags can hold.

use rapport_module_kit::{Error, ErrorCode, Record, RequestContext, Result};

/// Rule of tags.
pub(crate) fn check_name(
    _ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    match after.text("name") {
        Some(name) => word(name).map(|_| ()),
        None => Ok(()),
    }
}

/// The word, if nothing in it separates words from each other.
pub(super) fn word(name: &str) -> Result<&str> {
    if name.contains([',', ';', '|']) {
        let message = "must not contain a comma, semicolon or bar: they separate tags";
        return Err(Error::field("name", ErrorCode::INVALID, message));
    }
    Ok(name)
}
