//! Groups and sums are exact and agree with a plain count in memory.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use rapport_kernel::{Money, Timestamp};
use rapport_schema::{Filter, Record, Value};
use rapport_store::{
    AggregateQuery, AggregateRow, Bucket, GroupKey, Metric, MetricFunction, StoreError,
};
use rust_decimal::{Decimal, RoundingStrategy};

use super::data;
use super::naive;

fn metric(function: MetricFunction, field: &str) -> Metric {
    Metric {
        function,
        field: (!field.is_empty()).then(|| field.to_owned()),
    }
}

fn group(field: &str, bucket: Option<Bucket>) -> GroupKey {
    GroupKey {
        field: field.to_owned(),
        bucket,
    }
}

fn first_day(day: Date, bucket: Bucket) -> Date {
    let month = match bucket {
        Bucket::Day => return day,
        Bucket::Week => return day - i64::from(day.weekday().to_monday_zero_offset()).days(),
        Bucket::Month => day.month(),
        Bucket::Quarter => (day.month() - 1) / 3 * 3 + 1,
        Bucket::Year => 1,
    };
    Date::new(day.year(), month, 1).unwrap()
}

fn bucketed(value: &Value, bucket: Bucket, offset: i64) -> Value {
    match value {
        Value::Date(day) => Value::Date(first_day(*day, bucket)),
        Value::Time(moment) => {
            let moved = Timestamp::plus_seconds(*moment, offset);
            Value::Date(first_day(moved.date_in("UTC"), bucket))
        }
        _ => Value::Null,
    }
}

/// Groups records by the debug text of a key.
fn groups(
    records: &[Record],
    key: impl Fn(&Record) -> Vec<Value>,
) -> BTreeMap<String, Vec<&Record>> {
    let mut groups: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    for record in records {
        groups
            .entry(format!("{:?}", key(record)))
            .or_default()
            .push(record);
    }
    groups
}

fn by_key(rows: &[AggregateRow]) -> BTreeMap<String, &AggregateRow> {
    let by_key: BTreeMap<_, _> = rows
        .iter()
        .map(|row| (format!("{:?}", row.group), row))
        .collect();
    assert_eq!(by_key.len(), rows.len(), "each group comes once");
    by_key
}

const BUCKETS: [Bucket; 5] = [
    Bucket::Day,
    Bucket::Week,
    Bucket::Month,
    Bucket::Quarter,
    Bucket::Year,
];

#[tokio::test]
async fn buckets_begin_where_calendar_and_zone_say() {
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 150).await;
        for (entity, records, field) in [
            (&filled.thing, &filled.things, "day"),
            (&filled.thing, &filled.things, "moment"),
            (&filled.thing, &filled.things, "custom_fields.day"),
            (&filled.thing, &filled.things, "custom_fields.moment"),
            (&filled.boat, &filled.boats, "moment"),
        ] {
            for bucket in BUCKETS {
                for offset in [0, 7200, -18_000] {
                    let query = AggregateQuery {
                        entity,
                        filter: &Filter::everything(),
                        search: None,
                        group: &[group(field, Some(bucket)), group("state", None)],
                        metrics: &[metric(MetricFunction::Count, "")],
                        zone_offset_seconds: offset,
                    };
                    let rows = filled.tenant.aggregate(&query).await.unwrap();
                    let expected = groups(records, |record| {
                        vec![
                            bucketed(record.get(field), bucket, offset.into()),
                            record.get("state").clone(),
                        ]
                    });
                    let found = by_key(&rows);
                    assert_eq!(found.len(), expected.len(), "{field} {bucket:?} {offset}");
                    for (key, records) in expected {
                        let row = found
                            .get(&key)
                            .unwrap_or_else(|| panic!("{field} {bucket:?} {offset} {key}"));
                        assert_eq!(
                            row.metrics,
                            [Value::Int(records.len() as i64)],
                            "{field} {bucket:?} {key}"
                        );
                    }
                }
            }
        }
        lane.close().await;
    }
}

fn units(value: &Value) -> Option<Decimal> {
    match value {
        Value::Int(number) => Some(Decimal::from(*number)),
        Value::Decimal(number) => Some(*number),
        Value::Money(Money { minor, currency }) => Some(Decimal::new(*minor, currency.digits())),
        _ => None,
    }
}

fn average(sum: Decimal, count: usize, digits: u32) -> Decimal {
    (sum / Decimal::from(count as u64))
        .round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
        .normalize()
}

#[tokio::test]
async fn figures_are_exact() {
    use MetricFunction::{Avg, Count, Max, Min, Sum};
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 150).await;
        for (entity, records, field) in [
            (&filled.thing, &filled.things, "whole"),
            (&filled.thing, &filled.things, "decimal"),
            (&filled.thing, &filled.things, "custom_fields.decimal"),
            (&filled.boat, &filled.boats, "decimal"),
            (&filled.boat, &filled.boats, "day"),
            (&filled.thing, &filled.things, "custom_fields.moment"),
            (&filled.thing, &filled.things, "moment"),
            (&filled.thing, &filled.things, "text"),
        ] {
            let numeric = matches!(field.rsplit('.').next(), Some("whole" | "decimal"));
            let mut metrics = vec![
                metric(Count, ""),
                metric(Count, field),
                metric(Min, field),
                metric(Max, field),
            ];
            if numeric {
                metrics.extend([metric(Sum, field), metric(Avg, field)]);
            }
            let query = AggregateQuery {
                entity,
                filter: &Filter::everything(),
                search: None,
                group: &[group("state", None)],
                metrics: &metrics,
                zone_offset_seconds: 0,
            };
            let rows = filled.tenant.aggregate(&query).await.unwrap();
            let expected = groups(records, |record| vec![record.get("state").clone()]);
            let found = by_key(&rows);
            assert_eq!(found.len(), expected.len());
            for (key, records) in expected {
                let row = found[&key];
                assert_eq!(row.currency, None);
                let mut values: Vec<&Value> = records
                    .iter()
                    .map(|record| record.get(field))
                    .filter(|value| !value.is_null())
                    .collect();
                values.sort_by(|one, other| naive::order(one, other));
                assert_eq!(row.metrics[0], Value::Int(records.len() as i64));
                assert_eq!(row.metrics[1], Value::Int(values.len() as i64));
                assert_eq!(
                    row.metrics[2],
                    values.first().copied().cloned().unwrap_or_default(),
                    "min {field}"
                );
                assert_eq!(
                    row.metrics[3],
                    values.last().copied().cloned().unwrap_or_default(),
                    "max {field}"
                );
                if numeric && !values.is_empty() {
                    let sum: Decimal = values.iter().filter_map(|value| units(value)).sum();
                    assert_eq!(units(&row.metrics[4]), Some(sum), "sum {field}");
                    assert_eq!(
                        row.metrics[5],
                        Value::Decimal(average(sum, values.len(), 6)),
                        "avg {field}"
                    );
                }
            }
        }
        lane.close().await;
    }
}

#[tokio::test]
async fn money_is_summed_per_currency() {
    use MetricFunction::{Avg, Count, Max, Sum};
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 150).await;
        for (entity, records, field) in [
            (&filled.thing, &filled.things, "money"),
            (&filled.thing, &filled.things, "custom_fields.money"),
            (&filled.boat, &filled.boats, "money"),
        ] {
            let currency_of = |record: &Record| match record.get(field) {
                Value::Money(money) => Some(money.currency),
                _ => None,
            };
            let query = AggregateQuery {
                entity,
                filter: &Filter::everything(),
                search: None,
                group: &[],
                metrics: &[
                    metric(Count, ""),
                    metric(Sum, field),
                    metric(Max, field),
                    metric(Avg, field),
                ],
                zone_offset_seconds: 0,
            };
            let rows = filled.tenant.aggregate(&query).await.unwrap();
            assert_eq!(rows.len(), 3, "EUR, USD and empty");
            for row in rows {
                let of: Vec<&Record> = records
                    .iter()
                    .filter(|record| currency_of(record) == row.currency)
                    .collect();
                assert_eq!(row.metrics[0], Value::Int(of.len() as i64));
                let Some(currency) = row.currency else {
                    assert_eq!(row.metrics[1..], [Value::Null, Value::Null, Value::Null]);
                    continue;
                };
                let minors: Vec<i64> = of
                    .iter()
                    .filter_map(|record| match record.get(field) {
                        Value::Money(money) => Some(money.minor),
                        _ => None,
                    })
                    .collect();
                let sum: i64 = minors.iter().sum();
                let mean = average(Decimal::from(sum), minors.len(), 0);
                let money = |minor| Value::Money(Money { minor, currency });
                assert_eq!(row.metrics[1], money(sum), "{field}");
                assert_eq!(row.metrics[2], money(*minors.iter().max().unwrap()));
                assert_eq!(row.metrics[3], money(i64::try_from(mean).unwrap()));
            }
        }
        lane.close().await;
    }
}

#[tokio::test]
async fn every_kind_groups_by_its_values() {
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 100).await;
        let filter = Filter::Not(Box::new(Filter::equals(
            "state",
            Value::Text("won".to_owned()),
        )));
        for (entity, records) in [
            (&filled.thing, &filled.things),
            (&filled.boat, &filled.boats),
        ] {
            let matching: Vec<Record> = records
                .iter()
                .filter(|record| naive::matches(&filter, record))
                .cloned()
                .collect();
            for field in entity.fields() {
                let query = AggregateQuery {
                    entity,
                    filter: &filter,
                    search: None,
                    group: &[group(&field.name, None)],
                    metrics: &[metric(MetricFunction::Count, "")],
                    zone_offset_seconds: 0,
                };
                let answer = filled.tenant.aggregate(&query).await;
                if matches!(field.kind.type_name(), "tags" | "json") {
                    assert!(matches!(answer, Err(StoreError::Invalid(_))));
                    continue;
                }
                let rows = answer.unwrap();
                let expected = groups(&matching, |record| vec![record.get(&field.name).clone()]);
                let found = by_key(&rows);
                assert_eq!(found.len(), expected.len(), "{}", field.name);
                for (key, records) in expected {
                    assert_eq!(
                        found[&key].metrics,
                        [Value::Int(records.len() as i64)],
                        "{} {key}",
                        field.name
                    );
                }
            }
        }
        lane.close().await;
    }
}

#[tokio::test]
async fn a_sum_beyond_64_bits_is_exact() {
    for lane in data::lanes(&[data::thing()]).await {
        let tenant = lane.store.tenant(data::tenant(3));
        let thing = data::thing();
        let records = (0..3)
            .map(|_| Record::new().with("whole", Value::Int(i64::MAX)))
            .collect();
        data::insert(&tenant, &thing, records, 1).await;
        let query = AggregateQuery {
            entity: &thing,
            filter: &Filter::everything(),
            search: None,
            group: &[],
            metrics: &[metric(MetricFunction::Sum, "whole")],
            zone_offset_seconds: 0,
        };
        let rows = tenant.aggregate(&query).await.unwrap();
        let three = Decimal::from(i64::MAX) * Decimal::from(3);
        assert_eq!(rows[0].metrics, [Value::Decimal(three)]);
        lane.close().await;
    }
}

#[tokio::test]
async fn an_average_of_money_is_rounded_half_up() {
    for lane in data::lanes(&[data::thing()]).await {
        let tenant = lane.store.tenant(data::tenant(4));
        let thing = data::thing();
        let money = |minor| {
            Value::Money(Money {
                minor,
                currency: rapport_kernel::Currency::EUR,
            })
        };
        let records = [2, 3].map(|minor| Record::new().with("money", money(minor)));
        data::insert(&tenant, &thing, records.to_vec(), 1).await;
        let query = AggregateQuery {
            entity: &thing,
            filter: &Filter::everything(),
            search: None,
            group: &[],
            metrics: &[metric(MetricFunction::Avg, "money")],
            zone_offset_seconds: 0,
        };
        let rows = tenant.aggregate(&query).await.unwrap();
        assert_eq!(rows[0].metrics, [money(3)]);
        lane.close().await;
    }
}
