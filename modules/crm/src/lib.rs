//! The module `crm`: people, organisations, what is sold to them and what is done about it.
//!
//! [`module`] is the table of contents. What its entities are stands in `entities/*.toml`; what they do besides
//! stands in one file per rule or action: `src/<noun>/<verb>.rs`. Rules are pure, actions plan changes in a `Work`.
//! The module knows no HTTP, no SQL and no clock of its own.

mod account;
mod attendee;
mod call;
mod deal;
pub mod generated;
mod lead;
mod meeting;
mod note;
mod person;
mod pipeline;
mod tag;
mod task;

use rapport_module_kit::{Action, Hook, HookFn, Module, Reaction, ReactionFn};

/// Everything the module brings.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "crm",
        version: env!("CARGO_PKG_VERSION"),
        requires: &[],
        entities: entities(),
        hooks: hooks(),
        actions: actions(),
        reactions: reactions(),
        ..Module::default()
    }
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        vec![$((
            concat!("modules/crm/entities/", $name, ".toml"),
            include_str!(concat!("../entities/", $name, ".toml")),
        )),*]
    };
}

/// In the order of the navigation.
fn entities() -> Vec<(&'static str, &'static str)> {
    files![
        "lead", "account", "contact", "deal", "pipeline", "task", "meeting", "attendee", "call",
        "note", "product", "tag",
    ]
}

fn hooks() -> Vec<Hook> {
    let hook = |entity: &'static str, before_save: HookFn| Hook {
        entity,
        before_save,
    };
    vec![
        hook("lead", lead::fill_name),
        hook("lead", lead::guard_conversion),
        hook("account", account::classify),
        hook("contact", person::fill_contact_name),
        hook("deal", deal::keep_closing),
        hook("task", task::keep_completion),
        hook("task", task::check_list),
        hook("note", note::fill_title),
        hook("tag", tag::check_name),
        hook("call", call::fill_times),
        hook("meeting", meeting::fill_times),
        hook("attendee", attendee::fill),
    ]
}

fn reactions() -> Vec<Reaction> {
    let reaction = |entity: &'static str, run: ReactionFn| Reaction { entity, run };
    vec![
        reaction("account", account::keep_parts),
        reaction("contact", person::keep_superiors),
        reaction("attendee", attendee::join_meeting),
        reaction("meeting", attendee::follow_meeting),
        reaction("task", task::keep_parts),
    ]
}

fn actions() -> Vec<Action> {
    [
        generated::lead::actions::<lead::Actions>(),
        generated::meeting::actions::<meeting::Actions>(),
        generated::deal::actions::<deal::Actions>(),
        generated::pipeline::actions::<pipeline::Actions>(),
        generated::tag::actions::<tag::Actions>(),
        generated::task::actions::<task::Actions>(),
    ]
    .concat()
}
