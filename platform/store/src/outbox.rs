//! Events of committed changes, written with each change by `commit/`.
//!
//! A relay that publishes them claims rows and marks them; until one runs, they are kept for a while and forgotten.

use rapport_kernel::Timestamp;

use crate::sql::SqlText;
use crate::transact::Step;
use crate::{Result, Store};

/// How long an event is kept, published or not.
const KEPT_SECONDS: i64 = 7 * 24 * 60 * 60;

impl Store {
    /// Forgets events older than a week; answers how many.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn forget_events(&self, now: Timestamp) -> Result<u64> {
        let mut sql = SqlText::new("DELETE FROM outbox WHERE created_at < ");
        sql.param(now.plus_seconds(-KEPT_SECONDS));
        let outcomes = self.transact(vec![Step::any(sql.finish())]).await?;
        Ok(outcomes.first().map_or(0, |outcome| outcome.affected))
    }
}
