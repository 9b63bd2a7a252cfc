//! A record becomes JSON, a title, and text to search.

use rapport_kernel::fold;
use serde_json::{Map, Value as Json};

use crate::field::value_json;
use crate::{EntityDef, Record, SearchWeight, Value};

/// Most characters of one record that search looks into.
const SEARCHED: usize = 50_000;

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
