//! An attendee is called by a name or an address; an answer has its moment.

use rapport_module_kit::{Error, ErrorCode, Record, RequestContext, Result, Value, keep_moment};

use super::word;
use crate::generated::attendee::Attendee;

const ANSWERS: &[&str] = &["accepted", "tentative", "declined"];

/// Rule of attendees.
pub(crate) fn fill(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    let attendee = Attendee(after);
    let called = attendee.name().or(attendee.email()).map(word);
    let Some(name) = called.filter(|name| !name.is_empty()) else {
        let message = "is needed, or an e-mail address";
        return Err(Error::field("name", ErrorCode::REQUIRED, message));
    };
    after.set("name", Value::Text(name));
    let changed = before.is_some_and(|before| before.get("answer") != after.get("answer"));
    if changed {
        after.set("answered_at", Value::Null);
    }
    keep_moment(ctx, after, "answer", ANSWERS, "answered_at");
    Ok(())
}
