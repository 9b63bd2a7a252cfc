//! A document is not taken away from a record by somebody who may not see the record: that would open the file.

use rapport_module_kit::{Changed, Error, ReactionFuture, Work};

/// What follows from a change of a document.
pub(crate) fn keep_record(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let (Some(before), Some(after)) = (changed.before, changed.after) else {
            return Ok(());
        };
        if before.get("related") == after.get("related") {
            return Ok(());
        }
        let Some((entity, id)) = before.reference("related") else {
            return Ok(());
        };
        work.with_all_rights(false);
        let ctx = work.context();
        let seen = if ctx.actor.administrator() {
            true
        } else {
            let fields = ["id".to_owned()];
            let seen = work.engine().get(ctx, entity, id, Some(&fields), &[]).await;
            seen.is_ok()
        };
        work.with_all_rights(true);
        if seen {
            return Ok(());
        }
        let message = "the document belongs to a record that you may not see";
        Err(Error::forbidden(message))
    })
}
