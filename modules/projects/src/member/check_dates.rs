//! Nobody leaves a project before joining it.

use rapport_module_kit::{Error, ErrorCode, Record, RequestContext, Result};

/// Rule of project members.
pub(crate) fn check_dates(
    _ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    match (after.date("joined_on"), after.date("left_on")) {
        (Some(joined), Some(left)) if left < joined => {
            let message = "nobody leaves before joining";
            Err(Error::field("left_on", ErrorCode::INVALID, message))
        }
        _ => Ok(()),
    }
}
