//! Search finds what contains all words, accents and signs or not, and nothing of another tenant.

use std::collections::BTreeSet;

use rapport_kernel::fold;
use rapport_schema::{Filter, Record, SortKey, Value};
use rapport_store::{CountMode, Deleted, ListQuery, SearchQuery, Start};
use uuid::Uuid;

use super::data::{self, TEXTS};

/// What a search means: long words anywhere in the title, short ones at the beginning (beside long ones, of any word).
fn hit(title: &str, words: &str) -> bool {
    let (title, words) = (fold(title), fold(words));
    let words: Vec<&str> = words.split_whitespace().collect();
    let any_long = words.iter().any(|word| word.chars().count() >= 3);
    let mut is_first = true;
    words.iter().all(|word| {
        if word.chars().count() >= 3 {
            title.contains(word)
        } else if any_long || !std::mem::take(&mut is_first) {
            title.starts_with(word) || title.contains(&format!(" {word}"))
        } else {
            title.starts_with(word)
        }
    })
}

const WORDS: &[&str] = &[
    "anna",
    "ANNA",
    "emile",
    "Émile zola",
    "muller",
    "gross",
    "strasse",
    "naive cafe",
    "50%",
    "%",
    "_",
    "a_b",
    "0 p",
    "\"hi\"",
    "say \"",
    "o'b",
    "'; drop",
    "table--",
    "NOT",
    "anna OR zola",
    "a* b*",
    "title:anna",
    "(anna)",
    "^anna",
    "anna + berg",
    "an",
    "a",
    "an be",
    "be anna",
    "zz top",
    "日本語",
    "日本",
    "[x]*",
    "\\b",
    "a\\b",
    "two lines",
    "qqq",
];

fn id(record: &Record) -> Uuid {
    record.get("id").as_id().unwrap()
}

#[tokio::test]
async fn words_are_found_wherever_they_stand() {
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 200).await;
        let everything = Filter::everything();
        let mut total = 0;
        for words in WORDS.iter().chain(TEXTS) {
            for filter in [everything.clone(), Filter::equals("yes", Value::Bool(true))] {
                let wanted = |record: &&Record| {
                    hit(record.text("text").unwrap_or_default(), words)
                        && super::naive::matches(&filter, record)
                };
                let expected: BTreeSet<Uuid> =
                    filled.things.iter().filter(wanted).map(id).collect();
                let ids = filled
                    .tenant
                    .ids(
                        &filled.thing,
                        &filter,
                        Some((*words).into()),
                        Deleted::No,
                        None,
                        1000,
                    )
                    .await;
                let ids: BTreeSet<Uuid> = ids.unwrap().into_iter().map(|id| id.0).collect();
                assert_eq!(ids, expected, "{words:?}");
                let count = filled.tenant.count(
                    &filled.thing,
                    &filter,
                    Some((*words).into()),
                    Deleted::No,
                    CountMode::Exact,
                );
                assert_eq!(
                    count.await.unwrap().count,
                    expected.len() as u64,
                    "{words:?}"
                );
                total += expected.len();
            }
        }
        assert!(total > 300, "the words do occur: {total}");
        lane.close().await;
    }
}

#[tokio::test]
async fn pages_of_a_search_are_sorted_and_counted() {
    for lane in data::lanes(&[data::thing()]).await {
        let filled = data::filled(&lane.store, 200).await;
        let sort = [SortKey {
            field: "money".to_owned(),
            descending: true,
        }];
        let hits: Vec<Record> = filled
            .things
            .iter()
            .filter(|record| hit(record.text("text").unwrap_or_default(), "ann"))
            .cloned()
            .collect();
        let expected: Vec<Uuid> = super::naive::sorted(&hits, &sort)
            .into_iter()
            .map(id)
            .collect();
        let fields = [filled.thing.field("id").unwrap()];
        let (mut start, mut all) = (Start::First, Vec::new());
        loop {
            let query = ListQuery {
                entity: &filled.thing,
                fields: &fields,
                links: &[],
                filter: &Filter::everything(),
                search: Some("Ann".into()),
                deleted: Deleted::No,
                sort: &sort,
                start: &start,
                limit: 5,
                count: CountMode::Capped(1000),
            };
            let page = filled.tenant.list(&query).await.unwrap();
            assert_eq!(page.total.unwrap().count, expected.len() as u64);
            let text = format!("[{}]", std::str::from_utf8(&page.json).unwrap());
            let rows: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
            all.extend(
                rows.iter()
                    .map(|row| row["id"].as_str().unwrap().parse::<Uuid>().unwrap()),
            );
            match page.next {
                Some(values) => start = Start::After(values),
                None => break,
            }
        }
        assert_eq!(all, expected);
        lane.close().await;
    }
}

#[tokio::test]
async fn a_search_over_entities_tells_titles_and_obeys_filters() {
    for lane in data::lanes(&[data::thing()]).await {
        let mut filled = data::filled(&lane.store, 200).await;
        data::delete(&filled.tenant, &filled.thing, &mut filled.things[..20]).await;
        let only = Filter::equals("yes", Value::Bool(true));
        let entities = [
            (filled.thing.clone(), only.clone()),
            (filled.boat.clone(), Filter::everything()),
        ];
        for words in ["anna", "an", "muller gross", "o'brien", " "] {
            let query = SearchQuery {
                words: words.into(),
                entities: &entities,
                limit: 1000,
            };
            let hits = filled.tenant.search(&query).await.unwrap();
            let mut expected = BTreeSet::new();
            let live = filled.things[20..]
                .iter()
                .filter(|record| super::naive::matches(&only, record));
            let found = live
                .map(|record| ("thing", record))
                .chain(filled.boats.iter().map(|record| ("boat", record)));
            for (entity, record) in found {
                let title = record.text("text").unwrap_or_default();
                if !words.trim().is_empty() && hit(title, words) {
                    expected.insert((entity.to_owned(), id(record), title.to_owned()));
                }
            }
            let found: BTreeSet<_> = hits
                .iter()
                .map(|hit| (hit.entity.clone(), hit.id.0, hit.title.clone()))
                .collect();
            assert_eq!(found, expected, "{words:?}");
            assert_eq!(hits.len(), expected.len());
            let few = filled
                .tenant
                .search(&SearchQuery { limit: 3, ..query })
                .await
                .unwrap();
            assert_eq!(few[..], hits[..3.min(hits.len())]);
        }
        let none = filled
            .tenant
            .search(&SearchQuery {
                words: "anna".into(),
                entities: &[],
                limit: 5,
            })
            .await
            .unwrap();
        assert!(none.is_empty());
        lane.close().await;
    }
}
