//! Repeated requests: what an idempotency key wrote before is answered again, not done again.
//!
//! The key's row is stored in the transaction of the change. It remembers which record was written; the answer to a
//! repeat is that record as it is now.

use rapport_kernel::{
    Error, ErrorCode, Idempotency, OperationId, RecordId, RequestContext, Result,
};
use rapport_store::StoredAnswer;
use serde::{Deserialize, Serialize};

use crate::Engine;
use crate::answer::WriteAnswer;

/// What the stored row says.
#[derive(Serialize, Deserialize)]
struct Written {
    operation: OperationId,
    record: Option<RecordId>,
}

/// The row to store with a change.
pub(crate) fn answer(
    ctx: &RequestContext,
    key: &Idempotency,
    record: Option<RecordId>,
) -> StoredAnswer {
    let written = Written {
        operation: ctx.operation,
        record,
    };
    StoredAnswer {
        scope: ctx.actor.user.to_string(),
        key: key.key.clone(),
        fingerprint: key.fingerprint.clone(),
        status: 200,
        body: serde_json::to_string(&written).unwrap_or_default(),
        at: ctx.now(),
    }
}

impl Engine {
    /// The answer to a request whose key was seen before; none when it is new.
    ///
    /// # Errors
    /// `idempotency_mismatch` when the key came with another request.
    pub(crate) async fn answered_before(
        &self,
        ctx: &RequestContext,
        entity: &str,
    ) -> Result<Option<WriteAnswer>> {
        let Some(key) = &ctx.idempotency else {
            return Ok(None);
        };
        let stored = self
            .tenant(ctx.tenant)
            .idempotent(&ctx.actor.user.to_string(), &key.key)
            .await?;
        let Some(stored) = stored else {
            return Ok(None);
        };
        if stored.fingerprint != key.fingerprint {
            let message = format!(
                "the idempotency key `{}` was used for another request",
                key.key
            );
            return Err(Error::new(ErrorCode::IDEMPOTENCY_MISMATCH, message));
        }
        let written: Written = serde_json::from_str(&stored.body).map_err(Error::internal)?;
        let Some(record) = written.record else {
            return Ok(None);
        };
        let answer = self.get(ctx, entity, record, None, &[]).await?;
        Ok(Some(WriteAnswer {
            record: answer.record,
            version: answer.version,
            operation: written.operation,
        }))
    }
}
