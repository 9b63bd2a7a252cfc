//! The daily run of the retention rules.

use rapport_module_kit::{ChoreFuture, Work};

/// Runs all rules of the tenant. They are written by the platform itself, so the work stays empty.
pub(crate) fn run(work: &mut Work) -> ChoreFuture<'_> {
    Box::pin(async move {
        let (engine, ctx) = (work.engine().clone(), work.context().clone());
        engine.run_retention(&ctx).await.map(|()| false)
    })
}
