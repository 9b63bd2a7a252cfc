//! One table over all field types: JSON in, JSON out; text in, text out.

use rapport_kernel::Currency;
use serde_json::{Value as Json, json};

use crate::field::{DateOrder, InputContext, TYPE_NAMES, TextContext};
use crate::load::tests::entity;
use crate::{FieldDef, value_json};

const ID: &str = "01890000-0000-7000-8000-000000000000";

/// A field of the type with plain settings.
fn field(kind: &str) -> FieldDef {
    let settings = match kind {
        "select" | "multi_select" => "options = [\"in_progress\", \"North America\"]",
        "link" => "to = \"account\"",
        "several" => "to = [\"account\", \"deal\"]",
        "code" => "pattern = \"X-{seq:3}\"",
        "computed" => "expression = \"1\"\nresult = \"integer\"",
        "bounded" => "min = 1\nmax = 10",
        "state" => {
            "[states.f]\ninitial = \"new\"\nsteps = { new = [\"on_hold\"], on_hold = [\"*\"] }"
        }
        _ => "",
    };
    let kind = match kind {
        "several" => "link",
        "bounded" => "integer",
        kind => kind,
    };
    let thing = entity(
        "thing",
        &format!("[fields.f]\ntype = \"{kind}\"\n{settings}"),
    );
    thing.field("f").unwrap().clone()
}

fn read(kind: &str, json: &Json) -> String {
    match field(kind).parse(json, &InputContext::default()) {
        Ok(value) => value_json(&value).to_string(),
        Err(problem) => format!("! {}", problem.message),
    }
}

#[test]
fn json_is_read_checked_and_written() {
    let long = "x".repeat(256);
    for (kind, input, expected) in [
        ("text", json!("  a  b "), "\"a  b\""),
        ("text", json!("a\n b"), "\"a b\""),
        ("text", json!("   "), "null"),
        ("text", json!(5), "! must be text"),
        (
            "text",
            json!(long),
            "! is 256 characters long, at most 255 are allowed",
        ),
        (
            "text",
            json!("a\u{0}b"),
            "! must not contain null characters",
        ),
        ("long_text", json!("a\nb"), "\"a\\nb\""),
        ("integer", json!(5), "5"),
        ("integer", json!("-5"), "-5"),
        ("integer", json!(5.0), "5"),
        ("integer", json!(5.5), "! must be a whole number"),
        ("integer", json!("9223372036854775808"), "! is too large"),
        ("bounded", json!(0), "! must be at least 1"),
        ("bounded", json!(11), "! must be at most 10"),
        ("decimal", json!(0.1), "0.1"),
        ("decimal", json!("1e3"), "1000"),
        ("decimal", json!(1.005), "1.01"),
        ("decimal", json!(true), "! must be a number"),
        ("decimal", json!("99999999999999999999"), "! is too large"),
        ("boolean", json!("true"), "true"),
        ("boolean", json!(1), "! must be true or false"),
        ("date", json!("2026-02-28"), "\"2026-02-28\""),
        (
            "date",
            json!("2026-02-30"),
            "! must be a date such as 2026-12-31",
        ),
        (
            "datetime",
            json!("2026-02-28T12:00:00+01:00"),
            "\"2026-02-28T11:00:00.000000Z\"",
        ),
        (
            "datetime",
            json!("2026-02-28"),
            "! must be a moment with its offset, such as 2026-12-31T18:30:00Z",
        ),
        ("email", json!("Ada@Example.com"), "\"Ada@Example.com\""),
        ("phone", json!("+49 (30) 123-456"), "\"+49 (30) 123-456\""),
        ("phone", json!("none"), "! `none` is not a telephone number"),
        ("select", json!("in_progress"), "\"in_progress\""),
        (
            "select",
            json!("in_progres"),
            "! has no option `in_progres`, did you mean `in_progress`?",
        ),
        (
            "multi_select",
            json!(["north_america", "in_progress", "in_progress"]),
            "[\"north_america\",\"in_progress\"]",
        ),
        ("multi_select", json!([]), "null"),
        ("tags", json!([" VIP ", "vip", "new"]), "[\"VIP\",\"new\"]"),
        (
            "tags",
            json!(["a,b"]),
            "! the tag `a,b` contains a separator",
        ),
        (
            "link",
            json!(ID),
            "\"01890000-0000-7000-8000-000000000000\"",
        ),
        ("link", json!("17"), "! must be the id of a record"),
        (
            "link",
            json!({ "entity": "deal", "id": ID }),
            "! cannot point to `deal`",
        ),
        (
            "several",
            json!({ "entity": "deal", "id": ID }),
            "{\"entity\":\"deal\",\"id\":\"01890000-0000-7000-8000-000000000000\"}",
        ),
        (
            "several",
            json!({ "entity": "dela", "id": ID }),
            "! cannot point to `dela`, did you mean `deal`?",
        ),
        ("several", json!(ID), "! must be {\"entity\", \"id\"}"),
        ("user", json!("me"), "! must be the id of a user"),
        ("state", json!("on_hold"), "\"on_hold\""),
        ("state", json!("hold"), "! has no state `hold`"),
        (
            "address",
            json!({ "postalCode": "1", "street": " S 1 ", "city": null }),
            "{\"street\":\"S 1\",\"postal_code\":\"1\"}",
        ),
        (
            "address",
            json!({ "zip": "1" }),
            "! an address has no `zip`",
        ),
        ("address", json!({}), "null"),
        ("json", json!({ "a": [1, null] }), "{\"a\":[1,null]}"),
        ("json", json!("x".repeat(70_000)), "! is larger than 64 kB"),
        (
            "lines",
            json!([{ "quantity": 0.5 }]),
            "[{\"product\":null,\"description\":\"\",\"quantity\":0.5,\"unit_price\":0,\"discount_percent\":0,\"tax_percent\":0}]",
        ),
        (
            "lines",
            json!([{ "product": "01890000-0000-7000-8000-000000000000", "unit": " h ", "taxPercent": 7 }]),
            "[{\"product\":\"01890000-0000-7000-8000-000000000000\",\"description\":\"\",\"unit\":\"h\",\"quantity\":1,\"unit_price\":null,\"discount_percent\":0,\"tax_percent\":7}]",
        ),
        (
            "lines",
            json!([{ "quantity": 1_000_000, "unit_price": 1_000_000_000 }]),
            "! line 1 is too large",
        ),
        (
            "lines",
            json!([{ "tax_percent": 101 }]),
            "! line 1 `tax_percent` is out of range",
        ),
        ("lines", json!({}), "! must be a list of lines"),
    ] {
        assert_eq!(read(kind, &input), expected, "{kind} {input}");
    }
}

#[test]
fn written_text_is_read_and_shown() {
    let context = TextContext {
        currency: Currency::EUR,
        date_order: DateOrder::Dmy,
        zone: "Europe/Berlin",
    };
    for (kind, text, expected) in [
        ("text", " a ", "a"),
        ("integer", "1.234", "1234"),
        ("decimal", "1.234,5", "1234.5"),
        ("money", "1.234,5 $", "1234.50 USD"),
        ("boolean", "Ja", "yes"),
        ("boolean", "X", "yes"),
        ("boolean", "nein", "no"),
        ("boolean", "maybe", "! `maybe` is not yes or no"),
        ("date", "31.12.2026 00:00", "2026-12-31"),
        (
            "datetime",
            "31.12.2026 18:30",
            "2026-12-31T17:30:00.000000Z",
        ),
        ("url", "www.example.com/a", "https://www.example.com/a"),
        (
            "url",
            "ask Bob",
            "! `ask Bob` is not a web address, it must begin with http:// or https://",
        ),
        ("select", "north america", "North America"),
        ("select", "IN_PROGRESS", "In progress"),
        (
            "multi_select",
            "North America; in progress",
            "North America, In progress",
        ),
        ("state", "On hold", "On hold"),
        ("tags", "a, b;c|a", "a, b, c"),
        ("address", "Street 1", "Street 1"),
        ("json", "{\"a\":1}", "{\"a\":1}"),
        ("several", &format!("deal:{ID}"), &format!("deal:{ID}")),
        ("text", "  ", ""),
    ] {
        let field = field(kind);
        let found = match field.parse_text(text, &context) {
            Ok(value) => field.display(&value),
            Err(problem) => format!("! {}", problem.message),
        };
        assert_eq!(found, expected, "{kind} {text}");
    }
}

#[test]
fn every_type_has_a_name_and_operators() {
    for name in TYPE_NAMES {
        let field = field(name);
        assert_eq!(field.kind.type_name(), *name);
        assert!(field.operators().contains(&"empty"), "{name}");
    }
}
