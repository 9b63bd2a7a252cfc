//! Named actions: a module's code plans changes, the engine commits them as one operation.

use rapport_kernel::{Error, OperationId, RecordId, RequestContext, Result};
use rapport_schema::{ActionDef, ActionTarget, parse_fields};
use serde_json::{Map, Value};

use crate::module::{ActionFn, ActionFuture, ActionInput};
use crate::scope::{Right, require_right};
use crate::{Engine, Work};

/// What an action answers.
#[derive(Clone, Debug)]
pub struct ActionAnswer {
    /// What its code says.
    pub data: Value,
    /// The operation, when it changed anything.
    pub operation: Option<OperationId>,
}

/// Code that plans in a work and answers what the caller gets; it may run several times.
pub type PlatformCode<'c> = dyn for<'w> Fn(&'w mut Work) -> ActionFuture<'w> + Send + Sync + 'c;

impl Engine {
    /// Runs an action of an entity.
    ///
    /// # Errors
    /// `not_found` for action or record; what is wrong with the input, by field; whatever its rules refuse.
    pub async fn action(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: Option<RecordId>,
        name: &str,
        input: &Map<String, Value>,
    ) -> Result<ActionAnswer> {
        let entity = self.whole(ctx, entity).await?;
        let unknown = || Error::not_found(format!("action `{name}` of {}", entity.plural));
        let seen = self.seen(ctx, &entity);
        let action = seen.action(name).ok_or_else(unknown)?;
        let code = self.action_code(&entity.name, name).ok_or_else(unknown)?;
        if (action.on == ActionTarget::Record) != id.is_some() {
            return Err(unknown());
        }
        let right = right_of(action);
        require_right(ctx, &entity, right)?;
        if let Some(id) = id {
            self.require(ctx, &entity, id, right).await?;
        }
        if let Some(answer) = self.acted_before(ctx).await? {
            return Ok(answer);
        }
        let plan = || self.try_action(ctx, action, code, id, input);
        self.replanning(|| Box::pin(plan())).await
    }

    async fn try_action(
        &self,
        ctx: &RequestContext,
        action: &ActionDef,
        code: ActionFn,
        id: Option<RecordId>,
        input: &Map<String, Value>,
    ) -> Result<ActionAnswer> {
        let mut work = self.work(ctx).await?;
        let input =
            parse_fields(&action.input, input, &work.input_context(true)).map_err(Error::fields)?;
        work.named(&action.name);
        let data = code(&mut work, ActionInput { id, input }).await?;
        acted(work, data).await
    }

    /// Runs code of the platform like an action: what it plans is one operation, planned anew when somebody else was
    /// faster, and done once for an idempotency key.
    ///
    /// # Errors
    /// Whatever the code refuses.
    pub async fn perform(
        &self,
        ctx: &RequestContext,
        name: &str,
        code: &PlatformCode<'_>,
    ) -> Result<ActionAnswer> {
        if let Some(answer) = self.acted_before(ctx).await? {
            return Ok(answer);
        }
        let plan = || async move {
            let mut work = self.work(ctx).await?;
            work.named(name);
            let data = code(&mut work).await?;
            acted(work, data).await
        };
        self.replanning(|| Box::pin(plan())).await
    }
}

async fn acted(mut work: Work, data: Value) -> Result<ActionAnswer> {
    work.answering(&data);
    let operation = if work.is_empty() {
        None
    } else {
        Some(work.commit().await?.operation)
    };
    Ok(ActionAnswer { data, operation })
}

/// The right an action needs on its record.
pub(crate) fn right_of(action: &ActionDef) -> Right {
    if action.permission == "read" {
        Right::Read
    } else {
        Right::Update
    }
}
