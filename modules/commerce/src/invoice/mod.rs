//! Invoices: issued once and then kept as they are, settled by payments and credit notes.

mod actions;
mod client;
mod credit;
mod follow;
mod issue;
mod keep;
mod overdue;
mod settle;
mod split;

pub(crate) use actions::Actions;
pub(crate) use client::follow_clients;
pub(crate) use follow::follow;
pub(crate) use keep::keep;
pub(crate) use overdue::overdue;
pub(crate) use settle::{Sums, settle};
