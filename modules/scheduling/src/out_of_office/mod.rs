//! Times somebody is away.

mod fill;

pub(crate) use fill::fill;
