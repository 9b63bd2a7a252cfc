//! Request bodies: JSON objects of at most one megabyte.

use std::borrow::Cow;
use std::collections::HashSet;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use rapport_kernel::{Error, ErrorCode, Result};
use rapport_schema::snake_case;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::problem::Problem;
use crate::state::GatewayState;

/// The largest JSON body.
pub(crate) const LIMIT: usize = 1024 * 1024;
/// A JSON object nested deeper than this is no data of ours.
const DEPTH: usize = 32;

/// A JSON body of a fixed shape.
pub(crate) struct Typed<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<GatewayState> for Typed<T> {
    type Rejection = Problem;

    async fn from_request(
        request: Request,
        _state: &GatewayState,
    ) -> std::result::Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let bytes = read(&parts.headers, body, LIMIT).await?;
        Ok(Self(typed(snake_keys(object(&parts.headers, &bytes)?)?)?))
    }
}

/// Reads a shape out of an object.
///
/// # Errors
/// What is missing, unknown or of a wrong type, with the field where the shape tells it.
pub(crate) fn typed<T: DeserializeOwned>(object: Map<String, Value>) -> Result<T> {
    serde_json::from_value(Value::Object(object)).map_err(|error| {
        let message = error.to_string();
        let named = |beginning: &str| {
            let rest = message.strip_prefix(beginning)?;
            rest.split_once('`').map(|(name, _)| name.to_owned())
        };
        if let Some(field) = named("missing field `") {
            Error::field(field, ErrorCode::REQUIRED, "must be filled")
        } else if let Some(field) = named("unknown field `") {
            Error::field(field, ErrorCode::UNKNOWN_FIELD, "is not known here")
        } else {
            Error::invalid(message)
        }
    })
}

/// Reads a whole body.
///
/// # Errors
/// `too_large` above the limit.
pub(crate) async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes> {
    let too_large = || {
        Error::new(
            ErrorCode::TOO_LARGE,
            format!("the body is larger than {limit} bytes"),
        )
    };
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    to_bytes(body, limit).await.map_err(|error| {
        let source = std::error::Error::source(&error);
        if source.is_some_and(<dyn std::error::Error>::is::<http_body_util::LengthLimitError>) {
            too_large()
        } else {
            Error::invalid("the body could not be read to its end")
        }
    })
}

/// The JSON object in a body; an empty body without a type is the empty object.
///
/// # Errors
/// `unsupported_media` for another type, `invalid` with line and column for what is no JSON object.
pub(crate) fn object(headers: &HeaderMap, bytes: &[u8]) -> Result<Map<String, Value>> {
    match headers.get(CONTENT_TYPE) {
        None if bytes.is_empty() => return Ok(Map::new()),
        Some(kind) if is_json(kind.as_bytes()) => {}
        _ => {
            let message = "the body must be `application/json`";
            return Err(Error::new(ErrorCode::UNSUPPORTED_MEDIA, message));
        }
    }
    if bytes.is_empty() {
        return Ok(Map::new());
    }
    match json(bytes) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Error::invalid("the body must be a JSON object")),
        Err(fault) => Err(Error::invalid(format!("the body {fault}"))),
    }
}

/// Parses JSON that may be meant to harm the parser.
///
/// # Errors
/// What is wrong with it, as the end of a sentence.
pub(crate) fn json(bytes: &[u8]) -> std::result::Result<Value, String> {
    if let Some(fault) = harm(bytes) {
        return Err(fault);
    }
    let value =
        serde_json::from_slice(bytes).map_err(|error| format!("is not valid JSON: {error}"))?;
    match doubled_key(bytes) {
        Some(key) => Err(format!("holds the key `{key}` twice")),
        None => Ok(value),
    }
}

/// A key that stands twice in one object: the parser would quietly keep one of the two values. The text is valid JSON.
fn doubled_key(bytes: &[u8]) -> Option<String> {
    let mut open: Vec<HashSet<Cow<'_, [u8]>>> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            // A list holds no keys: texts in it are followed by no colon.
            b'{' | b'[' => open.push(HashSet::new()),
            b'}' | b']' => drop(open.pop()),
            b'"' => {
                let end = end_of_text(bytes, at + 1);
                let rest = bytes.get(end + 1..).unwrap_or_default();
                if rest.trim_ascii_start().starts_with(b":") {
                    let key = plain_key(bytes.get(at..=end).unwrap_or_default());
                    let shown = String::from_utf8_lossy(&key).into_owned();
                    if open.last_mut().is_some_and(|keys| !keys.insert(key)) {
                        return Some(shown);
                    }
                }
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The position of the quote that ends a text.
fn end_of_text(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// A key without its quotes and escapes.
fn plain_key(quoted: &[u8]) -> Cow<'_, [u8]> {
    if quoted.contains(&b'\\')
        && let Ok(text) = serde_json::from_slice::<String>(quoted)
    {
        return Cow::Owned(text.into_bytes());
    }
    let inner = quoted.get(1..quoted.len().saturating_sub(1));
    Cow::Borrowed(inner.unwrap_or_default())
}

fn is_json(kind: &[u8]) -> bool {
    let end = kind
        .iter()
        .position(|byte| *byte == b';')
        .unwrap_or(kind.len());
    let Some(essence) = kind
        .get(..end)
        .and_then(|part| std::str::from_utf8(part).ok())
    else {
        return false;
    };
    let essence = essence.trim().to_ascii_lowercase();
    essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// Looks for what the parser must not see: deep nesting, and keys by which it tells its own wrappers of numbers
/// and raw text apart, through which a client could nest without end. All other faults are the parser's to name.
fn harm(bytes: &[u8]) -> Option<String> {
    let (mut depth, mut start, mut escaped) = (0usize, None, false);
    for (at, byte) in bytes.iter().enumerate() {
        match (byte, start) {
            (_, Some(_)) if escaped => escaped = false,
            (b'\\', Some(_)) => escaped = true,
            (b'"', Some(from)) => {
                start = None;
                let text = bytes.get(from..at).unwrap_or_default();
                let rest = bytes.get(at + 1..).unwrap_or_default();
                if is_wrapper(text) && rest.trim_ascii_start().starts_with(b":") {
                    let key = String::from_utf8_lossy(text);
                    return Some(format!("holds the key `{key}`, which is not allowed"));
                }
            }
            (b'"', None) => start = Some(at + 1),
            (b'[' | b'{', None) => {
                depth += 1;
                if depth > DEPTH {
                    return Some(format!("is nested deeper than {DEPTH} levels"));
                }
            }
            (b']' | b'}', None) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Whether a key begins with `$serde_json`, or with a dollar sign and hides the rest in escapes.
fn is_wrapper(key: &[u8]) -> bool {
    key.starts_with(b"$serde_json")
        || (key.starts_with(b"$") || key.starts_with(b"\\u0024")) && key.contains(&b'\\')
}

/// The object with its own keys (not those inside of values) in snake case.
///
/// # Errors
/// `invalid` when a key stands there in both ways.
pub(crate) fn snake_keys(object: Map<String, Value>) -> Result<Map<String, Value>> {
    let mut out = Map::with_capacity(object.len());
    for (key, value) in object {
        let name = snake_case(&key);
        if out.insert(name, value).is_some() {
            return Err(Error::field(key, ErrorCode::INVALID, "is given twice"));
        }
    }
    Ok(out)
}

/// Takes a key out of an object as text.
///
/// # Errors
/// `required` when it is not there, `invalid` when it is no text.
pub(crate) fn text(object: &mut Map<String, Value>, key: &str) -> Result<String> {
    match object.remove(key) {
        Some(Value::String(text)) => Ok(text),
        None | Some(Value::Null) => Err(Error::field(key, ErrorCode::REQUIRED, "must be filled")),
        Some(_) => Err(Error::field(key, ErrorCode::INVALID, "must be a text")),
    }
}

/// Refuses keys nobody took.
///
/// # Errors
/// `unknown_field`, with all of them.
pub(crate) fn nothing_left(object: &Map<String, Value>) -> Result<()> {
    if object.is_empty() {
        return Ok(());
    }
    let unknown = |key: &String| rapport_kernel::FieldError {
        field: key.clone(),
        code: ErrorCode::UNKNOWN_FIELD.name,
        message: "is not known here".to_owned(),
    };
    let mut error = Error::fields(object.keys().map(unknown).collect());
    error.code = ErrorCode::UNKNOWN_FIELD;
    Err(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn parse(kind: &'static str, body: &str) -> Result<Map<String, Value>> {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(kind))]);
        object(&headers, body.as_bytes())
    }

    #[test]
    fn faults_in_json_are_named_with_line_and_column() {
        let error = parse("application/json", "{\n  \"a\": }").unwrap_err();
        assert!(
            error.message.ends_with("at line 2 column 8"),
            "{}",
            error.message
        );
    }

    #[test]
    fn only_json_objects_are_read() {
        assert!(parse("application/json; charset=utf-8", "{}").is_ok());
        assert!(parse("application/merge-patch+json", "{}").is_ok());
        assert_eq!(
            parse("text/plain", "{}").unwrap_err().code,
            ErrorCode::UNSUPPORTED_MEDIA
        );
        assert!(parse("application/json", "[1]").is_err());
        assert!(object(&HeaderMap::new(), b"").unwrap().is_empty());
    }

    #[test]
    fn depth_is_limited_and_strings_do_not_count() {
        let deep = format!("{{\"a\":{}1{}}}", "[".repeat(40), "]".repeat(40));
        assert!(
            parse("application/json", &deep)
                .unwrap_err()
                .message
                .contains("nested")
        );
        assert!(
            parse(
                "application/json",
                &format!("{{\"a\":\"{}\\\"[\"}}", "[".repeat(40))
            )
            .is_ok()
        );
    }

    #[test]
    fn the_parsers_own_keys_are_refused() {
        for key in [
            "$serde_json::private::Number",
            "\\u0024serde_json::private::RawValue",
            "$\\u0073erde_json::private::RawValue",
        ] {
            let body = format!("{{\"a\":{{\"{key}\" : \"7\"}}}}");
            assert!(
                parse("application/json", &body)
                    .unwrap_err()
                    .message
                    .contains("key"),
                "{key}"
            );
        }
        assert!(parse("application/json", r#"{"a":"$serde_json","$b":1}"#).is_ok());
    }

    #[test]
    fn a_key_stands_once() {
        for (body, key) in [
            (r#"{"name":"a","name":"b"}"#, "name"),
            (r#"{"a":[{"b":1},{"x":{"c":1,"d":2,"c" :3}}]}"#, "c"),
            (r#"{"na\u006de":"a","name":"b"}"#, "name"),
        ] {
            let error = parse("application/json", body).unwrap_err();
            assert!(error.message.contains(&format!("`{key}` twice")), "{error}");
        }
        for body in [
            r#"{"a":{"a":1},"b":[{"a":1},{"a":2}]}"#,
            r#"{"a":"b","b":"a\":","c":["a","a"]}"#,
            r#"{"a":"{\"b\":1,\"b\":2}"}"#,
        ] {
            assert!(parse("application/json", body).is_ok(), "{body}");
        }
    }

    #[test]
    fn keys_come_in_either_case() {
        let keys = snake_keys(parse("application/json", r#"{"refreshToken":"x"}"#).unwrap());
        assert!(keys.unwrap().contains_key("refresh_token"));
        assert!(snake_keys(parse("application/json", r#"{"aB":1,"a_b":2}"#).unwrap()).is_err());
    }
}
