//! Tasks given to people who need not sign in.

use rapport_module_kit::{
    Changed, ErrorKind, ReactionFuture, Record, Result, UserId, Value, Work, changed as differs,
};

/// What follows from a change of a task's `person` or `assignee`: they are the same person.
///
/// Somebody with an account is the assignee, who then reaches the task. An assignee who is somebody else takes the place
/// of the person.
pub(crate) fn follow_person(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let (before, Some(task)) = (changed.before.as_ref(), &changed.after) else {
            return Ok(());
        };
        let is_given = differs(before, task, "person");
        if !is_given && !differs(before, task, "assignee") {
            return Ok(());
        }
        let Some(user) = user_of(work, task).await? else {
            return Ok(());
        };
        if task.user("assignee") == Some(user) {
            return Ok(());
        }
        let change = match is_given {
            true => Record::new().with("assignee", Value::Id(user.0)),
            false => Record::new().with("person", Value::Null),
        };
        work.update("task", changed.id, change).await
    })
}

/// The account of the person a task is given to.
async fn user_of(work: &Work, task: &Record) -> Result<Option<UserId>> {
    let Some((entity, id)) = task.reference("person") else {
        return Ok(None);
    };
    match work.get(entity, id).await {
        Ok(person) => Ok(person.user("user")),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
