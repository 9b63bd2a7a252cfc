//! What filters and orders mean, said once more in the plainest way, over records in memory.

use std::cmp::Ordering;

use rapport_schema::{Condition, EntityDef, Filter, Operator, Record, SortKey, Value};

/// The order of two values; empty is the smallest. Money by minor units.
pub fn order(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Less,
        (_, Value::Null) => Ordering::Greater,
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Decimal(a), Value::Decimal(b)) => a.cmp(b),
        (Value::Money(a), Value::Money(b)) => a.minor.cmp(&b.minor),
        (Value::Text(a), Value::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Time(a), Value::Time(b)) => a.cmp(b),
        (
            Value::Id(a) | Value::Reference { id: a, .. },
            Value::Id(b) | Value::Reference { id: b, .. },
        ) => a.cmp(b),
        _ => panic!("{one:?} and {other:?} have no order"),
    }
}

fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Reference { entity: a, .. }, Value::Reference { entity: b, .. }) if a != b => false,
        (Value::Json(a), Value::Json(b)) => a == b,
        (Value::List(a), Value::List(b)) => a == b,
        _ => order(one, other) == Ordering::Equal,
    }
}

pub fn matches(filter: &Filter, record: &Record) -> bool {
    match filter {
        Filter::And(all) => all.iter().all(|filter| matches(filter, record)),
        Filter::Or(any) => any.iter().any(|filter| matches(filter, record)),
        Filter::Not(inner) => !matches(inner, record),
        Filter::Shared(_) => panic!("shares have tests of their own"),
        Filter::Is(condition) => holds(condition, record),
    }
}

fn holds(condition: &Condition, record: &Record) -> bool {
    let value = record.get(&condition.field);
    let values = &condition.values;
    let any = || values.iter().any(|wanted| same(value, wanted));
    let compares = |wanted: &Value, expected: &[Ordering]| {
        !value.is_null() && !wanted.is_null() && expected.contains(&order(value, wanted))
    };
    let text = |test: fn(&str, &str) -> bool| match (value, &values[0]) {
        (Value::Text(text), Value::Text(needle)) => {
            test(&text.to_lowercase(), &needle.to_lowercase())
        }
        _ => false,
    };
    let has = |wanted: &Value| match (value, wanted) {
        (Value::List(list), Value::Text(word)) => list.contains(word),
        _ => false,
    };
    use Ordering::{Equal, Greater, Less};
    match condition.op {
        Operator::Eq | Operator::In => any(),
        Operator::Ne | Operator::NotIn => !any(),
        Operator::Lt => compares(&values[0], &[Less]),
        Operator::Lte => compares(&values[0], &[Less, Equal]),
        Operator::Gt => compares(&values[0], &[Greater]),
        Operator::Gte => compares(&values[0], &[Greater, Equal]),
        Operator::Between => {
            compares(&values[0], &[Greater, Equal]) && compares(&values[1], &[Less, Equal])
        }
        Operator::Contains => text(|text, needle| text.contains(needle)),
        Operator::StartsWith => text(|text, needle| text.starts_with(needle)),
        Operator::EndsWith => text(|text, needle| text.ends_with(needle)),
        Operator::Empty => value.is_null(),
        Operator::NotEmpty => !value.is_null(),
        Operator::Has | Operator::HasAny => values.iter().any(has),
        Operator::HasAll => values.iter().all(has),
    }
}

/// The records in order; the id decides last, in the direction of the last key.
pub fn sorted<'r>(records: &'r [Record], sort: &[SortKey]) -> Vec<&'r Record> {
    let mut sorted: Vec<&Record> = records.iter().collect();
    sorted.sort_by(|one, other| {
        let mut keys = sort.to_vec();
        keys.push(SortKey {
            field: "id".to_owned(),
            descending: sort.last().is_some_and(|key| key.descending),
        });
        keys.iter()
            .map(|key| {
                let order = order(one.get(&key.field), other.get(&key.field));
                if key.descending {
                    order.reverse()
                } else {
                    order
                }
            })
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    sorted
}

/// The operators a field's kind has in the store.
pub fn operators(entity: &EntityDef, field: &str) -> &'static [Operator] {
    use Operator::*;
    match entity.field(field).unwrap().kind.type_name() {
        "text" => &[
            Eq, Ne, In, NotIn, Lt, Lte, Gt, Gte, Between, Contains, StartsWith, EndsWith, Empty,
            NotEmpty,
        ],
        "state" => &[Eq, Ne, In, NotIn, Empty, NotEmpty],
        "link" | "user" => &[Eq, Ne, In, NotIn, Empty, NotEmpty],
        "boolean" => &[Eq, Ne, In, NotIn, Empty, NotEmpty],
        "tags" => &[Has, HasAny, HasAll, Empty, NotEmpty],
        "json" => &[Empty, NotEmpty],
        _ => &[
            Eq, Ne, In, NotIn, Lt, Lte, Gt, Gte, Between, Empty, NotEmpty,
        ],
    }
}
