//! From what clients write to typed queries: filters, periods, sort orders.
//!
//! A filter is read in two steps: [`RawFilter`] knows its shape only, [`Filter::parse`](crate::Filter::parse) checks fields,
//! operators and values against an entity. Nothing unknown is ever ignored.

mod condition;
mod days;
mod period;
mod raw;
mod sort;

pub use condition::FilterContext;
pub use period::PERIODS;
pub use raw::RawFilter;

#[cfg(test)]
mod tests;
