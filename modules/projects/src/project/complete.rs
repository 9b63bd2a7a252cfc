//! Says that a project is done.

use rapport_module_kit::{
    ActionFuture, ActionInput, Record, Value, Work, is_one_of, json, subject,
};

/// Action `complete`. Tasks that are open stay open, unless they shall be cancelled.
pub(super) fn complete(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let state = |name: &str| Record::new().with("status", Value::Text(name.to_owned()));
        let mut cancelled = 0;
        if action.input.is_true("cancel_open_tasks") {
            for (task, record) in work.children("task", "project", id).await? {
                if is_one_of(&record, "status", &["pending", "in_progress"]) {
                    work.update("task", task, state("cancelled")).await?;
                    cancelled += 1;
                }
            }
        }
        work.update("project", id, state("completed")).await?;
        Ok(json!({ "id": id, "status": "completed", "tasks_cancelled": cancelled }))
    })
}
