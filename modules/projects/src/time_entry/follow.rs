//! What follows from a change of a time entry: what it leaves open, and the figures of project and task.

use rapport_module_kit::{Changed, ReactionFuture, Record, Result, Value, Work};

use super::rate::usual_rate;
use crate::person::person_of;
use crate::project::{Part, follow_parts};
use crate::task::{count_hours, project_of_task};

/// What follows from a change of a time entry.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        if let Some(entry) = &changed.after {
            let change = left_open(work, &changed, entry).await?;
            if !change.is_empty() {
                work.update("time_entry", changed.id, change).await?;
            }
        }
        follow_parts(work, &changed, Part::Cost).await?;
        let link = |record: &Option<Record>| record.as_ref().and_then(|one| one.link("task"));
        let (was, is) = (link(&changed.before), link(&changed.after));
        for task in [was.filter(|_| was != is), is].into_iter().flatten() {
            count_hours(work, task).await?;
        }
        Ok(())
    })
}

/// The project of the task, the account of the person, for a new entry the usual rate: where the entry does not say.
async fn left_open(work: &Work, changed: &Changed, entry: &Record) -> Result<Record> {
    let mut whole = entry.clone();
    if let Some(project) = project_of_task(work, changed).await? {
        whole.set("project", Value::Id(project.0));
    }
    let person = person_of(work, entry).await?;
    if let Some(person) = &person
        && entry.get("user").is_null()
    {
        whole.set("user", person.get("user").clone());
    }
    let is_new = changed.before.is_none() && !entry.has("version");
    if is_new && entry.get("rate").is_null() {
        let rate = usual_rate(work, &whole, person.as_ref()).await?;
        whole.set("rate", rate.map_or(Value::Null, Value::Money));
    }
    Ok(whole.changed_from(entry))
}
