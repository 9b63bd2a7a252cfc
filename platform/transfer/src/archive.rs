//! What is kept about a person as a ZIP: JSON by entity for machines, one page for people.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use rapport_kernel::{Error, Result, html_escaped};
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Parts of the document that are records: each entity gets a file of its own.
const RECORDS: &[&str] = &["records", "activities", "parts"];

/// Packs the document that an access request made.
///
/// # Errors
/// `internal` when it cannot be packed.
pub fn privacy_archive(document: &Value) -> Result<Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (key, part) in document.as_object().into_iter().flatten() {
        if RECORDS.contains(&key.as_str()) {
            for (entity, records) in by_entity(part) {
                files.insert(format!("{key}/{entity}.json"), pretty(&records));
            }
        } else if part.is_array() || part.is_object() {
            files.insert(format!("{key}.json"), pretty(part));
        }
    }
    let index = index(document, files.keys());
    files.insert("index.html".to_owned(), index.into_bytes());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive
            .start_file(name, SimpleFileOptions::default())
            .map_err(Error::internal)?;
        archive.write_all(&bytes).map_err(Error::internal)?;
    }
    let packed = archive.finish().map_err(Error::internal)?;
    Ok(packed.into_inner())
}

fn by_entity(part: &Value) -> BTreeMap<&str, Value> {
    let mut all: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for one in part.as_array().into_iter().flatten() {
        let entity = one.get("entity").and_then(Value::as_str);
        let record = one.get("record").cloned().unwrap_or_default();
        all.entry(entity.unwrap_or("other"))
            .or_default()
            .push(record);
    }
    all.into_iter()
        .map(|(entity, records)| (entity, Value::Array(records)))
        .collect()
}

fn pretty(value: &Value) -> Vec<u8> {
    serde_json::to_vec_pretty(value).unwrap_or_default()
}

/// A page that can be read without any program but a browser, and loads nothing.
fn index<'a>(document: &Value, files: impl Iterator<Item = &'a String>) -> String {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Personal data</title>\n<style>\
         body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
         th{text-align:left;vertical-align:top;padding-right:1rem;font-weight:600}\
         td{white-space:pre-wrap}</style></head><body>\n<h1>Personal data</h1>\n",
    );
    let made = document.get("made_at").and_then(Value::as_str);
    page.push_str(&format!(
        "<p>Made {}.</p>\n",
        html_escaped(made.unwrap_or_default())
    ));
    if let Some(user) = document.get("user") {
        page.push_str("<h2>Account</h2>\n");
        table(&mut page, user);
    }
    for key in RECORDS {
        for one in document
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let text = |name: &str| {
                html_escaped(one.get(name).and_then(Value::as_str).unwrap_or_default())
            };
            page.push_str(&format!("<h2>{}: {}</h2>\n", text("label"), text("title")));
            table(&mut page, one.get("record").unwrap_or(&Value::Null));
        }
    }
    page.push_str("<h2>Files</h2>\n<ul>\n");
    for file in files {
        let file = html_escaped(file);
        page.push_str(&format!("<li><a href=\"{file}\">{file}</a></li>\n"));
    }
    page.push_str("</ul>\n</body></html>\n");
    page
}

fn table(page: &mut String, record: &Value) {
    page.push_str("<table>\n");
    for (name, value) in record.as_object().into_iter().flatten() {
        let text = match value {
            Value::Null => continue,
            Value::String(text) if text.is_empty() => continue,
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let name = html_escaped(&name.replace('_', " "));
        let text = html_escaped(&text);
        page.push_str(&format!("<tr><th>{name}</th><td>{text}</td></tr>\n"));
    }
    page.push_str("</table>\n");
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use serde_json::json;

    use super::*;

    #[test]
    fn each_entity_has_a_file_and_the_page_tells_all() {
        let document = json!({
            "made_at": "2026-11-21T10:00:00Z",
            "records": [
                { "entity": "contact", "label": "Contact", "title": "Grace <Hopper>", "record": { "id": "1", "phone": "+1 202" } },
                { "entity": "lead", "label": "Lead", "title": "Grace", "record": { "id": "2" } },
            ],
            "activities": [{ "entity": "note", "label": "Note", "title": "N", "record": { "body": "Likes compilers" } }],
            "audit": [{ "action": "create" }],
        });
        let packed = privacy_archive(&document).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
        let mut names: Vec<String> = archive
            .file_names()
            .map(|name| name.unwrap().into_owned())
            .collect();
        names.sort();
        assert_eq!(
            names,
            [
                "activities/note.json",
                "audit.json",
                "index.html",
                "records/contact.json",
                "records/lead.json"
            ]
        );
        let mut text = |name: &str| {
            let mut text = String::new();
            archive
                .by_name(name)
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            text
        };
        let contact: Value = serde_json::from_str(&text("records/contact.json")).unwrap();
        assert_eq!(contact, json!([{ "id": "1", "phone": "+1 202" }]));
        let page = text("index.html");
        assert!(
            page.contains("Grace &lt;Hopper&gt;") && page.contains("+1 202"),
            "{page}"
        );
        assert!(
            page.contains("Likes compilers") && page.contains("href=\"audit.json\""),
            "{page}"
        );
    }
}
