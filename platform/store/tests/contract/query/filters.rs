//! Every operator on every kind of field in every place means the same as the plain evaluator says.

use std::collections::BTreeSet;
use std::sync::Arc;

use rapport_kernel::RecordId;
use rapport_schema::{Condition, EntityDef, FieldDef, Filter, Operator, Record, Value};
use rapport_store::{CountMode, Deleted, TenantStore};
use uuid::Uuid;

use super::data::{self, Numbers, TAGS, TEXTS};
use super::naive;

async fn found(store: &TenantStore, entity: &Arc<EntityDef>, filter: &Filter) -> BTreeSet<Uuid> {
    let ids = store
        .ids(entity, filter, None, Deleted::No, None, 1000)
        .await;
    let ids = ids.unwrap_or_else(|error| panic!("{filter:?}: {error}"));
    assert!(
        ids.windows(2).all(|pair| pair[0] < pair[1]),
        "ids come in their order"
    );
    ids.into_iter().map(|RecordId(id)| id).collect()
}

fn expected(records: &[Record], filter: &Filter) -> BTreeSet<Uuid> {
    let matching = records
        .iter()
        .filter(|record| naive::matches(filter, record));
    matching
        .map(|record| record.get("id").as_id().unwrap())
        .collect()
}

async fn check(
    store: &TenantStore,
    entity: &Arc<EntityDef>,
    records: &[Record],
    filter: &Filter,
) -> usize {
    let expected = expected(records, filter);
    assert_eq!(
        found(store, entity, filter).await,
        expected,
        "{} {filter:?}",
        entity.name
    );
    expected.len()
}

/// Values for an operator: some that occur, some that do not.
fn values(field: &FieldDef, op: Operator, numbers: &mut Numbers) -> Vec<Value> {
    let count = match op {
        Operator::Empty | Operator::NotEmpty => 0,
        Operator::Between => 2,
        Operator::In | Operator::NotIn => numbers.below(6),
        Operator::HasAny | Operator::HasAll => 1 + numbers.below(2),
        _ => 1,
    };
    let one = |numbers: &mut Numbers| match op {
        Operator::Contains | Operator::StartsWith | Operator::EndsWith => needle(numbers),
        Operator::Has | Operator::HasAny | Operator::HasAll => {
            Value::Text((*numbers.pick(&[TAGS, &["none"]].concat())).to_owned())
        }
        Operator::Eq | Operator::Ne | Operator::In | Operator::NotIn if numbers.below(8) == 0 => {
            Value::Null
        }
        _ => data::value(&field.kind, numbers),
    };
    (0..count).map(|_| one(numbers)).collect()
}

/// A piece of a text that occurs, in another case.
fn needle(numbers: &mut Numbers) -> Value {
    let text: Vec<char> = numbers.pick(TEXTS).chars().collect();
    let from = numbers.below(text.len());
    let to = from + 1 + numbers.below(text.len() - from);
    let piece: String = text[from..to].iter().collect();
    let upper: String = piece
        .chars()
        .map(|letter| letter.to_uppercase().next().unwrap())
        .collect();
    Value::Text(match numbers.below(3) {
        0 => upper,
        1 => piece.to_lowercase(),
        _ => piece,
    })
}

fn condition(field: &str, op: Operator, values: Vec<Value>) -> Filter {
    Filter::Is(Condition {
        field: field.to_owned(),
        op,
        values,
    })
}

fn tree(entity: &EntityDef, numbers: &mut Numbers, depth: usize) -> Filter {
    let several = |numbers: &mut Numbers| {
        (0..numbers.below(4))
            .map(|_| tree(entity, numbers, depth - 1))
            .collect()
    };
    match (depth, numbers.below(5)) {
        (1.., 0) => Filter::And(several(numbers)),
        (1.., 1) => Filter::Or(several(numbers)),
        (1.., 2) => Filter::Not(Box::new(tree(entity, numbers, depth - 1))),
        _ => {
            let field = numbers.pick(entity.fields());
            let op = *numbers.pick(naive::operators(entity, &field.name));
            condition(&field.name, op, values(field, op, numbers))
        }
    }
}

#[tokio::test]
async fn every_operator_on_every_kind_matches_the_plain_evaluator() {
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 120).await;
        let mut numbers = Numbers::new(9);
        for (entity, records) in [
            (&filled.thing, &filled.things),
            (&filled.boat, &filled.boats),
        ] {
            for field in entity.fields() {
                for op in naive::operators(entity, &field.name) {
                    let mut hits = 0;
                    for _ in 0..8 {
                        let filter = condition(&field.name, *op, values(field, *op, &mut numbers));
                        hits += check(&filled.tenant, entity, records, &filter).await;
                        let not = Filter::Not(Box::new(filter));
                        hits += check(&filled.tenant, entity, records, &not).await;
                    }
                    assert!(hits > 0, "{} {op:?} was never put to the test", field.name);
                }
            }
        }
        lane.close().await;
    }
}

#[tokio::test]
async fn nested_conditions_match_the_plain_evaluator() {
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 80).await;
        let mut numbers = Numbers::new(4);
        for _ in 0..200 {
            let filter = tree(&filled.thing, &mut numbers, 4);
            let count = check(&filled.tenant, &filled.thing, &filled.things, &filter).await;
            let total = |mode| {
                filled
                    .tenant
                    .count(&filled.thing, &filter, None, Deleted::No, mode)
            };
            let exact = total(CountMode::Exact).await.unwrap();
            assert_eq!((exact.count, exact.capped), (count as u64, false));
            let capped = total(CountMode::Capped(10)).await.unwrap();
            assert_eq!(
                (capped.count, capped.capped),
                (count.min(10) as u64, count > 10)
            );
        }
        lane.close().await;
    }
}

#[tokio::test]
async fn long_lists_of_values_match() {
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 120).await;
        let all: Vec<Value> = filled
            .things
            .iter()
            .map(|record| record.get("id").clone())
            .collect();
        for count in [1, 2, 3, 63, 64, 65, 120] {
            let filter = Filter::one_of("id", all[..count].to_vec());
            assert_eq!(
                check(&filled.tenant, &filled.thing, &filled.things, &filter).await,
                count
            );
        }
        lane.close().await;
    }
}

#[tokio::test]
async fn conditions_that_do_not_fit_are_refused() {
    for lane in data::lanes(&[data::thing()]).await {
        let store = lane.store.tenant(data::tenant(1));
        let thing = data::thing();
        for filter in [
            condition("nothing", Operator::Eq, vec![Value::Int(1)]),
            condition("whole", Operator::Eq, vec![Value::Text("1".to_owned())]),
            condition(
                "whole",
                Operator::Contains,
                vec![Value::Text("1".to_owned())],
            ),
            condition("json", Operator::Eq, vec![Value::Text("1".to_owned())]),
            condition("text", Operator::Has, vec![Value::Text("1".to_owned())]),
            condition("text", Operator::Between, vec![Value::Text("1".to_owned())]),
            condition(
                "text",
                Operator::Contains,
                vec![Value::Text("x".repeat(1001))],
            ),
        ] {
            let answer = store.ids(&thing, &filter, None, Deleted::No, None, 1).await;
            assert!(
                matches!(answer, Err(rapport_store::StoreError::Invalid(_))),
                "{filter:?}: {answer:?}"
            );
        }
        lane.close().await;
    }
}

#[tokio::test]
async fn the_bin_is_apart() {
    for lane in data::lanes(&[data::thing()]).await {
        let mut filled = data::filled(&lane.store, 30).await;
        let (live, bin) = filled.things.split_at_mut(20);
        data::delete(&filled.tenant, &filled.thing, bin).await;
        for (deleted, records) in [
            (Deleted::No, live.to_vec()),
            (Deleted::Only, bin.to_vec()),
            (Deleted::Any, [&*live, &*bin].concat()),
        ] {
            let everything = Filter::everything();
            let ids = filled
                .tenant
                .ids(&filled.thing, &everything, None, deleted, None, 100)
                .await
                .unwrap();
            let ids: BTreeSet<Uuid> = ids.into_iter().map(|id| id.0).collect();
            assert_eq!(ids, expected(&records, &everything), "{deleted:?}");
        }
        let one = RecordId(bin[0].get("id").as_id().unwrap());
        let titles = filled
            .tenant
            .titles(&filled.thing, &[one], &Filter::everything())
            .await
            .unwrap();
        assert_eq!(titles.len(), 1, "titles of records in the bin are told");
        lane.close().await;
    }
}
