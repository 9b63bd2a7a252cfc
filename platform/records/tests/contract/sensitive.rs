//! Sensitive fields: nobody gets their values by any door without the audit trail saying so, and nothing else is noted.

use rapport_kernel::RecordId;
use rapport_records::{
    AggregateRequest, AuditKind, AuditRequest, ListRequest, Module, TimelineRequest,
};
use rapport_schema::RawFilter;
use rapport_testkit::{TestApp, on_each_database};
use serde_json::{Value, json};

const PERSON: &str = r#"
[entity]
name = "person"
plural = "persons"
title = "name"

[fields.name]
type = "text"
search = "high"

[fields.salary]
type = "integer"
sensitive = true

[fields.passport]
type = "text"
sensitive = true
"#;

const REMARK: &str = r#"
[entity]
name = "remark"
title = "name"
activity = true

[fields.name]
type = "text"

[fields.diagnosis]
type = "text"
sensitive = true

[fields.related]
type = "link"
to = "any"
"#;

fn modules() -> Vec<Module> {
    vec![Module {
        name: "test",
        version: "1.0.0",
        requires: &[],
        entities: vec![("person.toml", PERSON), ("remark.toml", REMARK)],
        ..Module::default()
    }]
}

/// What the trail says of reads, ordered by its words: action, record and details by name.
async fn reads(app: &TestApp) -> Vec<Value> {
    let request = AuditRequest {
        kinds: vec![AuditKind::Read],
        limit: 100,
        ..AuditRequest::default()
    };
    let (entries, _) = app.engine().audit(&app.ctx(), &request).await.unwrap();
    let told = |entry: &Value| {
        let mut told = json!({ "action": entry["action"], "record": entry["record"], "title": entry["title"] });
        for change in entry["changes"].as_array().unwrap() {
            let field = change["field"].as_str().unwrap().to_owned();
            told.as_object_mut()
                .unwrap()
                .insert(field, change["new"].clone());
        }
        told
    };
    let mut told: Vec<Value> = entries.iter().map(told).collect();
    // The clock stands still, so time says nothing.
    told.sort_by_key(Value::to_string);
    told
}

/// One record with some of its fields.
async fn get(app: &TestApp, id: RecordId, names: &[&str]) -> Value {
    let (ctx, names) = (app.ctx(), fields(names));
    let answer = app.engine().get(&ctx, "person", id, names.as_deref(), &[]);
    serde_json::from_slice(answer.await.unwrap().record.as_bytes()).unwrap()
}

async fn list(app: &TestApp, request: ListRequest) -> Vec<Value> {
    let answer = app.engine().list(&app.ctx(), "person", &request).await;
    let json = [b"[", answer.unwrap().records.as_bytes(), b"]"].concat();
    serde_json::from_slice(&json).unwrap()
}

fn fields(names: &[&str]) -> Option<Vec<String>> {
    Some(names.iter().map(ToString::to_string).collect())
}

#[tokio::test]
async fn values_come_where_they_are_named_and_the_trail_says_who_read_them() {
    on_each_database(modules, async |app| {
        let ada = app
            .create(
                "person",
                json!({"name": "Ada", "salary": 7000, "passport": "P-1"}),
            )
            .await;
        app.update("person", ada, json!({"salary": 8000})).await;
        // Pages and lists that do not ask for them.
        let told =
            |record: &Value| record.get("salary").is_some() || record.get("passport").is_some();
        let updated = app.update("person", ada, json!({"name": "Ada L"})).await;
        assert!(!told(&updated), "{updated}");
        assert!(!told(&app.get("person", ada).await));
        assert!(!list(&app, ListRequest::default()).await.iter().any(told));
        assert_eq!(reads(&app).await, Vec::<Value>::new());

        assert_eq!(get(&app, ada, &["salary"]).await["salary"], 8000);
        let request = ListRequest {
            fields: fields(&["name", "salary", "passport"]),
            ..ListRequest::default()
        };
        assert_eq!(list(&app, request).await[0]["passport"], "P-1");
        let one =
            json!({ "action": "read", "record": ada, "title": "Ada L", "fields": ["salary"] });
        let page = json!({
            "action": "list", "record": null, "title": "", "fields": ["salary", "passport"],
            "rows": 1, "records": [ada],
        });
        let mut expected = [page, one];
        expected.sort_by_key(Value::to_string);
        assert_eq!(reads(&app).await, expected);
    })
    .await;
}

#[tokio::test]
async fn asking_by_a_value_counts_as_reading_it() {
    on_each_database(modules, async |app| {
        app.create("person", json!({"name": "Ada", "salary": 7000}))
            .await;
        let filter = json!({"not": {"field": "salary", "op": "lt", "value": 6000}});
        let raw = RawFilter::from_json(&filter).unwrap();
        let by_value = ListRequest {
            filter: Some(raw.clone()),
            ..ListRequest::default()
        };
        assert_eq!(list(&app, by_value).await.len(), 1);
        let by_order = ListRequest {
            sort: Some("name,-salary".to_owned()),
            ..ListRequest::default()
        };
        list(&app, by_order).await;
        for request in [
            AggregateRequest {
                metrics: vec!["max:salary".to_owned()],
                ..AggregateRequest::default()
            },
            AggregateRequest {
                group: vec!["passport".to_owned()],
                ..AggregateRequest::default()
            },
            AggregateRequest {
                filter: Some(raw),
                ..AggregateRequest::default()
            },
            AggregateRequest::default(),
        ] {
            let ctx = app.ctx();
            let figures = app.engine().aggregate(&ctx, "person", &request);
            figures.await.unwrap();
        }
        let found = reads(&app).await;
        let mut told: Vec<String> = found
            .iter()
            .map(|read| format!("{} {}", read["action"], read["fields"]))
            .collect();
        told.sort();
        let (list, figures) = (r#""list" ["salary"]"#, r#""aggregate" ["salary"]"#);
        let group = r#""aggregate" ["passport"]"#;
        assert_eq!(told, [group, figures, figures, list, list]);
        assert!(found.iter().any(|read| read["filter"] == filter));
    })
    .await;
}

#[tokio::test]
async fn trail_and_timeline_tell_that_it_changed_and_not_what_it_was() {
    on_each_database(modules, async |app| {
        let ada = app.create("person", json!({"name": "Ada", "passport": "P-SECRET"})).await;
        let operation = app.update("person", ada, json!({"passport": "Q-SECRET"})).await;
        assert!(operation.get("passport").is_none());
        app.create(
            "remark",
            json!({"name": "visit", "diagnosis": "SECRET", "related": {"entity": "person", "id": ada}}),
        )
        .await;
        let (engine, ctx) = (app.engine(), app.ctx());
        let request = TimelineRequest {
            limit: 50,
            ..TimelineRequest::default()
        };
        let (timeline, _) = engine.timeline(&ctx, "person", ada, &request).await.unwrap();
        let request = AuditRequest {
            limit: 50,
            ..AuditRequest::default()
        };
        let (audit, _) = engine.audit(&ctx, &request).await.unwrap();
        for (entries, door) in [(timeline, "timeline"), (audit, "audit")] {
            let text = json!(entries).to_string();
            assert!(!text.contains("SECRET"), "{door}: {text}");
            let changes = entries.iter().flat_map(|entry| entry["changes"].as_array().unwrap());
            let passport: Vec<_> = changes.filter(|change| change["field"] == "passport").collect();
            assert_eq!(passport.len(), 2, "{door}");
            assert!(passport.iter().all(|change| change["sensitive"] == true), "{door}");
        }
        assert_eq!(reads(&app).await, Vec::<Value>::new());
        // Undo knows what it was.
        let entry = AuditRequest {
            entity: Some("person".to_owned()),
            record: Some(ada),
            action: Some("update".to_owned()),
            limit: 1,
            ..AuditRequest::default()
        };
        let (last, _) = engine.audit(&ctx, &entry).await.unwrap();
        let operation = serde_json::from_value(last[0]["operation"].clone()).unwrap();
        app.undo(operation).await;
        assert_eq!(get(&app, ada, &["passport"]).await["passport"], "P-SECRET");
    })
    .await;
}

#[tokio::test]
async fn a_custom_field_can_be_sensitive() {
    on_each_database(modules, async |app| {
        let new = json!({"name": "union", "type": "text", "sensitive": true});
        let new = new.as_object().unwrap();
        let ctx = app.ctx();
        let defined = app.engine().put_custom_field(&ctx, "person", None, new);
        assert_eq!(defined.await.unwrap()["sensitive"], true);
        let ada = app
            .create(
                "person",
                json!({"name": "Ada", "custom_fields": {"union": "member"}}),
            )
            .await;
        assert!(
            app.get("person", ada).await["custom_fields"]
                .get("union")
                .is_none()
        );
        assert_eq!(reads(&app).await.len(), 0);
        let record = get(&app, ada, &["custom_fields.union"]).await;
        assert_eq!(record["custom_fields"]["union"], "member");
        assert_eq!(
            reads(&app).await[0]["fields"],
            json!(["custom_fields.union"])
        );
        let person = app.engine().entity(&app.ctx(), "person").await.unwrap();
        let meta = rapport_schema::entity_meta(&person);
        let sensitive = |name: &str| {
            let fields = meta["fields"].as_array().unwrap();
            fields.iter().find(|field| field["name"] == name).unwrap()["sensitive"].clone()
        };
        assert_eq!(sensitive("salary"), true);
        assert_eq!(sensitive("name"), false);
    })
    .await;
}
