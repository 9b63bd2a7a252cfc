//! What the engine promises, on every database, with a small module of its own.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

mod bulk;
mod custom;
mod follows;
mod reads;
mod scope;
mod sensitive;
mod undo;
mod writes;

use rapport_kernel::{Error, ErrorCode, RequestContext, Result};
use rapport_records::{Chore, Hook, Module, Reaction};
use rapport_schema::Record;

/// Companies have projects; projects go with their company, have steps, and add up.
const COMPANY: &str = r#"
[entity]
name = "company"
plural = "companies"
title = "name"
icon = "building"
group = "Test"
code = "K-{seq:3}"

[fields.name]
type = "text"
required = true
unique = true
search = "high"
index = "both"

[fields.phone]
type = "phone"
search = "normal"

[fields.size]
type = "integer"
min = 0

[fields.tags]
type = "tags"

[fields.planned_hours]
type = "integer"
readonly = true

[fields.checked]
type = "date"
"#;

const PROJECT: &str = r#"
[entity]
name = "project"
title = "name"
icon = "folder"
group = "Test"

[fields.name]
type = "text"
required = true
search = "high"

[fields.company]
type = "link"
to = "company"
on_delete = "cascade"

[fields.guarantor]
type = "link"
to = "company"
on_delete = "restrict"

[fields.budget]
type = "money"

[fields.hours]
type = "integer"

[fields.rate]
type = "integer"

[fields.cost]
type = "computed"
expression = "hours * rate"
result = "integer"

[fields.stage]
type = "state"

[fields.reason]
type = "text"

[states.stage]
initial = "plan"
steps = { plan = ["work", "stopped"], work = ["done", "stopped"], done = [], stopped = [] }
require = { stopped = ["reason"] }
"#;

const MEMO: &str = r#"
[entity]
name = "memo"
title = "text"
icon = "pencil"
group = "Test"
activity = true

[fields.text]
type = "text"
required = true

[fields.related]
type = "link"
to = "any"
"#;

fn modules() -> Vec<Module> {
    vec![Module {
        name: "test",
        version: "1.0.0",
        requires: &[],
        entities: vec![
            ("company.toml", COMPANY),
            ("project.toml", PROJECT),
            ("memo.toml", MEMO),
        ],
        hooks: vec![Hook {
            entity: "company",
            before_save: refuse_evil,
        }],
        reactions: vec![Reaction {
            entity: "project",
            run: follows::add_hours,
        }],
        chores: vec![Chore {
            name: "test.check",
            every_minutes: 60,
            run: follows::check,
        }],
        ..Module::default()
    }]
}

fn refuse_evil(_: &RequestContext, _: Option<&Record>, after: &mut Record) -> Result<()> {
    match after.text("name") {
        Some("Evil Inc") => Err(Error::field("name", ErrorCode::INVALID, "is evil")),
        _ => Ok(()),
    }
}
