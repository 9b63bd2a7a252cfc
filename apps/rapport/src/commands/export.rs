//! `rapport export`: a list as CSV or XLSX.

use std::io::Write;
use std::path::Path;

use rapport_config::Settings;
use rapport_kernel::Source;
use rapport_records::ListRequest;
use rapport_transfer::{Exporter, csv_text, write_xlsx};

use crate::app::App;
use crate::cli::{Export, ExportFormat};
use crate::failure::{Failure, Outcome};

/// Tells Excel that a file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Runs the command.
pub async fn run(settings: &Settings, command: &Export) -> Outcome {
    let app = App::open(settings).await?;
    let done = export(&app, command).await;
    app.store.close().await;
    done
}

async fn export(app: &App, command: &Export) -> Outcome {
    let session = app.accounts.operator(command.company.as_deref()).await?;
    let ctx = app.context(session, Source::Api);
    let request = ListRequest {
        search: command.search.clone(),
        sort: command.sort.clone(),
        fields: (!command.fields.is_empty()).then(|| command.fields.clone()),
        ..ListRequest::default()
    };
    let mut exporter = Exporter::begin(&app.engine, &ctx, &command.entity, request).await?;
    let records = match (command.format, &command.out) {
        (ExportFormat::Xlsx, Some(file)) => write_xlsx(&mut exporter, file).await?,
        (ExportFormat::Xlsx, None) => {
            return Err(Failure::new("an XLSX file needs a name: --out FILE"));
        }
        (ExportFormat::Csv, Some(file)) => {
            let mut out = std::fs::File::create(file).map_err(|error| unwritable(file, error))?;
            out.write_all(BYTE_ORDER_MARK.as_bytes())
                .map_err(|error| unwritable(file, error))?;
            write_csv(&mut exporter, &mut out).await?
        }
        (ExportFormat::Csv, None) => write_csv(&mut exporter, &mut std::io::stdout()).await?,
    };
    if let Some(file) = &command.out {
        println!("{records} records in {}", file.display());
    }
    Ok(())
}

async fn write_csv(exporter: &mut Exporter, out: &mut impl Write) -> Outcome<u64> {
    let wrong = |error| Failure::cannot("write the export", error);
    let mut records = 0u64;
    out.write_all(&csv_text(&[exporter.header()])?)
        .map_err(wrong)?;
    while let Some(rows) = exporter.next().await? {
        records = records.saturating_add(u64::try_from(rows.len()).unwrap_or_default());
        out.write_all(&csv_text(&rows)?).map_err(wrong)?;
    }
    out.flush().map_err(wrong)?;
    Ok(records)
}

fn unwritable(file: &Path, error: std::io::Error) -> Failure {
    Failure::cannot(format!("write {}", file.display()), error)
}
