//! Values on their way, both ways.

use super::super::fields::{choice, of, plain, read_only};
use super::*;

static PERSON: EntityTable = EntityTable {
    path: "people",
    ours: "contacts",
    label: "Person",
    fields: &[
        read_only("id", "id"),
        plain("firstName", "first_name"),
        of("addressCity", "address", Kind::Part("city")),
        of("addressState", "address", Kind::Part("state")),
        of("born", "birthday", Kind::Date),
        of("aboutType", "related", Kind::RelatedType),
        of("aboutId", "related", Kind::RelatedId),
        choice(
            "step",
            "status",
            &[("New Lead", "new"), ("Won", "won"), ("Won", "paid")],
        ),
        of("rate", "price", Kind::Number),
        of("words", "tags", Kind::List),
    ],
    ..EntityTable::PLAIN
};

fn object(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn into_ours(input: Value, current: Value) -> Value {
    Value::Object(inward(&PERSON, &object(input), &object(current)).unwrap())
}

#[test]
fn names_are_turned_both_ways() {
    let ours = json!({"id": "1", "first_name": "Ada", "address": {"city": "Ulm"}, "birthday": "1990-01-02",
        "related": {"entity": "deal", "id": "7"}, "status": "paid", "secret": 1});
    let theirs = outward(&PERSON, &object(ours), &Known::default());
    let expected = json!({"id": "1", "firstName": "Ada", "addressCity": "Ulm", "addressState": null,
        "born": "1990-01-02", "aboutType": "deal", "aboutId": "7", "step": "Won", "rate": null, "words": []});
    assert_eq!(theirs, expected);
    let back = into_ours(theirs, json!({}));
    let expected = json!({"first_name": "Ada", "address": {"city": "Ulm", "state": null},
        "birthday": "1990-01-02", "related": {"entity": "deal", "id": "7"}, "status": "won", "price": null, "tags": []});
    assert_eq!(back, expected);
}

#[test]
fn input_is_read_in_either_case_and_the_unknown_is_left_out() {
    let ours = into_ours(
        json!({"first_name": "Ada", "id": "9", "shoe": 44}),
        json!({}),
    );
    assert_eq!(ours, json!({"first_name": "Ada"}));
}

#[test]
fn a_part_leaves_the_other_parts() {
    let current = json!({"address": {"city": "Ulm", "street": "Weg 1"}});
    let ours = into_ours(json!({"addressState": "BW"}), current);
    let expected = json!({"address": {"city": "Ulm", "street": "Weg 1", "state": "BW"}});
    assert_eq!(ours, expected);
    let emptied = into_ours(
        json!({"addressCity": null}),
        json!({"address": {"city": "Ulm"}}),
    );
    assert_eq!(emptied, json!({"address": null}));
}

#[test]
fn a_moment_is_taken_for_a_day() {
    let ours = into_ours(json!({"born": "1990-01-02T00:00:00.000Z"}), json!({}));
    assert_eq!(ours, json!({"birthday": "1990-01-02"}));
}

#[test]
fn words_are_known_in_any_case_and_others_are_refused_with_those_there_are() {
    for word in ["New Lead", "new_lead", "NEWLEAD"] {
        assert_eq!(
            into_ours(json!({"step": word}), json!({})),
            json!({"status": "new"})
        );
    }
    let error = inward(&PERSON, &object(json!({"step": "Old"})), &Map::new()).unwrap_err();
    assert_eq!(error.fields[0].field, "step");
    assert_eq!(
        error.fields[0].message,
        "must be one of the following values: New Lead, Won"
    );
}

#[test]
fn numbers_and_lists_come_as_texts_too() {
    let ours = into_ours(json!({"rate": "100.5", "words": "a, b"}), json!({}));
    assert_eq!(ours, json!({"price": 100.5, "tags": ["a", "b"]}));
}

#[test]
fn messages_use_their_names() {
    assert_eq!(their_name(&PERSON, "first_name"), "firstName");
    assert_eq!(their_name(&PERSON, "address.state"), "addressState");
    assert_eq!(their_name(&PERSON, "stage"), "stage");
}
