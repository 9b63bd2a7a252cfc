//! Links written as titles: found once per text, or made.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rapport_kernel::{RecordId, RequestContext, Result, fold};
use rapport_records::{Engine, GlobalSearch, Work};
use rapport_schema::{Filter, Presence, Record, Value};
use uuid::Uuid;

use super::row::{LinkText, ParsedRow};

/// What a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Found(Uuid),
    Missing,
    Several,
}

/// Resolves link texts of one import; remembers what it found.
pub(super) struct Resolver {
    known: HashMap<(String, String), Known>,
    /// Made in the present chunk; certain only when it is committed.
    pending: HashMap<(String, String), Uuid>,
    /// Made for the present row; taken back when the row is rejected.
    row: Vec<(String, String)>,
    users: Option<Vec<(Uuid, String, String)>>,
}

impl Resolver {
    pub(super) fn new() -> Self {
        Self {
            known: HashMap::new(),
            pending: HashMap::new(),
            row: Vec::new(),
            users: None,
        }
    }

    /// Looks up all texts of a chunk that are not known yet, one query per target and 1,000 texts.
    pub(super) async fn learn(
        &mut self,
        engine: &Engine,
        ctx: &RequestContext,
        rows: &[ParsedRow],
    ) -> Result<()> {
        let mut wanted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for link in rows.iter().flat_map(|row| &row.links) {
            if !self.known.contains_key(&key(&link.target, &link.text)) {
                wanted.entry(&link.target).or_default().insert(&link.text);
            }
        }
        for (target, texts) in wanted {
            if target == "user" {
                self.learn_users(engine, ctx, &texts).await?;
            } else {
                self.learn_records(engine, ctx, target, &texts).await?;
            }
        }
        Ok(())
    }

    async fn learn_users(
        &mut self,
        engine: &Engine,
        ctx: &RequestContext,
        texts: &BTreeSet<&str>,
    ) -> Result<()> {
        if self.users.is_none() {
            let users = engine.store().identity().users(ctx.tenant).await?;
            self.users = Some(
                users
                    .into_iter()
                    .map(|user| (user.id.0, fold(&user.name), fold(&user.email)))
                    .collect(),
            );
        }
        for text in texts {
            let folded = fold(text);
            let users = self.users.as_deref().unwrap_or_default();
            let found: Vec<Uuid> = users
                .iter()
                .filter(|(_, name, email)| *name == folded || *email == folded)
                .map(|(id, _, _)| *id)
                .collect();
            self.known.insert(key("user", text), one_of(&found));
        }
        Ok(())
    }

    async fn learn_records(
        &mut self,
        engine: &Engine,
        ctx: &RequestContext,
        target: &str,
        texts: &BTreeSet<&str>,
    ) -> Result<()> {
        // The entity as it is for the caller: titles that are hidden find nothing.
        let Ok(entity) = engine.entity(ctx, target).await else {
            let missing = texts.iter().map(|text| (key(target, text), Known::Missing));
            self.known.extend(missing);
            return Ok(());
        };
        let work = engine.work(ctx).await?;
        let title = entity.field(&entity.title);
        if title.is_none_or(|title| title.name == "id") {
            for text in texts {
                let known = self.look_closer(engine, ctx, &entity.name, text).await?;
                self.known.insert(key(target, text), known);
            }
            return Ok(());
        }
        let values = texts
            .iter()
            .map(|text| Value::Text((*text).to_owned()))
            .collect();
        let found = work
            .find(target, Filter::one_of(&entity.title, values), &[], 10_000)
            .await?;
        let mut by_title: HashMap<String, Vec<Uuid>> = HashMap::new();
        for record in &found {
            if let (Some(title), Some(id)) = (record.text(&entity.title), record.get("id").as_id())
            {
                by_title.entry(fold(title)).or_default().push(id);
            }
        }
        for text in texts {
            let known = match by_title.get(&fold(text)) {
                Some(ids) => one_of(ids),
                None => self.look_closer(engine, ctx, &entity.name, text).await?,
            };
            self.known.insert(key(target, text), known);
        }
        Ok(())
    }

    /// An id or a code, or the same title in other letters.
    async fn look_closer(
        &self,
        engine: &Engine,
        ctx: &RequestContext,
        target: &str,
        text: &str,
    ) -> Result<Known> {
        if let Ok(id) = text.parse::<Uuid>() {
            let there = engine
                .get(ctx, target, RecordId(id), Some(&[]), &[])
                .await
                .is_ok();
            return Ok(if there {
                Known::Found(id)
            } else {
                Known::Missing
            });
        }
        let search = GlobalSearch {
            words: text.to_owned(),
            entities: vec![target.to_owned()],
            limit: 50,
        };
        let hits = engine.search(ctx, &search).await?;
        let same: Vec<Uuid> = hits
            .iter()
            .filter(|hit| {
                let is = |name: &str| {
                    hit.get(name)
                        .and_then(|value| value.as_str())
                        .is_some_and(|t| fold(t) == fold(text))
                };
                is("title") || is("code")
            })
            .filter_map(|hit| hit.get("id")?.as_str()?.parse().ok())
            .collect();
        Ok(one_of(&same))
    }

    /// Sets a link of a row; makes the linked record when that is wanted and possible.
    pub(super) async fn resolve(
        &mut self,
        work: &mut Work,
        link: &LinkText,
        create: bool,
    ) -> Result<Uuid, String> {
        let key = key(&link.target, &link.text);
        if let Some(id) = self.pending.get(&key) {
            return Ok(*id);
        }
        match self.known.get(&key).copied().unwrap_or(Known::Missing) {
            Known::Found(id) => Ok(id),
            Known::Several => Err(format!("there are several called `{}`", link.text)),
            Known::Missing if link.target == "user" => {
                Err(format!("there is no user `{}`", link.text))
            }
            Known::Missing if !create => {
                Err(format!("there is no {} `{}`", link.target, link.text))
            }
            Known::Missing => {
                let entity = work.entity(&link.target).map_err(|error| error.message)?;
                let writable = entity
                    .field(&entity.title)
                    .is_some_and(|title| title.presence != Presence::ReadOnly);
                if !writable {
                    return Err(format!("there is no {} `{}`", link.target, link.text));
                }
                let values = Record::new().with(&entity.title, Value::Text(link.text.clone()));
                let id = work
                    .create(&link.target, values)
                    .await
                    .map_err(|error| error.message)?
                    .0;
                self.row.push(key.clone());
                self.pending.insert(key, id);
                Ok(id)
            }
        }
    }

    /// Begins another row.
    pub(super) fn begin_row(&mut self) {
        self.row.clear();
    }

    /// The present row is rejected: what was planned for it alone is not made.
    pub(super) fn reject_row(&mut self) {
        for key in self.row.drain(..) {
            self.pending.remove(&key);
        }
    }

    /// How many linked records the present chunk makes.
    pub(super) fn pending(&self) -> u64 {
        self.pending.len() as u64
    }

    /// The chunk is committed: what it made is there. In a dry run it is remembered all the same, to count it once.
    pub(super) fn commit(&mut self) {
        let made = self
            .pending
            .drain()
            .map(|(key, id)| (key, Known::Found(id)));
        self.known.extend(made);
    }

    /// The chunk failed: what it made is not there.
    pub(super) fn forget(&mut self) {
        self.pending.clear();
    }
}

fn key(target: &str, text: &str) -> (String, String) {
    (target.to_owned(), fold(text))
}

fn one_of(ids: &[Uuid]) -> Known {
    match ids {
        [] => Known::Missing,
        [id] => Known::Found(*id),
        _ => Known::Several,
    }
}
