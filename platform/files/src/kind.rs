//! What a file is, by its content. What its name and its sender say counts only as far as the content agrees.

use crate::sniff::{EXECUTABLE, OLE, ZIP, by_sign, is_text};

/// What it is when nothing is known.
const UNKNOWN: &str = "application/octet-stream";
const HTML: &str = "text/html";
const SVG: &str = "image/svg+xml";
const PLAIN: &str = "text/plain";

/// What files of a frame may be called by their ending.
const ZIPPED: &[(&str, &str)] = &[
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("epub", "application/epub+zip"),
    ("jar", "application/java-archive"),
    ("apk", "application/vnd.android.package-archive"),
    ("kmz", "application/vnd.google-earth.kmz"),
];

const OLD_OFFICE: &[(&str, &str)] = &[
    ("doc", "application/msword"),
    ("xls", "application/vnd.ms-excel"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("msg", "application/vnd.ms-outlook"),
    ("msi", EXECUTABLE),
];

/// Text by its ending. What browsers and systems would run is not called plain text.
const WRITTEN: &[(&str, &str)] = &[
    ("csv", "text/csv"),
    ("tsv", "text/tab-separated-values"),
    ("json", "application/json"),
    ("md", "text/markdown"),
    ("ics", "text/calendar"),
    ("vcf", "text/vcard"),
    ("eml", "message/rfc822"),
    ("yaml", "application/yaml"),
    ("yml", "application/yaml"),
    ("css", "text/css"),
    ("js", "text/javascript"),
    ("mjs", "text/javascript"),
    ("bat", "application/x-msdos-batch"),
    ("cmd", "application/x-msdos-batch"),
    ("ps1", "application/x-powershell"),
    ("vbs", "text/vbscript"),
    ("sh", "text/x-shellscript"),
    ("htm", HTML),
    ("html", HTML),
    ("xhtml", HTML),
    ("svg", SVG),
];

/// Types a browser shows without running anything of them.
const INLINE: &[&str] = &[
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/avif",
    "image/bmp",
    "audio/mpeg",
    "audio/ogg",
    "audio/wav",
    "audio/flac",
    "audio/mp4",
    "video/mp4",
    "video/webm",
    PLAIN,
    "text/csv",
];

/// The type of a file that begins so and has this name.
///
/// A type that its sender declared is kept only where the content cannot say more and does not contradict: a kind of
/// text for text.
#[must_use]
pub fn kind_of(head: &[u8], file_name: &str, declared: Option<&str>) -> String {
    let ending = file_name.rsplit_once('.').map(|(_, ending)| ending);
    let ending = ending.unwrap_or_default().to_ascii_lowercase();
    let known = |table: &[(&str, &'static str)]| {
        let found = table.iter().find(|(name, _)| *name == ending);
        found.map(|(_, kind)| *kind)
    };
    let found = match by_sign(head) {
        Some(ZIP) => known(ZIPPED)
            .filter(|kind| agrees(head, kind))
            .unwrap_or(ZIP),
        Some(OLE) => known(OLD_OFFICE).unwrap_or(OLE),
        Some(kind) => kind,
        None if !is_text(head) || head.is_empty() => UNKNOWN,
        None => match markup(head) {
            Some(kind) => kind,
            None => known(WRITTEN).unwrap_or(PLAIN),
        },
    };
    if found == PLAIN
        && let Some(declared) = declared.and_then(text_subtype)
    {
        return declared;
    }
    found.to_owned()
}

/// Whether a file of a type may be shown by a browser instead of saved.
#[must_use]
pub fn is_shown_inline(kind: &str) -> bool {
    INLINE.contains(&kind)
}

/// An archive that is called an office document looks like one.
fn agrees(head: &[u8], kind: &str) -> bool {
    let holds = |text: &[u8]| head.windows(text.len()).any(|window| window == text);
    if kind.contains("openxmlformats") {
        return holds(b"[Content_Types].xml") || holds(b"_rels/") || holds(b"docProps/");
    }
    if kind.contains("opendocument") || kind.contains("epub") {
        return holds(b"mimetype");
    }
    true
}

/// Text that a browser would run: HTML, SVG, and XML, in which both may hide.
fn markup(head: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let begins = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\x0c']);
    let has = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    let is_markup = begins.starts_with('<');
    let html = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<iframe",
        "<img",
        "<a ",
        "<div",
        "<table",
        "<style",
        "<title",
        "<p>",
        "<h1",
        "<font",
        "<br",
        "<b>",
    ];
    if is_markup && has(&["<svg"]) {
        return Some(SVG);
    }
    if is_markup && has(&html) {
        return Some(HTML);
    }
    if begins.starts_with("<?xml") {
        return Some("application/xml");
    }
    None
}

/// A declared type of plain text, such as `text/x-log`, without parameters.
fn text_subtype(declared: &str) -> Option<String> {
    let essence = declared.split(';').next().unwrap_or_default().trim();
    let subtype = essence.strip_prefix("text/")?;
    let known = |letter: char| letter.is_ascii_alphanumeric() || "-.+_".contains(letter);
    let runs = ["html", "xml", "javascript", "ecmascript", "vbscript", "css"];
    let fits = !subtype.is_empty() && subtype.len() <= 60 && subtype.chars().all(known);
    (fits && !runs.iter().any(|word| subtype.contains(word))).then(|| essence.to_ascii_lowercase())
}

#[cfg(test)]
mod tests;
