//! A host has a name for visitors.

use rapport_module_kit::{Record, RequestContext, Result, Value};

/// Rule of hosts.
pub(crate) fn fill(
    _ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    if after.text("name").is_none() {
        after.set("name", Value::Text("Host".to_owned()));
    }
    Ok(())
}
