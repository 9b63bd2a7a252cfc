//! The module `documents`: folders, documents and their versions.
//!
//! [`module`] is the table of contents. What its entities are stands in `entities/*.toml`; what they do besides
//! stands in one file per rule or action: `src/<noun>/<verb>.rs`. The files themselves lie in `platform/files`, which
//! alone writes the fields that describe them.

mod document;
mod folder;
pub mod generated;
mod version;

use rapport_module_kit::{Action, Chore, Hook, HookFn, Module, Reaction, ReactionFn};

/// Everything the module brings.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "documents",
        version: env!("CARGO_PKG_VERSION"),
        requires: &[],
        entities: entities(),
        hooks: hooks(),
        actions: actions(),
        reactions: reactions(),
        chores: vec![Chore {
            name: "documents.expire",
            every_minutes: 5,
            run: document::expire,
        }],
    }
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        vec![$((
            concat!("modules/documents/entities/", $name, ".toml"),
            include_str!(concat!("../entities/", $name, ".toml")),
        )),*]
    };
}

/// In the order of the navigation.
fn entities() -> Vec<(&'static str, &'static str)> {
    files!["document", "folder", "document_version"]
}

fn hooks() -> Vec<Hook> {
    let hook = |entity: &'static str, before_save: HookFn| Hook {
        entity,
        before_save,
    };
    vec![
        hook("document", document::check_content),
        hook("document_version", version::check_content),
    ]
}

fn actions() -> Vec<Action> {
    generated::document::actions::<document::Actions>()
}

fn reactions() -> Vec<Reaction> {
    let reaction = |entity: &'static str, run: ReactionFn| Reaction { entity, run };
    vec![
        reaction("document", document::keep_record),
        reaction("document", document::pass_owner_on),
        reaction("document_version", version::keep_current),
        reaction("folder", folder::keep_tree),
    ]
}
