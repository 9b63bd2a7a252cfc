//! The only way out: HTTP requests to servers that somebody named in a setting or a field.
//!
//! A name is resolved once and the connection goes to the address that was judged, so that a second answer of the
//! resolver changes nothing. Addresses of this machine and of private networks are refused unless a setting allows
//! their network; only there plain `http` will do. Redirects are answered, never followed. Time and size are limited.
//! Certificates are those the system trusts. Nothing here knows what requests are about.
//!
//! Start with `outbound.rs`, then `network.rs` (which addresses are refused).

mod connect;
mod error;
mod message;
mod network;
mod outbound;

pub use error::NetError;
pub use message::{Limits, Method, Reply, Request};
pub use network::{Network, is_public};
pub use outbound::Outbound;
