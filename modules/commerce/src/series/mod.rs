//! Numbers of invoices and credit notes: one after the other, without a gap.
//!
//! A number is taken in the transaction that issues the document: the series is changed in it, so that of two who take
//! the same number the second is planned anew, and a transaction that fails takes none.

mod guard;
mod pattern;
mod take;

pub(crate) use guard::{follow, guard};
pub(crate) use take::{refuse_own, take, takes};
