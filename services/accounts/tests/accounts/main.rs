//! Sign-up, sign-in, sessions, users and invitations on both databases.
//!
//! Every test runs on SQLite, and on PostgreSQL when `RAPPORT_TEST_POSTGRES` names a server. Start with `kit.rs`.

#![cfg(test)]

mod access;
mod administration;
mod api_keys;
mod bring_in;
mod demo_people;
mod factors;
mod impersonation;
mod invitations;
mod keys;
mod kit;
mod mail;
mod oidc;
mod own_sessions;
mod passkeys;
mod password;
mod profile;
mod provider;
mod refresh;
mod sign_in;
mod sign_up;
mod users;
