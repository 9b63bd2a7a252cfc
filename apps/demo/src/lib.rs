//! Demo data: a believable company with a year of history.
//!
//! [`seed`] plans the story (`story/`, pure and the same each time) and writes it through the engine (`write.rs`) with
//! a stopped clock per moment, so that timelines, stage history and audit look as if the year had happened.
//! People, companies and addresses are invented. Nothing here bypasses hooks, checks or permissions.

mod calendar;
mod generator;
mod people;
mod story;
mod words;
mod write;

use rapport_kernel::{RequestContext, Result};
use rapport_records::Engine;

use calendar::Calendar;
pub use people::People;

/// Fills the tenant of the caller; the records belong to `people`. `progress` hears how many of how many changes are done.
///
/// # Errors
/// `conflict` for a tenant that has been filled before; what the engine refuses.
pub async fn seed(
    engine: &Engine,
    ctx: &RequestContext,
    people: &People,
    mut progress: impl FnMut(usize, usize) + Send,
) -> Result<()> {
    engine.not_seeded(ctx).await?;
    let calendar = Calendar::new(ctx.now(), ctx.time_zone.clone());
    let events = story::plan(calendar.clone());
    write::write(engine, ctx, &calendar, people, &events, &mut progress).await
}
