//! The edge: HTTP in, calls to the engine and the accounts out.
//!
//! This crate alone knows HTTP, status codes and OpenAPI. It holds no rules about records: a handler reads the
//! request, calls one method, and writes the answer. Records pass through as JSON text that is never parsed here.
//!
//! Start with `routes.rs` (every route on one table), then `http/records.rs` (one handler per verb for all entities)
//! and `edge.rs` (what holds for every answer).

mod assets;
mod cache;
mod client;
mod context;
mod dialects;
mod edge;
mod headers;
mod http;
mod limits;
mod live;
mod metrics;
mod mount;
mod openapi;
mod problem;
mod route;
mod router;
mod routes;
mod routing;
mod serve;
mod state;

pub use limits::Limits;
pub use mount::Mount;
pub use openapi::openapi;
pub use openapi::shape::{Body, Shape};
pub use route::{Access, Route};
pub use router::router;
pub use routes::table as routes;
pub use serve::{serve, serve_mounted};
pub use state::{Compat, GatewayState, Parts, Settings};
