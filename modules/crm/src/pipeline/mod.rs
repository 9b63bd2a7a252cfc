//! Pipelines: one of them is where new deals go.

mod default;
mod make_default;

pub(crate) use default::default_pipeline;
pub(crate) use make_default::make_default;
