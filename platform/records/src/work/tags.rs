//! The list of tags beside the words on records: a word that is new gets its entry, and what happens to an entry happens to
//! the word on every record.
//!
//! The field `tags` and custom fields of that type hold words. When a module brings the entity `tag`, each word has an entry there by its name. A word
//! is part of the catalogue, so a change of an entry reaches all records that carry it, also those its author cannot see.

use std::collections::BTreeSet;
use std::sync::Arc;

use rapport_kernel::{Access, Actor, Error, ErrorCode, RecordId, RequestContext, Result};
use rapport_schema::{Condition, EntityDef, FieldType, Filter, Operator, Record, Value};
use rapport_store::{CountMode, Deleted};

use super::Work;
use super::plan::{Planned, Step};
use crate::Engine;

/// The entity that lists the words.
pub(crate) const TAG: &str = "tag";
/// Up to this many records are changed in one transaction while the caller waits.
pub(crate) const AT_ONCE: usize = 500;

impl Work {
    /// From now on a change of a tag leaves the records that carry it alone.
    pub(crate) fn leave_carriers(&mut self) {
        self.carriers_follow = false;
    }

    /// Plans what a new name of a tag means for the records that carry the old one.
    pub(super) async fn follow_rename(&mut self, before: &Record, after: &Record) -> Result<()> {
        let (Some(from), Some(to)) = (before.text("name"), after.text("name")) else {
            return Ok(());
        };
        if from == to || !self.carriers_follow {
            return Ok(());
        }
        self.replace_few(from, Some(to), "rename").await
    }

    /// Plans what the end of a tag means for the records that carry it.
    pub(super) async fn follow_removal(&mut self, entity: &EntityDef, tag: &Record) -> Result<()> {
        let Some(name) = tag.text("name") else {
            return Ok(());
        };
        if entity.name != TAG || !self.carriers_follow {
            return Ok(());
        }
        self.replace_few(name, None, "remove").await
    }

    async fn replace_few(&mut self, from: &str, to: Option<&str>, action: &str) -> Result<()> {
        let carried = self.engine.count_carriers(&self.ctx, from).await?;
        if carried > AT_ONCE as u64 {
            let message = format!(
                "{carried} records carry the tag `{from}`; the action `{action}` changes so many"
            );
            return Err(Error::new(ErrorCode::CONFLICT, message));
        }
        self.replace_word(from, to, AT_ONCE).await.map(|_| ())
    }

    /// Plans another word, or none, for a word on at most `limit` records; answers how many.
    pub(crate) async fn replace_word(
        &mut self,
        from: &str,
        to: Option<&str>,
        limit: usize,
    ) -> Result<usize> {
        let tenant = self.engine.tenant(self.ctx.tenant);
        let schema = self.schema.clone();
        let mut replaced = 0;
        for entity in schema.entities() {
            let Some(filter) = carrying(entity, from) else {
                continue;
            };
            let left = u32::try_from(limit.saturating_sub(replaced)).unwrap_or(u32::MAX);
            if left == 0 {
                break;
            }
            for record in tenant.find(entity, &filter, &[], left).await? {
                let Some(id) = record.get("id").as_id().map(RecordId) else {
                    continue;
                };
                replaced += usize::from(self.exchange_in(entity, id, record, from, to));
            }
        }
        Ok(replaced)
    }

    /// Plans the exchange in one record. It keeps what it is otherwise: no hook and no required field has a say in the spelling
    /// of a word.
    fn exchange_in(
        &mut self,
        entity: &Arc<EntityDef>,
        id: RecordId,
        before: Record,
        from: &str,
        to: Option<&str>,
    ) -> bool {
        let planned = self.position(&entity.name, id);
        let planned = planned.and_then(|at| self.planned.get_mut(at));
        let now = planned.as_ref().map_or(&before, |planned| &planned.after);
        let mut change = Record::new();
        for field in tags_fields(entity) {
            if let Some(words) = exchanged(now.list(field), from, to) {
                change.set(field, words);
            }
        }
        if change.is_empty() {
            return false;
        }
        if let Some(planned) = planned {
            planned.after.apply(&change);
            return true;
        }
        let expected = super::plan::version(&before);
        let mut after = before.clone();
        after.apply(&change);
        self.planned.push(Planned {
            entity: entity.clone(),
            id,
            step: Step::Update,
            before: Some(before),
            after,
            expected,
        });
        true
    }

    /// Words of `tags` fields that planned changes bring to a record.
    pub(super) fn new_words(&self) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        // An exchange ends with the entry itself.
        if self.schema.entity(TAG).is_none() || !self.carriers_follow {
            return words;
        }
        for planned in &self.planned {
            if !matches!(planned.step, Step::Create | Step::Update) {
                continue;
            }
            for field in tags_fields(&planned.entity) {
                let had = planned.before.as_ref().map(|before| before.list(field));
                let brought = planned.after.list(field).iter();
                let new = brought.filter(|word| had.is_none_or(|had| !had.contains(word)));
                words.extend(new.cloned());
            }
        }
        words
    }
}

impl Engine {
    /// How many records carry a word.
    pub(crate) async fn count_carriers(&self, ctx: &RequestContext, word: &str) -> Result<u64> {
        let schema = self.schema(ctx.tenant).await?;
        let tenant = self.tenant(ctx.tenant);
        let mut carried = 0;
        for entity in schema.entities() {
            if let Some(filter) = carrying(entity, word) {
                let mode = CountMode::Exact;
                let found = tenant
                    .count(entity, &filter, None, Deleted::No, mode)
                    .await?;
                carried += found.count;
            }
        }
        Ok(carried)
    }

    /// Puts words into the list of tags that are not there yet, as an operation of its own: a word stays known when the record
    /// that brought it is taken back. Whoever may write a record may coin a word, so this needs no right to make tags.
    pub(crate) async fn list_words(&self, ctx: &RequestContext, words: BTreeSet<String>) {
        let missing = match self.unlisted(ctx, words).await {
            Ok(missing) => missing,
            Err(error) => {
                tracing::warn!(?error, "tags cannot be looked up");
                return;
            }
        };
        if missing.is_empty() || self.list_at_once(ctx, &missing).await.is_ok() {
            return;
        }
        // Somebody may have coined one of them a moment earlier: each for itself.
        for word in missing {
            let alone = std::slice::from_ref(&word);
            if let Err(error) = self.list_at_once(ctx, alone).await
                && error.code != ErrorCode::DUPLICATE
            {
                tracing::warn!(?error, "a tag cannot be listed");
            }
        }
    }

    async fn unlisted(&self, ctx: &RequestContext, words: BTreeSet<String>) -> Result<Vec<String>> {
        let schema = self.schema(ctx.tenant).await?;
        let Some(tag) = schema.entity(TAG) else {
            return Ok(Vec::new());
        };
        let most = u32::try_from(words.len()).unwrap_or(u32::MAX);
        let names = words.iter().cloned().map(Value::Text).collect();
        let filter = Filter::one_of("name", names);
        let tenant = self.tenant(ctx.tenant);
        let known = tenant.find(tag, &filter, &[], most).await?;
        let is_known = |word: &String| known.iter().any(|tag| tag.text("name") == Some(word));
        Ok(words.into_iter().filter(|word| !is_known(word)).collect())
    }

    async fn list_at_once(&self, ctx: &RequestContext, words: &[String]) -> Result<()> {
        let ctx = RequestContext {
            actor: Actor {
                access: Arc::new(Access::everything(ctx.actor.user)),
                ..ctx.actor.clone()
            },
            idempotency: None,
            ..ctx.new_operation()
        };
        let mut work = self.work(&ctx).await?;
        for word in words {
            let tag = Record::new().with("name", Value::Text(word.clone()));
            work.create(TAG, tag).await?;
        }
        work.commit_plan().await.map(|_| ())
    }
}

/// Names of the fields whose words are in the list: the field `tags`, and custom fields of that type. Other fields of the type
/// hold words of their own, such as those who attend a meeting.
pub(crate) fn tags_fields(entity: &EntityDef) -> impl Iterator<Item = &str> {
    let fields = entity.fields().iter();
    fields
        .filter(|field| matches!(field.kind, FieldType::Tags))
        .filter(|field| field.custom || field.name == "tags")
        .map(|field| field.name.as_str())
}

/// Records of an entity that carry a word; none when it has no tags.
fn carrying(entity: &EntityDef, word: &str) -> Option<Filter> {
    let has = |field: &str| {
        Filter::Is(Condition {
            field: field.to_owned(),
            op: Operator::Has,
            values: vec![Value::Text(word.to_owned())],
        })
    };
    let any: Vec<Filter> = tags_fields(entity).map(has).collect();
    (!any.is_empty()).then_some(Filter::Or(any))
}

/// The words with one exchanged or left out; none when it is not among them.
fn exchanged(words: &[String], from: &str, to: Option<&str>) -> Option<Value> {
    let at = words.iter().position(|word| word == from)?;
    let mut new: Vec<String> = Vec::with_capacity(words.len());
    for (place, word) in words.iter().enumerate() {
        let word = if place == at { to } else { Some(word.as_str()) };
        if let Some(word) = word
            && !new.iter().any(|known| known == word)
        {
            new.push(word.to_owned());
        }
    }
    Some(match new.is_empty() {
        true => Value::Null,
        false => Value::List(new),
    })
}
