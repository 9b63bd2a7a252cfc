//! The module `commerce`: orders, invoices, payments, credit notes, and the prices they are made with.
//!
//! [`module`] is the table of contents. What its entities are stands in `entities/*.toml`; what they do besides stands
//! in one file per rule or action. It uses the entities of `crm` and `desk`, never their code. Three rules carry it:
//! numbers of a series have no gap (`series/take.rs`), what is issued stays as it is (`document/freeze.rs`), and what an
//! invoice still asks for is always computed anew from payments and credit notes (`invoice/settle.rs`).

mod credit_note;
mod document;
pub mod generated;
mod invoice;
mod order;
mod payment;
mod pricing;
mod series;

use rapport_module_kit::{Action, Chore, Hook, HookFn, Module, Reaction, ReactionFn};

/// Everything the module brings.
#[must_use]
pub fn module() -> Module {
    Module {
        name: "commerce",
        version: env!("CARGO_PKG_VERSION"),
        requires: &["crm", "desk"],
        entities: entities(),
        hooks: hooks(),
        actions: actions(),
        reactions: reactions(),
        chores: vec![Chore {
            name: "commerce.overdue",
            every_minutes: 30,
            run: invoice::overdue,
        }],
    }
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        vec![$((
            concat!("modules/commerce/entities/", $name, ".toml"),
            include_str!(concat!("../entities/", $name, ".toml")),
        )),*]
    };
}

/// In the order of the navigation.
fn entities() -> Vec<(&'static str, &'static str)> {
    files![
        "order",
        "invoice",
        "payment",
        "credit_note",
        "number_series",
        "letterhead",
        "price_book",
        "price_book_entry",
    ]
}

fn hooks() -> Vec<Hook> {
    let hook = |entity: &'static str, before_save: HookFn| Hook {
        entity,
        before_save,
    };
    vec![
        hook("order", order::keep),
        hook("invoice", invoice::keep),
        hook("payment", payment::fill),
        hook("credit_note", credit_note::keep),
        hook("number_series", series::guard),
        hook("price_book", pricing::check_currency),
    ]
}

fn reactions() -> Vec<Reaction> {
    let reaction = |entity: &'static str, run: ReactionFn| Reaction { entity, run };
    vec![
        reaction("order", pricing::price_order),
        reaction("order", order::follow),
        reaction("invoice", pricing::price_invoice),
        reaction("invoice", invoice::follow),
        reaction("invoice", invoice::follow_clients),
        reaction("estimate", pricing::price_estimate),
        reaction("work_order", pricing::price_work_order),
        reaction("payment", payment::follow),
        reaction("credit_note", credit_note::follow),
        reaction("number_series", series::follow),
        reaction("price_book", pricing::one_default_book),
        reaction("price_book_entry", pricing::check_entry),
        reaction("letterhead", document::one_default_letterhead),
    ]
}

fn actions() -> Vec<Action> {
    [
        generated::order::actions::<order::Actions>(),
        generated::invoice::actions::<invoice::Actions>(),
        generated::credit_note::actions::<credit_note::Actions>(),
    ]
    .concat()
}
