//! Makes an earlier file of a document current again, as a version of its own: nothing is lost.

use rapport_module_kit::{
    ActionFuture, ActionInput, Error, Filter, Record, Value, Work, json, subject,
};

use crate::generated::document::Document;

/// What a version and its document call the same.
const FILE: &[&str] = &["file_name", "mime_type", "size", "sha256"];

/// Action `restore_version`.
pub(super) fn restore_version(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let wanted = action.input.integer("version").unwrap_or_default();
        let document = work.get("document", id).await?;
        let filter = Filter::equals("document", Value::Id(id.0))
            .and(Filter::equals("number", Value::Int(wanted)));
        let found = work.find("document_version", filter, &[], 1).await?;
        let earlier = found
            .first()
            .ok_or_else(|| Error::not_found(format!("version {wanted} of this document")))?;
        let number = Document(&document).current_version().unwrap_or(0) + 1;
        let file = FILE.iter();
        let file: Record = file
            .map(|field| (*field, earlier.get(field).clone()))
            .collect();
        let now = Value::Time(work.context().now());
        let change = file
            .clone()
            .with("current_version", Value::Int(number))
            .with("uploaded_at", now);
        work.update("document", id, change).await?;
        let version = file
            .with("document", Value::Id(id.0))
            .with("number", Value::Int(number))
            .with("owner", document.get("owner").clone())
            .with("comment", Value::Text(format!("version {wanted} again")));
        // Whoever may change the document may give it a version.
        work.with_all_rights(true);
        let made = work.create("document_version", version).await;
        work.with_all_rights(false);
        made?;
        Ok(json!({ "id": id, "version": number }))
    })
}
