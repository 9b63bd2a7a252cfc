//! The versions of a document belong to whom the document belongs to.

use rapport_module_kit::{Changed, ReactionFuture, Record, Work};

/// What follows from a change of a document.
pub(crate) fn pass_owner_on(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let (Some(before), Some(after)) = (changed.before, changed.after) else {
            return Ok(());
        };
        let owner = after.get("owner");
        if before.get("owner") == owner {
            return Ok(());
        }
        let versions = work
            .children("document_version", "document", changed.id)
            .await?;
        for (id, version) in versions {
            if version.get("owner") != owner {
                let change = Record::new().with("owner", owner.clone());
                work.update("document_version", id, change).await?;
            }
        }
        Ok(())
    })
}
