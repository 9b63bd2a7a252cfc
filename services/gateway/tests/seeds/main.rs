//! The documents of other systems, request by request, over the whole router: one module per system.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail loudly, with the value that was wrong"
)]

mod clientforge;
mod gateway;
mod kit;
mod listeners;
mod loctelli;
mod nexa;
mod nexo;

#[expect(dead_code, reason = "shared with the other tests of the router")]
#[path = "../api/support.rs"]
mod support;
