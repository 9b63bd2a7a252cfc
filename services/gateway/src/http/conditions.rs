//! Conditions in query strings: `filter[field][op]=`, `filter={JSON}` and plain `field=value`.

use rapport_kernel::{Error, ErrorCode, Result};
use rapport_schema::{EntityDef, RawFilter, snake_case};
use serde_json::Value;

use super::body;
use super::query::{Parameters, refused};

/// Operators whose value is a list.
const LISTS: &[&str] = &["in", "nin", "between", "has_any", "has_all"];

/// Takes all conditions out of the parameters, joined with *and*.
///
/// Plain `field=value` counts when the entity has the field; the caller must have taken its own parameters before.
///
/// # Errors
/// `invalid` for a filter that cannot be read. Whether fields and operators exist is the engine's to say.
pub(crate) fn take(parameters: &mut Parameters, entity: &EntityDef) -> Result<Option<RawFilter>> {
    if parameters.is_empty() {
        return Ok(None);
    }
    let mut all = Vec::new();
    for (name, value) in parameters.take_where(|name| name.starts_with("filter")) {
        if name == "filter" {
            all.push(tree(&value)?);
        } else {
            let (field, op) = bracketed(&name)?;
            all.push(condition(field, op, value)?);
        }
    }
    let is_field = |name: &str| entity.field_as_sent(name).is_some();
    for (name, value) in parameters.take_where(is_field) {
        all.push(condition(name, "eq".to_owned(), value)?);
    }
    Ok(match all.len() {
        0 => None,
        1 => all.pop(),
        _ => Some(RawFilter::And(all)),
    })
}

fn tree(text: &str) -> Result<RawFilter> {
    let json = body::json(text.as_bytes()).map_err(|fault| refused("filter", fault))?;
    RawFilter::from_json(&json).map_err(|error| Error::fields(vec![error]))
}

/// `filter[field][op]` or `filter[field]`, which means `eq`.
fn bracketed(name: &str) -> Result<(String, String)> {
    let malformed = || {
        Error::field(
            name,
            ErrorCode::INVALID,
            "write `filter[field]` or `filter[field][operator]`",
        )
    };
    let inner = name
        .strip_prefix("filter[")
        .and_then(|rest| rest.strip_suffix(']'))
        .ok_or_else(malformed)?;
    let (field, op) = inner.split_once("][").unwrap_or((inner, "eq"));
    let plain = |text: &str| !text.is_empty() && !text.contains(['[', ']']);
    if !plain(field) || !plain(op) {
        return Err(malformed());
    }
    Ok((field.to_owned(), snake_case(op)))
}

/// The text as it came, but for a list written as JSON; the schema reads numbers, dates and commas.
fn condition(field: String, op: String, text: String) -> Result<RawFilter> {
    let value = if LISTS.contains(&op.as_str()) && text.trim_start().starts_with('[') {
        body::json(text.as_bytes()).map_err(|fault| refused(&field, fault))?
    } else {
        Value::String(text)
    };
    Ok(RawFilter::Is { field, op, value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapport_schema::system_fields;

    fn taken(query: &str) -> Result<Option<RawFilter>> {
        let mut entity = EntityDef::named("deal", "deals");
        entity.set_fields(system_fields());
        let mut parameters = Parameters::parse(Some(query))?;
        let filter = take(&mut parameters, &entity)?;
        parameters.finish()?;
        Ok(filter)
    }

    fn shown(query: &str) -> String {
        format!("{:?}", taken(query).unwrap())
    }

    #[test]
    fn brackets_and_plain_equality_are_joined() {
        let text = shown("filter[amount][gte]=10&owner=me");
        assert!(text.contains("And"), "{text}");
        assert!(
            text.contains("\"gte\"") && text.contains("\"owner\""),
            "{text}"
        );
    }

    #[test]
    fn lists_may_be_json() {
        assert!(shown("filter[stage][in]=[\"a\",\"b\"]").contains("Array"));
        assert!(shown("filter[name]=[x]").contains("String"));
        assert!(taken("filter[stage][in]=[a").is_err());
    }

    #[test]
    fn names_may_be_written_in_either_case() {
        assert!(taken("createdAt=2026-01-01&owner=me").is_ok());
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for wrong in [
            "filter[",
            "filter[]=1",
            "filter[a][b][c]=1",
            "filterx=1",
            "filter={",
            "nothing=1",
        ] {
            assert!(taken(wrong).is_err(), "{wrong}");
        }
    }
}
