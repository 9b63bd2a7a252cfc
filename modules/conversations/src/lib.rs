//! The module `conversations`: inboxes, conversations with their messages, and the strategies by which they are led.
//!
//! [`module`] is the table of contents. What its entities are stands in `entities/*.toml`; what they do besides
//! stands in one file per rule or action: `src/<noun>/<verb>.rs`. It uses the entities of `crm` and `desk`, never their
//! code.
//!
//! Nothing is sent from here: a message is a record, and whoever serves a channel reads outbound messages and writes
//! inbound ones through the API.

mod conversation;
pub mod generated;
mod message;
mod strategy;

use rapport_module_kit::{Action, Chore, Hook, HookFn, Module, Reaction, ReactionFn};

/// Everything the module brings.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "conversations",
        version: env!("CARGO_PKG_VERSION"),
        requires: &["crm", "desk"],
        entities: entities(),
        hooks: hooks(),
        actions: actions(),
        reactions: reactions(),
        chores: vec![Chore {
            name: "conversations.wake",
            every_minutes: 1,
            run: conversation::wake,
        }],
    }
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        vec![$((
            concat!("modules/conversations/entities/", $name, ".toml"),
            include_str!(concat!("../entities/", $name, ".toml")),
        )),*]
    };
}

/// In the order of the navigation.
fn entities() -> Vec<(&'static str, &'static str)> {
    files![
        "conversation",
        "message",
        "inbox",
        "strategy",
        "strategy_version",
    ]
}

fn hooks() -> Vec<Hook> {
    let hook = |entity: &'static str, before_save: HookFn| Hook {
        entity,
        before_save,
    };
    vec![
        hook("conversation", conversation::keep_party),
        hook("message", message::fill),
        hook("message", message::check_attachments),
        hook("strategy", strategy::keep_revision),
    ]
}

fn actions() -> Vec<Action> {
    [
        generated::conversation::actions::<conversation::Actions>(),
        generated::message::actions::<message::Actions>(),
        generated::strategy::actions::<strategy::Actions>(),
    ]
    .concat()
}

fn reactions() -> Vec<Reaction> {
    let reaction = |entity: &'static str, run: ReactionFn| Reaction { entity, run };
    vec![
        reaction("conversation", conversation::settle),
        reaction("message", message::place),
        reaction("message", conversation::count),
        reaction("strategy", strategy::keep_versions),
    ]
}
