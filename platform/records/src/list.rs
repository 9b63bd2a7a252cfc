//! Lists: filter, search, sort, page, count - within the caller's scope.

use std::sync::Arc;

use rapport_kernel::{Error, ErrorCode, RequestContext, Result};
use rapport_schema::{EntityDef, FieldDef, Filter, FilterContext, RawFilter, SortKey};
use rapport_store::{CountMode, Deleted, ListQuery, Start};

use crate::answer::{ListAnswer, Visible};
use crate::scope::{Right, Scope};
use crate::{Engine, cursor, include};

/// Where a page begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// At the top.
    #[default]
    First,
    /// After the row a cursor names.
    Cursor(String),
    /// After this many rows.
    Offset(u64),
}

/// What to list. The default is the newest 50 live records with all fields and no count.
#[derive(Clone, Debug)]
pub struct ListRequest {
    /// Conditions.
    pub filter: Option<RawFilter>,
    /// Words that must all occur.
    pub search: Option<String>,
    /// `-created_at,name`; none means newest first.
    pub sort: Option<String>,
    /// Only these fields; none means all but sensitive ones.
    pub fields: Option<Vec<String>>,
    /// Link fields whose titles are wanted; `*` means all.
    pub include: Vec<String>,
    /// Where the page begins.
    pub page: Page,
    /// Rows per page, 1 to 1000.
    pub limit: u32,
    /// Whether to count.
    pub count: CountMode,
    /// Live records, the bin, or both.
    pub deleted: Deleted,
    /// The audit trail knows already which sensitive fields are read: the caller wrote it, once for all pages.
    pub noted: bool,
}

impl Default for ListRequest {
    fn default() -> Self {
        Self {
            filter: None,
            search: None,
            sort: None,
            fields: None,
            include: Vec::new(),
            page: Page::First,
            limit: 50,
            count: CountMode::None,
            deleted: Deleted::No,
            noted: false,
        }
    }
}

/// The largest page.
pub(crate) const MAX_LIMIT: u32 = 1000;

impl Engine {
    /// Lists records.
    ///
    /// # Errors
    /// `unknown_field` and `invalid` for conditions, sort keys, fields and cursors that make no sense.
    pub async fn list(
        &self,
        ctx: &RequestContext,
        entity: &str,
        request: &ListRequest,
    ) -> Result<ListAnswer> {
        let (entity, scope) = self.scoped(ctx, entity, Right::Read).await?;
        self.list_scoped(ctx, &entity, &scope, request).await
    }

    /// Lists records within a scope that is already compiled.
    pub(crate) async fn list_scoped(
        &self,
        ctx: &RequestContext,
        entity: &Arc<EntityDef>,
        scope: &Scope,
        request: &ListRequest,
    ) -> Result<ListAnswer> {
        let filter = combined_filter(ctx, scope, request.filter.as_ref())?;
        let (search, filter) = scope.search(request.search.as_deref(), filter);
        let sort = sort_keys(scope, request.sort.as_deref())?;
        let fields = chosen_fields(scope, request.fields.as_deref(), &request.include)?;
        let links = include::positions(&fields, &request.include)?;
        let start = match &request.page {
            Page::First => Start::First,
            Page::Offset(rows) => Start::Offset(*rows),
            Page::Cursor(text) => Start::After(cursor::decode(&sort, text)?),
        };
        let query = ListQuery {
            entity,
            fields: &fields,
            links: &links,
            filter: &filter,
            search,
            deleted: request.deleted,
            sort: &sort,
            start: &start,
            limit: request.limit.clamp(1, MAX_LIMIT),
            count: request.count,
        };
        let page = self.tenant(ctx.tenant).list(&query).await?;
        let included =
            include::resolve(self, ctx, &page.links, !request.include.is_empty()).await?;
        if !request.noted {
            self.note_page(ctx, scope.seen(), request, &page).await?;
        }
        Ok(ListAnswer {
            records: Visible::new(page.json),
            rows: page.rows,
            next_cursor: page.next.map(|values| cursor::encode(&sort, &values)),
            total: page.total,
            included,
        })
    }
}

/// The caller's conditions together with the scope.
///
/// # Errors
/// What is wrong with each condition, by field.
pub(crate) fn combined_filter(
    ctx: &RequestContext,
    scope: &Scope,
    raw: Option<&RawFilter>,
) -> Result<Filter> {
    let Some(raw) = raw else {
        return Ok(scope.filter().clone());
    };
    let context = FilterContext {
        now: ctx.now(),
        zone: &ctx.time_zone,
        me: ctx.actor.user,
        currency: ctx.currency,
    };
    let filter = Filter::parse(scope.seen(), raw, &context).map_err(Error::fields)?;
    Ok(filter.and(scope.filter().clone()))
}

/// The sort order asked for, newest first by default.
pub(crate) fn sort_keys(scope: &Scope, sort: Option<&str>) -> Result<Vec<SortKey>> {
    let sort = sort.filter(|text| !text.is_empty());
    SortKey::parse_list(scope.seen(), sort.unwrap_or("-created_at")).map_err(Error::fields)
}

/// The fields asked for, in the entity's order; by default all that exist for the caller and are not sensitive. The id is
/// always there.
pub(crate) fn chosen_fields<'s>(
    scope: &'s Scope,
    names: Option<&[String]>,
    include: &[String],
) -> Result<Vec<&'s FieldDef>> {
    let Some(names) = names else {
        let fields = scope.fields().into_iter();
        return Ok(fields.filter(|field| !field.sensitive).collect());
    };
    let mut fields = Vec::with_capacity(names.len() + 1);
    fields.extend(scope.seen().field("id"));
    // A link whose title is wanted is read as well.
    for name in names
        .iter()
        .chain(include.iter().filter(|name| *name != "*"))
    {
        let field = visible_field(scope, name)?;
        if !fields
            .iter()
            .any(|known: &&FieldDef| known.name == field.name)
        {
            fields.push(field);
        }
    }
    Ok(fields)
}

/// A field that exists for the caller.
pub(crate) fn visible_field<'s>(scope: &'s Scope, name: &str) -> Result<&'s FieldDef> {
    let entity = scope.seen();
    entity.field(name).ok_or_else(|| {
        Error::field(
            name,
            ErrorCode::UNKNOWN_FIELD,
            format!("{} has no such field", entity.label_plural),
        )
    })
}
