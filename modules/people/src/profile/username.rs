//! The name in systems that sign in by name.

use rapport_module_kit::{Record, RequestContext, Result, Value};

/// Rule of profiles and employees: without a user name, the part of the e-mail address before the `@`.
pub(crate) fn fill_username(
    _ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    if after.get("username").is_null()
        && let Some((local, _)) = after.text("email").and_then(|email| email.split_once('@'))
    {
        let name: String = local.chars().take(100).collect();
        after.set("username", Value::Text(name));
    }
    Ok(())
}
