//! Create, update, delete and restore of one record: the shortest units of work.

use std::pin::Pin;
use std::sync::Arc;

use rapport_kernel::{Error, ErrorCode, OperationId, RecordId, RequestContext, Result, Timestamp};
use rapport_schema::{EntityDef, Record, Value};
use rapport_store::{Applied, Deleted};
use serde_json::{Map, Value as Json};

use crate::answer::{Visible, WriteAnswer};
use crate::scope::Right;
use crate::{Committed, Engine};

/// How often a change is planned anew when somebody else was faster and the caller named no version.
const TRIES: u32 = 40;
/// After so many tries one waits for the others who were unlucky as often, so that many who change one record take turns.
const LUCK: u32 = 4;

static QUEUE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// One try of planning and committing.
pub(crate) type Planning<'p, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'p>>;

impl Engine {
    /// Creates a record from JSON values.
    ///
    /// # Errors
    /// Everything that is wrong with the values, by field; `duplicate` for a value that must be unique.
    pub async fn create(
        &self,
        ctx: &RequestContext,
        entity: &str,
        input: &Map<String, Json>,
    ) -> Result<WriteAnswer> {
        if let Some(answer) = self.answered_before(ctx, entity).await? {
            return Ok(answer);
        }
        let created = self
            .replanning(|| Box::pin(self.try_create(ctx, entity, input)))
            .await;
        match created {
            // Somebody sent the same request a moment earlier: its answer is this one's.
            Err(error) if error.code == ErrorCode::IDEMPOTENCY_MISMATCH => {
                self.answered_before(ctx, entity).await?.ok_or(error)
            }
            created => created,
        }
    }

    async fn try_create(
        &self,
        ctx: &RequestContext,
        entity: &str,
        input: &Map<String, Json>,
    ) -> Result<WriteAnswer> {
        let mut work = self.work(ctx).await?;
        let entity = work.entity(entity)?;
        let values = self
            .seen(ctx, &entity)
            .parse_input(input, &work.input_context(true))
            .map_err(Error::fields)?;
        let id = work.create(&entity.name, values).await?;
        let (after, committed) = work.commit_one(id).await?;
        self.written(ctx, &entity, id, after, &committed).await
    }

    /// Plans and commits, and does both anew when somebody else was faster.
    ///
    /// # Errors
    /// What the plan says; `version_conflict` when others are faster again and again.
    pub(crate) async fn replanning<'p, T>(&self, plan: impl Fn() -> Planning<'p, T>) -> Result<T> {
        let mut tries = 0;
        let (mut turn, mut repeated) = (None, false);
        loop {
            tries += 1;
            match plan().await {
                Err(error) if error.code == ErrorCode::VERSION_CONFLICT && tries < TRIES => {}
                // A rule may have made the same record for somebody else at this moment: a second plan finds it.
                Err(error) if error.code == ErrorCode::DUPLICATE && !repeated => repeated = true,
                done => return done,
            }
            if tries >= LUCK && turn.is_none() {
                turn = Some(QUEUE.lock().await);
            }
        }
    }

    /// Changes some fields of a record. With `if_version`, only if that is still its version.
    ///
    /// # Errors
    /// `not_found`; `version_conflict` with the present record under `current`; what is wrong, by field.
    pub async fn update(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: RecordId,
        input: &Map<String, Json>,
        if_version: Option<i64>,
    ) -> Result<WriteAnswer> {
        if let Some(answer) = self.answered_before(ctx, entity).await? {
            return Ok(answer);
        }
        let plan = || self.try_update(ctx, entity, id, input, if_version);
        let updated = match if_version {
            None => self.replanning(|| Box::pin(plan())).await,
            Some(_) => plan().await,
        };
        match updated {
            Err(error) if error.code == ErrorCode::VERSION_CONFLICT => {
                Err(self.with_current(ctx, entity, id, error).await)
            }
            updated => updated,
        }
    }

    async fn try_update(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: RecordId,
        input: &Map<String, Json>,
        if_version: Option<i64>,
    ) -> Result<WriteAnswer> {
        let mut work = self.work(ctx).await?;
        let entity = work.entity(entity)?;
        let change = self
            .seen(ctx, &entity)
            .parse_input(input, &work.input_context(false))
            .map_err(Error::fields)?;
        let before = work.load(&entity, id, Right::Update, Deleted::No).await?;
        if let Some(expected) = if_version
            && before.get("version") != &Value::Int(expected)
        {
            let message = format!("{} `{id}` is no longer at version {expected}", entity.name);
            return Err(Error::new(ErrorCode::VERSION_CONFLICT, message));
        }
        work.update_loaded(&entity, id, before, &change).await?;
        let (after, committed) = work.commit_one(id).await?;
        self.written(ctx, &entity, id, after, &committed).await
    }

    /// Moves a record to the bin.
    ///
    /// # Errors
    /// `not_found`; `conflict` when a record that links to it forbids it.
    pub async fn delete(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: RecordId,
    ) -> Result<OperationId> {
        let plan = || async move {
            let mut work = self.work(ctx).await?;
            work.delete(entity, id).await?;
            Ok(work.commit().await?.operation)
        };
        self.replanning(|| Box::pin(plan())).await
    }

    /// Takes a record out of the bin.
    ///
    /// # Errors
    /// `not_found` when it is not in the bin.
    pub async fn restore(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: RecordId,
    ) -> Result<WriteAnswer> {
        let plan = || async move {
            let mut work = self.work(ctx).await?;
            work.restore(entity, id).await?;
            Ok(work.commit().await?.operation)
        };
        let operation = self.replanning(|| Box::pin(plan())).await?;
        let answer = self.get(ctx, entity, id, None, &[]).await?;
        Ok(WriteAnswer {
            record: answer.record,
            version: answer.version,
            operation,
        })
    }

    /// The answer for a record that was just written, rendered from what was planned.
    async fn written(
        &self,
        ctx: &RequestContext,
        entity: &Arc<EntityDef>,
        id: RecordId,
        mut after: Record,
        committed: &Committed,
    ) -> Result<WriteAnswer> {
        let operation = committed.operation;
        let Some(applied) = committed.applied.iter().find(|applied| applied.id == id) else {
            // Nothing changed, so nothing was written: answer what is there.
            let answer = self.get(ctx, &entity.name, id, None, &[]).await?;
            return Ok(WriteAnswer {
                record: answer.record,
                version: answer.version,
                operation,
            });
        };
        complete(&mut after, ctx, committed.at, applied);
        let record = Visible::new(
            self.seen(ctx, entity)
                .record_text(&after, |field| !field.sensitive),
        );
        Ok(WriteAnswer {
            record,
            version: applied.version,
            operation,
        })
    }

    /// Adds the record as it is now to a version conflict.
    async fn with_current(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: RecordId,
        error: Error,
    ) -> Error {
        match self.get(ctx, entity, id, None, &[]).await {
            Ok(current) => {
                let text = String::from_utf8_lossy(current.record.as_bytes()).into_owned();
                error.with_extra("current", text)
            }
            Err(_) => error,
        }
    }
}

/// Fills in what the commit decided and the platform keeps.
fn complete(after: &mut Record, ctx: &RequestContext, at: Timestamp, applied: &Applied) {
    let (now, me) = (Value::Time(at), Value::Id(ctx.actor.author().0));
    if !after.has("created_at") {
        after.set("created_at", now.clone());
        after.set("created_by", me.clone());
        after.set("source", Value::Text(ctx.source.to_string()));
        after.set("deleted_at", Value::Null);
    }
    after.set("id", Value::Id(applied.id.0));
    after.set("seq", Value::Int(applied.seq));
    after.set("version", Value::Int(applied.version));
    after.set("updated_at", now);
    after.set("updated_by", me);
    if let Some(code) = &applied.code {
        after.set("code", Value::Text(code.clone()));
    }
}
