//! The module `projects`: projects with members and milestones, the hours worked and the money spent on them.
//!
//! [`module`] is the table of contents. Tasks are those of `crm`, clients and employees those of `people`; it uses their
//! entities, never their code. What a project's figures are follows from its parts: `project/figures.rs`.

mod expense;
pub mod generated;
mod member;
mod milestone;
mod person;
mod project;
mod task;
mod time_entry;

use rapport_module_kit::{Hook, HookFn, Module, Reaction, ReactionFn};

/// Everything the module brings.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "projects",
        version: env!("CARGO_PKG_VERSION"),
        requires: &["crm", "people"],
        entities: entities(),
        hooks: hooks(),
        actions: generated::project::actions::<project::Actions>(),
        reactions: reactions(),
        ..Module::default()
    }
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        vec![$((
            concat!("modules/projects/entities/", $name, ".toml"),
            include_str!(concat!("../entities/", $name, ".toml")),
        )),*]
    };
}

/// In the order of the navigation.
fn entities() -> Vec<(&'static str, &'static str)> {
    files![
        "project",
        "milestone",
        "time_entry",
        "expense",
        "project_member"
    ]
}

fn hooks() -> Vec<Hook> {
    let hook = |entity: &'static str, before_save: HookFn| Hook {
        entity,
        before_save,
    };
    vec![
        hook("project", project::keep_dates),
        hook("milestone", milestone::keep_reached),
        hook("time_entry", time_entry::check_entry),
        hook("expense", expense::check_expense),
        hook("project_member", member::check_dates),
    ]
}

fn reactions() -> Vec<Reaction> {
    let reaction = |entity: &'static str, run: ReactionFn| Reaction { entity, run };
    vec![
        reaction("project", project::follow),
        reaction("project_member", member::follow),
        reaction("time_entry", time_entry::follow),
        reaction("expense", expense::follow),
        reaction("task", task::follow),
    ]
}
