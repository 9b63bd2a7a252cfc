//! Second factors: an authenticator app, recovery codes, and the step of a sign-in that asks for them.
//!
//! A wrong code counts like a wrong password and locks alike. A code, a recovery code and the step itself are used in
//! the transaction that begins the session, so that none of them works twice. Start with `step.rs`.

mod confirm;
mod policy;
mod recovery;
mod setup;
mod step;
