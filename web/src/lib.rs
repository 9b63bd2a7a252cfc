//! The web app, embedded: a table of files, and nothing about HTTP servers.
//!
//! A server answers `/docs` with [`docs`], a path found by [`asset`] with that asset, and any other
//! path asked for as a page with [`index`]: the app itself knows its routes. `build.rs` fills the table.

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The policy to send with every page: no foreign origin and no inline script.
///
/// The component kit writes inline styles, and drawings are embedded in style sheets.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; \
img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; \
form-action 'self'; frame-ancestors 'none'";

/// One file of the web app.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// The content, not compressed.
    pub bytes: &'static [u8],
    /// The content compressed with gzip, where that was worth it (release builds only).
    pub gzip: Option<&'static [u8]>,
    /// The content compressed with brotli, where that was worth it (release builds only).
    pub brotli: Option<&'static [u8]>,
    /// Value of `Content-Type`.
    pub content_type: &'static str,
    /// Value of `ETag`, quotes included.
    pub etag: &'static str,
    /// The name holds a hash of the content: it may be cached for ever. Others need `no-cache`.
    pub immutable: bool,
}

/// The file at `path` (`assets/index-1a2b.js`); a leading slash is allowed.
#[must_use]
pub fn asset(path: &str) -> Option<Asset> {
    let path = path.trim_start_matches('/');
    let index = ASSETS.binary_search_by_key(&path, |(name, _)| name).ok()?;
    ASSETS.get(index).map(|(_, asset)| *asset)
}

/// The page that starts the app, for every path the app routes itself.
#[must_use]
pub fn index() -> Asset {
    asset("index.html").unwrap_or(EMPTY)
}

/// The page that shows the API description, for `/docs`.
#[must_use]
pub fn docs() -> Asset {
    asset("docs.html").unwrap_or_else(index)
}

const EMPTY: Asset = Asset {
    bytes: b"",
    gzip: None,
    brotli: None,
    content_type: "text/html; charset=utf-8",
    etag: "\"0\"",
    immutable: false,
};

#[cfg(test)]
mod tests {
    use super::{asset, docs, index};

    #[test]
    fn index_is_a_page_that_is_checked_every_time() {
        let page = index();
        assert!(page.bytes.starts_with(b"<!doctype html>"));
        assert!(!page.immutable);
        assert!(page.etag.starts_with('"') && page.etag.ends_with('"'));
    }

    #[test]
    fn leading_slash_is_allowed_and_unknown_files_are_absent() {
        assert!(asset("/index.html").is_some());
        assert!(asset("../Cargo.toml").is_none());
        assert!(asset("assets").is_none());
    }

    #[test]
    fn docs_is_a_page() {
        assert!(docs().content_type.starts_with("text/html"));
    }
}
