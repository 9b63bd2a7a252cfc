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
use crate::action::ActionAnswer;
use crate::answer::WriteAnswer;

/// What the stored row says.
#[derive(Serialize, Deserialize)]
struct Written {
    operation: OperationId,
    record: Option<RecordId>,
    /// What an action answered.
    #[serde(default)]
    data: serde_json::Value,
}

/// The row to store with a change.
pub(crate) fn answer(
    ctx: &RequestContext,
    key: &Idempotency,
    record: Option<RecordId>,
    data: &serde_json::Value,
) -> StoredAnswer {
    let written = Written {
        operation: ctx.operation,
        record,
        data: data.clone(),
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
    /// The answer to a write whose key was seen before; none when it is new.
    ///
    /// # Errors
    /// `idempotency_mismatch` when the key came with another request.
    pub(crate) async fn answered_before(
        &self,
        ctx: &RequestContext,
        entity: &str,
    ) -> Result<Option<WriteAnswer>> {
        let Some(written) = self.written_before(ctx).await? else {
            return Ok(None);
        };
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

    /// The answer to an action whose key was seen before; none when it is new.
    ///
    /// # Errors
    /// As [`Engine::answered_before`].
    pub(crate) async fn acted_before(&self, ctx: &RequestContext) -> Result<Option<ActionAnswer>> {
        let written = self.written_before(ctx).await?;
        Ok(written.map(|written| ActionAnswer {
            data: written.data,
            operation: Some(written.operation),
        }))
    }

    async fn written_before(&self, ctx: &RequestContext) -> Result<Option<Written>> {
        let Some(key) = &ctx.idempotency else {
            return Ok(None);
        };
        let scope = ctx.actor.user.to_string();
        let stored = self.tenant(ctx.tenant).idempotent(&scope, &key.key).await?;
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
        let written = serde_json::from_str(&stored.body).map_err(Error::internal)?;
        Ok(Some(written))
    }
}
