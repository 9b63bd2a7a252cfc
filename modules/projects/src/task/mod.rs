//! Tasks of projects: their parts lie in the same project, their hours follow the time entries.

use rapport_module_kit::sum::Parts;
use rapport_module_kit::{
    Changed, Decimal, ReactionFuture, Record, RecordId, Result, Value, Work, changed as differs,
};

use crate::person::found;
use crate::project::{Part, follow_parts};

/// What follows from a change of a task.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let before = changed.before.as_ref();
        if let Some(task) = &changed.after {
            follow_parent(work, &changed, task).await?;
            if before.is_some() && differs(before, task, "project") {
                take_along(work, &changed, task).await?;
            }
            if differs(before, task, "actual_hours") {
                keep_hours(work, changed.id).await?;
            }
        }
        follow_parts(work, &changed, Part::Task).await
    })
}

/// A part of a task is in the task's project unless it says otherwise.
async fn follow_parent(work: &mut Work, changed: &Changed, task: &Record) -> Result<()> {
    let Some(parent) = task.link("parent") else {
        return Ok(());
    };
    if !task.get("project").is_null() || !differs(changed.before.as_ref(), task, "parent") {
        return Ok(());
    }
    let parent = found(work.get("task", parent).await)?;
    let Some(project) = parent.and_then(|parent| parent.link("project")) else {
        return Ok(());
    };
    let change = Record::new().with("project", Value::Id(project.0));
    work.update("task", changed.id, change).await
}

/// What was in the old project with a task goes to the new one: parts, hours, expenses.
async fn take_along(work: &mut Work, changed: &Changed, task: &Record) -> Result<()> {
    let was = changed.before.as_ref().map(|before| before.get("project"));
    for (entity, link) in [
        ("task", "parent"),
        ("time_entry", "task"),
        ("expense", "task"),
    ] {
        for (id, part) in work.children(entity, link, changed.id).await? {
            if Some(part.get("project")) == was {
                let change = Record::new().with("project", task.get("project").clone());
                work.update(entity, id, change).await?;
            }
        }
    }
    Ok(())
}

/// Hours written by hand give way to those of time entries, if there are any.
async fn keep_hours(work: &mut Work, task: RecordId) -> Result<()> {
    if hours_of(work, task).await?.is_zero() {
        return Ok(());
    }
    count_hours(work, task).await
}

/// Counts the hours of a task anew. Without time entries it has none.
pub(crate) async fn count_hours(work: &mut Work, id: RecordId) -> Result<()> {
    let Some(task) = found(work.get("task", id).await)? else {
        return Ok(());
    };
    let hours = hours_of(work, id).await?;
    // An entry is never of nothing.
    let value = match hours.is_zero() {
        true => Value::Null,
        false => Value::Decimal(hours),
    };
    if task.get("actual_hours") == &value {
        return Ok(());
    }
    let change = Record::new().with("actual_hours", value);
    work.update("task", id, change).await
}

async fn hours_of(work: &Work, task: RecordId) -> Result<Decimal> {
    let parts = Parts {
        entity: "time_entry",
        link: "task",
        whole: task,
    };
    parts.numbers(work, "hours").await
}

/// The project of the task that a changed time entry or expense names, where it names no project itself.
pub(crate) async fn project_of_task(work: &Work, changed: &Changed) -> Result<Option<RecordId>> {
    let Some(part) = &changed.after else {
        return Ok(None);
    };
    let (Some(task), true) = (part.link("task"), part.get("project").is_null()) else {
        return Ok(None);
    };
    let task = found(work.get("task", task).await)?;
    Ok(task.and_then(|task| task.link("project")))
}
