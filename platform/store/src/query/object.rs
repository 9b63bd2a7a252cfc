//! Reading a JSON object's keys without parsing its values: each value is the very text that was stored.
//!
//! For JSON columns only, whose text the store itself wrote or the database guarantees to be valid.
//! On text that is no object the iterator simply ends.

/// The keys and raw values of an object, in their order. Keys are as written, escapes included.
pub(super) struct Entries<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Entries<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut entries = Self { text, at: 0 };
        entries.skip_space();
        if entries.peek() == Some(b'{') {
            entries.at += 1;
        } else {
            entries.at = text.len();
        }
        entries
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(
            self.peek(),
            Some(b' ' | b'\t' | b'\n' | b'\r' | b',' | b':')
        ) {
            self.at += 1;
        }
    }

    /// Moves behind the string that begins here.
    fn skip_string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'"' => return,
                _ => {}
            }
        }
    }

    /// Moves behind the value that begins here.
    fn skip_value(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => self.skip_string(),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth == 0 => return,
                b'}' | b']' => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' | b' ' | b'\n' | b'\r' | b'\t' if depth == 0 => return,
                _ => self.at += 1,
            }
            if depth == 0 && matches!(byte, b'"' | b'}' | b']') {
                return;
            }
        }
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_space();
        if self.peek() != Some(b'"') {
            return None;
        }
        let key_start = self.at + 1;
        self.skip_string();
        let key = self.text.get(key_start..self.at.checked_sub(1)?)?;
        self.skip_space();
        let value_start = self.at;
        self.skip_value();
        Some((key, self.text.get(value_start..self.at)?))
    }
}

/// The values of wanted keys out of one object, one lookup after the other.
///
/// Keys are mostly asked for in the order they stand in, so a lookup begins where the last one ended.
pub(super) struct Object<'a> {
    entries: Vec<(&'a str, &'a str)>,
    after: usize,
}

impl<'a> Object<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self {
            entries: Entries::of(text).collect(),
            after: 0,
        }
    }

    /// The raw value of a key; absent keys and JSON null are both `None`.
    pub(super) fn get(&mut self, key: &str) -> Option<&'a str> {
        let (before, behind) = self.entries.split_at(self.after.min(self.entries.len()));
        let position = |part: &[(&str, &str)]| part.iter().position(|(name, _)| *name == key);
        let at = match position(behind) {
            Some(at) => at + before.len(),
            None => position(before)?,
        };
        self.after = at + 1;
        let (_, value) = self.entries.get(at)?;
        (*value != "null").then_some(*value)
    }
}

#[cfg(test)]
mod tests {
    use super::{Entries, Object};

    fn entries(text: &str) -> Vec<(&str, &str)> {
        Entries::of(text).collect()
    }

    #[test]
    fn values_come_out_as_they_stand() {
        let text = r#" { "a" : 1.50, "b":"x,\"}y", "c": {"d": [1, {"e": "]"}]} ,"f":[], "g":null,"h":"" } "#;
        assert_eq!(
            entries(text),
            [
                ("a", "1.50"),
                ("b", r#""x,\"}y""#),
                ("c", r#"{"d": [1, {"e": "]"}]}"#),
                ("f", "[]"),
                ("g", "null"),
                ("h", r#""""#),
            ]
        );
    }

    #[test]
    fn every_generated_object_is_read_as_serde_reads_it() {
        let texts = ["", "plain", "q\"uote", "back\\", "br{a}c[e]s", "ümlaut,:"];
        for (count, first) in texts.iter().enumerate() {
            let mut map = serde_json::Map::new();
            for (at, text) in texts.iter().enumerate().take(count + 1) {
                map.insert(
                    format!("k{at}"),
                    serde_json::json!({"x": [text, at, null, first], "y": true}),
                );
                map.insert(format!("t{at}"), serde_json::json!(text));
            }
            for text in [
                serde_json::to_string(&map).unwrap(),
                serde_json::to_string_pretty(&map).unwrap(),
            ] {
                let found = entries(&text);
                assert_eq!(found.len(), map.len());
                for (key, raw) in found {
                    let value: serde_json::Value = serde_json::from_str(raw).unwrap();
                    assert_eq!(Some(&value), map.get(key));
                }
            }
        }
    }

    #[test]
    fn broken_text_ends_quietly() {
        for text in [
            "",
            "null",
            "[1]",
            "{",
            "{\"a",
            "{\"a\":",
            "{\"a\":\"b\\",
            "{\"a\":{\"b\":[",
        ] {
            let _ = entries(text);
        }
    }

    #[test]
    fn keys_are_found_in_any_order() {
        let mut object = Object::of(r#"{"a":1,"b":2,"c":null}"#);
        assert_eq!(object.get("b"), Some("2"));
        assert_eq!(object.get("a"), Some("1"));
        assert_eq!(object.get("c"), None);
        assert_eq!(object.get("missing"), None);
        assert_eq!(object.get("b"), Some("2"));
    }
}
