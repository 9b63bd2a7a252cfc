//! From a question to a plan and its parameters: the way every read of records takes.

use std::sync::Arc;

use rapport_kernel::RecordId;
use rapport_schema::{EntityDef, FieldDef, Filter, SortKey};

use super::column;
use super::cursor::{self, Begin};
use super::lower::Lowering;
use super::plan::{Plan, Shape, Verb};
use super::{sort, words};
use crate::sql::Param;
use crate::{Deleted, Result, Start, TenantStore};

/// A question to one entity, as general as they get.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) entity: &'a Arc<EntityDef>,
    pub(super) fields: &'a [&'a FieldDef],
    pub(super) links: &'a [usize],
    pub(super) id: Option<RecordId>,
    pub(super) filter: &'a Filter,
    pub(super) search: Option<crate::Words<'a>>,
    pub(super) deleted: Deleted,
    pub(super) sort: &'a [SortKey],
    pub(super) start: &'a Start,
    pub(super) limit: Option<i64>,
}

static EVERYTHING: Filter = Filter::And(Vec::new());
static FIRST: Start = Start::First;

impl<'a> Page<'a> {
    /// All live records of an entity.
    pub(super) fn all(entity: &'a Arc<EntityDef>) -> Self {
        Self {
            entity,
            fields: &[],
            links: &[],
            id: None,
            filter: &EVERYTHING,
            search: None,
            deleted: Deleted::No,
            sort: &[],
            start: &FIRST,
            limit: None,
        }
    }
}

/// A question made ready: its shape and its values, apart.
pub(super) struct Ready {
    pub(super) shape: Shape,
    /// The values up to the filter's; the cursor's follow.
    pub(super) condition_params: usize,
    pub(super) params: Vec<Param>,
}

impl TenantStore {
    /// The plan of a question and the parameters for it.
    pub(super) fn plan(&self, page: &Page<'_>, verb: Verb) -> Result<(Arc<Plan>, Vec<Param>)> {
        let ready = self.ready_page(page, verb)?;
        let plan = self.plan_of(page, ready.shape)?;
        Ok((plan, ready.params))
    }

    /// The plan of a shape.
    pub(super) fn plan_of(&self, page: &Page<'_>, shape: Shape) -> Result<Arc<Plan>> {
        let store = self.store();
        store.plans().plan(shape, page.entity, store.kind())
    }

    /// Parts a question in shape and values.
    pub(super) fn ready_page(&self, page: &Page<'_>, verb: Verb) -> Result<Ready> {
        let entity = page.entity.as_ref();
        let mut lowering = Lowering {
            entity,
            kind: self.store().kind(),
            params: Vec::with_capacity(8),
        };
        lowering.params.push(self.tenant().into());
        let named = lowering.params.len();
        let words = page.search.and_then(|search| {
            lowering.params.push(entity.name.as_str().into());
            let words = words::lower(&mut lowering, search);
            if words.is_none() {
                lowering.params.truncate(named);
            }
            words
        });
        if words.is_none() && Shape::names_entity(entity, false) {
            lowering.params.push(entity.name.as_str().into());
        }
        lowering.params.extend(page.id.map(Param::from));
        let filter = lowering.filter(page.filter)?;
        let condition_params = lowering.params.len();
        let (keys, begin) = match verb {
            Verb::List | Verb::Find | Verb::Ids => {
                let keys = sort::resolve(entity, page.sort)?;
                let begin = cursor::lower(&mut lowering, &keys, page.start)?;
                (keys, begin)
            }
            _ => (Vec::new(), Begin::First),
        };
        let mut params = lowering.params;
        params.extend(page.limit.map(Param::from));
        if let Start::Offset(rows) = page.start {
            params.push(i64::try_from(*rows).unwrap_or(i64::MAX).into());
        }
        let positions = page
            .fields
            .iter()
            .map(|field| column::position(entity, field));
        let shape = Shape {
            entity: Arc::as_ptr(page.entity).addr(),
            verb,
            fields: positions.collect::<Result<_>>()?,
            links: page.links.to_vec(),
            by_id: page.id.is_some(),
            filter,
            words,
            deleted: page.deleted,
            keys,
            begin,
            limited: page.limit.is_some(),
        };
        Ok(Ready {
            shape,
            condition_params,
            params,
        })
    }
}
