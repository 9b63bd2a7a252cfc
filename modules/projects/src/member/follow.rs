//! What follows from a change of a member: the name, the account of a person, no second time in one project.

use rapport_module_kit::{
    Changed, Error, ErrorCode, ErrorKind, ReactionFuture, Record, RecordId, Result, Value, Work,
    changed as differs, user_name,
};

use crate::person::person_of;

const MEMBER_ALREADY: ErrorCode = ErrorCode::custom(
    "projects.member_already",
    ErrorKind::Conflict,
    "The project has this member already",
);

/// What follows from a change of a project member.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let (before, Some(member)) = (changed.before.as_ref(), &changed.after) else {
            return Ok(());
        };
        let fields = ["user", "person", "project"];
        if !fields.iter().any(|field| differs(before, member, field)) {
            return Ok(());
        }
        let person = person_of(work, member).await?;
        let mut change = Record::new();
        if let Some(person) = &person
            && member.get("user").is_null()
        {
            change.set("user", person.get("user").clone());
        }
        let name = match (&person, member.user("user")) {
            (Some(person), _) => person.text("name").map(str::to_owned),
            (None, Some(user)) => user_name(work, user).await?,
            (None, None) => {
                let message = "name the user or the person";
                return Err(Error::field("user", ErrorCode::REQUIRED, message));
            }
        };
        change.set("name", name.map_or(Value::Null, Value::Text));
        let mut whole = member.clone();
        whole.apply(&change);
        refuse_second(work, changed.id, &whole).await?;
        let change = change.changed_from(member);
        if change.is_empty() {
            return Ok(());
        }
        work.update("project_member", changed.id, change).await
    })
}

async fn refuse_second(work: &Work, id: RecordId, member: &Record) -> Result<()> {
    let Some(project) = member.link("project") else {
        return Ok(());
    };
    let same = |other: &Record, field: &str| {
        !member.get(field).is_null() && member.get(field) == other.get(field)
    };
    let others = work.children("project_member", "project", project).await?;
    let is_second = others
        .iter()
        .filter(|(other, _)| *other != id)
        .any(|(_, other)| same(other, "user") || same(other, "person"));
    if is_second {
        let name = member.text("name").unwrap_or("this person");
        let message = format!("{name} is a member of the project already");
        return Err(Error::new(MEMBER_ALREADY, message));
    }
    Ok(())
}
