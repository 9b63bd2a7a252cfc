//! `docs/CONFIG.md`, rendered from the table of settings.

use std::fmt::Write as _;

use crate::keys::KEYS;

const HEAD: &str = "\
# Settings

<!-- Made from platform/config/src/keys.rs by `cargo xtask codegen`. -->

Rapport runs without any. A setting is taken from the first of these that has it:

1. a flag of the command line,
2. an environment variable,
3. the file `rapport.toml` in the data folder, or the file named by `--config` or `RAPPORT_CONFIG`,
4. its default.

`rapport config` shows what is in effect and where it comes from. A key, value or file that will not do stops the
program with a line that names the key, its source and the reason.

| key in the file | flag | environment | default | value |
|---|---|---|---|---|
";

/// The text of `docs/CONFIG.md`.
#[must_use]
pub fn reference() -> String {
    let mut text = HEAD.to_owned();
    for key in KEYS {
        let default = match key.default {
            "" => "-".to_owned(),
            default => format!("`{default}`"),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| `{}` | `{}` | `{}` | {default} | {} |",
            key.name,
            key.flag(),
            key.variable(),
            key.form
        );
    }
    for key in KEYS {
        let _ = write!(text, "\n**`{}`** {}\n", key.name, key.help);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_in_the_reference() {
        let text = reference();
        for key in KEYS {
            assert!(text.contains(&key.variable()), "{}", key.name);
            assert!(text.contains(key.help), "{}", key.name);
        }
    }
}
