//! Letters to users: which are written, and how they leave.
//!
//! A letter is a row that is committed with what it is about; [`Accounts::deliver_mails`] sends what is due and tries
//! again what a server did not take. No secret waits in a row: a link is made when its letter leaves. Without a mail
//! server nothing is kept and nothing is sent. Start with `queue.rs`, then `deliver.rs`.
//!
//! [`Accounts::deliver_mails`]: crate::Accounts::deliver_mails

mod deliver;
mod queue;

pub(crate) use queue::Kind;
