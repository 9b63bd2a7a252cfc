//! A version is a file that was uploaded; there is no other way to one.

use rapport_module_kit::{Error, ErrorCode, ErrorKind, Record, RequestContext, Result};

const UPLOAD: ErrorCode = ErrorCode::custom(
    "documents.upload",
    ErrorKind::Invalid,
    "A version is made by uploading a file",
);

/// Rule of versions.
pub(crate) fn check_content(
    _ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    let made = before.is_none();
    if made && (after.get("document").is_null() || after.get("sha256").is_null()) {
        let message = "a version is made by uploading a file to its document";
        return Err(Error::new(UPLOAD, message));
    }
    Ok(())
}
