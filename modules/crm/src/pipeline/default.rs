//! Which pipeline is the default.

use rapport_module_kit::{Filter, RecordId, Result, Value, Work, id_of};

/// The pipeline for deals that name none.
pub(crate) async fn default_pipeline(work: &Work) -> Result<Option<RecordId>> {
    let filter = Filter::equals("is_default", Value::Bool(true));
    let found = work.find("pipeline", filter, &[], 1).await?;
    found.first().map(id_of).transpose()
}
