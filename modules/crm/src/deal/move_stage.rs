//! Moves a deal to another stage, with a word on why.

use rapport_module_kit::{
    ActionFuture, ActionInput, Record, RecordId, Result, Value, Work, json, subject,
};

/// Action `move_stage`.
pub(super) fn move_stage(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let stage = action.input.text("stage").unwrap_or_default().to_owned();
        enter(work, id, &stage, action.input.text("lost_reason")).await?;
        if let Some(note) = action.input.text("note") {
            let values = Record::new()
                .with("body", Value::Text(note.to_owned()))
                .with(
                    "related",
                    Value::Reference {
                        entity: "deal".to_owned(),
                        id: id.0,
                    },
                );
            work.create("note", values).await?;
        }
        Ok(json!({ "id": id, "stage": stage }))
    })
}

/// Plans the step itself; whether it is allowed is for the state machine and the pipeline to say.
pub(super) async fn enter(
    work: &mut Work,
    id: RecordId,
    stage: &str,
    lost_reason: Option<&str>,
) -> Result<()> {
    let mut change = Record::new().with("stage", Value::Text(stage.to_owned()));
    if let Some(reason) = lost_reason {
        change.set("lost_reason", Value::Text(reason.to_owned()));
    }
    work.update("deal", id, change).await
}
