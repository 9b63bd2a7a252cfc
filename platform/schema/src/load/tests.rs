//! A full example and a table of mistakes.

use super::*;
use crate::{
    ActionTarget, Index, LinkTarget, OnDelete, Presence, SchemaSnapshot, SearchWeight, StateKind,
    Value,
};

/// The example of the README.
pub(crate) fn readme_example() -> String {
    let readme = include_str!("../../README.md");
    let start = readme.find("```toml\n").unwrap() + "```toml\n".len();
    let end = start + readme[start..].find("```").unwrap();
    readme[start..end].to_owned()
}

/// The example entity.
pub(crate) fn deal() -> EntityDef {
    load_entity(&readme_example(), "deal.toml", "crm").unwrap()
}

/// An entity from a few lines of TOML after `[entity]` with a name and a title.
pub(crate) fn entity(name: &str, rest: &str) -> EntityDef {
    let toml = format!(
        "[entity]\nname = \"{name}\"\ntitle = \"name\"\n[fields.name]\ntype = \"text\"\n{rest}"
    );
    load_entity(&toml, "test.toml", "test").unwrap()
}

#[test]
fn the_example_of_the_readme_loads() {
    let deal = deal();
    assert_eq!(deal.plural, "deals");
    assert_eq!(deal.label, "Deal");
    assert_eq!(deal.label_plural, "Deals");
    assert_eq!(deal.module, "crm");
    let own: Vec<&str> = deal
        .fields()
        .iter()
        .filter(|field| !field.system)
        .map(|field| field.name.as_str())
        .collect();
    assert_eq!(
        own,
        [
            "name",
            "account",
            "amount",
            "priority",
            "stage",
            "probability",
            "expected_close_date",
            "lost_reason",
            "weighted",
            "code"
        ]
    );
    let name = deal.field("name").unwrap();
    assert_eq!(name.presence, Presence::Required);
    assert_eq!(name.search, SearchWeight::High);
    let account = deal.field("account").unwrap();
    assert_eq!(account.index, Index::Filter);
    assert_eq!(
        account.kind,
        FieldType::Link {
            to: LinkTarget::One("account".to_owned()),
            on_delete: OnDelete::Clear
        }
    );
    let priority = deal.field("priority").unwrap();
    assert_eq!(priority.default, Some(Value::Text("normal".to_owned())));
    let label = &deal.field("expected_close_date").unwrap().label;
    assert_eq!(label, "Expected close date");
    assert!(deal.field("code").unwrap().unique);
    assert_eq!(deal.programs.len(), 1);
}

#[test]
fn the_example_has_its_machine_actions_and_layout() {
    let deal = deal();
    let (_, machine) = deal.states().next().unwrap();
    let states: Vec<&str> = machine.states.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(states, ["qualification", "proposal", "won", "lost"]);
    let won = machine.state("won").unwrap();
    assert_eq!((won.kind, won.probability), (StateKind::Won, Some(100)));
    assert_eq!(machine.states[0].label, "Qualifying");
    assert!(machine.allows("lost", "qualification"));
    assert!(!machine.allows("won", "lost"));

    let step = deal.action("move_stage").unwrap();
    let input: Vec<_> = step
        .input
        .iter()
        .map(|field| (field.name.as_str(), field.presence))
        .collect();
    assert_eq!(
        input,
        [("stage", Presence::Required), ("note", Presence::Optional)]
    );
    assert!(matches!(&step.input[0].kind, FieldType::State(of) if of == machine));
    assert_eq!(
        deal.action("forecast").unwrap().on,
        ActionTarget::Collection
    );
    assert_eq!(deal.layout.board.as_ref().unwrap().state, "stage");
    assert_eq!(deal.layout.sections[0].label, "Forecast");
}

/// Loads the text and compares the first problem with `line:column: message`.
fn check(toml: &str, expected: &str) {
    let full = format!(
        "[entity]\nname = \"thing\"\ntitle = \"name\"\n[fields.name]\ntype = \"text\"\n{toml}"
    );
    let found = match load_entity(&full, "thing.toml", "test") {
        Ok(_) => "no problem".to_owned(),
        Err(error) => error.problems[0].to_string(),
    };
    let found = found.strip_prefix("thing.toml:").unwrap_or(&found);
    assert!(
        found.starts_with(expected),
        "{toml}\n found: {found}\nwanted: {expected}"
    );
}

#[test]
fn keys_and_types_that_do_not_exist_are_refused() {
    check(
        "requierd = true",
        "6:1: unknown field `requierd`, expected one of",
    );
    check(
        "[fields.a]\ntype = \"txt\"",
        "7:8: unknown variant `txt`, expected one of",
    );
    check(
        "max_length = \"long\"",
        "6:14: invalid type: string \"long\", expected u32",
    );
    check(
        "scale = 2",
        "6:1: `scale` does not belong to a field of type Text",
    );
    check("[fields.a]\nlabel = \"A\"", "6:9: field `a` has no `type`");
    check("[fieldz.a]", "6:2: unknown field `fieldz`, expected one of");
    check("required = true\nrequired = true", "7:1: duplicate key");
}

#[test]
fn a_misspelt_key_gets_a_suggestion() {
    let toml = "[entity]\nname = \"a\"\ntitel = \"name\"";
    let error = load_entity(toml, "a.toml", "test").unwrap_err();
    let message = error.to_string();
    assert!(
        message.starts_with("a.toml:3:1: unknown field `titel`"),
        "{message}"
    );
    assert!(message.ends_with(", did you mean `title`?"), "{message}");
}

#[test]
fn names_are_checked() {
    check("[fields.Big]\ntype = \"text\"", "6:9: `Big` is not a name");
    check(
        "[fields.version]\ntype = \"integer\"",
        "6:9: `version` is a reserved name",
    );
    check(
        "[fields.price]\ntype = \"money\"\n[fields.price_currency]\ntype = \"text\"",
        "8:9: `price_currency` belongs to the field `price`",
    );
    check("section = \"top\"", "6:1: unknown section `top`");
    let user = "[entity]\nname = \"user\"\ntitle = \"name\"\n[fields.name]\ntype = \"text\"";
    let error = load_entity(user, "user.toml", "test").unwrap_err();
    assert_eq!(
        error.to_string(),
        "user.toml:2:1: `user` cannot be the name of an entity\nuser.toml:1:2: `users` cannot be the plural of an entity"
    );
}

#[test]
fn a_sensitive_field_is_told_by_nothing_else() {
    check(
        "sensitive = true",
        "3:1: the title `name` cannot be sensitive",
    );
    check(
        "[fields.a]\ntype = \"text\"\nsensitive = true\nsearch = \"normal\"",
        "8:1: a `sensitive` field cannot be searched",
    );
    check(
        "[fields.a]\ntype = \"user\"\nsensitive = true",
        "8:1: a field of this type cannot be `sensitive`",
    );
    check(
        "[fields.a]\ntype = \"integer\"\nsensitive = true\n[layout]\nlist = [\"a\"]",
        "9:2: `a` is sensitive: no list or board shows it",
    );
    check(
        "[fields.a]\ntype = \"integer\"\nsensitive = true\n[fields.b]\ntype = \"computed\"\n\
         expression = \"a * 2\"\nresult = \"integer\"",
        "11:1: field `a` cannot be used in this expression",
    );
}

#[test]
fn settings_must_fit_the_type() {
    check("[fields.a]\ntype = \"link\"", "6:9: a link needs `to`");
    check(
        "[fields.a]\ntype = \"select\"",
        "6:9: a select needs `options`",
    );
    check(
        "[fields.a]\ntype = \"select\"\noptions = [\"x\", \"x\"]",
        "8:1: option `x` is there twice",
    );
    check(
        "[fields.a]\ntype = \"select\"\noptions = [{ value = \"x\", color = \"pnik\" }]",
        "8:1: unknown color `pnik`",
    );
    check(
        "[fields.a]\ntype = \"select\"\noptions = [{ valu = \"x\" }]",
        "8:14: unknown field `valu`",
    );
    check(
        "[fields.a]\ntype = \"integer\"\nmin = 5\nmax = 1",
        "8:1: `min` 5 is more than `max` 1",
    );
    check(
        "[fields.a]\ntype = \"integer\"\nmax = 5\ndefault = 6",
        "9:1: the default is not valid: must be at most 5",
    );
    check(
        "[fields.a]\ntype = \"json\"\nunique = true",
        "8:1: a field of this type cannot be `unique`",
    );
    check(
        "[fields.a]\ntype = \"date\"\nsearch = \"high\"",
        "8:1: a field of this type cannot be searched",
    );
    check(
        "[fields.a]\ntype = \"lines\"\ntotal = \"name\"",
        "8:1: `name` is not a money field",
    );
    check(
        "[fields.a]\ntype = \"lines\"\nshipping_tax = \"name\"",
        "8:1: `name` is not a decimal field",
    );
    check(
        "[fields.a]\ntype = \"code\"\npattern = \"X\"",
        "8:1: a code's pattern has exactly one",
    );
}

#[test]
fn machines_are_checked() {
    let machine =
        |states: &str| format!("[fields.phase]\ntype = \"state\"\n[states.phase]\n{states}");
    check(
        "[fields.phase]\ntype = \"state\"",
        "6:9: state field `phase` needs a table",
    );
    check(
        &machine("initial = \"a\"\nsteps = { a = [\"b\"], b = [], c = [\"a\"] }"),
        "10:30: state `c` cannot be reached from `a`",
    );
    check(
        &machine("initial = \"open\"\nsteps = { open = [\"closd\"], closed = [\"*\"] }"),
        "10:11: unknown state `closd`, did you mean `closed`?",
    );
    check(
        &machine("initial = \"opne\"\nsteps = { open = [] }"),
        "9:1: unknown state `opne`, did you mean `open`?",
    );
    check(
        &machine("initial = \"a\"\nsteps = { a = [] }\nrequire = { a = [\"nmae\"] }"),
        "11:13: unknown field `nmae`, did you mean `name`?",
    );
    check(
        &machine("initial = \"a\"\nsteps = { a = [] }\nprobability = { a = 101 }"),
        "11:17: a probability is 0 to 100",
    );
    check(
        "[states.name]\ninitial = \"a\"\nsteps = { a = [] }",
        "6:9: there is no state field `name`",
    );
}

#[test]
fn actions_layout_and_expressions_are_checked() {
    check(
        "[actions.go]\npermission = \"update\"\ninput = { note = \"txet?\" }",
        "8:11: unknown type `txet`, did you mean `text`?",
    );
    check(
        "[actions.go]\npermission = \"update\"\ninput = { stage = \"state\" }",
        "8:11: input `stage` has type state, but the entity has no state field",
    );
    check(
        "[actions.go]\nicon = \"x\"",
        "6:1: missing field `permission`",
    );
    check(
        "[actions.bulk]\npermission = \"read\"",
        "6:10: `bulk` cannot be the name of an action",
    );
    check(
        "[layout]\nlist = [\"nmae\"]",
        "7:1: unknown field `nmae`, did you mean `name`?",
    );
    check(
        "[layout]\nboard = { state = \"name\" }",
        "7:11: `name` is not a state field",
    );
    check(
        "[layout]\ncalendar = { start = \"name\" }",
        "7:14: `name` is neither a date nor a date and time",
    );
    check(
        "[layout]\ncalendar = { start = \"created_at\", end = \"day\" }\n[fields.day]\ntype = \"date\"",
        "7:36: `day` must have the type of `created_at`",
    );
    check(
        "[layout]\ncalendar = { start = \"created_at\", colour = \"name\" }",
        "7:36: unknown field `colour`",
    );
    check(
        "[fields.twice]\ntype = \"computed\"\nresult = \"decimal\"\nexpression = \"amuont * 2\"\n[fields.amount]\ntype = \"money\"",
        "9:1: unknown field `amuont`, did you mean `amount`?",
    );
    check(
        "[fields.twice]\ntype = \"computed\"\nresult = \"decimal\"\nexpression = \"name\"",
        "9:1: the expression gives text, but `result` is decimal",
    );
}

#[test]
fn links_are_checked_across_entities() {
    let account = entity("account", "");
    let toml = "[entity]\nname = \"contact\"\ntitle = \"name\"\n[fields.name]\ntype = \"text\"\n[fields.account]\ntype = \"link\"\nto = \"acount\"";
    let contact = load_entity(toml, "contact.toml", "test").unwrap();
    let error = SchemaSnapshot::build(vec![account, contact]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "contact.toml:8:1: `account` links to the unknown entity `acount`, did you mean `account`?"
    );
}

#[test]
fn names_are_used_once() {
    let error = SchemaSnapshot::build(vec![entity("thing", ""), entity("thing", "")]).unwrap_err();
    let expected = "test.toml:2:1: `thing` is also the name of entity `thing`";
    assert_eq!(error.problems[0].to_string(), expected);
    assert_eq!(error.problems.len(), 2);
}

#[test]
fn a_snapshot_finds_by_name_and_plural_and_has_a_version() {
    let one = SchemaSnapshot::build(vec![entity("thing", ""), entity("box", "")]).unwrap();
    assert_eq!(one.by_plural("boxes").unwrap().name, "box");
    assert!(one.entity("boxes").is_none());
    let same = SchemaSnapshot::build(vec![entity("thing", ""), entity("box", "")]).unwrap();
    assert_eq!(one.version(), same.version());
    let other = entity("box", "[fields.size]\ntype = \"integer\"");
    let other = SchemaSnapshot::build(vec![entity("thing", ""), other]).unwrap();
    assert_ne!(one.version(), other.version());
}

#[test]
fn editors_get_a_closed_json_schema() {
    let schema = SchemaSnapshot::json_schema();
    assert_eq!(schema["additionalProperties"], false);
    let text = schema.to_string();
    for word in ["multi_select", "on_delete", "datetime", "probability"] {
        assert!(text.contains(word), "{word}");
    }
}
