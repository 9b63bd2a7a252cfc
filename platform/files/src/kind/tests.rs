//! Contents with the types they are given, whatever name and sender say.

use super::{is_shown_inline, kind_of};

fn check(head: &[u8], name: &str, declared: &str, expected: &str) {
    let found = kind_of(head, name, Some(declared));
    assert_eq!(found, expected, "{name} declared as {declared}");
}

#[test]
fn the_content_says_what_a_file_is() {
    check(
        b"%PDF-1.7\n",
        "offer.pdf",
        "application/pdf",
        "application/pdf",
    );
    check(b"%PDF-1.7\n", "offer.txt", "text/plain", "application/pdf");
    check(b"\x89PNG\r\n\x1a\n\0\0", "a.png", "text/html", "image/png");
    check(b"\xff\xd8\xff\xe0", "a.jpg", "image/jpeg", "image/jpeg");
    check(b"RIFF\x10\0\0\0WEBPVP8 ", "a", "", "image/webp");
    check(b"\0\0\0\x20ftypisom", "a.mp4", "video/mp4", "video/mp4");
    check(
        b"\0\x01\x02\x03",
        "a.bin",
        "image/png",
        "application/octet-stream",
    );
    check(b"", "empty.txt", "text/plain", "application/octet-stream");
}

#[test]
fn what_runs_is_never_called_harmless() {
    for (head, name, declared) in [
        (&b"MZ\x90\0"[..], "invoice.pdf", "application/pdf"),
        (b"\x7fELF\x02", "photo.png", "image/png"),
        (b"<!DOCTYPE html><p>", "note.txt", "text/plain"),
        (b"\n <html>", "note.csv", "text/csv"),
        (
            b"\xef\xbb\xbf<script>alert(1)</script>",
            "a.txt",
            "text/plain",
        ),
        (b"<!-- x --><svg onload=alert(1)>", "logo.png", "image/png"),
        (b"<?xml version=\"1.0\"?><svg/>", "a.xml", "text/xml"),
        (b"<?xml version=\"1.0\"?><a/>", "a.xml", "text/plain"),
        (b"hello", "page.html", "text/plain"),
        (b"hello", "picture.svg", "text/plain"),
        (b"alert(1)", "a.js", "text/plain"),
        (b"#!/bin/sh\n", "readme.txt", "text/plain"),
        (b"GIF89", "a.gif", "image/gif"),
    ] {
        let found = kind_of(head, name, Some(declared));
        let text = found == "text/plain";
        // "GIF89" is cut off: it is text and no picture.
        assert!(
            !is_shown_inline(&found) || text && name == "a.gif",
            "{name}: {found}"
        );
    }
}

#[test]
fn a_frame_is_called_by_its_ending_when_it_looks_like_it() {
    let word = b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml";
    let open = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    check(word, "Offer.DOCX", "application/octet-stream", open);
    check(word, "offer.zip", open, "application/zip");
    check(
        b"PK\x03\x04\x14\0\0\0\0\0evil.exe",
        "offer.docx",
        open,
        "application/zip",
    );
    check(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "old.xls",
        "",
        "application/vnd.ms-excel",
    );
}

#[test]
fn text_is_refined_by_its_name_or_its_sender() {
    check(
        b"a,b\n1,2\n",
        "list.csv",
        "application/vnd.ms-excel",
        "text/csv",
    );
    check(
        "Gr\u{fc}\u{df}e".as_bytes(),
        "a.txt",
        "text/plain; charset=utf-8",
        "text/plain",
    );
    check(
        b"Gr\xfc\xdfe aus M\xfcnchen, liebe Leute",
        "a.txt",
        "text/plain",
        "text/plain",
    );
    check(b"10:00 started", "a.log", "text/x-log", "text/x-log");
    check(b"10:00 started", "a.log", "text/html", "text/plain");
    check(b"10:00 started", "a.log", "image/png", "text/plain");
    let cut = "\u{20ac}".repeat(10);
    check(&cut.as_bytes()[..29], "a.txt", "text/plain", "text/plain");
}
