//! Filters, periods and sort orders over the example entity.

use rapport_kernel::{Currency, Timestamp, UserId};
use serde_json::json;
use uuid::Uuid;

use super::period::{DayRange, days_of};
use crate::load::tests::deal;
use crate::query::{FilterContext, PERIODS, RawFilter};
use crate::{Condition, EntityDef, Filter, SortKey, value_json};

const ME: Uuid = Uuid::from_u128(7);

fn context() -> FilterContext<'static> {
    FilterContext {
        now: "2026-05-13T22:30:00Z".parse::<Timestamp>().unwrap(),
        zone: "Europe/Berlin",
        me: UserId(ME),
        currency: Currency::EUR,
    }
}

/// The filter in short: `and(amount Gte 5, not(stage Eq won))`.
fn short(filter: &Filter) -> String {
    let all = |name: &str, parts: &[Filter]| {
        let parts: Vec<String> = parts.iter().map(short).collect();
        format!("{name}({})", parts.join(", "))
    };
    match filter {
        Filter::And(parts) if parts.len() == 1 => short(&parts[0]),
        Filter::And(parts) => all("and", parts),
        Filter::Or(parts) => all("or", parts),
        Filter::Not(part) => format!("not({})", short(part)),
        Filter::Shared(_) => "shared".to_owned(),
        Filter::Is(Condition { field, op, values }) => {
            let values: Vec<String> = values
                .iter()
                .map(|value| value_json(value).to_string().replace('"', ""))
                .collect();
            format!("{field} {op:?} {}", values.join(" "))
                .trim_end()
                .to_owned()
        }
    }
}

fn tagged_deal() -> EntityDef {
    let mut deal = deal();
    let tags = crate::load::tests::entity("thing", "[fields.labels]\ntype = \"tags\"");
    let mut fields = deal.fields().to_vec();
    fields.insert(0, tags.field("labels").unwrap().clone());
    deal.set_fields(fields);
    deal
}

fn read(json: serde_json::Value) -> String {
    let parsed = RawFilter::from_json(&json)
        .map_err(|error| vec![error])
        .and_then(|raw| Filter::parse(&tagged_deal(), &raw, &context()));
    match parsed {
        Ok(filter) => short(&filter),
        Err(errors) => format!(
            "{} {}: {}",
            errors[0].code, errors[0].field, errors[0].message
        ),
    }
}

fn one(field: &str, op: &str, value: serde_json::Value) -> String {
    read(json!({ "field": field, "op": op, "value": value }))
}

#[test]
fn conditions_get_typed_values() {
    for (field, op, value, expected) in [
        ("name", "eq", json!("Big"), "name Eq Big"),
        ("name", "contains", json!("ig"), "name Contains ig"),
        ("amount", "gte", json!("1000.50"), "amount Gte 1000.5"),
        ("amount", "between", json!("1,2"), "amount Between 1 2"),
        ("probability", "lt", json!(500), "probability Lt 500"),
        ("stage", "in", json!("won,lost"), "stage In won lost"),
        ("stage", "nin", json!(["won"]), "stage NotIn won"),
        (
            "stage",
            "in",
            json!(["won", null]),
            "or(stage In won, stage Empty)",
        ),
        (
            "stage",
            "nin",
            json!(["won", null]),
            "and(stage NotIn won, stage NotEmpty)",
        ),
        ("name", "eq", json!(null), "name Empty"),
        ("name", "ne", json!(null), "name NotEmpty"),
        ("name", "empty", json!("false"), "name NotEmpty"),
        ("name", "empty", json!(true), "name Empty"),
        ("labels", "has", json!("vip"), "labels Has vip"),
        (
            "labels",
            "has_any",
            json!("vip,new"),
            "labels HasAny vip new",
        ),
        (
            "labels",
            "has_all",
            json!(["vip", "new"]),
            "labels HasAll vip new",
        ),
        (
            "expectedCloseDate",
            "lte",
            json!("2026-05-01"),
            "expected_close_date Lte 2026-05-01",
        ),
        ("weighted", "gt", json!(10), "weighted Gt 10"),
        ("code", "starts_with", json!("D-"), "code StartsWith D-"),
    ] {
        assert_eq!(
            one(field, op, value.clone()),
            expected,
            "{field} {op} {value}"
        );
    }
    assert_eq!(one("owner", "eq", json!("me")), format!("owner Eq {ME}"));
}

#[test]
fn trees_keep_their_shape() {
    let filter = json!({ "and": [
        { "field": "amount", "op": "gte", "value": 1000 },
        { "or": [{ "field": "stage", "value": "won" }, { "not": { "field": "name", "value": "x" } }] }
    ] });
    assert_eq!(
        read(filter),
        "and(amount Gte 1000, or(stage Eq won, not(name Eq x)))"
    );
    assert_eq!(read(json!({})), "and()");
    assert_eq!(read(json!({ "or": [] })), "or()");
}

#[test]
fn mistakes_are_named() {
    for (filter, expected) in [
        (
            json!({ "field": "stge", "value": 1 }),
            "unknown_field stge: deal has no field `stge`, did you mean `stage`?",
        ),
        (
            json!({ "field": "stage", "op": "contains", "value": "w" }),
            "unknown_field stage: has no operator `contains`",
        ),
        (
            json!({ "field": "stage", "value": "wno" }),
            "invalid stage: has no state `wno`, did you mean `won`?",
        ),
        (
            json!({ "field": "amount", "value": "much" }),
            "invalid amount: must be a number",
        ),
        (
            json!({ "field": "amount", "op": "lt" }),
            "invalid amount: `lt` needs a value",
        ),
        (
            json!({ "field": "amount", "op": "between", "value": [1] }),
            "invalid amount: `between` takes two values",
        ),
        (
            json!({ "feld": "amount" }),
            "invalid filter: unknown key `feld`, did you mean `field`?",
        ),
        (
            json!({ "field": "amount", "vlaue": 1 }),
            "invalid filter: unknown key `vlaue`, did you mean `value`?",
        ),
        (json!({ "and": {} }), "invalid filter: `and` must be a list"),
        (json!("x"), "invalid filter: must be an object"),
        (
            json!({ "field": "created_at", "op": "within", "value": "this_wek" }),
            "invalid created_at: unknown period `this_wek`, did you mean `this_week`?",
        ),
    ] {
        let found = read(filter.clone());
        assert!(
            found.starts_with(expected),
            "{filter}\n found: {found}\nwanted: {expected}"
        );
    }
}

#[test]
fn filters_have_limits() {
    let mut deep = json!({ "field": "name", "value": "x" });
    for _ in 0..20 {
        deep = json!({ "not": deep });
    }
    assert!(read(deep).contains("nested deeper"));
    let many = vec![json!({ "field": "name", "value": "x" }); 101];
    assert!(read(json!({ "and": many })).contains("more than 100 conditions"));
}

#[test]
fn periods_begin_where_the_user_lives() {
    // 22:30 in UTC is 00:30 of the 14th, a Thursday, in Berlin.
    for (period, expected) in [
        (
            "today",
            "and(created_at Gte 2026-05-13T22:00:00.000000Z, created_at Lt 2026-05-14T22:00:00.000000Z)",
        ),
        (
            "this_week",
            "and(created_at Gte 2026-05-10T22:00:00.000000Z, created_at Lt 2026-05-17T22:00:00.000000Z)",
        ),
        ("past", "created_at Lt 2026-05-13T22:30:00.000000Z"),
    ] {
        assert_eq!(one("created_at", "within", json!(period)), expected);
    }
    assert_eq!(
        one("expected_close_date", "within", json!("past")),
        "expected_close_date Lt 2026-05-14"
    );
    assert_eq!(
        one("created_at", "lte", json!("2026-05-14")),
        "created_at Lt 2026-05-14T22:00:00.000000Z"
    );
    assert_eq!(
        one("created_at", "gt", json!("2026-05-14")),
        "created_at Gte 2026-05-14T22:00:00.000000Z"
    );
    assert_eq!(
        one("created_at", "eq", json!("2026-05-14T10:00:00Z")),
        "created_at Eq 2026-05-14T10:00:00.000000Z"
    );
}

#[test]
fn every_period_has_its_days() {
    let today = jiff::civil::date(2026, 5, 14);
    for (period, from, before) in [
        ("yesterday", "2026-05-13", "2026-05-14"),
        ("tomorrow", "2026-05-15", "2026-05-16"),
        ("last_week", "2026-05-04", "2026-05-11"),
        ("next_week", "2026-05-18", "2026-05-25"),
        ("this_month", "2026-05-01", "2026-06-01"),
        ("last_month", "2026-04-01", "2026-05-01"),
        ("next_month", "2026-06-01", "2026-07-01"),
        ("this_quarter", "2026-04-01", "2026-07-01"),
        ("last_quarter", "2026-01-01", "2026-04-01"),
        ("next_quarter", "2026-07-01", "2026-10-01"),
        ("this_year", "2026-01-01", "2027-01-01"),
        ("last_year", "2025-01-01", "2026-01-01"),
        ("next_year", "2027-01-01", "2028-01-01"),
        ("last_7_days", "2026-05-08", "2026-05-15"),
        ("last_30_days", "2026-04-15", "2026-05-15"),
        ("last_90_days", "2026-02-14", "2026-05-15"),
        ("next_7_days", "2026-05-14", "2026-05-21"),
        ("next_30_days", "2026-05-14", "2026-06-13"),
        ("next_90_days", "2026-05-14", "2026-08-12"),
    ] {
        let expected = DayRange {
            from: from.parse().ok(),
            before: before.parse().ok(),
        };
        assert_eq!(days_of(period, today), Some(expected), "{period}");
    }
    assert!(PERIODS.iter().all(|name| days_of(name, today).is_some()));
    assert_eq!(days_of("this_decade", today), None);
}

#[test]
fn sort_orders_are_checked() {
    let read = |text: &str| match SortKey::parse_list(&deal(), text) {
        Ok(keys) => keys
            .iter()
            .map(|key| format!("{}{}", if key.descending { "-" } else { "" }, key.field))
            .collect::<Vec<_>>()
            .join(" "),
        Err(errors) => format!("{}: {}", errors[0].field, errors[0].message),
    };
    for (text, expected) in [
        ("-created_at,name", "-created_at name"),
        ("+amount, -expectedCloseDate", "amount -expected_close_date"),
        ("", ""),
        (
            "nmae",
            "nmae: deal has no field `nmae`, did you mean `name`?",
        ),
        ("account", "account: cannot be sorted by"),
        ("name,-name", "name: is there twice"),
        ("id", "id"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn a_bad_value_never_widens_the_filter() {
    let raw = RawFilter::from_json(&json!([{ "field": "stage", "value": "nowhere" }])).unwrap();
    assert!(Filter::parse(&deal(), &raw, &context()).is_err());
}

#[test]
fn a_condition_needs_a_value() {
    assert_eq!(
        read(json!({ "field": "stage", "op": "eq" })),
        "invalid stage: `eq` needs a value"
    );
    for (op, value) in [("eq", ""), ("contains", ""), ("contains", "a\0b")] {
        let told = one("name", op, json!(value));
        assert!(told.starts_with("invalid name: "), "{op} {value:?} {told}");
    }
    // Null written out is no value, and `empty` alone is true.
    assert_eq!(one("name", "eq", json!(null)), "name Empty");
    assert_eq!(
        read(json!({ "field": "name", "op": "empty" })),
        "name Empty"
    );
}
