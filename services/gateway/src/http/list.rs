//! The parameters of lists, and the `pagination` of their answers.

use rapport_kernel::{Error, Result};
use rapport_records::{CountMode, Deleted, ListAnswer, ListRequest, Page};
use rapport_schema::{EntityDef, RawFilter};
use serde::Serialize;

use super::conditions;
use super::query::{Parameters, refused};

/// The largest page, and the page when nothing else is said.
const MOST: u32 = 1000;
const USUAL: u32 = 50;
/// Rows a page by number may skip; cursors reach further.
const DEEPEST: u64 = 1_000_000;

/// What of a list request the answer repeats.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paging {
    limit: u32,
    page: Option<u64>,
}

/// `pagination` on the wire.
#[derive(Debug, Serialize)]
pub(crate) struct Pagination<'a> {
    limit: u32,
    has_more: bool,
    next_cursor: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_capped: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_pages: Option<u64>,
}

impl Paging {
    /// The pagination of an answer.
    pub(crate) fn told<'a>(&self, answer: &'a ListAnswer) -> Pagination<'a> {
        let total = answer.total.as_ref();
        let pages = |count: u64| count.div_ceil(u64::from(self.limit.max(1)));
        Pagination {
            limit: self.limit,
            has_more: answer.next_cursor.is_some(),
            next_cursor: answer.next_cursor.as_deref(),
            total: total.map(|total| total.count),
            total_capped: total.map(|total| total.capped),
            page: self.page,
            total_pages: total
                .filter(|_| self.page.is_some())
                .map(|total| pages(total.count)),
        }
    }
}

/// What is listed, without paging: shared by lists and exports.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    pub(crate) filter: Option<RawFilter>,
    pub(crate) search: Option<String>,
    pub(crate) sort: Option<String>,
    pub(crate) fields: Option<Vec<String>>,
    pub(crate) deleted: Deleted,
}

impl Chosen {
    /// Takes `search`, `sort`, `fields`, `deleted` and, at last, all conditions.
    ///
    /// # Errors
    /// `invalid` for values that make no sense.
    pub(crate) fn take(parameters: &mut Parameters, entity: &EntityDef) -> Result<Self> {
        Ok(Self {
            search: parameters.take_filled("search")?,
            sort: parameters.take_filled("sort")?,
            fields: parameters.take_list("fields")?,
            deleted: deleted(parameters)?,
            filter: conditions::take(parameters, entity)?,
        })
    }
}

/// Reads the parameters of a list.
///
/// # Errors
/// `invalid` for values that make no sense, `unknown_field` for a parameter that does not exist.
pub(crate) fn request(
    mut parameters: Parameters,
    entity: &EntityDef,
) -> Result<(ListRequest, Paging)> {
    let limit = parameters.take_limit(USUAL, MOST)?;
    let (start, page) = start(&mut parameters, limit)?;
    let include = parameters.take_list("include")?.unwrap_or_default();
    let count = count(&mut parameters)?;
    let chosen = Chosen::take(&mut parameters, entity)?;
    parameters.finish()?;
    let request = ListRequest {
        filter: chosen.filter,
        search: chosen.search,
        sort: chosen.sort,
        fields: chosen.fields,
        include,
        page: start,
        limit,
        count,
        deleted: chosen.deleted,
        noted: false,
    };
    Ok((request, Paging { limit, page }))
}

fn start(parameters: &mut Parameters, limit: u32) -> Result<(Page, Option<u64>)> {
    let cursor = parameters.take_filled("cursor")?;
    let page: Option<u64> = parameters.take_as("page", "a number from 1 on")?;
    let offset: Option<u64> = parameters.take_as("offset", "a number from 0 on")?;
    match (cursor, page, offset) {
        (None, None, None) => Ok((Page::First, None)),
        (Some(cursor), None, None) => Ok((Page::Cursor(cursor), None)),
        (None, Some(0), None) => Err(refused("page", "must be a number from 1 on")),
        (None, Some(page), None) => {
            let rows = (page - 1).saturating_mul(u64::from(limit));
            Ok((offset_by(rows, "page")?, Some(page)))
        }
        (None, None, Some(rows)) => Ok((offset_by(rows, "offset")?, None)),
        _ => Err(Error::invalid(
            "give one of `cursor`, `page` and `offset`, not several",
        )),
    }
}

fn offset_by(rows: u64, name: &str) -> Result<Page> {
    match rows {
        0 => Ok(Page::First),
        1..=DEEPEST => Ok(Page::Offset(rows)),
        _ => Err(refused(
            name,
            format!("skips more than {DEEPEST} rows; use `cursor`"),
        )),
    }
}

fn count(parameters: &mut Parameters) -> Result<CountMode> {
    match parameters.take_filled("count")?.as_deref() {
        None | Some("none") => Ok(CountMode::None),
        Some("capped") => Ok(CountMode::Capped(10_000)),
        Some("exact") => Ok(CountMode::Exact),
        Some(_) => Err(refused("count", "must be none, capped or exact")),
    }
}

fn deleted(parameters: &mut Parameters) -> Result<Deleted> {
    match parameters.take_filled("deleted")?.as_deref() {
        None | Some("no" | "false") => Ok(Deleted::No),
        Some("only") => Ok(Deleted::Only),
        Some("any") => Ok(Deleted::Any),
        Some(_) => Err(refused("deleted", "must be no, only or any")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<(ListRequest, Paging)> {
        let entity = EntityDef::named("deal", "deals");
        request(Parameters::parse(Some(query)).unwrap(), &entity)
    }

    #[test]
    fn the_default_is_the_newest_fifty() {
        let (request, paging) = read("").unwrap();
        assert_eq!((request.limit, request.page), (50, Page::First));
        assert_eq!(paging.page, None);
    }

    #[test]
    fn a_page_by_number_is_an_offset() {
        let (request, paging) = read("page=3&limit=20&count=exact").unwrap();
        assert_eq!((request.page, paging.page), (Page::Offset(40), Some(3)));
    }

    #[test]
    fn nonsense_is_refused() {
        for wrong in [
            "page=0",
            "page=1&offset=2",
            "offset=-1",
            "page=18446744073709551615",
            "count=all",
            "deleted=maybe",
            "colour=red",
            "sort=a&sort=b",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
