//! The module `desk`: tickets, work orders and estimates for the customers of `crm`.
//!
//! [`module`] is the table of contents. What its entities are stands in `entities/*.toml`; what they do besides
//! stands in one file per rule or action: `src/<noun>/<verb>.rs`. It uses the entities of `crm`, never its code.

mod business_calendar;
mod estimate;
pub mod generated;
mod holiday;
mod service_appointment;
mod sla;
mod sla_policy;
mod ticket;
mod work_order;

use rapport_module_kit::{Action, Chore, Hook, HookFn, Module, Reaction, ReactionFn};

/// Everything the module brings.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "desk",
        version: env!("CARGO_PKG_VERSION"),
        requires: &["crm"],
        entities: entities(),
        hooks: hooks(),
        actions: actions(),
        reactions: reactions(),
        chores: chores(),
    }
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        vec![$((
            concat!("modules/desk/entities/", $name, ".toml"),
            include_str!(concat!("../entities/", $name, ".toml")),
        )),*]
    };
}

/// In the order of the navigation.
fn entities() -> Vec<(&'static str, &'static str)> {
    files![
        "ticket",
        "estimate",
        "work_order",
        "service_appointment",
        "sla_policy",
        "business_calendar",
        "holiday",
    ]
}

fn hooks() -> Vec<Hook> {
    let hook = |entity: &'static str, before_save: HookFn| Hook {
        entity,
        before_save,
    };
    vec![
        hook("ticket", ticket::keep_times),
        hook("work_order", work_order::keep_times),
        hook("service_appointment", service_appointment::keep_times),
        hook("estimate", estimate::keep_times),
        hook("estimate", estimate::guard_conversion),
        hook("business_calendar", business_calendar::fill),
        hook("holiday", holiday::fill),
    ]
}

fn reactions() -> Vec<Reaction> {
    let reaction = |entity: &'static str, run: ReactionFn| Reaction { entity, run };
    vec![
        reaction("ticket", sla::keep),
        reaction("service_appointment", service_appointment::follow),
    ]
}

fn chores() -> Vec<Chore> {
    vec![Chore {
        name: "desk.sla",
        every_minutes: 1,
        run: sla::warn,
    }]
}

fn actions() -> Vec<Action> {
    [
        generated::ticket::actions::<ticket::Actions>(),
        generated::estimate::actions::<estimate::Actions>(),
        generated::work_order::actions::<work_order::Actions>(),
        generated::service_appointment::actions::<service_appointment::Actions>(),
        generated::sla_policy::actions::<sla_policy::Actions>(),
    ]
    .concat()
}
