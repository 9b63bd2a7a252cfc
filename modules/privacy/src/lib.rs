//! The module `privacy`: consents, and what persons ask about their data.
//!
//! [`module`] is the table of contents. What is kept, handed over and erased is the platform's (`records/src/privacy`); here is
//! what people write down about it, and the daily run of the retention rules. It uses the entities of `crm`, never its
//! code.

mod consent;
pub mod generated;
mod privacy_request;
mod retention;

use rapport_module_kit::{Chore, Hook, HookFn, Module, Reaction};

/// Everything the module brings.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "privacy",
        version: env!("CARGO_PKG_VERSION"),
        requires: &["crm"],
        entities: entities(),
        hooks: hooks(),
        reactions: vec![Reaction {
            entity: "consent",
            run: consent::stay,
        }],
        chores: vec![Chore {
            name: "privacy.retention",
            every_minutes: 24 * 60,
            run: retention::run,
        }],
        ..Module::default()
    }
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        vec![$((
            concat!("modules/privacy/entities/", $name, ".toml"),
            include_str!(concat!("../entities/", $name, ".toml")),
        )),*]
    };
}

/// In the order of the navigation.
fn entities() -> Vec<(&'static str, &'static str)> {
    files!["consent", "privacy_request"]
}

fn hooks() -> Vec<Hook> {
    let hook = |entity: &'static str, before_save: HookFn| Hook {
        entity,
        before_save,
    };
    vec![
        hook("consent", consent::keep_facts),
        hook("privacy_request", privacy_request::keep_dates),
    ]
}
