//! What time brings: the chores of the modules, for each tenant.
//!
//! Who runs a chore is decided by one row of the installation: whoever moves its next time first. A process that dies
//! in the middle leaves the rest to the next time; that is why a chore must do no harm when it runs twice.

use std::sync::Arc;
use std::time::Duration;

use rapport_kernel::{
    Access, Actor, Clock, OperationId, Random, RequestContext, RequestId, Result, Source, UserId,
    new_uuid,
};
use rapport_store::Tenant;

use crate::module::Chore;
use crate::{Engine, Work};

/// How often is looked whether a chore is due.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// A chore that still says there is more after so many works goes on at its next time.
const MOST_WORKS: u32 = 1000;

impl Engine {
    /// Runs chores when they are due, until the future is dropped.
    pub async fn run_chores(&self, clock: Arc<dyn Clock>, random: Arc<dyn Random>) {
        let mut looks = tokio::time::interval(LOOK_EVERY);
        loop {
            looks.tick().await;
            if let Err(error) = self.run_due_chores(&clock, &random).await {
                tracing::warn!(?error, "chores cannot be run; it is tried again");
            }
        }
    }

    /// Runs the chores that are due and answers their names.
    ///
    /// # Errors
    /// The database cannot be reached. What goes wrong for one tenant is logged and does not stop the others.
    pub async fn run_due_chores(
        &self,
        clock: &Arc<dyn Clock>,
        random: &Arc<dyn Random>,
    ) -> Result<Vec<&'static str>> {
        let mut ran = Vec::new();
        for chore in self.chores() {
            let now = clock.now();
            let next = now.plus_seconds(i64::from(chore.every_minutes) * 60);
            let identity = self.store().identity();
            if identity.claim_time(chore.name, now, next).await? {
                for tenant in identity.tenants().await? {
                    let ctx = system(&tenant, clock, random);
                    self.run_chore(&ctx, chore).await;
                }
                ran.push(chore.name);
            }
        }
        Ok(ran)
    }

    async fn run_chore(&self, ctx: &RequestContext, chore: &Chore) {
        for _ in 0..MOST_WORKS {
            match self.chore_work(&ctx.new_operation(), chore).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => {
                    tracing::warn!(tenant = %ctx.tenant, chore = chore.name, ?error, "chore failed");
                    return;
                }
            }
        }
        tracing::warn!(tenant = %ctx.tenant, chore = chore.name, "chore has more to do than it may at once");
    }

    async fn chore_work(&self, ctx: &RequestContext, chore: &Chore) -> Result<bool> {
        let plan = || async move {
            let mut work: Work = self.work(ctx).await?;
            work.named(chore.name);
            let more = (chore.run)(&mut work).await?;
            let is_empty = work.is_empty();
            work.commit().await?;
            Ok(more && !is_empty)
        };
        self.replanning(|| Box::pin(plan())).await
    }
}

/// The platform itself, at work in a tenant.
fn system(tenant: &Tenant, clock: &Arc<dyn Clock>, random: &Arc<dyn Random>) -> RequestContext {
    let id = || new_uuid(clock.as_ref(), random.as_ref());
    RequestContext {
        tenant: tenant.id,
        actor: Actor::new(Access::everything(UserId::SYSTEM)),
        request_id: RequestId(id()),
        operation: OperationId(id()),
        source: Source::System,
        time_zone: tenant.time_zone.as_str().into(),
        currency: tenant.currency,
        idempotency: None,
        clock: Arc::clone(clock),
        random: Arc::clone(random),
    }
}
