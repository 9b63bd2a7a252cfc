//! Group by, count, sum: the numbers behind boards and dashboards.

use rapport_kernel::{Error, ErrorCode, RequestContext, Result, Timestamp};
use rapport_schema::{EntityDef, RawFilter, Value};
use rapport_store::{AggregateQuery, Bucket, GroupKey, Metric, MetricFunction};
use serde_json::{Map, json};

use crate::Engine;
use crate::list::{combined_filter, visible_field};
use crate::scope::{Right, Scope};
use crate::{answer::Visible, include};

/// What to compute.
#[derive(Clone, Debug, Default)]
pub struct AggregateRequest {
    /// Fields to group by, a date with its bucket: `stage`, `created_at:month`.
    pub group: Vec<String>,
    /// What to compute per group: `count`, `sum:amount`, `avg:`, `min:`, `max:`. Empty means `count`.
    pub metrics: Vec<MetricRequest>,
    /// Conditions.
    pub filter: Option<RawFilter>,
    /// Words that must all occur.
    pub search: Option<String>,
}

/// One metric as text, such as `sum:amount`.
pub type MetricRequest = String;

impl Engine {
    /// Computes metrics per group. Rows are objects of group fields and metrics; beside them the titles of linked
    /// records that groups name.
    ///
    /// # Errors
    /// `unknown_field` and `invalid` for groups and metrics that make no sense.
    pub async fn aggregate(
        &self,
        ctx: &RequestContext,
        entity: &str,
        request: &AggregateRequest,
    ) -> Result<(Visible, Visible)> {
        let (entity, scope) = self.scoped(ctx, entity, Right::Read).await?;
        let filter = combined_filter(ctx, &scope, request.filter.as_ref())?;
        let (search, filter) = scope.search(request.search.as_deref(), filter);
        let group: Vec<GroupKey> = request
            .group
            .iter()
            .map(|text| group_key(&scope, text))
            .collect::<Result<_>>()?;
        let count = ["count".to_owned()];
        let texts = if request.metrics.is_empty() {
            &count[..]
        } else {
            &request.metrics
        };
        let metrics: Vec<Metric> = texts
            .iter()
            .map(|text| metric(&scope, text))
            .collect::<Result<_>>()?;
        let query = AggregateQuery {
            entity: &entity,
            filter: &filter,
            search,
            group: &group,
            metrics: &metrics,
            zone_offset_seconds: offset(ctx),
        };
        let rows = self.tenant(ctx.tenant).aggregate(&query).await?;
        self.note_figures(ctx, scope.seen(), request, (&group, &metrics))
            .await?;
        let mut links: Vec<(String, uuid::Uuid)> = Vec::new();
        let mut list = Vec::with_capacity(rows.len());
        for row in rows {
            let mut object = Map::new();
            for (key, value) in group.iter().zip(&row.group) {
                write_group(&entity, key, value, &mut object, &mut links);
            }
            for (text, value) in metrics.iter().zip(&row.metrics) {
                object.insert(metric_name(text), metric_json(value));
            }
            if let Some(currency) = row.currency {
                let money = metrics
                    .iter()
                    .filter_map(|metric| metric.field.as_deref())
                    .next()
                    .unwrap_or("amount");
                object.insert(format!("{money}_currency"), json!(currency));
            }
            list.push(serde_json::Value::Object(object));
        }
        let titles = include::titles(
            self,
            ctx,
            links.iter().map(|(name, id)| (name.as_str(), *id)),
        )
        .await?;
        let rows = serde_json::Value::Array(list).to_string().into_bytes();
        let titles = serde_json::Value::Object(titles).to_string().into_bytes();
        Ok((Visible::new(rows), Visible::new(titles)))
    }
}

fn group_key(scope: &Scope, text: &str) -> Result<GroupKey> {
    let (name, bucket) = text
        .split_once(':')
        .map_or((text, None), |(name, bucket)| (name, Some(bucket)));
    visible_field(scope, name)?;
    let bucket = bucket.map(parse_bucket).transpose()?;
    Ok(GroupKey {
        field: name.to_owned(),
        bucket,
    })
}

fn parse_bucket(text: &str) -> Result<Bucket> {
    Ok(match text {
        "day" => Bucket::Day,
        "week" => Bucket::Week,
        "month" => Bucket::Month,
        "quarter" => Bucket::Quarter,
        "year" => Bucket::Year,
        _ => {
            let known = "one of day, week, month, quarter, year";
            return Err(Error::field(
                "group",
                ErrorCode::INVALID,
                format!("`{text}` is not {known}"),
            ));
        }
    })
}

fn metric(scope: &Scope, text: &str) -> Result<Metric> {
    let (name, field) = text
        .split_once(':')
        .map_or((text, None), |(name, field)| (name, Some(field)));
    let function = match name {
        "count" => MetricFunction::Count,
        "sum" => MetricFunction::Sum,
        "avg" => MetricFunction::Avg,
        "min" => MetricFunction::Min,
        "max" => MetricFunction::Max,
        _ => {
            let known = "one of count, sum, avg, min, max";
            return Err(Error::field(
                "metrics",
                ErrorCode::INVALID,
                format!("`{name}` is not {known}"),
            ));
        }
    };
    if function != MetricFunction::Count && field.is_none() {
        return Err(Error::field(
            "metrics",
            ErrorCode::INVALID,
            format!("`{name}` needs a field: `{name}:amount`"),
        ));
    }
    if let Some(field) = field {
        visible_field(scope, field)?;
    }
    Ok(Metric {
        function,
        field: field.map(str::to_owned),
    })
}

fn metric_name(metric: &Metric) -> String {
    let function = match metric.function {
        MetricFunction::Count => "count",
        MetricFunction::Sum => "sum",
        MetricFunction::Avg => "avg",
        MetricFunction::Min => "min",
        MetricFunction::Max => "max",
    };
    metric.field.as_ref().map_or_else(
        || function.to_owned(),
        |field| format!("{function}_{field}"),
    )
}

fn metric_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Int(number) => json!(number),
        Value::Decimal(number) => number
            .to_string()
            .parse::<serde_json::Number>()
            .map_or(json!(null), |n| json!(n)),
        Value::Money(money) => {
            let number = rust_decimal::Decimal::new(money.minor, money.currency.digits());
            number
                .to_string()
                .parse::<serde_json::Number>()
                .map_or(json!(null), |n| json!(n))
        }
        Value::Date(date) => json!(date.to_string()),
        Value::Time(moment) => json!(moment),
        Value::Text(text) => json!(text),
        other => json!(format!("{other:?}")),
    }
}

fn write_group(
    entity: &EntityDef,
    key: &GroupKey,
    value: &Value,
    object: &mut Map<String, serde_json::Value>,
    links: &mut Vec<(String, uuid::Uuid)>,
) {
    let Some(field) = entity.field(&key.field) else {
        return;
    };
    if key.bucket.is_some() {
        object.insert(key.field.clone(), metric_json(value));
        return;
    }
    if let Some((target, id)) = include_target(field, value) {
        links.push((target, id));
    }
    let mut wire = Map::new();
    field.write_json(value, &mut wire);
    // A custom field nests itself; a group row is flat, keyed as the caller wrote it.
    let flat = wire
        .get(&key.field)
        .cloned()
        .or_else(|| first_leaf(wire.into_iter().next().map(|(_, inner)| inner)));
    object.insert(key.field.clone(), flat.unwrap_or_default());
}

fn first_leaf(value: Option<serde_json::Value>) -> Option<serde_json::Value> {
    match value {
        Some(serde_json::Value::Object(inner)) => inner.into_iter().next().map(|(_, leaf)| leaf),
        other => other,
    }
}

fn include_target(field: &rapport_schema::FieldDef, value: &Value) -> Option<(String, uuid::Uuid)> {
    use rapport_schema::{FieldType, LinkTarget};
    match (&field.kind, value) {
        (FieldType::User, Value::Id(id)) => Some((include::USER.to_owned(), *id)),
        (
            FieldType::Link {
                to: LinkTarget::One(entity),
                ..
            },
            Value::Id(id),
        ) => Some((entity.clone(), *id)),
        (_, Value::Reference { entity, id }) => Some((entity.clone(), *id)),
        _ => None,
    }
}

/// The caller's present distance from UTC. Buckets of a year with daylight saving are cut by today's distance.
fn offset(ctx: &RequestContext) -> i32 {
    let now = ctx.now();
    let start = Timestamp::start_of_day(now.date_in(&ctx.time_zone), &ctx.time_zone);
    let utc = Timestamp::start_of_day(now.date_in(&ctx.time_zone), "UTC");
    i32::try_from((utc.as_micros() - start.as_micros()) / 1_000_000).unwrap_or(0)
}
