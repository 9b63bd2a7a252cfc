//! Input, defaults, totals, states and output over the example entity.

use rapport_kernel::{Currency, FieldError};
use serde_json::{Map, Value as Json, json};

use crate::load::tests::{deal, entity};
use crate::{EntityDef, InputContext, Record, Value};

fn object(json: Json) -> Map<String, Json> {
    json.as_object().unwrap().clone()
}

fn parse(entity: &EntityDef, json: Json, creating: bool) -> Result<Record, Vec<FieldError>> {
    let context = InputContext {
        currency: Currency::EUR,
        creating,
    };
    entity.parse_input(&object(json), &context)
}

fn create(entity: &EntityDef, json: Json) -> Record {
    let mut record = parse(entity, json, true).unwrap();
    entity.finish(None, &mut record, Currency::EUR);
    record
}

/// The record after a change, and what the change sets.
fn change(entity: &EntityDef, before: &Record, json: Json) -> (Record, Record) {
    let mut set = parse(entity, json, false).unwrap();
    entity.finish(Some(before), &mut set, Currency::EUR);
    let mut after = before.clone();
    after.apply(&set);
    (after, set)
}

/// The wire form, after comparing the two ways to write it.
fn wire(entity: &EntityDef, record: &Record) -> Json {
    let json = Json::Object(entity.record_json(record));
    let text = String::from_utf8(entity.record_text(record, |_| true)).unwrap();
    assert_eq!(text, json.to_string());
    json
}

fn errors(entity: &EntityDef, json: Json) -> Vec<String> {
    let errors = parse(entity, json, false).unwrap_err();
    let lines = errors
        .iter()
        .map(|error| format!("{} {}: {}", error.code, error.field, error.message));
    lines.collect()
}

/// An entity with a document of lines.
fn invoice() -> EntityDef {
    entity(
        "invoice",
        "[fields.items]\ntype = \"lines\"\nsubtotal = \"net\"\ntax = \"vat\"\ntotal = \"gross\"\n\
         [fields.net]\ntype = \"money\"\n[fields.vat]\ntype = \"money\"\n[fields.gross]\ntype = \"money\"\n\
         [fields.fee]\ntype = \"money\"\ndefault = 2.5",
    )
}

#[test]
fn names_match_in_either_case() {
    let record = parse(&deal(), json!({ "expectedCloseDate": "2026-01-02" }), true).unwrap();
    let date = Value::Date(jiff::civil::date(2026, 1, 2));
    assert_eq!(record.get("expected_close_date"), &date);
    assert_eq!(
        errors(&deal(), json!({ "lostReason": "a", "lost_reason": "b" })),
        ["invalid lost_reason: was sent twice, also as `lostReason`"]
    );
}

#[test]
fn what_clients_may_not_send_is_named() {
    assert_eq!(
        errors(
            &deal(),
            json!({ "nmae": "x", "version": 3, "weighted": 1, "code": "D-1", "amount": "a lot", "custom_fields": { "region": 1 } })
        ),
        [
            "unknown_field nmae: deal has no field `nmae`, did you mean `name`?",
            "invalid version: is written by the system",
            "invalid weighted: is written by the system",
            "invalid code: is written by the system",
            "invalid amount: must be a number",
            "unknown_field custom_fields.region: deal has no field `custom_fields.region`",
        ]
    );
    let owner = json!({ "owner": "01890000-0000-7000-8000-000000000000" });
    assert!(parse(&deal(), owner, false).is_ok());
}

#[test]
fn money_has_two_keys() {
    for (input, expected) in [
        (json!({ "amount": 1200.5 }), json!([1200.5, "EUR"])),
        (
            json!({ "amount": "0.1", "amount_currency": "usd" }),
            json!([0.1, "USD"]),
        ),
        (
            json!({ "amountCurrency": "JPY", "amount": 1200.0 }),
            json!([1200, "JPY"]),
        ),
        (
            json!({ "amount": { "amount": 5, "currency": "CHF" } }),
            json!([5, "CHF"]),
        ),
        (
            json!({ "amount": null, "amount_currency": "CHF" }),
            json!([null, null]),
        ),
    ] {
        let record = parse(&deal(), input.clone(), false).unwrap();
        let json = wire(&deal(), &record);
        assert_eq!(
            json!([json["amount"], json["amount_currency"]]),
            expected,
            "{input}"
        );
    }
    assert_eq!(
        errors(&deal(), json!({ "amount_currency": "EUR" })),
        ["invalid amount_currency: needs `amount` beside it"]
    );
    assert_eq!(
        errors(&deal(), json!({ "amount": 1, "amount_currency": "EURO" })),
        ["invalid amount: a currency is three letters, such as EUR"]
    );
}

#[test]
fn a_new_record_gets_defaults_and_its_first_state() {
    let deal = deal();
    let record = create(
        &deal,
        json!({ "name": " Big ", "amount": 200, "priority": null }),
    );
    assert_eq!(record.text("name"), Some("Big"));
    assert_eq!(record.text("priority"), Some("normal"));
    assert_eq!(record.text("stage"), Some("qualification"));
    assert_eq!(record.get("probability"), &Value::Int(10));
    assert_eq!(wire(&deal, &record)["weighted"], json!(20));
    assert!(deal.check(None, &record).is_empty());
}

#[test]
fn a_step_copies_its_probability_unless_one_is_set() {
    let deal = deal();
    let before = create(&deal, json!({ "name": "Big", "amount": 200 }));
    let (after, _) = change(&deal, &before, json!({ "stage": "proposal" }));
    assert_eq!(after.get("probability"), &Value::Int(50));
    assert_eq!(wire(&deal, &after)["weighted"], json!(100));
    let (after, _) = change(
        &deal,
        &before,
        json!({ "stage": "proposal", "probability": 70 }),
    );
    assert_eq!(after.get("probability"), &Value::Int(70));
    let (after, set) = change(&deal, &before, json!({ "lost_reason": "price" }));
    assert_eq!(after.get("probability"), &Value::Int(10));
    assert!(!set.has("weighted"), "nothing it is made from has changed");
}

#[test]
fn a_default_probability_gives_way_to_the_state_but_a_wish_does_not() {
    let bid = entity(
        "bid",
        "[fields.probability]\ntype = \"integer\"\ndefault = 5\n[fields.stage]\ntype = \"state\"\n\
         [states.stage]\ninitial = \"open\"\nsteps = { open = [\"won\"], won = [] }\nprobability = { open = 30, won = 100 }",
    );
    let before = create(&bid, json!({ "name": "B" }));
    assert_eq!(before.get("probability"), &Value::Int(30));
    let wished = create(&bid, json!({ "name": "B", "probability": 70 }));
    assert_eq!(wished.get("probability"), &Value::Int(70));
    let (after, _) = change(&bid, &before, json!({ "stage": "won", "probability": 99 }));
    assert_eq!(after.get("probability"), &Value::Int(99));
}

#[test]
fn computed_fields_are_empty_without_what_they_need() {
    let deal = deal();
    let before = create(&deal, json!({ "name": "Big", "amount": 200 }));
    let (after, set) = change(&deal, &before, json!({ "amount": null }));
    assert!(set.has("weighted"));
    assert_eq!(after.get("weighted"), &Value::Null);
}

fn problems(entity: &EntityDef, before: Option<&Record>, after: &Record) -> Vec<String> {
    let errors = entity.check(before, after);
    let lines = errors
        .iter()
        .map(|error| format!("{} {}: {}", error.code, error.field, error.message));
    lines.collect()
}

#[test]
fn steps_and_required_fields_are_checked() {
    let deal = deal();
    let nameless = create(&deal, json!({ "amount": 1 }));
    assert_eq!(
        problems(&deal, None, &nameless),
        ["required name: is required"]
    );

    let before = create(&deal, json!({ "name": "Big" }));
    let (won, _) = change(&deal, &before, json!({ "stage": "won" }));
    assert_eq!(
        problems(&deal, Some(&before), &won),
        [
            "step_not_allowed stage: cannot go from `Qualifying` to `Won`; possible: `Proposal`, `Lost`"
        ]
    );
    let (lost, _) = change(&deal, &before, json!({ "stage": "lost" }));
    assert_eq!(
        problems(&deal, Some(&before), &lost),
        ["required lost_reason: is required in the state `Lost`"]
    );
    let (lost, _) = change(
        &deal,
        &before,
        json!({ "stage": "lost", "lost_reason": "price" }),
    );
    assert!(problems(&deal, Some(&before), &lost).is_empty());
    let (emptied, _) = change(&deal, &lost, json!({ "lost_reason": "" }));
    assert_eq!(problems(&deal, Some(&lost), &emptied).len(), 1);
    let (stateless, _) = change(&deal, &before, json!({ "stage": null }));
    assert_eq!(
        problems(&deal, Some(&before), &stateless),
        ["required stage: a state cannot be emptied"]
    );
}

#[test]
fn an_old_record_without_a_new_required_field_can_be_changed() {
    let deal = deal();
    let old = Record::new().with("stage", Value::Text("proposal".to_owned()));
    let (after, _) = change(&deal, &old, json!({ "amount": 5 }));
    assert!(problems(&deal, Some(&old), &after).is_empty());
}

#[test]
fn lines_are_summed_half_up_per_line() {
    let invoice = invoice();
    let record = create(
        &invoice,
        json!({ "name": "I", "items": [
            { "description": "a", "quantity": 3, "unit_price": 0.335, "tax_percent": 19 },
            { "description": "b", "quantity": "1.5", "unit_price": 100, "discount_percent": 10, "tax_percent": 7, "total": 999 },
        ] }),
    );
    let json = wire(&invoice, &record);
    // 1.005 is 1.01 and its tax 0.1919 is 0.19.
    let first = &json["items"][0];
    assert_eq!(
        json!([first["net"], first["tax"], first["total"]]),
        json!([1.01, 0.19, 1.2])
    );
    let second = &json["items"][1];
    assert_eq!(
        json!([second["net"], second["tax"], second["total"]]),
        json!([135, 9.45, 144.45])
    );
    assert_eq!(
        json!([json["net"], json["vat"], json["gross"]]),
        json!([136.01, 9.64, 145.65])
    );
    assert_eq!(json["gross_currency"], "EUR");
    assert_eq!(
        json!([json["fee"], json["fee_currency"]]),
        json!([2.5, "EUR"])
    );
    assert_eq!(
        errors(&invoice, json!({ "gross": 5, "items": [{ "qty": 1 }] })),
        [
            "invalid gross: is written by the system",
            "invalid items: line 1 has no `qty`",
        ]
    );
}

/// An entity with lines, something off the whole, and delivery.
fn order() -> EntityDef {
    entity(
        "order",
        "[fields.lines]\ntype = \"lines\"\nsubtotal = \"net\"\ntax = \"vat\"\ntotal = \"gross\"\n\
         discount = \"off\"\nshipping = \"delivery\"\nshipping_tax = \"delivery_tax\"\n\
         [fields.net]\ntype = \"money\"\n[fields.vat]\ntype = \"money\"\n[fields.gross]\ntype = \"money\"\n\
         [fields.off]\ntype = \"money\"\n[fields.delivery]\ntype = \"money\"\n\
         [fields.delivery_tax]\ntype = \"decimal\"\n",
    )
}

#[test]
fn a_discount_of_the_whole_is_spread_to_the_last_cent() {
    let order = order();
    let lines = json!([
        { "quantity": 1, "unit_price": 33.33, "tax_percent": 19 },
        { "quantity": 1, "unit_price": 33.33, "tax_percent": 19 },
        { "quantity": 1, "unit_price": 33.34, "tax_percent": 7 },
    ]);
    let record = create(
        &order,
        json!({ "name": "O", "lines": lines, "off": 10, "delivery": 5.9, "delivery_tax": 19 }),
    );
    let json = wire(&order, &record);
    // Shares 3.33, 3.34, 3.33: taxes of 30.00, 29.99 and 30.01; delivery 5.90 and 1.12.
    let part = |name: &str| {
        let lines = json["lines"].as_array().unwrap().iter();
        lines.map(|line| line[name].clone()).collect::<Vec<_>>()
    };
    assert_eq!(part("net"), [json!(33.33), json!(33.33), json!(33.34)]);
    assert_eq!(part("tax"), [json!(5.7), json!(5.7), json!(2.1)]);
    assert_eq!(part("total"), [json!(35.7), json!(35.69), json!(32.11)]);
    assert_eq!(
        json!([json["net"], json["vat"], json["gross"]]),
        json!([100, 14.62, 110.52])
    );
    let (after, _) = change(&order, &record, json!({ "off": null, "delivery": null }));
    assert_eq!(wire(&order, &after)["gross"], json!(114.99));
    let (after, _) = change(&order, &record, json!({ "lines": [], "off": 0 }));
    assert_eq!(wire(&order, &after)["gross"], json!(7.02));
}

#[test]
fn what_is_off_the_whole_must_fit_it() {
    let order = order();
    let refused = |values: Json| {
        let record = create(&order, values);
        let errors = order.check(None, &record).into_iter();
        errors
            .map(|error| format!("{}: {}", error.field, error.message))
            .collect::<Vec<_>>()
    };
    let lines = json!([{ "unit_price": 10 }]);
    let given = |off: f64| json!({ "name": "O", "lines": lines, "off": off });
    assert_eq!(refused(given(10.0)), [""; 0]);
    assert_eq!(
        refused(given(10.01)),
        ["off: is more than the lines come to"]
    );
    assert_eq!(refused(given(-1.0)), ["off: must not be negative"]);
    let dollars = json!({ "name": "O", "lines": lines, "gross_currency": "USD", "delivery": 1 });
    assert_eq!(
        refused(dollars),
        ["delivery: is in EUR, the lines are in USD: both have one currency"]
    );
}

#[test]
fn lines_keep_their_currency() {
    let invoice = invoice();
    let lines = json!([{ "quantity": 1, "unit_price": 10.6 }]);
    let yen = create(
        &invoice,
        json!({ "name": "I", "gross_currency": "JPY", "items": lines }),
    );
    assert_eq!(wire(&invoice, &yen)["gross"], json!(11));
    let (after, _) = change(&invoice, &yen, json!({ "items": [{ "unit_price": 20.4 }] }));
    let json = wire(&invoice, &after);
    assert_eq!(
        json!([json["gross"], json["gross_currency"]]),
        json!([20, "JPY"])
    );
    let (after, _) = change(&invoice, &yen, json!({ "items": [] }));
    assert_eq!(wire(&invoice, &after)["gross"], json!(0));
}

#[test]
fn what_was_written_can_be_read_again() {
    let deal = deal();
    let record = create(
        &deal,
        json!({ "name": "Big", "amount": 1200.5, "account": "01890000-0000-7000-8000-000000000000", "expected_close_date": "2026-02-28" }),
    );
    let mut json = object(wire(&deal, &record));
    let readonly: Vec<String> = deal
        .fields()
        .iter()
        .filter(|field| field.presence == crate::Presence::ReadOnly)
        .map(|field| field.name.clone())
        .collect();
    json.retain(|key, _| !readonly.contains(key));
    let mut again = parse(&deal, Json::Object(json), true).unwrap();
    deal.finish(None, &mut again, Currency::EUR);
    assert_eq!(again, record);
}

#[test]
fn search_finds_title_and_searched_fields_folded() {
    let person = entity(
        "person",
        "[fields.mail]\ntype = \"email\"\nsearch = \"high\"\n[fields.home]\ntype = \"address\"\nsearch = \"normal\"\n[fields.secret]\ntype = \"text\"",
    );
    let record = create(
        &person,
        json!({ "name": "Émile", "mail": "e@x.org", "home": { "city": "Köln" }, "secret": "no" }),
    );
    let expected = ("emile".to_owned(), "e@x.org koln".to_owned());
    assert_eq!(person.search_text(&record), expected);
}
