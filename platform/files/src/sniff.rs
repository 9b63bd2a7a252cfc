//! What the first bytes of a file say.

/// Bytes at a place, and the type they stand for.
type Sign = (usize, &'static [u8], &'static str);

/// Formats with signs of their own; the first that fits counts.
const SIGNS: &[Sign] = &[
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"\0\0\x01\0", "image/vnd.microsoft.icon"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\0", "application/x-xz"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    (257, b"ustar", "application/x-tar"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"SQLite format 3\0", "application/vnd.sqlite3"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"MZ", EXECUTABLE),
    (0, b"\x7fELF", EXECUTABLE),
    (0, b"\xfe\xed\xfa\xce", EXECUTABLE),
    (0, b"\xfe\xed\xfa\xcf", EXECUTABLE),
    (0, b"\xce\xfa\xed\xfe", EXECUTABLE),
    (0, b"\xcf\xfa\xed\xfe", EXECUTABLE),
    (0, b"\xca\xfe\xba\xbe", EXECUTABLE),
    (0, b"\0asm", "application/wasm"),
    (0, b"dex\n", EXECUTABLE),
    (0, b"#!", "text/x-shellscript"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (0, b"PK\x03\x04", ZIP),
    (0, b"PK\x05\x06", ZIP),
];

pub(crate) const EXECUTABLE: &str = "application/x-executable";
pub(crate) const ZIP: &str = "application/zip";
/// The older formats of office programs.
pub(crate) const OLE: &str = "application/x-ole-storage";

/// The type by a sign; none for text and for what is unknown.
pub(crate) fn by_sign(head: &[u8]) -> Option<&'static str> {
    let sign = SIGNS.iter().find(|(at, bytes, _)| has(head, *at, bytes));
    sign.map(|(_, _, kind)| *kind)
        .or_else(|| container(head))
        .or_else(|| sound(head))
}

fn has(head: &[u8], at: usize, bytes: &[u8]) -> bool {
    head.get(at..).is_some_and(|rest| rest.starts_with(bytes))
}

/// Formats that name themselves within a common frame.
fn container(head: &[u8]) -> Option<&'static str> {
    if has(head, 0, b"RIFF") {
        return match head.get(8..12)? {
            b"WEBP" => Some("image/webp"),
            b"WAVE" => Some("audio/wav"),
            b"AVI " => Some("video/x-msvideo"),
            _ => None,
        };
    }
    if has(head, 4, b"ftyp") {
        return Some(match head.get(8..11)? {
            b"avi" => "image/avif",
            b"hei" | b"hev" | b"mif" => "image/heic",
            b"qt " => "video/quicktime",
            b"M4A" => "audio/mp4",
            _ => "video/mp4",
        });
    }
    (has(head, 0, b"BM") && has(head, 6, &[0; 4])).then_some("image/bmp")
}

/// MP3 without a header of its own: a frame of layer III.
fn sound(head: &[u8]) -> Option<&'static str> {
    let [0xff, second, third, ..] = head else {
        return None;
    };
    let layer_three = second & 0xe6 == 0xe2;
    let rate_exists = third & 0xf0 != 0xf0 && third & 0x0c != 0x0c;
    (layer_three && rate_exists).then_some("audio/mpeg")
}

/// Whether it is text, as far as it goes: UTF-8 without control characters, or UTF-16 with its sign.
pub(crate) fn is_text(head: &[u8]) -> bool {
    if has(head, 0, b"\xff\xfe") || has(head, 0, b"\xfe\xff") {
        return head.len().is_multiple_of(2);
    }
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The beginning may end within a letter.
        Err(error) if head.len() - error.valid_up_to() < 4 && error.error_len().is_none() => {
            let whole = head.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(whole).unwrap_or_default()
        }
        Err(_) => return is_old_text(head),
    };
    text.chars().all(|letter| {
        !letter.is_control() || matches!(letter, '\t' | '\n' | '\r' | '\x0c' | '\x1b')
    })
}

/// Text of one byte per letter, as older spreadsheets write it: no control characters, mostly ASCII.
fn is_old_text(head: &[u8]) -> bool {
    let control = |byte: &u8| *byte < 32 && !matches!(*byte, b'\t' | b'\n' | b'\r');
    let ascii = head.iter().filter(|byte| byte.is_ascii()).count();
    !head.iter().any(control) && ascii * 4 >= head.len() * 3
}
