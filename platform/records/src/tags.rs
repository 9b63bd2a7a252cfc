//! What one can do with a tag besides changing its entry: another name, into another tag, off every record.
//!
//! Up to 500 records follow in the same transaction, more in a job whose chunks belong to one operation, so that one undo
//! takes all of it back.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;

use rapport_kernel::{Error, ErrorCode, RecordId, RequestContext, Result};
use rapport_schema::{Condition, Filter, Operator, Record, Value};
use rapport_store::Deleted;
use serde_json::{Value as Json, json};

use crate::jobs::{JobHandler, JobRun};
use crate::scope::Right;
use crate::work::tags::{AT_ONCE, TAG, tags_fields};
use crate::{Engine, Work};

/// The kind under which exchanges on many records are stored as jobs.
pub(crate) const EXCHANGE: &str = "tag_exchange";
/// The kind under which the words of all records are put into the list.
pub(crate) const COLLECT: &str = "tag_collect";
/// How often a chunk is planned anew because somebody else changed one of its records.
const TRIES: u32 = 5;

impl Work {
    /// Plans another name for a tag, on its entry and on every record that carries it.
    ///
    /// # Errors
    /// `duplicate` when another tag has the name.
    pub async fn rename_tag(&mut self, id: RecordId, name: &str) -> Result<Json> {
        let word = self.word_of(id).await?;
        let named = Filter::equals("name", Value::Text(name.to_owned()));
        if word != name && !self.find(TAG, named, &[], 1).await?.is_empty() {
            let message = format!("there is a tag `{name}` already; merge this one into it");
            return Err(Error::field("name", ErrorCode::DUPLICATE, message));
        }
        self.exchange_tag(id, &word, Some(name), true).await
    }

    /// Plans putting another tag in the place of this one, whose entry goes to the bin.
    ///
    /// # Errors
    /// `invalid` when both are one.
    pub async fn merge_tag(&mut self, id: RecordId, into: RecordId) -> Result<Json> {
        if id == into {
            let message = "must be another tag";
            return Err(Error::field("into", ErrorCode::INVALID, message));
        }
        let (word, other) = (self.word_of(id).await?, self.word_of(into).await?);
        self.exchange_tag(id, &word, Some(&other), false).await
    }

    /// Plans taking a tag off every record, and its entry to the bin.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn remove_tag(&mut self, id: RecordId) -> Result<Json> {
        let word = self.word_of(id).await?;
        self.exchange_tag(id, &word, None, false).await
    }

    /// Starts putting the words of all records into the list of tags.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn collect_tags(&mut self) -> Result<Json> {
        let (engine, ctx) = (self.engine().clone(), self.context().clone());
        let job = engine.start_job(&ctx, COLLECT, json!({}), 0).await?;
        Ok(json!({ "job": job }))
    }

    async fn word_of(&self, id: RecordId) -> Result<String> {
        let tag = self.get(TAG, id).await?;
        let name = tag.text("name").map(str::to_owned);
        name.ok_or_else(|| Error::not_found(format!("{TAG} `{id}`")))
    }

    async fn exchange_tag(
        &mut self,
        id: RecordId,
        from: &str,
        to: Option<&str>,
        keep: bool,
    ) -> Result<Json> {
        // Whether the caller may change the entry is said before anything else.
        let entity = self.entity(TAG)?;
        let right = if keep { Right::Update } else { Right::Delete };
        self.load(&entity, id, right, Deleted::No).await?;
        let (engine, ctx) = (self.engine().clone(), self.context().clone());
        let carried = engine.count_carriers(&ctx, from).await?;
        if carried > AT_ONCE as u64 {
            let total = i64::try_from(carried).unwrap_or(i64::MAX);
            let work = json!({ "tag": id, "from": from, "to": to, "keep": keep, "done": 0 });
            let job = engine.start_job(&ctx, EXCHANGE, work, total).await?;
            return Ok(json!({ "id": id, "changed": null, "job": job }));
        }
        let changed = self.replace_word(from, to, AT_ONCE).await?;
        self.end_exchange(id, to, keep).await?;
        Ok(json!({ "id": id, "changed": changed, "job": null }))
    }

    async fn end_exchange(&mut self, id: RecordId, to: Option<&str>, keep: bool) -> Result<()> {
        self.leave_carriers();
        match (keep, to) {
            (true, Some(name)) => {
                // Somebody may have coined the new word while a job was at work: then there is an entry for it.
                let named = Filter::equals("name", Value::Text(name.to_owned()));
                let other = self.find(TAG, named, &[], 1).await?;
                if other.iter().any(|tag| tag.get("id").as_id() != Some(id.0)) {
                    return self.delete(TAG, id).await;
                }
                let change = Record::new().with("name", Value::Text(name.to_owned()));
                self.update(TAG, id, change).await
            }
            _ => self.delete(TAG, id).await,
        }
    }
}

/// Exchanges a word on any number of records, 500 at a time, and its entry at the end.
pub(crate) struct ExchangeJob;

impl JobHandler for ExchangeJob {
    fn run<'a>(
        &'a self,
        engine: &'a Engine,
        ctx: &'a RequestContext,
        job: &'a mut JobRun,
    ) -> Pin<Box<dyn Future<Output = Result<Json>> + Send + 'a>> {
        Box::pin(exchange(engine, ctx, job))
    }
}

async fn exchange(engine: &Engine, ctx: &RequestContext, job: &mut JobRun) -> Result<Json> {
    let mut state = job.state().clone();
    let text = |key: &str| state.get(key).and_then(Json::as_str).map(str::to_owned);
    let broken = || Error::invalid("the stored job cannot be read");
    let id: RecordId = text("tag")
        .and_then(|id| id.parse().ok())
        .map(RecordId)
        .ok_or_else(broken)?;
    let (from, to) = (text("from").ok_or_else(broken)?, text("to"));
    let keep = state.get("keep") == Some(&Json::Bool(true));
    let name = match (keep, &to) {
        (true, _) => "rename",
        (false, Some(_)) => "merge",
        (false, None) => "remove",
    };
    let mut done = state.get("done").and_then(Json::as_i64).unwrap_or(0);
    let total = i64::try_from(engine.count_carriers(ctx, &from).await?).unwrap_or(0) + done;
    let mut tries = 0;
    loop {
        let mut work = engine.work(ctx).await?;
        work.named(name);
        work.leave_carriers();
        let replaced = work.replace_word(&from, to.as_deref(), AT_ONCE).await?;
        if replaced == 0 {
            work.end_exchange(id, to.as_deref(), keep).await?;
        }
        let after = done + i64::try_from(replaced).unwrap_or(0);
        if let Some(state) = state.as_object_mut() {
            state.insert("done".to_owned(), json!(after));
        }
        work.with_system(job.checkpoint(state.clone(), after, total.max(after), ctx.now()));
        match work.commit().await {
            Err(error) if error.code == ErrorCode::VERSION_CONFLICT && tries < TRIES => {
                tries += 1;
                continue;
            }
            outcome => outcome?,
        };
        (done, tries) = (after, 0);
        if replaced == 0 {
            return Ok(json!({ "changed": done }));
        }
    }
}

/// Puts the words of all records into the list: for records older than the list.
pub(crate) struct CollectJob;

impl JobHandler for CollectJob {
    fn run<'a>(
        &'a self,
        engine: &'a Engine,
        ctx: &'a RequestContext,
        _job: &'a mut JobRun,
    ) -> Pin<Box<dyn Future<Output = Result<Json>> + Send + 'a>> {
        Box::pin(collect(engine, ctx))
    }
}

async fn collect(engine: &Engine, ctx: &RequestContext) -> Result<Json> {
    let schema = engine.schema(ctx.tenant).await?;
    let tenant = engine.tenant(ctx.tenant);
    let mut words = BTreeSet::new();
    for entity in schema.entities() {
        let filled = |field: &str| {
            Filter::Is(Condition {
                field: field.to_owned(),
                op: Operator::NotEmpty,
                values: Vec::new(),
            })
        };
        let any: Vec<Filter> = tags_fields(entity).map(filled).collect();
        if any.is_empty() {
            continue;
        }
        let (filter, everything) = (Filter::Or(any), Filter::everything());
        let mut after = None;
        loop {
            let ids = tenant
                .ids(entity, &filter, None, Deleted::No, after, 1000)
                .await?;
            let Some(last) = ids.last() else { break };
            after = Some(*last);
            for record in tenant.load(entity, &ids, &everything, Deleted::No).await? {
                for field in tags_fields(entity) {
                    words.extend(record.list(field).iter().cloned());
                }
            }
        }
    }
    let found = words.len();
    let words: Vec<String> = words.into_iter().collect();
    for chunk in words.chunks(AT_ONCE) {
        engine
            .list_words(ctx, chunk.iter().cloned().collect())
            .await;
    }
    Ok(json!({ "tags": found }))
}
