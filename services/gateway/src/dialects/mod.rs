//! Dialects: other systems' APIs, answered from the same engine.
//!
//! A client written for another system changes its base URL to `/compat/<name>` and goes on working. A [`Dialect`] is a
//! *table* - paths, entities, names of fields, words for values, envelopes, error shapes, status codes - over the same
//! accounts and the same engine as the canonical API: no rule of the business is in it, and no permission is decided in
//! it. Which dialect answers is a matter of the path or the listener alone, never of what a request looks like.
//!
//! `table.rs` and `fields.rs` are the vocabulary, `dispatch.rs` finds the entry, `list.rs`, `records.rs`, `session.rs`,
//! `account.rs` and `people.rs` do what it says, `translate.rs` turns records from one set of names into the other,
//! `links.rs` turns ids, `parties.rs` finds who is meant, `login.rs` makes users with records, `refusal.rs` says no. To add a dialect, write its table beside `clientforge.rs` and list it in
//! [`ALL`].

mod account;
mod clientforge;
mod dispatch;
mod fields;
mod gateway;
mod links;
mod list;
mod loctelli;
mod login;
mod nest;
mod nexa;
mod nexo;
mod parties;
mod people;
mod records;
mod refusal;
mod session;
mod table;
mod translate;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{any, get};

use crate::state::GatewayState;

pub(crate) use table::Dialect;

/// Every dialect this server speaks.
pub(crate) static ALL: &[&Dialect] = &[
    &clientforge::DIALECT,
    &gateway::DIALECT,
    &nexa::DIALECT,
    &nexo::DIALECT,
    &loctelli::DIALECT,
];

/// One route per dialect; what it answers stands in its table.
pub(crate) fn routed() -> Router<GatewayState> {
    let metrics = || get(crate::metrics::metrics);
    let router = Router::new()
        .route("/compat/clientforge/metrics", metrics())
        .route("/compat/clientforge/api/v1/metrics", metrics());
    ALL.iter().fold(router, |router, dialect| {
        let path = format!("/compat/{}/{{*path}}", dialect.name);
        let dialect: &'static Dialect = dialect;
        router.route(
            &path,
            // Bodies are measured where they are read; forms with files are larger.
            any(move |state, request| dispatch::answer(dialect, state, request))
                .layer(DefaultBodyLimit::disable()),
        )
    })
}
