//! Estimates: when they were sent and decided, and the work order an accepted one becomes.

mod guard_conversion;
mod keep_times;
mod to_work_order;

pub(crate) use guard_conversion::guard_conversion;
pub(crate) use keep_times::keep_times;
pub(crate) use to_work_order::to_work_order;
