//! `docs/ERRORS.md`: the catalogue of error codes, from the kernel.

use rapport_kernel::ErrorCode;

const HEAD: &str = "\
# Error codes

Made from the catalogue in `platform/kernel/src/error_code.rs` by `cargo xtask codegen`; do not edit.

An error answer is `application/problem+json` (RFC 9457). Its `code` is stable: programs may rely on it, never on
`message`. The kind alone decides the HTTP status. Modules may add codes of their own, written `module.name`.

| code | kind | meaning |
|---|---|---|
";

/// The page.
pub fn page() -> String {
    let mut text = HEAD.to_owned();
    for code in ErrorCode::ALL {
        let row = format!("| `{}` | {} | {} |\n", code.name, kind(code), code.title);
        text.push_str(&row);
    }
    text
}

/// The kind's name as words: `NotFound` becomes `not found`.
fn kind(code: &ErrorCode) -> String {
    let mut words = String::new();
    for letter in format!("{:?}", code.kind).chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_row() {
        let page = page();
        for code in ErrorCode::ALL {
            assert!(
                page.contains(&format!("| `{}` | ", code.name)),
                "{}",
                code.name
            );
        }
        assert!(page.contains("| `not_found` | not found | Not found |"));
    }
}
