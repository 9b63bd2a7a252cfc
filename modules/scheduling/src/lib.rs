//! The module `scheduling`: what can be booked, when hosts are free, and bookings that never take one slot twice.
//!
//! [`module`] is the table of contents. What its entities are stands in `entities/*.toml`; what they do besides
//! stands in one file per rule or action: `src/<noun>/<verb>.rs`. Where free slots come from is `src/slot/`, and why
//! two bookings never meet is `src/booking/claim.rs`. It uses the entities of `crm`, never its code.

mod availability;
mod booking;
mod booking_host;
mod booking_type;
mod date_override;
pub mod generated;
mod host_calendar;
mod lead;
mod meeting;
mod out_of_office;
mod slot;

use rapport_module_kit::{Action, Chore, Hook, HookFn, Module, Reaction, ReactionFn};

/// Everything the module brings.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "scheduling",
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
            concat!("modules/scheduling/entities/", $name, ".toml"),
            include_str!(concat!("../entities/", $name, ".toml")),
        )),*]
    };
}

/// In the order of the navigation.
fn entities() -> Vec<(&'static str, &'static str)> {
    files![
        "booking",
        "booking_type",
        "booking_host",
        "availability",
        "date_override",
        "out_of_office",
        "host_calendar",
    ]
}

fn hooks() -> Vec<Hook> {
    let hook = |entity: &'static str, before_save: HookFn| Hook {
        entity,
        before_save,
    };
    vec![
        hook("booking", booking::fill),
        hook("booking_type", booking_type::check),
        hook("booking_host", booking_host::fill),
        hook("availability", availability::fill),
        hook("date_override", date_override::fill),
        hook("out_of_office", out_of_office::fill),
    ]
}

fn actions() -> Vec<Action> {
    [
        generated::booking::actions::<booking::Actions>(),
        generated::booking_type::actions::<booking_type::Actions>(),
    ]
    .concat()
}

fn reactions() -> Vec<Reaction> {
    let reaction = |entity: &'static str, run: ReactionFn| Reaction { entity, run };
    vec![
        reaction("booking", booking::settle),
        reaction("meeting", meeting::follow),
        reaction("lead", lead::follow),
    ]
}

fn chores() -> Vec<Chore> {
    vec![
        Chore {
            name: "scheduling.expire",
            every_minutes: 1,
            run: booking::expire,
        },
        Chore {
            name: "scheduling.remind",
            every_minutes: 5,
            run: booking::remind,
        },
    ]
}
