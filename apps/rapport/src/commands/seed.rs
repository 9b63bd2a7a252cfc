//! `rapport seed`: fills a tenant with demo data.

use indicatif::{ProgressBar, ProgressStyle};
use rapport_config::Settings;
use rapport_kernel::Source;

use crate::app::App;
use crate::cli::Seed;
use crate::failure::Outcome;

/// Runs the command.
pub async fn run(settings: &Settings, command: &Seed) -> Outcome {
    let app = App::open(settings).await?;
    let session = app.accounts.operator(command.company.as_deref()).await?;
    let ctx = app.context(session, Source::Seed);
    let people = crate::demo::people(&app.accounts, &app.engine, &ctx).await?;
    let bar = progress_bar("changes");
    let told = bar.clone();
    let tell = move |done: usize, total: usize| {
        told.set_length(u64::try_from(total).unwrap_or_default());
        told.set_position(u64::try_from(done).unwrap_or_default());
    };
    let written = rapport_demo::seed(&app.engine, &ctx, &people, tell).await;
    bar.finish_and_clear();
    let changes = bar.position();
    app.store.close().await;
    written?;
    println!("{changes} changes written; sign in to see a year of a believable company");
    Ok(())
}

/// A bar for long work; silent when standard error is no terminal.
pub fn progress_bar(what: &str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    let template = format!("{{wide_bar}} {{pos}} of {{len}} {what}, {{eta}} left");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    bar
}
