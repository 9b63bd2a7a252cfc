//! What the contract tests cannot see from outside: texts hold no values, shapes share plans, indexes are used.

use std::sync::Arc;

use rapport_kernel::TenantId;
use rapport_schema::{
    Condition, EntityDef, FieldDef, FieldType, Filter, Index, Operator, Presence, SearchWeight,
    SortKey, Value, system_fields,
};
use uuid::Uuid;

use super::page::Page;
use super::plan::{Plan, Verb};
use crate::sql::{Param, Statement};
use crate::{DatabaseUrl, Start, Store, StoreOptions, TenantStore};

const NASTY: &[&str] = &[
    "'; DROP TABLE things; --",
    "\" OR 1=1 --",
    "$1 ?1 :a @b",
    "%_\\",
    "\u{0}nul",
    "zürich' COLLATE",
    "[a-z]*?{}()^|+.",
];

fn field(name: &str, kind: FieldType) -> FieldDef {
    FieldDef {
        name: name.to_owned(),
        label: name.to_owned(),
        help: None,
        kind,
        presence: Presence::Optional,
        unique: false,
        default: None,
        search: SearchWeight::None,
        index: Index::Both,
        section: None,
        sensitive: false,
        system: false,
        custom: name.starts_with("custom_fields."),
    }
}

fn thing() -> Arc<EntityDef> {
    let mut entity = EntityDef::named("thing", "things");
    let text = || FieldType::Text { max_length: 100 };
    let mut fields = vec![
        field("name", text()),
        field("status", text()),
        field("amount", FieldType::Money),
        field("tags", FieldType::Tags),
        field("custom_fields.region", text()),
        field("custom_fields.tags", FieldType::Tags),
    ];
    fields.extend(system_fields());
    entity.set_fields(fields);
    Arc::new(entity)
}

async fn tenant(entity: &Arc<EntityDef>) -> TenantStore {
    let store = Store::open(StoreOptions::new(DatabaseUrl::SqliteMemory))
        .await
        .unwrap();
    store
        .create_all(std::slice::from_ref(entity))
        .await
        .unwrap();
    store.tenant(TenantId(Uuid::nil()))
}

fn is(field: &str, op: Operator, values: Vec<Value>) -> Filter {
    Filter::Is(Condition {
        field: field.to_owned(),
        op,
        values,
    })
}

/// Every form that takes a text, with this text in it.
fn filter(text: &str) -> Filter {
    let value = || Value::Text(text.to_owned());
    let mut all = Vec::new();
    for name in ["name", "custom_fields.region"] {
        for op in [Operator::Eq, Operator::Ne, Operator::Lt, Operator::Gte] {
            all.push(is(name, op, vec![value()]));
        }
        for op in [Operator::Contains, Operator::StartsWith, Operator::EndsWith] {
            all.push(is(name, op, vec![value()]));
        }
        all.push(is(name, Operator::In, vec![value(), value(), value()]));
        all.push(is(name, Operator::Between, vec![value(), value()]));
    }
    for name in ["tags", "custom_fields.tags"] {
        for op in [Operator::Has, Operator::HasAny, Operator::HasAll] {
            all.push(is(name, op, vec![value()]));
        }
    }
    Filter::Or(vec![
        Filter::Not(Box::new(Filter::And(all.clone()))),
        Filter::And(all),
    ])
}

fn planned(
    tenant: &TenantStore,
    entity: &Arc<EntityDef>,
    filter: &Filter,
    search: &str,
    start: &Start,
) -> (Arc<Plan>, Vec<Param>) {
    let sort = [sort_key("name", false)];
    let page = Page {
        filter,
        search: Some(search.into()),
        sort: &sort,
        start,
        limit: Some(21),
        ..Page::all(entity)
    };
    tenant.plan(&page, Verb::List).unwrap()
}

fn sort_key(field: &str, descending: bool) -> SortKey {
    SortKey {
        field: field.to_owned(),
        descending,
    }
}

#[tokio::test]
async fn no_value_is_ever_part_of_a_text() {
    let entity = thing();
    let tenant = tenant(&entity).await;
    for nasty in NASTY {
        // Non-ASCII needles have a shape of their own.
        let plain = if nasty.is_ascii() && !nasty.contains('\0') {
            "plain words here"
        } else {
            "plain ünd words"
        };
        let start =
            |text: &str| Start::After(vec![Value::Text(text.to_owned()), Value::Id(Uuid::nil())]);
        let search = format!("abc {nasty} abcd");
        let plain_search = search.replace(['\'', '"', '%', '$', '\\', '\u{0}'], "x");
        let (one, params) = planned(&tenant, &entity, &filter(nasty), &search, &start(nasty));
        let (other, _) = planned(
            &tenant,
            &entity,
            &filter(plain),
            &plain_search,
            &start(plain),
        );
        assert_eq!(one.sql, other.sql, "{nasty:?}");
        for piece in nasty.split_whitespace().filter(|piece| piece.len() > 2) {
            assert!(!one.sql.contains(piece), "{piece} in {}", one.sql);
        }
        // The database takes the text, and as many values as it has placeholders.
        let statement = Statement::new(Arc::clone(&one.sql), params);
        let rows = tenant
            .store()
            .read_all(statement, |_| Ok(()))
            .await
            .unwrap();
        assert!(rows.is_empty());
    }
}

#[tokio::test]
async fn questions_of_one_shape_share_a_plan() {
    let entity = thing();
    let tenant = tenant(&entity).await;
    let plan = |entity: &Arc<EntityDef>, filter: &Filter| {
        let page = Page {
            filter,
            ..Page::all(entity)
        };
        tenant.plan(&page, Verb::Count).unwrap().0
    };
    let equals = |text: &str| Filter::equals("name", Value::Text(text.to_owned()));
    let one = plan(&entity, &equals("a"));
    assert!(Arc::ptr_eq(&one, &plan(&entity, &equals("b"))));
    assert!(!Arc::ptr_eq(
        &one,
        &plan(&entity, &equals("b").and(equals("c")))
    ));
    assert!(!Arc::ptr_eq(
        &one,
        &plan(&entity, &Filter::equals("name", Value::Null))
    ));
    // Another version of the definition is another entity, even when it looks the same.
    assert!(!Arc::ptr_eq(&one, &plan(&thing(), &equals("a"))));
}

#[tokio::test]
async fn pages_are_read_from_an_index() {
    let entity = thing();
    let tenant = tenant(&entity).await;
    let id = Value::Id(Uuid::nil());
    let text = |text: &str| Value::Text(text.to_owned());
    let open = Filter::equals("status", text("open"));
    let everything = Filter::everything();
    let time = Value::Time(rapport_kernel::Timestamp::from_micros(1));
    for (filter, key, value, index) in [
        (
            &everything,
            sort_key("created_at", true),
            time.clone(),
            "created_at",
        ),
        (&open, sort_key("created_at", true), time, "status"),
        (&everything, sort_key("name", false), text("m"), "name"),
        (&everything, sort_key("name", true), text("m"), "name"),
        (&everything, sort_key("name", true), Value::Null, "name"),
        (&everything, sort_key("name", false), Value::Null, "name"),
        (
            &everything,
            sort_key("amount", true),
            Value::Int(5),
            "amount",
        ),
    ] {
        let sort = [key];
        for start in [Start::First, Start::After(vec![value.clone(), id.clone()])] {
            let page = Page {
                filter,
                sort: &sort,
                start: &start,
                limit: Some(21),
                ..Page::all(&entity)
            };
            let steps = explained(&tenant, &page, Verb::Find).await;
            assert!(
                steps.contains(&format!("things_{index}")),
                "{sort:?} {start:?}: {steps}"
            );
            assert!(
                !steps.contains("TEMP B-TREE"),
                "{sort:?} {start:?}: {steps}"
            );
        }
    }
}

#[tokio::test]
async fn ids_are_looked_up_in_the_primary_key() {
    let entity = thing();
    let tenant = tenant(&entity).await;
    let id = rapport_kernel::RecordId(Uuid::nil());
    let ids = Filter::one_of("id", vec![Value::Id(id.0); 20]);
    let all = Page::all(&entity);
    for (page, verb) in [
        (
            Page {
                id: Some(id),
                ..all
            },
            Verb::Get,
        ),
        (
            Page {
                filter: &ids,
                ..all
            },
            Verb::Load,
        ),
        (
            Page {
                filter: &ids,
                ..all
            },
            Verb::Titles,
        ),
        (
            Page {
                search: Some("abc".into()),
                limit: Some(9),
                ..all
            },
            Verb::List,
        ),
        (
            Page {
                search: Some("abc".into()),
                ..all
            },
            Verb::Count,
        ),
    ] {
        let steps = explained(&tenant, &page, verb).await;
        assert!(
            steps.contains("sqlite_autoindex_things_1 (tenant_id=? AND id=?)"),
            "{verb:?}: {steps}"
        );
        let text = &tenant.plan(&page, verb).unwrap().0.sql;
        assert!(
            !text.contains("deleted_at IS NULL"),
            "no partial index may match: {text}"
        );
    }
}

async fn explained(tenant: &TenantStore, page: &Page<'_>, verb: Verb) -> String {
    let (plan, params) = tenant.plan(page, verb).unwrap();
    let explain = Statement::new(format!("EXPLAIN QUERY PLAN {}", plan.sql), params);
    let steps = tenant
        .store()
        .read_all(explain, |row| Ok(row.text(3)?.to_owned()))
        .await;
    steps.unwrap().join("; ")
}
