//! Files out: whole or in part, never run by a browser.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rapport_files::{Found, is_shown_inline};
use rapport_kernel::{RecordId, RequestContext};

use super::range::{Wanted, wanted};
use crate::context::Context;
use crate::http::query::{Parameters, refused};
use crate::http::target::Id;
use crate::problem::Answer;
use crate::state::GatewayState;

/// A file is shown or saved; nothing in it runs, loads or is framed.
const POLICY: &str = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; \
                      sandbox; frame-ancestors 'none'";

/// Letters of a name that stand for themselves (RFC 8187).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// How long an answer may be kept.
pub(super) enum Kept {
    /// By the one who asked, who asks each time whether it is still good.
    Asking,
    /// By nobody.
    Never,
}

/// `GET /documents/{id}/content`
pub(crate) async fn content(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Id(id): Id,
    mut parameters: Parameters,
    headers: HeaderMap,
) -> Answer {
    let version = parameters.take_as("version", "the number of a version")?;
    let inline = match parameters.take_filled("disposition")?.as_deref() {
        None | Some("attachment") => false,
        Some("inline") => true,
        Some(_) => return Err(refused("disposition", "must be attachment or inline").into()),
    };
    parameters.finish()?;
    let found = state.files().find(&ctx, RecordId(id), version).await?;
    serve(&state, &ctx, &found, &headers, inline, Kept::Asking).await
}

/// Answers a file that the caller may read.
pub(super) async fn serve(
    state: &GatewayState,
    ctx: &RequestContext,
    found: &Found,
    asked: &HeaderMap,
    inline: bool,
    kept: Kept,
) -> Answer {
    let text = |name: HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
    let etag = format!("\"{}\"", found.sha256);
    let mut response = Response::new(Body::empty());
    let known = text(IF_NONE_MATCH).is_some_and(|known| matches(known, &etag));
    // A range of another content than the client has begun with is no use to it.
    let range = text(RANGE).filter(|_| text(IF_RANGE).is_none_or(|known| known == etag));
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        answer(state, ctx, found, &mut response, wanted(range, found.size)).await?;
    }
    let cached = match kept {
        Kept::Asking => "private, no-cache",
        Kept::Never => "private, no-store",
    };
    let inline = inline && is_shown_inline(&found.kind);
    let headers = response.headers_mut();
    put(headers, ETAG, &etag);
    put(headers, ACCEPT_RANGES, "bytes");
    put(headers, CACHE_CONTROL, cached);
    put(headers, CONTENT_SECURITY_POLICY, POLICY);
    put(
        headers,
        CONTENT_DISPOSITION,
        &disposition(&found.name, inline),
    );
    put(headers, CONTENT_TYPE, &content_type(&found.kind));
    Ok(response)
}

/// Fills in status, length and bytes.
async fn answer(
    state: &GatewayState,
    ctx: &RequestContext,
    found: &Found,
    response: &mut Response,
    wanted: Wanted,
) -> Result<(), crate::problem::Problem> {
    let range = match wanted {
        Wanted::Whole => None,
        Wanted::Part(range) => Some(range),
        Wanted::Nothing => {
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            let size = format!("bytes */{}", found.size);
            put(response.headers_mut(), CONTENT_RANGE, &size);
            return Ok(());
        }
    };
    let bytes = state.files().read(ctx, found, range.clone()).await?;
    *response.body_mut() = Body::from_stream(bytes);
    let length = range
        .as_ref()
        .map_or(found.size, |range| range.end - range.start);
    put(response.headers_mut(), CONTENT_LENGTH, &length.to_string());
    if let Some(range) = range {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let told = format!("bytes {}-{}/{}", range.start, range.end - 1, found.size);
        put(response.headers_mut(), CONTENT_RANGE, &told);
    }
    Ok(())
}

/// Sets a header; all of these are ASCII.
fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Whether `If-None-Match` names this content.
fn matches(known: &str, etag: &str) -> bool {
    let mut tags = known
        .split(',')
        .map(|tag| tag.trim().trim_start_matches("W/"));
    tags.any(|tag| tag == etag || tag == "*")
}

fn content_type(kind: &str) -> String {
    match kind.starts_with("text/") {
        true => format!("{kind}; charset=utf-8"),
        false => kind.to_owned(),
    }
}

/// The name in full for browsers of today, and in ASCII for others.
fn disposition(name: &str, inline: bool) -> String {
    let way = if inline { "inline" } else { "attachment" };
    let ascii = |letter: char| match letter {
        '"' | '\\' | '%' | ';' => '_',
        letter if letter.is_ascii_graphic() || letter == ' ' => letter,
        _ => '_',
    };
    let fallback: String = name.chars().map(ascii).collect();
    let whole = utf8_percent_encode(name, PLAIN);
    format!("{way}; filename=\"{fallback}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_whole_and_break_nothing() {
        assert_eq!(
            disposition("Größe \"7\".pdf", false),
            "attachment; filename=\"Gr__e _7_.pdf\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%227%22.pdf"
        );
        assert!(disposition("a.png", true).starts_with("inline; "));
        let tricky = disposition("a\"; filename*=x\r\nSet-Cookie: y", false);
        assert!(HeaderValue::from_str(&tricky).is_ok(), "{tricky}");
        assert_eq!(tricky.matches('"').count(), 2, "{tricky}");
    }

    #[test]
    fn a_known_content_is_recognised() {
        assert!(matches("\"a\", W/\"b\"", "\"b\""));
        assert!(matches("*", "\"b\""));
        assert!(!matches("\"bb\"", "\"b\""));
    }
}
