//! Imports: an uploaded file, its mapping, the dry run, the run and the way back.

use std::path::{Path, PathBuf};

use axum::extract::{Multipart, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use rapport_kernel::{Error, ErrorCode, RequestContext, new_uuid};
use rapport_records::scope::{Right, permits};
use rapport_transfer::ImportChange;
use serde_json::Value;
use tokio::fs;
use tokio::io::AsyncWriteExt;

use super::answer;
use super::body::{snake_keys, typed};
use super::query::{Parameters, refused};
use super::target::Id;
use super::write::Write;
use crate::context::Context;
use crate::problem::{Answer, Problem};
use crate::state::GatewayState;

/// The largest file.
const LIMIT: u64 = 100 * 1024 * 1024;

/// `POST /imports?entity=contact`
pub(crate) async fn create(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    mut parameters: Parameters,
    form: std::result::Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Answer {
    let entity = parameters.take_filled("entity")?;
    parameters.finish()?;
    let entity =
        entity.ok_or_else(|| Error::field("entity", ErrorCode::REQUIRED, "must be given"))?;
    let definition = state.engine().entity(&ctx, &entity).await?;
    if !permits(&ctx, &definition, Right::Import) {
        return Err(Error::forbidden(format!("you may not import {}", definition.plural)).into());
    }
    let form = form.map_err(|_| {
        Error::new(
            ErrorCode::UNSUPPORTED_MEDIA,
            "the body must be `multipart/form-data`",
        )
    })?;
    let (name, path) = uploaded(&state, &ctx, form).await?;
    let imports = state.imports();
    match imports
        .begin(&ctx, &definition.name, &name, path.clone())
        .await
    {
        Ok(import) => Ok(answer::data(StatusCode::CREATED, &import.to_json())),
        Err(error) => {
            forget(&path).await;
            Err(error.into())
        }
    }
}

/// `GET /imports`
pub(crate) async fn list(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    mut parameters: Parameters,
) -> Answer {
    let limit = parameters.take_limit(20, 200)?;
    parameters.finish()?;
    let imports = state.imports().list(&ctx, limit).await?;
    let rows: Vec<Value> = imports
        .iter()
        .map(rapport_transfer::Import::to_json)
        .collect();
    Ok(answer::data(StatusCode::OK, &rows))
}

/// `GET /imports/{id}`
pub(crate) async fn get(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Id(id): Id,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let import = state.imports().get(&ctx, id).await?;
    Ok(answer::data(StatusCode::OK, &import.to_json()))
}

/// `PATCH /imports/{id}`
pub(crate) async fn update(State(state): State<GatewayState>, Id(id): Id, write: Write) -> Answer {
    let change: ImportChange = typed(snake_keys(write.input)?)?;
    let import = state.imports().change(&write.ctx, id, &change).await?;
    Ok(answer::data(StatusCode::OK, &import.to_json()))
}

/// `POST /imports/{id}/check`
pub(crate) async fn check(State(state): State<GatewayState>, Id(id): Id, write: Write) -> Answer {
    write.without_input()?;
    let import = state.imports().check(&write.ctx, id).await?;
    Ok(answer::data(StatusCode::ACCEPTED, &import.to_json()))
}

/// `POST /imports/{id}/run`
pub(crate) async fn run(State(state): State<GatewayState>, Id(id): Id, write: Write) -> Answer {
    write.without_input()?;
    let import = state.imports().run(&write.ctx, id).await?;
    Ok(answer::data(StatusCode::ACCEPTED, &import.to_json()))
}

/// `POST /imports/{id}/undo`
pub(crate) async fn undo(State(state): State<GatewayState>, Id(id): Id, write: Write) -> Answer {
    write.without_input()?;
    let import = state.imports().undo(&write.ctx, id).await?;
    Ok(answer::data(StatusCode::ACCEPTED, &import.to_json()))
}

/// `GET /imports/{id}/rows`
pub(crate) async fn rows(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Id(id): Id,
    mut parameters: Parameters,
) -> Answer {
    let status = parameters.take_filled("status")?;
    if let Some(status) = &status
        && !matches!(
            status.as_str(),
            "new" | "changed" | "unchanged" | "rejected"
        )
    {
        return Err(refused("status", "must be new, changed, unchanged or rejected").into());
    }
    let after = parameters
        .take_as("cursor", "the `next_cursor` of the page before")?
        .unwrap_or(0);
    let limit = parameters.take_limit(50, 1000)?;
    parameters.finish()?;
    let (rows, next) = state
        .imports()
        .rows(&ctx, id, status.as_deref(), after, limit)
        .await?;
    Ok(answer::page(&rows, limit, next.map(|row| row.to_string())))
}

/// `GET /imports/{id}/errors.csv`
pub(crate) async fn errors_csv(
    State(state): State<GatewayState>,
    Context(ctx): Context,
    Id(id): Id,
    parameters: Parameters,
) -> Answer {
    parameters.finish()?;
    let text = state.imports().errors_csv(&ctx, id).await?;
    let mut response = Response::new(format!("\u{feff}{text}").into());
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    let name = HeaderValue::from_static("attachment; filename=\"errors.csv\"");
    headers.insert(CONTENT_DISPOSITION, name);
    Ok(response)
}

/// Streams the part `file` into the folder for uploads; answers its name on the user's machine and its path here.
async fn uploaded(
    state: &GatewayState,
    ctx: &RequestContext,
    mut form: Multipart,
) -> std::result::Result<(String, PathBuf), Problem> {
    let folder = state.imports().folder().to_owned();
    fs::create_dir_all(&folder).await.map_err(Error::internal)?;
    let Some(part) = form.next_field().await.map_err(broken)? else {
        return Err(Error::field("file", ErrorCode::REQUIRED, "is missing in the form").into());
    };
    if part.name() != Some("file") {
        let name = part.name().unwrap_or_default().to_owned();
        return Err(Error::field(name, ErrorCode::UNKNOWN_FIELD, "is not a part here").into());
    }
    let name = shown(part.file_name().unwrap_or("file"));
    let path = folder.join(new_uuid(ctx.clock.as_ref(), ctx.random.as_ref()).to_string());
    if let Err(problem) = stored(part, &path).await {
        forget(&path).await;
        return Err(problem);
    }
    Ok((name, path))
}

async fn stored(
    mut part: axum::extract::multipart::Field<'_>,
    path: &Path,
) -> std::result::Result<(), Problem> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(path).await.map_err(Error::internal)?;
    let mut size = 0u64;
    while let Some(chunk) = part.chunk().await.map_err(broken)? {
        size += chunk.len() as u64;
        if size > LIMIT {
            let message = format!("the file is larger than {} MB", LIMIT / 1024 / 1024);
            return Err(Error::new(ErrorCode::TOO_LARGE, message).into());
        }
        file.write_all(&chunk).await.map_err(Error::internal)?;
    }
    file.flush().await.map_err(Error::internal)?;
    Ok(())
}

fn broken(error: axum::extract::multipart::MultipartError) -> Problem {
    tracing::debug!(%error, "broken form");
    Problem(Error::invalid("the form could not be read to its end"))
}

/// The last part of a path, short enough to be shown.
fn shown(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars()
        .filter(|letter| !letter.is_control())
        .take(200)
        .collect()
}

async fn forget(path: &Path) {
    if let Err(error) = fs::remove_file(path).await
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "an upload could not be removed");
    }
}
