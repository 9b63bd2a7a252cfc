//! The file that a document shows is not taken away from under it.

use rapport_module_kit::{Changed, Error, ErrorCode, ErrorKind, ReactionFuture, Work};

const IS_CURRENT: ErrorCode = ErrorCode::custom(
    "documents.is_current",
    ErrorKind::Conflict,
    "The current version of a document stays",
);

/// What follows from deleting a version.
pub(crate) fn keep_current(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let (Some(version), None) = (changed.before, changed.after) else {
            return Ok(());
        };
        let Some(id) = version.link("document") else {
            return Ok(());
        };
        let mut planned = work.planned_changes("document");
        let goes_along = planned.any(|(one, _, after)| one == id && after.is_none());
        drop(planned);
        if goes_along {
            return Ok(());
        }
        // A document in the bin shows nothing.
        let Ok(document) = work.get("document", id).await else {
            return Ok(());
        };
        if document.get("current_version") == version.get("number") {
            let message = "this is the current version: upload another one first";
            return Err(Error::new(IS_CURRENT, message));
        }
        Ok(())
    })
}
