//! Expenses: their day, and the project they belong to.

use rapport_module_kit::{
    Changed, Error, ErrorCode, ReactionFuture, Record, RequestContext, Result, Value, Work,
};

use crate::project::{Part, follow_parts};
use crate::task::project_of_task;

/// Rule of expenses: an amount is not negative, without a day it was today.
pub(crate) fn check_expense(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    if after.money("amount").is_some_and(|amount| amount.minor < 0) {
        let message = "must not be less than nothing";
        return Err(Error::field("amount", ErrorCode::INVALID, message));
    }
    if before.is_none() && after.get("date").is_null() {
        let today = ctx.now().date_in(&ctx.time_zone);
        after.set("date", Value::Date(today));
    }
    Ok(())
}

/// What follows from a change of an expense.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        if let Some(project) = project_of_task(work, &changed).await? {
            let change = Record::new().with("project", Value::Id(project.0));
            work.update("expense", changed.id, change).await?;
        }
        follow_parts(work, &changed, Part::Cost).await
    })
}
