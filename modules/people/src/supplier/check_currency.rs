//! The currency a supplier bills in.

use rapport_module_kit::{Currency, Error, ErrorCode, Record, RequestContext, Result, Value};

/// Rule of suppliers: a currency that exists, in capital letters.
pub(crate) fn check_currency(
    _ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    let Some(text) = after.text("currency") else {
        return Ok(());
    };
    let known = Currency::known(text);
    let currency = known.map_err(|why| Error::field("currency", ErrorCode::INVALID, why))?;
    after.set("currency", Value::Text(currency.as_str().to_owned()));
    Ok(())
}
