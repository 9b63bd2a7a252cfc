//! Payments and refunds: they settle their invoice.

mod fill;
mod follow;

pub(crate) use fill::fill;
pub(crate) use follow::follow;
