//! A lead is called after its person, else its company, else its e-mail address or telephone number.

use rapport_module_kit::{Error, ErrorCode, Record, RequestContext, Result};

use crate::person::follow_parts;

/// Rule of leads.
pub(crate) fn fill_name(
    _ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    follow_parts(before, after, &["company", "email", "phone"]);
    if after.get("name").is_null() {
        let message = "give a name, a company, an e-mail address or a telephone number";
        return Err(Error::field("name", ErrorCode::REQUIRED, message));
    }
    Ok(())
}
