//! A record becomes JSON, a title, and text to search.

use rapport_kernel::fold;
use serde_json::{Map, Value as Json};

use crate::field::value_json;
use crate::{EntityDef, FieldDef, FieldType, Record, SearchWeight, Value};

/// Most characters of one record that search looks into.
const SEARCHED: usize = 50_000;
/// Room for the text of a usual record.
const USUAL_RECORD: usize = 2048;

impl EntityDef {
    /// The record in its wire form: every field, custom ones that are filled under `custom_fields`.
    #[must_use]
    pub fn record_json(&self, record: &Record) -> Map<String, Json> {
        let mut json = Map::new();
        let mut custom = Map::new();
        for field in self.fields() {
            let value = record.get(&field.name);
            if !field.name.starts_with(crate::storage::CUSTOM) {
                field.write_json(value, &mut json);
            } else if !value.is_null() {
                field.write_json(value, &mut custom);
            }
        }
        json.insert("custom_fields".to_owned(), Json::Object(custom));
        json
    }

    /// The same as JSON text, made without values in between; only the fields that `sees` lets through.
    #[must_use]
    pub fn record_text(&self, record: &Record, sees: impl Fn(&FieldDef) -> bool) -> Vec<u8> {
        let mut out = Vec::with_capacity(USUAL_RECORD);
        let mut custom = Vec::new();
        for field in self.fields().iter().filter(|field| sees(field)) {
            let value = record.get(&field.name);
            match field.name.strip_prefix(crate::storage::CUSTOM) {
                None => write_member(&mut out, &field.name, field, value),
                Some(name) if !value.is_null() => write_member(&mut custom, name, field, value),
                Some(_) => {}
            }
        }
        write_key(&mut out, "custom_fields");
        out.push(b'{');
        out.extend_from_slice(custom.get(1..).unwrap_or_default());
        out.extend_from_slice(b"}}");
        out
    }

    /// What a record is called: its title field, else its code, else nothing.
    #[must_use]
    pub fn title_text(&self, record: &Record) -> String {
        let title = record.text(&self.title).filter(|title| !title.is_empty());
        title
            .or_else(|| record.text("code"))
            .unwrap_or_default()
            .to_owned()
    }

    /// What full-text search finds a record by, folded: the title, and the texts of all searched fields, the weighty ones first.
    #[must_use]
    pub fn search_text(&self, record: &Record) -> (String, String) {
        let mut words: Vec<String> = Vec::new();
        for weight in [SearchWeight::High, SearchWeight::Normal] {
            let searched = self.fields().iter().filter(|field| field.search == weight);
            for field in searched.filter(|field| field.name != self.title) {
                collect_words(record.get(&field.name), &mut words);
            }
        }
        let body: String = words.join(" ").chars().take(SEARCHED).collect();
        (fold(&self.title_text(record)), fold(&body))
    }
}

/// Appends a member of an object, money with its currency.
fn write_member(out: &mut Vec<u8>, key: &str, field: &FieldDef, value: &Value) {
    write_key(out, key);
    write_value(out, value);
    if matches!(field.kind, FieldType::Money) {
        write_key(out, &format!("{key}_currency"));
        match value {
            Value::Money(money) => append(out, money.currency.as_str()),
            _ => out.extend_from_slice(b"null"),
        }
    }
}

/// Appends what opens or continues an object, and a key.
fn write_key(out: &mut Vec<u8>, key: &str) {
    out.push(if out.is_empty() { b'{' } else { b',' });
    append(out, key);
    out.push(b':');
}

fn write_value(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(yes) => append(out, yes),
        Value::Int(number) => append(out, number),
        Value::Text(text) => append(out, text),
        Value::Id(id) => append(out, id),
        Value::Json(json) => append(out, json),
        Value::List(items) => append(out, items),
        other => append(out, &value_json(other)),
    }
}

/// Appends what serde writes. Appending to a vector cannot fail, and these values always have a text.
fn append(out: &mut Vec<u8>, value: &(impl serde::Serialize + ?Sized)) {
    if serde_json::to_writer(&mut *out, value).is_err() {
        out.extend_from_slice(b"null");
    }
}

fn collect_words(value: &Value, words: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::List(items) => words.extend(items.iter().cloned()),
        Value::Json(Json::Object(parts)) => {
            words.extend(parts.values().filter_map(Json::as_str).map(str::to_owned));
        }
        other => {
            if let Json::String(text) = value_json(other) {
                words.push(text);
            }
        }
    }
}
