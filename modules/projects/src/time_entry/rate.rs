//! What an hour usually costs.

use rapport_module_kit::{Filter, Money, Record, Result, Value, Work};

use crate::person::found;

/// The rate of the project's member, else that of the employee or professional. One in another currency than the
/// project's budget is none.
pub(super) async fn usual_rate(
    work: &Work,
    entry: &Record,
    person: Option<&Record>,
) -> Result<Option<Money>> {
    let rate = match as_member(work, entry).await? {
        Some(rate) => Some(rate),
        None => as_person(work, entry, person).await?,
    };
    let Some(project) = entry.link("project") else {
        return Ok(rate);
    };
    let project = found(work.get("project", project).await)?;
    let budget = project.and_then(|project| project.money("budget"));
    Ok(rate.filter(|rate| budget.is_none_or(|budget| budget.currency == rate.currency)))
}

async fn as_member(work: &Work, entry: &Record) -> Result<Option<Money>> {
    let Some(project) = entry.link("project") else {
        return Ok(None);
    };
    let members = work.children("project_member", "project", project).await?;
    let is_it = |member: &Record, field: &str| {
        !entry.get(field).is_null() && member.get(field) == entry.get(field)
    };
    let member = members
        .iter()
        .find(|(_, member)| is_it(member, "user") || is_it(member, "person"));
    Ok(member.and_then(|(_, member)| member.money("hourly_rate")))
}

async fn as_person(work: &Work, entry: &Record, person: Option<&Record>) -> Result<Option<Money>> {
    if let Some(person) = person {
        return Ok(person.money("hourly_rate"));
    }
    let Some(user) = entry.user("user") else {
        return Ok(None);
    };
    for entity in ["employee", "professional"] {
        let filter = Filter::equals("user", Value::Id(user.0));
        let found = work.find(entity, filter, &[], 1).await?;
        if let Some(rate) = found.first().and_then(|one| one.money("hourly_rate")) {
            return Ok(Some(rate));
        }
    }
    Ok(None)
}
