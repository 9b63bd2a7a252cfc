//! A whole list as a file: CSV is streamed page by page, a workbook is written to a file first.

use std::path::PathBuf;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::Response;
use futures::stream;
use rapport_kernel::{Error, RequestContext, Result, new_uuid};
use rapport_records::ListRequest;
use rapport_transfer::{ExportFormat, Exporter, csv_text, write_xlsx};
use tokio::fs::{File, create_dir_all};
use tokio::io::AsyncReadExt;

use super::list::Chosen;
use super::query::{Parameters, refused};
use super::target::Collection;
use crate::context::Context;
use crate::problem::Answer;
use crate::routing;
use crate::state::GatewayState;

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// By it, spreadsheet programs know that a text file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// Bytes of a finished file read at a time.
const CHUNK: usize = 64 * 1024;

/// `GET /{entities}/export`
pub(crate) async fn export(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Collection(entity): Collection,
    mut parameters: Parameters,
) -> Answer {
    let engine = routing::engine(&state, &entity);
    let definition = engine.entity(&ctx, &entity).await?;
    let format = match parameters.take_filled("format")?.as_deref() {
        None | Some("csv") => ExportFormat::Csv,
        Some("xlsx") => ExportFormat::Xlsx,
        Some(_) => return Err(refused("format", "must be csv or xlsx").into()),
    };
    let chosen = Chosen::take(&mut parameters, &definition)?;
    parameters.finish()?;
    let request = ListRequest {
        filter: chosen.filter,
        search: chosen.search,
        sort: chosen.sort,
        fields: chosen.fields,
        deleted: chosen.deleted,
        ..ListRequest::default()
    };
    let exporter = Exporter::begin(engine, &ctx, &entity, request).await?;
    Ok(match format {
        ExportFormat::Csv => file(csv(exporter).await?, CSV, &definition.plural, "csv"),
        ExportFormat::Xlsx => {
            let body = workbook(&state, &ctx, exporter).await?;
            file(body, XLSX, &definition.plural, "xlsx")
        }
    })
}

fn file(body: Body, kind: &'static str, name: &str, extension: &str) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let disposition = format!("attachment; filename=\"{name}.{extension}\"");
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}

/// The first page is read before the answer begins, so that what is wrong with the request is still a problem.
async fn csv(mut exporter: Exporter) -> Result<Body> {
    let mut first = BYTE_ORDER_MARK.to_vec();
    first.extend(csv_text(&[exporter.header()])?);
    if let Some(rows) = exporter.next().await? {
        first.extend(csv_text(&rows)?);
    }
    let begin = stream::once(std::future::ready(Ok(Bytes::from(first))));
    let rest = stream::try_unfold(exporter, |mut exporter| async move {
        let Some(rows) = exporter.next().await? else {
            return Ok::<_, Error>(None);
        };
        Ok(Some((Bytes::from(csv_text(&rows)?), exporter)))
    });
    Ok(Body::from_stream(futures::StreamExt::chain(begin, rest)))
}

async fn workbook(
    state: &GatewayState,
    ctx: &RequestContext,
    mut exporter: Exporter,
) -> Result<Body> {
    let folder = state.imports().folder().to_owned();
    create_dir_all(&folder).await.map_err(Error::internal)?;
    let name = new_uuid(ctx.clock.as_ref(), ctx.random.as_ref());
    let finished = Finished(folder.join(format!("{name}.xlsx")));
    write_xlsx(&mut exporter, &finished.0).await?;
    let file = File::open(&finished.0).await.map_err(Error::internal)?;
    let chunks = stream::try_unfold((file, finished), |(mut file, finished)| async move {
        let mut chunk = vec![0; CHUNK];
        let read = file.read(&mut chunk).await?;
        chunk.truncate(read);
        let more = (read > 0).then(|| (Bytes::from(chunk), (file, finished)));
        Ok::<_, std::io::Error>(more)
    });
    Ok(Body::from_stream(chunks))
}

/// A file that goes away when nobody reads it any more.
struct Finished(PathBuf);

impl Drop for Finished {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::warn!(%error, "an export could not be removed");
        }
    }
}
