//! The module `people`: employees, clients, suppliers and professionals.
//!
//! [`module`] is the table of contents. Clients, suppliers and professionals are profiles over the contacts and accounts
//! of `crm`: the person or organisation is kept once, there, and `profile/` holds the rules that keep both sides the
//! same. Employees stand for themselves. It uses the entities of `crm`, never its code.

mod client;
mod employee;
pub mod generated;
mod professional;
mod profile;
mod supplier;
mod task;

use rapport_module_kit::{Hook, HookFn, Module, Reaction, ReactionFn};

/// Everything the module brings.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "people",
        version: env!("CARGO_PKG_VERSION"),
        requires: &["crm"],
        entities: entities(),
        hooks: hooks(),
        actions: generated::client::actions::<client::Actions>(),
        reactions: reactions(),
        ..Module::default()
    }
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        vec![$((
            concat!("modules/people/entities/", $name, ".toml"),
            include_str!(concat!("../entities/", $name, ".toml")),
        )),*]
    };
}

/// In the order of the navigation.
fn entities() -> Vec<(&'static str, &'static str)> {
    files!["client", "supplier", "professional", "employee"]
}

fn hooks() -> Vec<Hook> {
    let hook = |entity: &'static str, before_save: HookFn| Hook {
        entity,
        before_save,
    };
    vec![
        hook("client", profile::fill_username),
        hook("supplier", profile::fill_username),
        hook("supplier", supplier::check_currency),
        hook("professional", profile::fill_username),
        hook("employee", profile::fill_username),
        hook("employee", employee::keep_dates),
    ]
}

fn reactions() -> Vec<Reaction> {
    let reaction = |entity: &'static str, run: ReactionFn| Reaction { entity, run };
    vec![
        reaction("client", client::follow),
        reaction("supplier", supplier::follow),
        reaction("professional", professional::follow),
        reaction("contact", profile::follow_contact),
        reaction("account", profile::follow_account),
        reaction("employee", employee::keep_managers),
        reaction("task", task::follow_person),
    ]
}

/// The profiles there are.
fn profiles() -> [&'static profile::Profile; 3] {
    [&client::PROFILE, &supplier::PROFILE, &professional::PROFILE]
}
