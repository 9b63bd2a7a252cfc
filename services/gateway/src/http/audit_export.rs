//! The audit trail as a file, streamed page by page.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::Response;
use futures::stream;
use rapport_kernel::{Error, RequestContext, Result};
use rapport_records::{AuditKind, AuditNote, AuditRequest, Engine};
use rapport_transfer::csv_text;
use serde_json::{Value, json};
use uuid::Uuid;

use super::audit::wanted;
use super::query::{Parameters, refused};
use crate::context::Context;
use crate::problem::Answer;
use crate::state::GatewayState;

/// Entries read at a time.
const PAGE: u32 = 1000;

/// The columns of the CSV file: keys of an entry, and one step further down.
const COLUMNS: &[(&str, Option<&str>)] = &[
    ("at", None),
    ("kind", None),
    ("action", None),
    ("entity", None),
    ("record", None),
    ("title", None),
    ("actor", Some("name")),
    ("actor", Some("id")),
    ("behind", Some("name")),
    ("source", None),
    ("changes", None),
    ("undone", None),
    ("erased", None),
    ("operation", None),
    ("id", None),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Csv,
    Lines,
}

/// An export in progress.
struct Pages {
    engine: Engine,
    ctx: RequestContext,
    request: AuditRequest,
    format: Format,
    done: bool,
}

/// `GET /audit/export`
pub(crate) async fn export(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    mut parameters: Parameters,
) -> Answer {
    let (format, kind, extension) = match parameters.take_filled("format")?.as_deref() {
        None | Some("csv") => (Format::Csv, "text/csv; charset=utf-8", "csv"),
        Some("jsonl") => (Format::Lines, "application/jsonl; charset=utf-8", "jsonl"),
        Some(_) => return Err(refused("format", "must be csv or jsonl").into()),
    };
    let request = AuditRequest {
        limit: PAGE,
        ..wanted(&mut parameters)?
    };
    parameters.finish()?;
    let asked = told_filter(&request);
    let mut pages = Pages {
        engine: state.engine().clone(),
        ctx,
        request,
        format,
        done: false,
    };
    // The first page says whether the caller may at all. The note is written before anything leaves.
    let first = pages.next().await?.unwrap_or_default();
    let note = AuditNote::new(AuditKind::Export, "audit", Uuid::nil(), "export")
        .with("format", extension)
        .with("filter", asked);
    pages.engine.note(&pages.ctx, vec![note]).await?;
    let mut begin = match format {
        Format::Csv => "\u{feff}".as_bytes().to_vec(),
        Format::Lines => Vec::new(),
    };
    begin.extend(header(format)?);
    begin.extend(first);
    let begin = stream::once(std::future::ready(Ok(Bytes::from(begin))));
    let rest = stream::try_unfold(pages, |mut pages| async move {
        let chunk = pages.next().await?;
        Ok::<_, Error>(chunk.map(|chunk| (Bytes::from(chunk), pages)))
    });
    let mut response = Response::new(Body::from_stream(futures::StreamExt::chain(begin, rest)));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let disposition = format!("attachment; filename=\"audit.{extension}\"");
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

impl Pages {
    /// The next entries as text; none at the end.
    async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        if self.done {
            return Ok(None);
        }
        let (entries, next) = self.engine.audit(&self.ctx, &self.request).await?;
        self.request.before = next;
        self.done = next.is_none();
        if self.format == Format::Csv {
            let rows: Vec<_> = entries.iter().map(row).collect();
            return csv_text(&rows).map(Some);
        }
        let mut text = Vec::new();
        for entry in &entries {
            text.extend(serde_json::to_vec(entry).map_err(Error::internal)?);
            text.push(b'\n');
        }
        Ok(Some(text))
    }
}

/// What was asked for, for the note.
fn told_filter(request: &AuditRequest) -> Value {
    let kinds: Vec<&str> = request.kinds.iter().map(|kind| kind.as_str()).collect();
    let all = json!({
        "kind": (!kinds.is_empty()).then(|| kinds.join(",")),
        "entity": request.entity,
        "record": request.record,
        "actor": request.actor,
        "action": request.action,
        "from": request.from,
        "to": request.to,
    });
    let filled = all.as_object().into_iter().flatten();
    let filled = filled.filter(|(_, value)| !value.is_null());
    Value::Object(
        filled
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
    )
}

fn header(format: Format) -> Result<Vec<u8>> {
    if format == Format::Lines {
        return Ok(Vec::new());
    }
    let name = |(key, inner): &(&str, Option<&str>)| match inner {
        Some(inner) => format!("{key}_{inner}"),
        None => (*key).to_owned(),
    };
    csv_text(&[COLUMNS.iter().map(name).collect()])
}

fn row(entry: &Value) -> Vec<String> {
    let cell = |(key, inner): &(&str, Option<&str>)| {
        let value = entry.get(*key);
        let value = match inner {
            Some(inner) => value.and_then(|value| value.get(*inner)),
            None => value,
        };
        match value {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Array(changes)) if changes.is_empty() => String::new(),
            Some(Value::Array(changes)) => told(changes).to_string(),
            Some(other) => other.to_string(),
        }
    };
    COLUMNS.iter().map(cell).collect()
}

/// Changes without the labels, which are of no use to a program.
fn told(changes: &[Value]) -> Value {
    let one = |change: &Value| json!({ "field": change.get("field"), "old": change.get("old"), "new": change.get("new") });
    changes.iter().map(one).collect()
}
