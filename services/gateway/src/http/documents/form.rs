//! A form with files: each goes to the disk while it comes in, the other parts are fields.

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use rapport_files::{Files, Upload};
use rapport_kernel::{Error, ErrorCode, RequestContext, Result};
use rapport_schema::snake_case;
use serde_json::{Map, Value, json};

use super::no_file;
use crate::http::body;
use crate::problem::Problem;

/// The longest part that is no file, in bytes.
const TEXT: usize = 64 * 1024;
/// The most parts that are no files.
const MOST_FIELDS: usize = 50;

/// Fields whose value is structured.
const STRUCTURED: &[&str] = &["related", "tags", "custom_fields"];

/// What a form held.
pub(crate) struct Form {
    /// The files, at least one.
    pub(crate) files: Vec<Upload>,
    /// Everything else, by name in snake case.
    pub(crate) fields: Map<String, Value>,
}

impl Form {
    /// All of it in one text, to tell two requests apart.
    pub(super) fn told(&self) -> String {
        let files = self.files.iter().map(|upload| {
            let (name, kind) = (&upload.name, &upload.declared);
            json!([upload.file.sha256, name, kind])
        });
        json!([files.collect::<Vec<_>>(), self.fields]).to_string()
    }
}

/// Reads a form with at most so many files in parts called `file`, each within a limit.
///
/// # Errors
/// `too_large`; `required` without a file; what else is wrong with the form, by part.
pub(crate) async fn receive(
    files: &Files,
    ctx: &RequestContext,
    mut form: Multipart,
    limit: Option<u64>,
    most: usize,
) -> std::result::Result<Form, Problem> {
    let mut received = Form {
        files: Vec::new(),
        fields: Map::new(),
    };
    while let Some(part) = form.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        if matches!(name.as_str(), "file" | "files" | "file[]" | "files[]") {
            if received.files.len() == most {
                let message = format!("only {most} files are taken at once");
                return Err(Error::field("file", ErrorCode::INVALID, message).into());
            }
            received.files.push(file(files, ctx, part, limit).await?);
            continue;
        }
        if received.fields.len() == MOST_FIELDS {
            return Err(Error::invalid("the form has too many parts").into());
        }
        let name = snake_case(&name);
        let text = text(&name, part).await?;
        if text.is_empty() {
            continue;
        }
        let value = value(&name, text)?;
        if received.fields.insert(name.clone(), value).is_some() {
            return Err(Error::field(name, ErrorCode::INVALID, "is given twice").into());
        }
    }
    if received.files.is_empty() {
        return Err(no_file().into());
    }
    Ok(received)
}

async fn file(
    files: &Files,
    ctx: &RequestContext,
    mut part: Field<'_>,
    limit: Option<u64>,
) -> std::result::Result<Upload, Problem> {
    let name = part.file_name().unwrap_or("file").to_owned();
    let declared = part.content_type().map(str::to_owned);
    let mut stage = files.stage(ctx, limit).await?;
    let mut size = 0;
    while let Some(chunk) = part.chunk().await.map_err(broken)? {
        size += chunk.len();
        stage.write(&chunk).await?;
    }
    if size == 0 {
        return Err(Error::field("file", ErrorCode::INVALID, "is empty").into());
    }
    Ok(Upload {
        file: stage.finish().await?,
        name,
        declared,
    })
}

async fn text(name: &str, mut part: Field<'_>) -> std::result::Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(broken)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > TEXT {
            return Err(Error::field(name, ErrorCode::TOO_LARGE, "is too long").into());
        }
    }
    let text = String::from_utf8(bytes);
    text.map_err(|_| Error::field(name, ErrorCode::INVALID, "is not UTF-8").into())
}

/// A part as the API's JSON would have it: `related` is JSON or `deal:ID`, tags are a JSON list or words with commas.
fn value(name: &str, text: String) -> Result<Value> {
    if !STRUCTURED.contains(&name) {
        return Ok(Value::String(text));
    }
    if text.trim_start().starts_with(['{', '[']) {
        let parsed = body::json(text.as_bytes());
        return parsed.map_err(|fault| Error::field(name, ErrorCode::INVALID, fault));
    }
    match (name, text.split_once(':')) {
        ("related", Some((entity, id))) => Ok(json!({ "entity": entity, "id": id })),
        ("tags", _) => {
            let words = text.split(',').map(str::trim);
            Ok(words.filter(|word| !word.is_empty()).collect())
        }
        _ => Ok(Value::String(text)),
    }
}

fn broken(error: axum::extract::multipart::MultipartError) -> Problem {
    tracing::debug!(%error, "broken form");
    Problem(Error::invalid("the form could not be read to its end"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_become_values() {
        let of = |name: &str, text: &str| value(name, text.to_owned()).unwrap();
        let related = json!({ "entity": "deal", "id": "7" });
        assert_eq!(of("related", "deal:7"), related);
        assert_eq!(of("related", r#"{"entity":"deal","id":"7"}"#), related);
        assert_eq!(of("tags", "a, b,"), json!(["a", "b"]));
        assert_eq!(of("tags", r#"["a,b"]"#), json!(["a,b"]));
        assert_eq!(of("title", "[draft]"), json!("[draft]"));
        assert!(value("tags", "[".to_owned()).is_err());
    }
}
