//! Demo data as a job, with its progress.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use rapport_accounts::Accounts;
use rapport_demo::People;
use rapport_kernel::{RequestContext, Result};
use rapport_records::{Engine, JobHandler, JobRun};
use serde_json::{Value, json};
use tokio::sync::watch;

/// The kind under which it is stored.
pub const KIND: &str = "demo";

/// Fills the tenant of the caller.
pub struct DemoJob {
    /// They make the people of the story.
    pub accounts: Arc<Accounts>,
}

/// The people of the story, for a tenant that was not filled yet.
pub async fn people(accounts: &Accounts, engine: &Engine, ctx: &RequestContext) -> Result<People> {
    engine.not_seeded(ctx).await?;
    let people = accounts.add_demo_people(ctx.tenant, ctx.actor.user).await?;
    Ok(People {
        sales: people.sales,
        service: people.service,
    })
}

impl JobHandler for DemoJob {
    fn run<'a>(
        &'a self,
        engine: &'a Engine,
        ctx: &'a RequestContext,
        job: &'a mut JobRun,
    ) -> Pin<Box<dyn Future<Output = Result<Value>> + Send + 'a>> {
        Box::pin(async move {
            let (told, hears) = watch::channel((0, 0));
            // The sender goes away with the story's end; then nothing is left to store.
            let tell = move |done, total| {
                told.send_replace((done, total));
            };
            let people = people(&self.accounts, engine, ctx).await?;
            let written = rapport_demo::seed(engine, ctx, &people, tell);
            let (written, stored) = tokio::join!(written, store_progress(engine, ctx, job, hears));
            let (done, total) = stored?;
            written?;
            Ok(json!({ "done": done, "total": total }))
        })
    }
}

/// Stores how far it came, as often as the database keeps up.
async fn store_progress(
    engine: &Engine,
    ctx: &RequestContext,
    job: &mut JobRun,
    mut hears: watch::Receiver<(usize, usize)>,
) -> Result<(i64, i64)> {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    while hears.changed().await.is_ok() {
        let (done, total) = *hears.borrow_and_update();
        let mut work = engine.work(ctx).await?;
        work.with_system(job.checkpoint(json!({}), number(done), number(total), ctx.now()));
        work.commit().await?;
    }
    let (done, total) = *hears.borrow();
    Ok((number(done), number(total)))
}
