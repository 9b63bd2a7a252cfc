//! Pipelines: one of them is where new deals go.

mod default;
mod make_default;

pub(crate) use default::default_pipeline;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::pipeline::PipelineActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl PipelineActions for Actions {
    fn make_default(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        make_default::make_default(work, action)
    }
}
