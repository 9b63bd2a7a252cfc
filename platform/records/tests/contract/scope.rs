//! One scope for every door: who reaches only their own records finds no other by any of them.

use rapport_kernel::Access;
use rapport_records::{
    AggregateRequest, BulkAnswer, BulkRequest, CountMode, GlobalSearch, ListRequest, Selection,
    TimelineRequest,
};
use rapport_testkit::{on_each_database, refused};
use serde_json::{Map, Value, json};

use crate::modules;

#[tokio::test]
async fn what_is_not_ones_own_is_found_by_no_door() {
    on_each_database(modules, async |app| {
        let hidden = app.create("company", json!({"name": "Hidden"})).await;
        let mia = app.as_user("Mia", Access::own_records).await;
        let own = mia.create("company", json!({"name": "Own"})).await;
        let (engine, ctx) = (mia.engine(), mia.ctx());
        let ids: Vec<_> = mia
            .list("company", Value::Null)
            .await
            .iter()
            .map(|record| record["id"].clone())
            .collect();
        assert_eq!(ids, [json!(own)]);
        assert_eq!(
            refused(mia.try_get("company", hidden).await).code.name,
            "not_found"
        );
        assert_eq!(
            refused(mia.try_update("company", hidden, json!({"size": 9})).await)
                .code
                .name,
            "not_found"
        );
        assert_eq!(
            refused(engine.delete(&ctx, "company", hidden).await)
                .code
                .name,
            "not_found"
        );
        assert_eq!(
            refused(
                engine
                    .timeline(&ctx, "company", hidden, &TimelineRequest::default())
                    .await
            )
            .code
            .name,
            "not_found"
        );
        let search = GlobalSearch {
            words: "hidden".to_owned(),
            entities: Vec::new(),
            limit: 5,
        };
        assert!(engine.search(&ctx, &search).await.unwrap().is_empty());
        let (rows, _) = engine
            .aggregate(&ctx, "company", &AggregateRequest::default())
            .await
            .unwrap();
        assert_eq!(
            serde_json::from_slice::<Value>(rows.as_bytes()).unwrap(),
            json!([{"count": 1}])
        );
        let counted = ListRequest {
            count: CountMode::Exact,
            ..ListRequest::default()
        };
        assert_eq!(
            engine
                .list(&ctx, "company", &counted)
                .await
                .unwrap()
                .total
                .unwrap()
                .count,
            1
        );
        let all = BulkRequest {
            action: "delete".to_owned(),
            selection: Selection::Matching {
                filter: None,
                search: None,
            },
            input: Map::new(),
        };
        let BulkAnswer::Done { summary, .. } = engine.bulk(&ctx, "company", &all).await.unwrap()
        else {
            panic!()
        };
        assert_eq!(summary["changed"], 1);
        assert_eq!(
            app.get("company", hidden).await["deleted_at"],
            Value::Null,
            "and none of it was touched"
        );
        assert_eq!(app.get("company", hidden).await["size"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn the_title_of_a_hidden_link_is_not_told() {
    on_each_database(modules, async |app| {
        let hidden = app.create("company", json!({"name": "Hidden"})).await;
        let mia = app.as_user("Mia", Access::own_records).await;
        let project = app
            .create(
                "project",
                json!({"name": "P", "company": hidden, "owner": mia.user()}),
            )
            .await;
        let seen = mia
            .engine()
            .get(
                &mia.ctx(),
                "project",
                project,
                None,
                &["company".to_owned()],
            )
            .await
            .unwrap();
        let included: Value = serde_json::from_slice(seen.included.unwrap().as_bytes()).unwrap();
        assert_eq!(included["company"], json!({}));
    })
    .await;
}
