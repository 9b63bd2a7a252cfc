//! Whether demo data was written before.

use rapport_kernel::{Error, ErrorCode, RequestContext, Result, Source};
use rapport_schema::{Filter, Value};

use crate::Engine;

impl Engine {
    /// Refuses to fill a tenant with demo data a second time.
    ///
    /// # Errors
    /// `conflict`, with what can be done instead.
    pub async fn not_seeded(&self, ctx: &RequestContext) -> Result<()> {
        let schema = self.schema(ctx.tenant).await?;
        let seed = Value::Text(Source::Seed.to_string());
        let filter = Filter::equals("source", seed);
        for entity in schema.entities() {
            let found = self
                .tenant(ctx.tenant)
                .find(entity, &filter, &[], 1)
                .await?;
            if !found.is_empty() {
                let message = "this company has demo data already; for a fresh set found another company, \
                               or put the old set into the bin first: the records whose source is `seed`";
                return Err(Error::new(ErrorCode::CONFLICT, message));
            }
        }
        Ok(())
    }
}
