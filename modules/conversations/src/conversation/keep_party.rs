//! With whom a conversation is, in one field; and what belongs to its states.

use rapport_module_kit::{Record, RequestContext, Result, Value, is_one_of, keep_moment};

/// Whom a conversation may be with, the person first: links that are called like their entity.
pub(super) const PARTIES: &[&str] = &["contact", "lead", "client"];

/// Rule of conversations.
///
/// `related` names the person, so that the conversation stands in the person's timeline and is erased with the person.
pub(crate) fn keep_party(
    ctx: &RequestContext,
    _before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    for person in PARTIES {
        if after.get(person).is_null()
            && let Some((entity, id)) = after.reference("about")
            && entity == *person
        {
            after.set(person, Value::Id(id.0));
        }
    }
    let person = PARTIES.iter().find_map(|entity| {
        let id = after.link(entity)?;
        Some(Value::Reference {
            entity: (*entity).to_owned(),
            id: id.0,
        })
    });
    let with = person.unwrap_or_else(|| after.get("about").clone());
    after.set("related", with);
    if !is_one_of(after, "status", &["snoozed"]) {
        after.set("snoozed_until", Value::Null);
    }
    keep_moment(ctx, after, "status", &["closed"], "closed_at");
    Ok(())
}
