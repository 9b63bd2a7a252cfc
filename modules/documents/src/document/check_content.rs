//! An active document has something to open.

use rapport_module_kit::{
    Error, ErrorCode, ErrorKind, Record, RequestContext, Result, changed, is_one_of,
};

const NO_CONTENT: ErrorCode = ErrorCode::custom(
    "documents.no_content",
    ErrorKind::Invalid,
    "An active document has a file or an address",
);

/// Rule of documents.
pub(crate) fn check_content(
    _ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    let empty = after.get("sha256").is_null() && after.get("url").is_null();
    let relevant = ["status", "sha256", "url"];
    let touched = relevant.iter().any(|field| changed(before, after, field));
    if empty && touched && is_one_of(after, "status", &["active"]) {
        let message = "a document without a file or an address stays a draft";
        return Err(Error::field("status", NO_CONTENT, message));
    }
    Ok(())
}
