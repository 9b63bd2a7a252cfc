//! Expressions over an entity with one field of each usable type.

use crate::load::tests::entity;
use crate::{EntityDef, Record, Value, load_entity, value_json};

const FIELDS: &str = "[fields.price]\ntype = \"money\"\n[fields.count]\ntype = \"integer\"\n[fields.rate]\ntype = \"decimal\"\nscale = 3\n\
    [fields.start]\ntype = \"date\"\n[fields.due]\ntype = \"date\"\n[fields.paid]\ntype = \"boolean\"\n[fields.words]\ntype = \"tags\"\n";

fn toml(expression: &str, result: &str) -> String {
    let expression = expression.replace('"', "\\\"");
    format!(
        "{FIELDS}[fields.x]\ntype = \"computed\"\nexpression = \"{expression}\"\nresult = \"{result}\""
    )
}

fn compute(entity: &EntityDef, record: &Record) -> String {
    let mut set = record.clone();
    entity.finish(None, &mut set, rapport_kernel::Currency::EUR);
    value_json(set.get("x")).to_string().replace('"', "")
}

fn sample() -> Record {
    let money = rapport_kernel::Money {
        minor: 1999,
        currency: rapport_kernel::Currency::EUR,
    };
    Record::new()
        .with("name", Value::Text("Ada".to_owned()))
        .with("price", Value::Money(money))
        .with("count", Value::Int(3))
        .with("rate", Value::Decimal("0.125".parse().unwrap()))
        .with("start", Value::Date(jiff::civil::date(2026, 2, 27)))
        .with("due", Value::Date(jiff::civil::date(2026, 3, 2)))
        .with("paid", Value::Bool(false))
}

#[test]
fn expressions_compute_exactly() {
    for (expression, result, expected) in [
        ("price * count", "decimal", "59.97"),
        ("count / 2", "decimal", "1.5"),
        ("count / 2", "integer", "2"),
        ("rate", "decimal", "0.13"),
        ("round(rate, 1)", "decimal", "0.1"),
        ("max(count, 5) - min(1, count)", "integer", "4"),
        ("price > 10 && !paid", "boolean", "true"),
        ("due - start", "integer", "3"),
        ("start + 14", "date", "2026-03-13"),
        ("due > start", "boolean", "true"),
        ("name + \" (\" + text(count) + \")\"", "text", "Ada (3)"),
        ("upper(name)", "text", "ADA"),
        ("choose(paid, 1, 2)", "integer", "2"),
        ("name == \"Ada\"", "boolean", "true"),
        ("-count % 2", "integer", "-1"),
        ("count / (count - 3)", "decimal", "null"),
    ] {
        let entity = entity("thing", &toml(expression, result));
        assert_eq!(compute(&entity, &sample()), expected, "{expression}");
    }
}

#[test]
fn empty_values_make_empty_results_unless_caught() {
    for (expression, result, expected) in [
        ("price * count", "decimal", "null"),
        ("or_else(count, 7)", "integer", "7"),
        ("empty(count)", "boolean", "true"),
        ("due - start", "integer", "null"),
    ] {
        let entity = entity("thing", &toml(expression, result));
        assert_eq!(compute(&entity, &Record::new()), expected, "{expression}");
    }
}

#[test]
fn wrong_expressions_do_not_load() {
    for (expression, result, expected) in [
        (
            "prise * 2",
            "decimal",
            "unknown field `prise`, did you mean `price`?",
        ),
        ("name * 2", "decimal", "there is no *"),
        ("price", "text", "gives a number, but `result` is text"),
        (
            "price > 1",
            "decimal",
            "gives a boolean, but `result` is decimal",
        ),
        ("words", "text", "field `words` cannot be used"),
        ("x + 1", "decimal", "field `x` cannot be used"),
        ("price +", "decimal", "the expression is not valid"),
        ("while true { }", "decimal", "the expression is not valid"),
        ("let y = 1; y", "decimal", "the expression is not valid"),
        ("eval(name)", "text", "the expression is not valid"),
        ("price = 3", "decimal", "the expression is not valid"),
    ] {
        let all = format!(
            "[entity]\nname = \"thing\"\ntitle = \"name\"\n[fields.name]\ntype = \"text\"\n{}",
            toml(expression, result)
        );
        let message = match load_entity(&all, "thing.toml", "test") {
            Ok(_) => "loaded".to_owned(),
            Err(error) => error.to_string(),
        };
        assert!(message.contains(expected), "{expression}: {message}");
    }
}

#[test]
fn computed_fields_may_build_on_earlier_ones() {
    let second =
        "[fields.x]\ntype = \"computed\"\nexpression = \"twice + 1\"\nresult = \"integer\"";
    let first =
        "[fields.twice]\ntype = \"computed\"\nexpression = \"count * 2\"\nresult = \"integer\"";
    let ordered = entity("thing", &format!("{FIELDS}{first}\n{second}"));
    assert_eq!(compute(&ordered, &sample()), "7");
    let all = format!(
        "[entity]\nname = \"thing\"\ntitle = \"name\"\n[fields.name]\ntype = \"text\"\n{FIELDS}{second}\n{first}"
    );
    let error = load_entity(&all, "thing.toml", "test").unwrap_err();
    assert!(
        error.to_string().contains("field `twice` cannot be used"),
        "{error}"
    );
}
