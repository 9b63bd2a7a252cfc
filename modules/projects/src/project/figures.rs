//! The figures of a project: hours and money from its time entries and expenses, progress from its tasks.
//!
//! They are computed anew from the parts at each change of a part, never counted up. Progress that somebody sets to
//! another number than the tasks give is kept (`progress_by_hand`) until it is emptied or the project is completed.

use rapport_module_kit::sum::{self, Parts};
use rapport_module_kit::{
    Changed, ErrorKind, Record, RecordId, Result, Value, Work, changed as differs, is_one_of,
};

/// Which figures a changed part concerns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Hours and money.
    Cost,
    /// Progress and estimated hours.
    Task,
}

impl Part {
    /// The fields of the part that the figures are made of.
    fn fields(self) -> [&'static str; 3] {
        match self {
            Self::Cost => ["project", "hours", "amount"],
            Self::Task => ["project", "status", "estimated_hours"],
        }
    }
}

/// What follows for the projects of a part that changed: the one it was in, and the one it is in.
pub(crate) async fn follow_parts(work: &mut Work, changed: &Changed, part: Part) -> Result<()> {
    if let (Some(before), Some(after)) = (&changed.before, &changed.after)
        && !part
            .fields()
            .iter()
            .any(|field| differs(Some(before), after, field))
    {
        return Ok(());
    }
    let link = |record: &Option<Record>| record.as_ref().and_then(|one| one.link("project"));
    let (was, is) = (link(&changed.before), link(&changed.after));
    for project in [was.filter(|_| was != is), is].into_iter().flatten() {
        count(work, project, part).await?;
    }
    Ok(())
}

/// What follows from a change of the project itself.
pub(super) async fn follow_project(work: &mut Work, changed: &Changed) -> Result<()> {
    let (before, Some(project)) = (changed.before.as_ref(), &changed.after) else {
        return Ok(());
    };
    let currency = |record: &Record| record.money("budget").map(|budget| budget.currency);
    if before.is_none() || before.and_then(currency) != currency(project) {
        count(work, changed.id, Part::Cost).await?;
    }
    let fields = ["progress", "status", "progress_by_hand"];
    if before.is_none() || fields.iter().any(|field| differs(before, project, field)) {
        follow_progress(work, changed.id, before, project).await?;
    }
    Ok(())
}

/// Decides whether the progress of a changed project is somebody's own number.
async fn follow_progress(
    work: &mut Work,
    id: RecordId,
    before: Option<&Record>,
    project: &Record,
) -> Result<()> {
    let tasks = work.children("task", "project", id).await?;
    let counted = progress(project, tasks.iter().map(|(_, task)| task));
    let is_new = before.is_none() && !project.has("version");
    let is_written = before.map_or(is_new, |before| {
        before.get("progress") != project.get("progress")
    });
    let completed = is_one_of(project, "status", &["completed"]);
    let by_hand = if completed || project.get("progress").is_null() {
        false
    } else if is_written {
        project.integer("progress") != Some(counted)
    } else {
        project.is_true("progress_by_hand")
    };
    let mut change = Record::new().with("progress_by_hand", Value::Bool(by_hand));
    if !by_hand {
        change.set("progress", Value::Int(counted));
    }
    write(work, id, project, &change).await
}

/// Counts the figures of a project anew. A project that is not there any more has none.
pub(crate) async fn count(work: &mut Work, id: RecordId, part: Part) -> Result<()> {
    let project = match work.get("project", id).await {
        Ok(project) => project,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let figures = match part {
        Part::Cost => costs(work, id, &project).await?,
        Part::Task => {
            let tasks = work.children("task", "project", id).await?;
            let tasks = || tasks.iter().map(|(_, task)| task);
            let mut figures = Record::new().with("estimated_hours", estimated(tasks()));
            if !project.is_true("progress_by_hand") {
                figures.set("progress", Value::Int(progress(&project, tasks())));
            }
            figures
        }
    };
    write(work, id, &project, &figures).await
}

async fn write(work: &mut Work, id: RecordId, project: &Record, figures: &Record) -> Result<()> {
    let change = figures.changed_from(project);
    if change.is_empty() {
        return Ok(());
    }
    work.update("project", id, change).await
}

async fn costs(work: &Work, id: RecordId, project: &Record) -> Result<Record> {
    let parts = |entity| Parts {
        entity,
        link: "project",
        whole: id,
    };
    let hours = parts("time_entry").numbers(work, "hours").await?;
    let mut amounts = parts("time_entry").amounts(work, "amount").await?;
    amounts.extend(parts("expense").amounts(work, "amount").await?);
    // That of the budget; without one that of what was spent.
    let given = project.money("budget").or(amounts.first().copied());
    let currency = given.map_or(work.context().currency, |given| given.currency);
    let spent = sum::total(currency, amounts.into_iter(), "amount")?;
    Ok(Record::new()
        .with("hours_spent", Value::Decimal(hours))
        .with("spent", Value::Money(spent)))
}

fn estimated<'r>(tasks: impl Iterator<Item = &'r Record>) -> Value {
    let planned = tasks.filter(|task| !is_one_of(task, "status", &["cancelled"]));
    Value::Decimal(
        planned
            .filter_map(|task| task.decimal("estimated_hours"))
            .sum(),
    )
}

/// The share of tasks that are done, in percent rounded down. Cancelled ones do not count.
fn progress<'r>(project: &Record, tasks: impl Iterator<Item = &'r Record>) -> i64 {
    if is_one_of(project, "status", &["completed"]) {
        return 100;
    }
    let (mut all, mut done) = (0, 0);
    for task in tasks.filter(|task| !is_one_of(task, "status", &["cancelled"])) {
        all += 1;
        done += i64::from(is_one_of(task, "status", &["completed"]));
    }
    if all == 0 { 0 } else { done * 100 / all }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_status(status: &str) -> Record {
        Record::new().with("status", Value::Text(status.to_owned()))
    }

    #[test]
    fn progress_is_the_share_of_tasks_that_are_done() {
        let check = |project: &str, tasks: &[&str], expected: i64| {
            let tasks: Vec<Record> = tasks.iter().map(|status| with_status(status)).collect();
            let found = progress(&with_status(project), tasks.iter());
            assert_eq!(found, expected, "{project} {tasks:?}");
        };
        check("planning", &[], 0);
        check("planning", &["pending", "completed", "completed"], 66);
        check("planning", &["completed", "cancelled"], 100);
        check("planning", &["cancelled"], 0);
        check("completed", &["pending"], 100);
    }
}
