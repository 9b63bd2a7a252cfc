//! Questions to a tenant's records, as data.

use std::sync::Arc;

use rapport_kernel::RecordId;
use rapport_schema::{EntityDef, FieldDef, Filter, SortKey, Value};

/// Whether records in the bin are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Deleted {
    /// Live records only.
    #[default]
    No,
    /// Records in the bin only.
    Only,
    /// Both.
    Any,
}

/// One record by its id, as JSON.
#[derive(Clone, Copy)]
pub struct GetQuery<'a> {
    /// The entity.
    pub entity: &'a Arc<EntityDef>,
    /// The fields to answer, in this order.
    pub fields: &'a [&'a FieldDef],
    /// The record.
    pub id: RecordId,
    /// What the caller may see.
    pub filter: &'a Filter,
    /// Whether the bin is meant.
    pub deleted: Deleted,
    /// Positions in `fields` of links whose targets are wanted.
    pub links: &'a [usize],
}

/// A page of records, as JSON.
#[derive(Clone, Copy)]
pub struct ListQuery<'a> {
    /// The entity.
    pub entity: &'a Arc<EntityDef>,
    /// The fields to answer, in this order.
    pub fields: &'a [&'a FieldDef],
    /// Positions in `fields` of links whose targets are wanted.
    pub links: &'a [usize],
    /// The condition, with what the caller may see.
    pub filter: &'a Filter,
    /// Words to look for.
    pub search: Option<Words<'a>>,
    /// Whether the bin is meant.
    pub deleted: Deleted,
    /// The order; the store adds the id.
    pub sort: &'a [SortKey],
    /// Where the page begins.
    pub start: &'a Start,
    /// The most rows.
    pub limit: u32,
    /// Whether to count all rows.
    pub count: CountMode,
}

/// Where a page begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Start {
    /// At the first row.
    #[default]
    First,
    /// After a row: its sort values and, last, its id.
    After(Vec<Value>),
    /// After a number of rows.
    Offset(u64),
}

/// How exactly to count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CountMode {
    /// Not at all.
    #[default]
    None,
    /// Up to a number.
    Capped(u64),
    /// All, whatever it costs.
    Exact,
}

/// Groups and sums over records.
#[derive(Clone, Copy)]
pub struct AggregateQuery<'a> {
    /// The entity.
    pub entity: &'a Arc<EntityDef>,
    /// The condition, with what the caller may see. Live records only.
    pub filter: &'a Filter,
    /// Words to look for.
    pub search: Option<Words<'a>>,
    /// What to group by.
    pub group: &'a [GroupKey],
    /// What to compute.
    pub metrics: &'a [Metric],
    /// Seconds to add to a moment before its day is taken.
    pub zone_offset_seconds: i32,
}

/// One key of a grouping.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GroupKey {
    /// The field's name.
    pub field: String,
    /// For dates and moments: the period they are rounded down to.
    pub bucket: Option<Bucket>,
}

/// A calendar period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Bucket {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// One computed figure.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Metric {
    /// The function.
    pub function: MetricFunction,
    /// The field; none for [`MetricFunction::Count`].
    pub field: Option<String>,
}

/// What is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum MetricFunction {
    Count,
    Sum,
    Avg,
    Min,
    Max,
}

/// Words that a record must all have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words<'a> {
    /// The words.
    pub text: &'a str,
    /// Look into titles alone.
    pub titles_only: bool,
}

impl<'a> From<&'a str> for Words<'a> {
    fn from(text: &'a str) -> Self {
        Self {
            text,
            titles_only: false,
        }
    }
}

/// A search over several entities.
#[derive(Clone, Copy)]
pub struct SearchQuery<'a> {
    /// The words.
    pub words: Words<'a>,
    /// The entities, each with what the caller may see of it.
    pub entities: &'a [(Arc<EntityDef>, Filter)],
    /// The most hits.
    pub limit: u32,
}
