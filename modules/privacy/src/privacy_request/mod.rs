//! What persons ask about their data: to be answered within a month.

mod keep_dates;

pub(crate) use keep_dates::keep_dates;
