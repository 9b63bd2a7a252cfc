//! Custom fields and objects from the JSON of the API.

use rapport_kernel::{Currency, FieldError};
use serde_json::{Map, Value as Json, json};

use crate::load::tests::{deal, entity};
use crate::{
    CustomDefinition, EntityDef, FieldType, InputContext, SchemaSnapshot, Table, entity_meta,
};

fn object(json: Json) -> Map<String, Json> {
    json.as_object().unwrap().clone()
}

fn base() -> SchemaSnapshot {
    SchemaSnapshot::build(vec![entity("account", ""), deal()]).unwrap()
}

fn field(json: Json) -> Result<CustomDefinition, Vec<FieldError>> {
    CustomDefinition::new_field(&deal(), &object(json))
}

fn lines(errors: &[FieldError]) -> Vec<String> {
    let each = errors
        .iter()
        .map(|error| format!("{} {}: {}", error.code, error.field, error.message));
    each.collect()
}

fn with(definitions: &[CustomDefinition], entity: &str) -> EntityDef {
    let schema = base().with_custom(definitions).unwrap();
    schema.entity(entity).unwrap().as_ref().clone()
}

#[test]
fn a_custom_field_gets_a_name_and_stands_behind_the_own_ones() {
    let region = field(json!({ "label": "Größe (Region)", "type": "select", "options": ["North", { "label": "Far South" }], "help": null })).unwrap();
    assert_eq!(region.key(), "deal.grosse_region");
    assert_eq!(region.field_name(), "custom_fields.grosse_region");
    let deal = with(std::slice::from_ref(&region), "deal");
    let names: Vec<&str> = deal.fields().iter().map(|f| f.name.as_str()).collect();
    let at = names
        .iter()
        .position(|name| *name == "custom_fields.grosse_region")
        .unwrap();
    assert_eq!(names[at + 1], "id");
    let FieldType::Select { options } = &deal.fields()[at].kind else {
        panic!("not a select");
    };
    assert_eq!(options[1].value, "far_south");
    assert_eq!(options[1].label, "Far South");
    assert_eq!(
        CustomDefinition::from_json(&region.to_json()).unwrap(),
        region
    );
    assert_ne!(
        base().version(),
        base().with_custom(&[region]).unwrap().version()
    );
}

#[test]
fn values_of_custom_fields_are_nested_and_checked() {
    let size = field(json!({ "label": "Size", "type": "integer", "max": 9 })).unwrap();
    let cost = field(json!({ "label": "Cost", "type": "money" })).unwrap();
    let twice = field(json!({ "label": "Twice", "type": "computed", "expression": "probability * 2", "result": "integer" })).unwrap();
    let deal = with(&[size, cost, twice], "deal");
    let context = InputContext {
        currency: Currency::EUR,
        creating: true,
    };
    let input =
        json!({ "name": "x", "customFields": { "Size": 5, "cost": 2.5, "cost_currency": "USD" } });
    let mut record = deal.parse_input(&object(input), &context).unwrap();
    deal.finish(None, &mut record, Currency::EUR);
    let json = deal.record_json(&record);
    assert_eq!(
        json["custom_fields"],
        json!({ "size": 5, "cost": 2.5, "cost_currency": "USD", "twice": 20 })
    );
    let wrong = deal.parse_input(
        &object(json!({ "custom_fields": { "size": 10 } })),
        &context,
    );
    assert_eq!(
        lines(&wrong.unwrap_err()),
        ["invalid custom_fields.size: must be at most 9"]
    );
}

#[test]
fn mistakes_in_a_field_are_named_by_key() {
    for (given, expected) in [
        (
            json!({ "type": "text" }),
            "required label: is required, with at least one letter",
        ),
        (json!({ "label": "A" }), "required type: is required"),
        (
            json!({ "label": "A", "type": "txt" }),
            "invalid type: unknown variant `txt`, expected one of",
        ),
        (
            json!({ "label": "A", "type": "text", "lable": "B" }),
            "unknown_field lable: unknown key `lable`, did you mean `label`?",
        ),
        (
            json!({ "label": "A", "type": "text", "max_length": "x" }),
            "invalid max_length: invalid type",
        ),
        (
            json!({ "label": "A", "type": "select" }),
            "invalid options: a select needs `options`",
        ),
        (
            json!({ "label": "A", "type": "link" }),
            "invalid to: a link needs `to`",
        ),
        (
            json!({ "label": "A", "type": "lines" }),
            "invalid type: a custom field cannot have this type",
        ),
        (
            json!({ "label": "Amount", "type": "text" }),
            "duplicate name: deal has a field `amount` already",
        ),
        (
            json!({ "label": "A", "name": "Not OK", "type": "text" }),
            "required name: must be lower case",
        ),
        (
            json!({ "label": "A", "type": "text", "section": "top" }),
            "invalid section: unknown section `top`",
        ),
        (
            json!({ "label": "A", "type": "state" }),
            "invalid type: state field `a` needs a table",
        ),
        (
            json!({ "label": "A", "type": "state", "states": { "initial": "x", "steps": { "y": [] } } }),
            "invalid states: unknown state `x`",
        ),
        (
            json!({ "label": "A", "type": "computed", "expression": "amuont", "result": "decimal" }),
            "invalid expression: unknown field `amuont`, did you mean `amount`?",
        ),
    ] {
        let errors = lines(&field(given.clone()).unwrap_err());
        assert!(errors[0].starts_with(expected), "{given}\n{errors:?}");
    }
}

#[test]
fn a_field_keeps_its_type_when_it_is_changed() {
    let old = field(json!({ "label": "Region", "type": "text", "help": "Where" })).unwrap();
    let deal = with(std::slice::from_ref(&old), "deal");
    let change = |json: Json| CustomDefinition::changed_field(&deal, &old.to_json(), &object(json));
    let changed = change(json!({ "label": "Area", "help": null, "type": "text" })).unwrap();
    let deal_after = with(&[changed], "deal");
    let field = deal_after.field("custom_fields.region").unwrap();
    assert_eq!((field.label.as_str(), &field.help), ("Area", &None));
    assert_eq!(
        lines(&change(json!({ "type": "integer" })).unwrap_err()),
        ["invalid type: cannot be changed"]
    );
}

fn lease() -> CustomDefinition {
    let given = json!({
        "label": "Lease", "icon": "car", "code": "L-{seq}",
        "fields": [
            { "label": "Plate", "type": "text", "required": true },
            { "label": "Account", "type": "link", "to": "account" },
            { "name": "phase", "label": "Phase", "type": "state", "states": { "initial": "new", "steps": { "new": ["over"], "over": [] } } },
            { "label": "Follows", "type": "link", "to": "lease" },
        ]
    });
    CustomDefinition::new_entity(&base(), &object(given)).unwrap()
}

#[test]
fn a_custom_object_is_an_entity_like_any_other() {
    let lease = lease();
    assert_eq!(lease.key(), "lease");
    assert_eq!(
        CustomDefinition::from_json(&lease.to_json()).unwrap(),
        lease
    );
    let entity = with(&[lease], "lease");
    assert!(entity.custom);
    assert_eq!(
        (entity.plural.as_str(), entity.title.as_str()),
        ("leases", "plate")
    );
    assert_eq!(entity.table, Table::Shared);
    assert_eq!(entity.field("plate").unwrap().label, "Plate");
    assert_eq!(entity.states().count(), 1);
    assert!(entity.field("code").is_some());
    let meta = entity_meta(&entity);
    assert_eq!(meta["states"]["phase"]["initial"], "new");
    assert_eq!(meta["module"], "custom");
}

#[test]
fn custom_dates_and_states_give_a_calendar_and_a_board() {
    let due = field(json!({ "label": "Handover", "type": "date" })).unwrap();
    let before = base().entity("deal").unwrap().calendar().unwrap();
    assert_eq!(before.start, "expected_close_date");
    let visit = object(json!({ "label": "Visit", "fields": [
        { "label": "Day", "type": "datetime" },
        { "label": "Phase", "type": "state", "states": { "initial": "new", "steps": { "new": [] } } },
    ] }));
    let visit = CustomDefinition::new_entity(&base(), &visit).unwrap();
    let meta = entity_meta(&with(&[visit], "visit"));
    let calendar = json!({ "start": "day", "end": null, "color": "phase" });
    assert_eq!(meta["layout"]["calendar"], calendar);
    assert_eq!(meta["layout"]["board"]["state"], "phase");
    let account = CustomDefinition::new_field(
        base().entity("account").unwrap(),
        &object(json!({ "label": "Handover", "type": "date" })),
    );
    let account = with(&[account.unwrap(), due], "account");
    let start = account.calendar().unwrap().start;
    assert_eq!(start, "custom_fields.handover");
}

#[test]
fn an_object_without_fields_has_a_name() {
    let box_ = CustomDefinition::new_entity(&base(), &object(json!({ "label": "Box" }))).unwrap();
    let entity = with(&[box_], "box");
    assert_eq!(
        (entity.title.as_str(), entity.label_plural.as_str()),
        ("name", "Boxes")
    );
}

#[test]
fn mistakes_in_an_object_are_named_by_key() {
    for (given, expected) in [
        (
            json!({ "label": "Deal" }),
            "duplicate name: there is an entity `deal` already",
        ),
        (
            json!({ "label": "User" }),
            "invalid name: `user` cannot be the name of an entity",
        ),
        (
            json!({ "label": "X", "fields": {} }),
            "invalid fields: must be a list of fields",
        ),
        (
            json!({ "label": "X", "fields": [{ "label": "A", "type": "txt" }] }),
            "invalid fields.0.type: unknown variant `txt`",
        ),
        (
            json!({ "label": "X", "fields": [{ "label": "A", "type": "text" }, { "label": "a", "type": "text" }] }),
            "duplicate fields.1.name: the field `a` is there twice",
        ),
        (
            json!({ "label": "X", "fields": [{ "label": "A", "type": "link", "to": "acount" }] }),
            "invalid fields.a.to: `a` links to the unknown entity `acount`, did you mean `account`?",
        ),
        (
            json!({ "label": "X", "fields": [{ "label": "Version", "type": "text" }] }),
            "invalid fields.version: `version` is a reserved name",
        ),
        (
            json!({ "label": "X", "code": "L" }),
            "invalid code: a code's pattern",
        ),
    ] {
        let errors = CustomDefinition::new_entity(&base(), &object(given.clone())).unwrap_err();
        let errors = lines(&errors);
        assert!(errors[0].starts_with(expected), "{given}\n{errors:?}");
    }
}

#[test]
fn an_object_keeps_its_names_and_types_when_it_is_changed() {
    let old = lease();
    let schema = base().with_custom(std::slice::from_ref(&old)).unwrap();
    let change =
        |json: Json| CustomDefinition::changed_entity(&schema, &old.to_json(), &object(json));
    let changed = change(json!({ "label": "Rental", "icon": null })).unwrap();
    let entity = with(&[changed], "lease");
    assert_eq!(
        (entity.label.as_str(), entity.icon.as_str()),
        ("Rental", "box")
    );
    assert_eq!(
        lines(&change(json!({ "name": "rent" })).unwrap_err()),
        ["invalid name: cannot be changed"]
    );
    let fields = json!({ "fields": [{ "label": "Name", "type": "text" }, { "name": "plate", "label": "Plate", "type": "integer" }] });
    assert_eq!(
        lines(&change(fields).unwrap_err()),
        ["invalid fields.plate.type: cannot be changed"]
    );
}

#[test]
fn a_link_to_a_dropped_object_is_refused() {
    let lease = lease();
    let with_lease = base().with_custom(std::slice::from_ref(&lease)).unwrap();
    let deal = with_lease.entity("deal").unwrap();
    let link = object(json!({ "label": "Lease", "type": "link", "to": "lease" }));
    let link = CustomDefinition::new_field(deal, &link).unwrap();
    assert!(base().with_custom(&[lease, link.clone()]).is_ok());
    let error = base().with_custom(&[link]).unwrap_err();
    assert!(
        error.to_string().contains("unknown entity `lease`"),
        "{error}"
    );
}

#[test]
fn what_the_program_has_itself_now_is_left_out() {
    let lease = lease();
    let newer = SchemaSnapshot::build(vec![entity("account", ""), entity("lease", "")]).unwrap();
    let schema = newer.with_custom(&[lease]).unwrap();
    assert!(!schema.entity("lease").unwrap().custom);
    let region = field(json!({ "label": "Region", "type": "text" })).unwrap();
    assert!(
        newer.with_custom(&[region]).is_ok(),
        "there is no deal any more"
    );
}

#[test]
fn labels_in_any_script_get_a_name() {
    let region = field(json!({ "label": "Регион", "type": "text" })).unwrap();
    assert_eq!(region.name, "region");
    let first = field(json!({ "label": "地域", "type": "text" })).unwrap();
    assert_eq!(first.name, "field_1");
    let deal = with(&[first], "deal");
    let second = json!({ "label": "产品", "type": "text" });
    let second = CustomDefinition::new_field(&deal, &object(second)).unwrap();
    assert_eq!(second.name, "field_2");
    let nothing = field(json!({ "label": "!!", "type": "text" })).unwrap_err();
    assert_eq!(
        lines(&nothing),
        ["required label: is required, with at least one letter"]
    );
    let vehicle = json!({ "label": "車両", "fields": [
        { "label": "名前", "type": "text" },
        { "label": "色", "type": "text" },
    ] });
    let vehicle = CustomDefinition::new_entity(&base(), &object(vehicle)).unwrap();
    assert_eq!(vehicle.name, "object_1");
    let vehicle = with(&[vehicle], "object_1");
    assert_eq!(vehicle.label, "車両");
    assert!(vehicle.field("field_1").is_some() && vehicle.field("field_2").is_some());
}

#[test]
fn a_broken_schema_is_told_without_places_in_files() {
    let link = field(json!({ "label": "Car", "type": "link", "to": "vehicle" })).unwrap();
    let problem = base().with_custom(&[link]).unwrap_err();
    let error: rapport_kernel::Error = problem.into();
    assert!(
        error.message.contains("unknown entity `vehicle`"),
        "{error}"
    );
    assert!(!error.message.contains(".toml"), "{error}");
}

#[test]
fn a_linked_record_may_choose_the_states() {
    let machine = |by: &str| {
        let json = format!(
            r#"{{ "label": "Step", "type": "state",
            "states": {{ "initial": "a", "steps": {{ "a": ["b"], "b": [] }}, "chosen_by": {by} }} }}"#
        );
        let step = field(serde_json::from_str(&json).unwrap()).unwrap();
        base()
            .with_custom(&[step])
            .map_err(|error| error.to_string())
    };
    let none = machine(r#"{ "link": "name", "states": "x" }"#).unwrap_err();
    assert!(
        none.contains("`name` is not a link to one entity"),
        "{none}"
    );
    let list = machine(r#"{ "link": "account", "states": "x" }"#).unwrap_err();
    assert!(list.contains("`x` is no list field of `account`"), "{list}");
}
