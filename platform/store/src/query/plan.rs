//! Plans: what a question of one shape needs, made once and kept: the SQL text and the encoders of its columns.
//!
//! A [`Shape`] says everything the text depends on and nothing else; values are no part of it. Plans keep their
//! entity alive, so its address cannot be taken by another while they are kept.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use rapport_schema::{ColumnKind, EntityDef, FieldDef, Table};

use super::column::{self, Sql};
use super::condition;
use super::cursor::{self, Begin};
use super::encode::Encoder;
use super::node::Node;
use super::select::Select;
use super::sort::{self, Key};
use super::typed::Decoder;
use super::words::{self, Words};
use crate::{DatabaseKind, Deleted, Result};

/// Plans kept at most; beyond it all are dropped and made anew as needed.
const MAX_PLANS: usize = 4096;

/// What a statement answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Verb {
    /// Some fields as JSON, of one record.
    Get,
    /// Some fields as JSON, a page.
    List,
    /// How many.
    Count,
    /// How many, up to a limit.
    CountCapped,
    /// Ids.
    Ids,
    /// Typed records in no order.
    Load,
    /// Typed records in order.
    Find,
    /// Id, title and code.
    Titles,
}

/// Everything a statement's text depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    pub(super) entity: usize,
    pub(super) verb: Verb,
    pub(super) fields: Vec<u16>,
    pub(super) links: Vec<usize>,
    pub(super) by_id: bool,
    pub(super) filter: Node,
    pub(super) words: Option<Words>,
    pub(super) deleted: Deleted,
    pub(super) keys: Vec<Key>,
    pub(super) begin: Begin,
    pub(super) limited: bool,
}

impl Shape {
    /// Whether the entity's name is a parameter, `$2`.
    pub(super) fn names_entity(entity: &EntityDef, words: bool) -> bool {
        words || entity.table == Table::Shared
    }
}

/// A sort key in the result.
pub(super) struct SortColumn {
    pub(super) at: usize,
    pub(super) kind: ColumnKind,
    pub(super) json: bool,
}

/// A statement of one shape, ready but for its values.
pub(super) struct Plan {
    pub(super) sql: Arc<str>,
    pub(super) encoder: Encoder,
    pub(super) decoder: Decoder,
    pub(super) sort: Vec<SortColumn>,
    /// The column with the version, for [`Verb::Get`].
    pub(super) version: usize,
    /// Keeps the address in the shape from being used again.
    _entity: Arc<EntityDef>,
}

/// The plans of a store.
#[derive(Default)]
pub(crate) struct Plans {
    known: RwLock<HashMap<Shape, Arc<Plan>>>,
}

impl Plans {
    /// The plan of a shape; made when it is not known yet.
    pub(super) fn plan(
        &self,
        shape: Shape,
        entity: &Arc<EntityDef>,
        kind: DatabaseKind,
    ) -> Result<Arc<Plan>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(plan) = known.get(&shape) {
            return Ok(Arc::clone(plan));
        }
        drop(known);
        let plan = Arc::new(build(&shape, entity, kind)?);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MAX_PLANS {
            known.clear();
        }
        known.insert(shape, Arc::clone(&plan));
        Ok(plan)
    }
}

fn build(shape: &Shape, entity: &Arc<EntityDef>, kind: DatabaseKind) -> Result<Plan> {
    let mut select = Select::default();
    let mut plan = Plan {
        sql: "".into(),
        encoder: Encoder::default(),
        decoder: Decoder::default(),
        sort: Vec::new(),
        version: 0,
        _entity: Arc::clone(entity),
    };
    match shape.verb {
        Verb::Get | Verb::List => {
            let fields = shape
                .fields
                .iter()
                .map(|at| column::field_at(entity, *at))
                .collect::<Result<Vec<_>>>()?;
            plan.encoder = Encoder::new(entity, &fields, &shape.links, &mut select);
            plan.sort = sort_columns(entity, &shape.keys, kind, &mut select)?;
            if shape.verb == Verb::Get {
                plan.version = select.column("version");
            }
        }
        Verb::Load | Verb::Find => {
            plan.decoder = Decoder::new(entity, entity.fields().iter(), &mut select);
        }
        Verb::Titles => {
            plan.decoder = Decoder::new(entity, title_fields(entity), &mut select);
        }
        Verb::Ids => {
            select.column("id");
        }
        Verb::Count | Verb::CountCapped => {}
    }
    plan.sql = statement(shape, entity, kind, &select)?.into();
    Ok(plan)
}

/// The fields a title is made of.
fn title_fields(entity: &EntityDef) -> impl Iterator<Item = &FieldDef> {
    let mut names = vec!["id", entity.title.as_str(), "code"];
    names.dedup();
    names.into_iter().filter_map(|name| entity.field(name))
}

fn sort_columns(
    entity: &EntityDef,
    keys: &[Key],
    kind: DatabaseKind,
    select: &mut Select,
) -> Result<Vec<SortColumn>> {
    keys.iter()
        .map(|key| {
            let slot = column::field_at(entity, key.field)?.slot(&entity.table);
            let mut sql = Sql::new(kind);
            sort::value(&mut sql, entity, *key)?;
            Ok(SortColumn {
                at: select.expression(sql.text),
                kind: slot.kind,
                json: slot.key.is_some(),
            })
        })
        .collect()
}

/// Writes the statement. The order of its parameters: tenant, entity, words, id, filter, cursor, limit, offset.
fn statement(
    shape: &Shape,
    entity: &EntityDef,
    kind: DatabaseKind,
    select: &Select,
) -> Result<String> {
    let mut sql = Sql::new(kind);
    let source = Source::begin(&mut sql, shape, entity);
    match shape.verb {
        Verb::Count => {
            sql.push("SELECT count(*)");
            source.rows(&mut sql)?;
        }
        Verb::CountCapped => {
            sql.push("SELECT count(*) FROM (SELECT 1");
            source.rows(&mut sql)?;
            limit(&mut sql);
            sql.push(") AS counted");
        }
        // Rows behind an offset or among many hits are counted or sorted as bare ids; only the page's are read whole.
        _ if shape.begin == Begin::Offset || (shape.words.is_some() && shape.limited) => {
            sql.push("SELECT ")
                .push(&select.text())
                .push(" FROM (SELECT \"id\" AS page_id");
            source.rows(&mut sql)?;
            cursor::and(&mut sql, entity, &shape.keys, &shape.begin)?;
            sort::order_by(&mut sql, entity, &shape.keys)?;
            limit(&mut sql);
            if shape.begin == Begin::Offset {
                sql.push(" OFFSET ");
                sql.next();
            }
            sql.push(") AS page CROSS JOIN ")
                .name(column::table(entity));
            sql.push(" WHERE tenant_id = $1 AND \"id\" = page_id");
            sort::order_by(&mut sql, entity, &shape.keys)?;
        }
        _ => {
            sql.push("SELECT ").push(&select.text());
            source.rows(&mut sql)?;
            cursor::and(&mut sql, entity, &shape.keys, &shape.begin)?;
            if !shape.keys.is_empty() {
                sort::order_by(&mut sql, entity, &shape.keys)?;
            }
            if shape.limited {
                limit(&mut sql);
            }
        }
    }
    Ok(sql.text)
}

fn limit(sql: &mut Sql) {
    sql.push(" LIMIT ");
    sql.next();
}

/// Which rows a statement is about.
pub(super) struct Source<'a> {
    shape: &'a Shape,
    entity: &'a EntityDef,
    named: Option<usize>,
}

impl<'a> Source<'a> {
    /// Begins a statement; a search comes first, as the step `hits`.
    pub(super) fn begin(sql: &mut Sql, shape: &'a Shape, entity: &'a EntityDef) -> Self {
        sql.reserve(1);
        let named = Shape::names_entity(entity, shape.words.is_some()).then(|| sql.reserve(1));
        if let Some(words) = shape.words {
            sql.push("WITH hits (hit_id) AS MATERIALIZED (SELECT docs.record_id ");
            words::matching(sql, words, named);
            sql.push(") ");
        }
        Self {
            shape,
            entity,
            named,
        }
    }

    /// Appends ` FROM ... WHERE ...`, the tenant first.
    pub(super) fn rows(&self, sql: &mut Sql) -> Result<()> {
        let Self { shape, entity, .. } = self;
        sql.push(" FROM ");
        if shape.words.is_some() {
            sql.push("hits CROSS JOIN ");
        }
        sql.name(column::table(entity));
        sql.push(" WHERE tenant_id = $1");
        if let (Table::Shared, Some(named)) = (&entity.table, self.named) {
            sql.push(" AND entity = ").again(named);
        }
        sql.push(match shape.deleted {
            Deleted::No if self.by_key() => " AND COALESCE(deleted_at, 0) = 0",
            Deleted::No => " AND deleted_at IS NULL",
            Deleted::Only => " AND deleted_at IS NOT NULL",
            Deleted::Any => "",
        });
        if shape.words.is_some() {
            sql.push(" AND \"id\" = hit_id");
        }
        if shape.by_id {
            sql.push(" AND \"id\" = ");
            sql.next();
        }
        condition::and(sql, entity, &shape.filter)
    }

    /// Whether rows are looked up by their ids. Then the bin is told in words that no partial index matches: before a
    /// table has statistics, PostgreSQL takes `(tenant_id, updated_at, id)` for as good as the primary key, and scans it.
    fn by_key(&self) -> bool {
        let verb = self.shape.verb;
        self.shape.by_id || self.shape.words.is_some() || matches!(verb, Verb::Load | Verb::Titles)
    }
}
