//! Lists, pages, search, timeline, aggregates.

use rapport_records::{
    AggregateRequest, CountMode, GlobalSearch, ListRequest, Page, TimelineRequest,
};
use rapport_schema::RawFilter;
use rapport_testkit::{TestApp, on_each_database, refused};
use serde_json::{Value, json};

use crate::modules;

async fn page(app: &TestApp, request: &ListRequest) -> (Vec<Value>, Option<String>, Option<Value>) {
    let answer = app
        .engine()
        .list(&app.ctx(), "companies", request)
        .await
        .unwrap();
    let records =
        serde_json::from_slice(&[b"[", answer.records.as_bytes(), b"]"].concat()).unwrap();
    let included = answer
        .included
        .map(|json| serde_json::from_slice(json.as_bytes()).unwrap());
    (records, answer.next_cursor, included)
}

async fn some(app: &TestApp) {
    for number in 0..25 {
        app.clock().advance(1);
        let size = if number % 5 == 0 {
            Value::Null
        } else {
            json!(number % 3)
        };
        app.create(
            "company",
            json!({"name": format!("Company {number:02}"), "size": size}),
        )
        .await;
    }
}

#[tokio::test]
async fn pages_by_cursor_show_every_record_once_in_every_order() {
    on_each_database(modules, async |app| {
        some(&app).await;
        for sort in [
            None,
            Some("name"),
            Some("-name"),
            Some("size"),
            Some("-size,name"),
            Some("size,-name"),
        ] {
            let mut request = ListRequest {
                sort: sort.map(str::to_owned),
                limit: 4,
                ..ListRequest::default()
            };
            let whole = ListRequest {
                limit: 100,
                ..request.clone()
            };
            let (expected, none, _) = page(&app, &whole).await;
            assert_eq!((expected.len(), none), (25, None));
            let mut seen = Vec::new();
            loop {
                let (records, next, _) = page(&app, &request).await;
                seen.extend(records);
                match next {
                    Some(cursor) => request.page = Page::Cursor(cursor),
                    None => break,
                }
            }
            assert_eq!(seen, expected, "{sort:?}");
            let offset = ListRequest {
                page: Page::Offset(21),
                limit: 4,
                ..whole
            };
            assert_eq!(page(&app, &offset).await.0, expected[21..], "{sort:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused() {
    on_each_database(modules, async |app| {
        some(&app).await;
        let (_, cursor, _) = page(
            &app,
            &ListRequest {
                limit: 4,
                ..ListRequest::default()
            },
        )
        .await;
        let foreign = ListRequest {
            page: Page::Cursor(cursor.unwrap()),
            sort: Some("name".to_owned()),
            ..ListRequest::default()
        };
        let error = refused(app.engine().list(&app.ctx(), "company", &foreign).await);
        assert_eq!(error.fields[0].field, "cursor");
    })
    .await;
}

#[tokio::test]
async fn fields_are_chosen_links_are_named_and_matches_are_counted() {
    on_each_database(modules, async |app| {
        some(&app).await;
        let filter = RawFilter::from_json(&json!({"or": [{"field": "name", "op": "contains", "value": "company 1"}, {"field": "size", "op": "empty", "value": true}]}));
        let request = ListRequest {
            filter: Some(filter.unwrap()),
            fields: Some(vec!["name".to_owned()]),
            include: vec!["owner".to_owned()],
            count: CountMode::Exact,
            limit: 3,
            ..ListRequest::default()
        };
        let (records, _, included) = page(&app, &request).await;
        assert_eq!(records.len(), 3);
        let keys: Vec<_> = records[0].as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys, ["id", "name", "owner"]);
        let owner = records[0]["owner"].as_str().unwrap();
        assert_eq!(included.unwrap()["user"][owner]["title"], "Ada Admin");
        let answer = app.engine().list(&app.ctx(), "company", &request).await.unwrap();
        // Ten names hold "company 1"; of the five without a size two are among them.
        assert_eq!(answer.total.unwrap().count, 13);
    })
    .await;
}

#[tokio::test]
async fn what_does_not_exist_cannot_be_asked_for() {
    on_each_database(modules, async |app| {
        let bad = [
            ListRequest {
                sort: Some("colour".to_owned()),
                ..ListRequest::default()
            },
            ListRequest {
                fields: Some(vec!["colour".to_owned()]),
                ..ListRequest::default()
            },
            ListRequest {
                include: vec!["name".to_owned()],
                ..ListRequest::default()
            },
            ListRequest {
                filter: Some(
                    RawFilter::from_json(
                        &json!({"field": "colour; DROP TABLE companies", "op": "eq", "value": 1}),
                    )
                    .unwrap(),
                ),
                ..ListRequest::default()
            },
        ];
        for request in bad {
            let error = refused(app.engine().list(&app.ctx(), "company", &request).await);
            assert_eq!(error.fields.len(), 1, "{error:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn search_finds_parts_of_words_without_accents_and_numbers_without_signs() {
    on_each_database(modules, async |app| {
        app.create(
            "company",
            json!({"name": "Müller & Söhne", "phone": "+49 (30) 123-456"}),
        )
        .await;
        app.create("company", json!({"name": "100% Cotton_Ltd"}))
            .await;
        let find = async |words: &str| {
            let request = GlobalSearch {
                words: words.to_owned(),
                entities: Vec::new(),
                limit: 10,
            };
            app.engine()
                .search(&app.ctx(), &request)
                .await
                .unwrap()
                .len()
        };
        for (words, hits) in [
            ("mull", 1),
            ("sohne mull", 1),
            ("ULLER", 1),
            ("30123", 1),
            ("mu", 1),
            ("cotton", 1),
            ("100% c", 1),
            ("n_l", 1),
            ("\"", 0),
            ("%%%", 0),
            ("nothing", 0),
            ("müller cotton", 0),
            ("", 0),
        ] {
            assert_eq!(find(words).await, hits, "{words:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_timeline_merges_changes_and_activities_page_by_page() {
    on_each_database(modules, async |app| {
        let company = app.create("company", json!({"name": "Acme"})).await;
        let related = json!({"entity": "company", "id": company});
        for number in 0..5 {
            app.clock().advance(10);
            app.update("company", company, json!({"size": number}))
                .await;
            app.clock().advance(10);
            app.create(
                "memo",
                json!({"text": format!("memo {number}"), "related": related}),
            )
            .await;
        }
        let mut kinds = Vec::new();
        let mut request = TimelineRequest {
            limit: 3,
            ..TimelineRequest::default()
        };
        loop {
            let (entries, next) = app
                .engine()
                .timeline(&app.ctx(), "company", company, &request)
                .await
                .unwrap();
            kinds.extend(
                entries
                    .iter()
                    .map(|entry| entry["kind"].as_str().unwrap().to_owned()),
            );
            match next {
                Some(cursor) => request.cursor = Some(cursor),
                None => break,
            }
        }
        let expected: Vec<&str> = ["memo", "change"]
            .repeat(5)
            .into_iter()
            .chain(["change"])
            .collect();
        assert_eq!(kinds, expected);
    })
    .await;
}

#[tokio::test]
async fn money_is_summed_per_currency_and_dates_fall_into_the_callers_days() {
    on_each_database(modules, async |app| {
        // 23:30 UTC is half past midnight in Berlin: already the first of April.
        app.clock().set("2026-03-31T23:30:00Z");
        app.create(
            "project",
            json!({"name": "A", "budget": 10.25, "budget_currency": "EUR"}),
        )
        .await;
        app.clock().set("2026-03-31T12:00:00Z");
        app.create(
            "project",
            json!({"name": "B", "budget": 5, "budget_currency": "EUR"}),
        )
        .await;
        app.create(
            "project",
            json!({"name": "C", "budget": 7, "budget_currency": "JPY"}),
        )
        .await;
        let request = AggregateRequest {
            group: vec!["created_at:month".to_owned()],
            metrics: vec!["count".to_owned(), "sum:budget".to_owned()],
            ..AggregateRequest::default()
        };
        app.clock().set("2026-04-02T12:00:00Z");
        let (rows, _) = app
            .engine()
            .aggregate(&app.ctx(), "project", &request)
            .await
            .unwrap();
        let mut rows: Vec<Value> = serde_json::from_slice(rows.as_bytes()).unwrap();
        rows.sort_by_key(ToString::to_string);
        let told: Vec<_> = rows
            .iter()
            .map(|row| {
                (
                    row["created_at"].as_str().unwrap().to_owned(),
                    row["budget_currency"].clone(),
                    row["sum_budget"].as_f64().unwrap(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("2026-03-01".to_owned(), json!("EUR"), 5.0),
                ("2026-03-01".to_owned(), json!("JPY"), 7.0),
                ("2026-04-01".to_owned(), json!("EUR"), 10.25),
            ]
        );
    })
    .await;
}
