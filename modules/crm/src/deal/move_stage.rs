//! Moves a deal to another stage, with a word on why.

use rapport_module_kit::{
    ActionFuture, ActionInput, Error, ErrorCode, ErrorKind, Record, RecordId, Result, Value, Work,
    json, subject,
};

const NOT_IN_PIPELINE: ErrorCode = ErrorCode::custom(
    "crm.stage_not_in_pipeline",
    ErrorKind::Conflict,
    "The deal's pipeline does not have this stage",
);

/// Action `move_stage`.
pub(super) fn move_stage(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let stage = action.input.text("stage").unwrap_or_default().to_owned();
        let deal = work.get("deal", id).await?;
        check_pipeline(work, &deal, &stage).await?;
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

/// Plans the step itself; whether it is allowed is the state machine's business.
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

/// A deal stays within the stages of its pipeline; won and lost belong to every one.
async fn check_pipeline(work: &Work, deal: &Record, stage: &str) -> Result<()> {
    let Some(pipeline) = deal.get("pipeline").as_id() else {
        return Ok(());
    };
    if matches!(stage, "won" | "lost") {
        return Ok(());
    }
    // A pipeline the caller cannot see binds nobody.
    let Ok(pipeline) = work.get("pipeline", RecordId(pipeline)).await else {
        return Ok(());
    };
    match pipeline.get("stages") {
        Value::List(stages) if !stages.is_empty() && !stages.iter().any(|one| one == stage) => {
            let name = pipeline.text("name").unwrap_or_default();
            let message = format!("pipeline `{name}` has no stage `{stage}`");
            Err(Error::field("stage", NOT_IN_PIPELINE, message))
        }
        _ => Ok(()),
    }
}
