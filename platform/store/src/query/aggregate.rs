//! Groups, counts and sums. Sums are exact: the database adds the high and low parts of integers, which cannot overflow.
//!
//! Averages are divided here, as decimals. Metrics over money group by the currency of each of their fields as well;
//! every amount answers in its own currency. At most [`MAX_GROUPS`] groups are answered, in the order of their keys.
//! `figure.rs` turns the columns back into values.

use rapport_schema::{ColumnKind, EntityDef, FieldDef, Slot};

use super::column::{self, MONEY_SCALE, Part, Sql};
use super::figure::{Figure, Group, HALF, Number};
use super::page::Page;
use super::plan::{Source, Verb};
use super::{bucket, invalid};
use crate::sql::Statement;
use crate::{AggregateQuery, AggregateRow, GroupKey, Metric, MetricFunction, Result, TenantStore};

/// The most groups answered.
const MAX_GROUPS: i64 = 10_000;

impl TenantStore {
    /// Groups of the live records the filter matches, with figures for each.
    pub async fn aggregate(&self, query: &AggregateQuery<'_>) -> Result<Vec<AggregateRow>> {
        let page = Page {
            filter: query.filter,
            search: query.search,
            ..Page::all(query.entity)
        };
        let mut ready = self.ready_page(&page, Verb::Count)?;
        let mut sql = Sql::new(self.store().kind());
        let source = Source::begin(&mut sql, &ready.shape, query.entity);
        sql.push(if ready.shape.words.is_some() {
            ", "
        } else {
            "WITH "
        });
        sql.push("chosen AS (SELECT *");
        source.rows(&mut sql)?;
        sql.push(") SELECT ");
        let mut building = Building {
            entity: query.entity,
            sql,
            columns: 0,
            offset: None,
        };
        let groups = query
            .group
            .iter()
            .map(|key| building.group(key))
            .collect::<Result<Vec<_>>>()?;
        let currencies = building.currencies(query.metrics)?;
        let grouped = building.columns;
        let figures = query
            .metrics
            .iter()
            .map(|metric| building.figure(metric, &currencies))
            .collect::<Result<Vec<_>>>()?;
        if building.offset.is_some() {
            let offset = i64::from(query.zone_offset_seconds).saturating_mul(1_000_000);
            ready.params.push(offset.into());
        }
        ready.params.push(MAX_GROUPS.into());
        let statement = Statement::new(building.finish(grouped), ready.params).heavy();
        let currency = currencies.first().map(|(_, at)| *at);
        self.store()
            .read_all(statement, move |row| {
                let group = groups.iter().map(|group| group.value(row));
                let metrics = figures.iter().map(|figure| figure.value(row));
                Ok(AggregateRow {
                    group: group.collect::<Result<_>>()?,
                    metrics: metrics.collect::<Result<_>>()?,
                    currency: match currency {
                        Some(at) => row.opt_text(at)?.and_then(|code| code.parse().ok()),
                        None => None,
                    },
                })
            })
            .await
    }
}

/// A statement under construction: first the grouped columns, then the figures.
struct Building<'a> {
    entity: &'a EntityDef,
    sql: Sql,
    columns: usize,
    /// The placeholder of the zone's offset, once there is a bucket.
    offset: Option<usize>,
}

impl<'a> Building<'a> {
    fn field(&self, name: &str) -> Result<&'a FieldDef> {
        column::field_at(self.entity, column::position_of(self.entity, name)?)
    }

    fn slot(&self, name: &str) -> Result<Slot<'a>> {
        Ok(self.field(name)?.slot(&self.entity.table))
    }

    /// Begins the next output column; answers its position.
    fn column(&mut self) -> usize {
        if self.columns > 0 {
            self.sql.push(", ");
        }
        self.columns += 1;
        self.columns - 1
    }

    fn value(&mut self, slot: &Slot<'_>, part: Part) -> usize {
        let at = self.column();
        column::value(&mut self.sql, slot, part);
        at
    }

    fn group(&mut self, key: &GroupKey) -> Result<Group> {
        let slot = self.slot(&key.field)?;
        let refused = || invalid(format!("cannot group by `{}`", key.field));
        let json = slot.key.is_some();
        if let Some(bucket) = key.bucket {
            let at = self.column();
            let offset = match (slot.kind, self.offset) {
                (ColumnKind::Date, _) => 0,
                (_, Some(offset)) => offset,
                (_, None) => *self.offset.insert(self.sql.reserve(1)),
            };
            return if bucket::write(&mut self.sql, &slot, bucket, offset) {
                Ok(Group::Day(at))
            } else {
                Err(refused())
            };
        }
        match slot.kind {
            ColumnKind::List | ColumnKind::Json => Err(refused()),
            ColumnKind::Reference => Ok(Group::Reference {
                at: self.value(&slot, Part::Value),
                entity: self.value(&slot, Part::Entity),
                json,
            }),
            ColumnKind::Money => Ok(Group::Money {
                at: self.value(&slot, Part::Value),
                number: Number::Money {
                    currency: self.value(&slot, Part::Currency),
                    json,
                },
            }),
            kind => Ok(Group::Plain {
                at: self.value(&slot, Part::Value),
                kind,
                json,
            }),
        }
    }

    /// A grouped column for the currency of each money field of the metrics.
    fn currencies(&mut self, metrics: &[Metric]) -> Result<Vec<(String, usize)>> {
        let mut currencies: Vec<(String, usize)> = Vec::new();
        for name in metrics.iter().filter_map(|metric| metric.field.as_ref()) {
            let slot = self.slot(name)?;
            let known = currencies.iter().any(|(field, _)| field == name);
            if slot.kind == ColumnKind::Money && !known {
                let at = self.value(&slot, Part::Currency);
                currencies.push((name.clone(), at));
            }
        }
        Ok(currencies)
    }

    fn figure(&mut self, metric: &Metric, currencies: &[(String, usize)]) -> Result<Figure> {
        let Some(name) = &metric.field else {
            let at = self.column();
            self.sql.push("count(*)");
            return match metric.function {
                MetricFunction::Count => Ok(Figure::Count(at)),
                function => Err(invalid(format!("{function:?} needs a field"))),
            };
        };
        let slot = self.slot(name)?;
        let json = slot.key.is_some();
        let number = match slot.kind {
            ColumnKind::Integer => Some(Number::Whole),
            ColumnKind::Decimal { scale } => Some(Number::Scaled(scale)),
            ColumnKind::Money => {
                currencies
                    .iter()
                    .find(|(field, _)| field == name)
                    .map(|(_, currency)| Number::Money {
                        currency: *currency,
                        json,
                    })
            }
            _ => None,
        };
        let kind = slot.kind;
        let extreme = |at| Figure::Extreme {
            at,
            kind,
            json,
            number,
        };
        match (metric.function, number) {
            (MetricFunction::Count, _) => Ok(Figure::Count(self.call("count(", &slot, ")"))),
            (MetricFunction::Sum, Some(number)) => Ok(Figure::Sum(self.sum(&slot), number)),
            (MetricFunction::Avg, Some(number)) => {
                let at = self.sum(&slot);
                self.call("count(", &slot, ")");
                Ok(Figure::Average(at, number))
            }
            (MetricFunction::Min, _) if ordered(kind) => Ok(extreme(self.call("min(", &slot, ")"))),
            (MetricFunction::Max, _) if ordered(kind) => Ok(extreme(self.call("max(", &slot, ")"))),
            (function, _) => Err(invalid(format!("{function:?} does not fit `{name}`"))),
        }
    }

    fn call(&mut self, before: &str, slot: &Slot<'_>, after: &str) -> usize {
        let at = self.column();
        self.sql.push(before);
        column::value(&mut self.sql, slot, Part::Value);
        self.sql.push(after);
        at
    }

    /// Two columns: the sum of the high parts and that of the low parts.
    fn sum(&mut self, slot: &Slot<'_>) -> usize {
        let at = self.call("CAST(sum(", slot, &format!(" / {HALF}) AS BIGINT)"));
        self.call("CAST(sum(", slot, &format!(" % {HALF}) AS BIGINT)"));
        at
    }

    fn finish(self, grouped: usize) -> String {
        let mut sql = self.sql;
        let positions: Vec<String> = (1..=grouped).map(|at| at.to_string()).collect();
        sql.push(" FROM chosen");
        if !positions.is_empty() {
            sql.push(" GROUP BY ").push(&positions.join(", "));
            sql.push(" ORDER BY ")
                .push(&positions.join(" NULLS FIRST, "))
                .push(" NULLS FIRST");
        }
        sql.push(" LIMIT ");
        sql.next();
        sql.text
    }
}

/// Kinds that have a smallest and a largest value.
fn ordered(kind: ColumnKind) -> bool {
    matches!(
        kind,
        ColumnKind::Text
            | ColumnKind::Integer
            | ColumnKind::Decimal { .. }
            | ColumnKind::Money
            | ColumnKind::Date
            | ColumnKind::Time
    )
}

/// Digits after the point of a money value as it is compared.
pub(super) fn money_scale(json: bool, digits: u32) -> u32 {
    if json { MONEY_SCALE } else { digits }
}
