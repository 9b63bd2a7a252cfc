//! `rapport import`: a file into records, by the same road as in the web app.

use std::path::Path;
use std::time::Duration;

use rapport_config::Settings;
use rapport_kernel::{RequestContext, Source};
use rapport_transfer::{Import, ImportChange, ImportState, Imports, MappedColumn, Mode};
use uuid::Uuid;

use crate::app::App;
use crate::cli::Import as Command;
use crate::commands::seed::progress_bar;
use crate::failure::{Failure, Outcome};

/// How often the bar moves, and how long to wait when another process does the work.
const LOOK: Duration = Duration::from_millis(200);

/// How many rejected rows are shown.
const SHOWN: u32 = 5;

/// Runs the command.
pub async fn run(settings: &Settings, command: &Command) -> Outcome {
    let app = App::open(settings).await?;
    let done = import(&app, settings, command).await;
    app.store.close().await;
    done
}

async fn import(app: &App, settings: &Settings, command: &Command) -> Outcome {
    let session = app.accounts.operator(command.company.as_deref()).await?;
    let ctx = app.context(session, Source::Api);
    let imports = Imports::new(app.engine.clone(), settings.data.join("imports"));
    let (name, path) = copied(&command.file, imports.folder(), ctx.operation.0)?;
    let import = imports.begin(&ctx, &command.entity, &name, path).await?;
    let change = change(&import, command)?;
    let import = imports.change(&ctx, import.id, &change).await?;
    for mapped in &import.mapping {
        let header = import
            .columns
            .get(mapped.column)
            .map(|column| column.header.as_str());
        let field = mapped.field.as_deref().unwrap_or("(not imported)");
        println!("{} -> {field}", header.unwrap_or_default());
    }
    if command.dry_run {
        imports.check(&ctx, import.id).await?;
    } else {
        imports.run(&ctx, import.id).await?;
    }
    let import = work_off(app, &imports, &ctx, import.id).await?;
    report(&imports, &ctx, &import, command).await
}

/// Puts a copy into the folder of imports, where it stays as long as the import can be looked at.
fn copied(file: &Path, folder: &Path, id: Uuid) -> Outcome<(String, std::path::PathBuf)> {
    let shown = file.display();
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .ok_or_else(|| Failure::new(format!("{shown} is no file")))?;
    std::fs::create_dir_all(folder)
        .map_err(|error| Failure::cannot(format!("make {}", folder.display()), error))?;
    let copy = folder.join(id.to_string());
    std::fs::copy(file, &copy).map_err(|error| Failure::cannot(format!("read {shown}"), error))?;
    Ok((name, copy))
}

/// What the flags change of the suggested settings.
fn change(import: &Import, command: &Command) -> Outcome<ImportChange> {
    let mut mapping = import.mapping.clone();
    for (header, field) in &command.map {
        let column = import
            .columns
            .iter()
            .find(|column| column.header.eq_ignore_ascii_case(header))
            .ok_or_else(|| Failure::new(format!("the file has no column `{header}`")))?;
        mapping.retain(|mapped| mapped.column != column.index);
        mapping.retain(|mapped| field.is_empty() || mapped.field.as_ref() != Some(field));
        mapping.push(MappedColumn {
            column: column.index,
            field: Some(field.clone()).filter(|field| !field.is_empty()),
        });
    }
    mapping.sort_by_key(|mapped| mapped.column);
    Ok(ImportChange {
        mapping: Some(mapping),
        mode: Some(match command.mode {
            crate::cli::ImportMode::Create => Mode::Create,
            crate::cli::ImportMode::Update => Mode::Update,
            crate::cli::ImportMode::Upsert => Mode::Upsert,
        }),
        key: command.key.clone(),
        create_links: Some(!command.no_links),
        date_order: command.date_order.clone(),
        ..ImportChange::default()
    })
}

/// Works until the import is through, and shows how far it came.
async fn work_off(app: &App, imports: &Imports, ctx: &RequestContext, id: Uuid) -> Outcome<Import> {
    let bar = progress_bar("rows");
    let work = async {
        loop {
            // Another process may have taken the job; then it is only watched.
            if !app.engine.run_one_job(&app.clock, &app.random).await? {
                let import = imports.get(ctx, id).await?;
                if !matches!(import.state, ImportState::Checking | ImportState::Running) {
                    return Ok(import);
                }
                tokio::time::sleep(LOOK).await;
            }
        }
    };
    let watch = async {
        loop {
            if let Ok(import) = imports.get(ctx, id).await {
                bar.set_length(import.progress.total);
                bar.set_position(import.progress.done);
            }
            tokio::time::sleep(LOOK).await;
        }
    };
    let import: Outcome<Import> = tokio::select! {
        import = work => import,
        never = watch => never,
    };
    bar.finish_and_clear();
    import
}

async fn report(
    imports: &Imports,
    ctx: &RequestContext,
    import: &Import,
    command: &Command,
) -> Outcome {
    if let Some(error) = &import.error {
        return Err(Failure::new(error.clone()));
    }
    let sum = &import.summary;
    let would = if command.dry_run { "would be " } else { "" };
    println!(
        "{} rows: {} {would}new, {} {would}changed, {} unchanged, {} rejected",
        import.file.rows, sum.new, sum.changed, sum.unchanged, sum.rejected
    );
    if sum.links_created > 0 {
        println!("{} linked records {would}made", sum.links_created);
    }
    if sum.rejected > 0 {
        let (rows, _) = imports
            .rows(ctx, import.id, Some("rejected"), 0, SHOWN)
            .await?;
        for row in rows {
            let text = |key: &str| row.get(key).map(ToString::to_string).unwrap_or_default();
            println!("  row {}: {}", text("row"), reasons(&row));
        }
    }
    if let (Some(file), true) = (&command.errors, sum.rejected > 0) {
        let text = imports.errors_csv(ctx, import.id).await?;
        std::fs::write(file, text)
            .map_err(|error| Failure::cannot(format!("write {}", file.display()), error))?;
        println!("the rejected rows are in {}", file.display());
    }
    if !command.dry_run {
        println!(
            "it can be taken back in the web app, or with POST /api/v1/imports/{}/undo",
            import.id
        );
    }
    Ok(())
}

fn reasons(row: &serde_json::Value) -> String {
    let errors = row.get("errors").and_then(serde_json::Value::as_array);
    let texts: Vec<String> = errors
        .into_iter()
        .flatten()
        .map(|error| {
            let part = |key: &str| error.get(key).and_then(serde_json::Value::as_str);
            let column = part("column").unwrap_or_default();
            format!("{column} {}", part("message").unwrap_or_default())
                .trim()
                .to_owned()
        })
        .collect();
    texts.join("; ")
}
