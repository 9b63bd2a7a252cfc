//! One of its kind is the default, and no other.

use rapport_module_kit::{
    Changed, Filter, ReactionFuture, Record, RecordId, Result, Value, Work, id_of,
};

/// Few are the default at any time; this many are looked at.
const LIMIT: u32 = 1000;

/// Takes the default from every other record, among those with the same value of `same` when it is named.
pub(crate) async fn one_default(
    work: &mut Work,
    entity: &str,
    changed: &Changed,
    same: Option<&str>,
) -> Result<()> {
    let Some(after) = changed
        .after
        .as_ref()
        .filter(|one| one.is_true("is_default"))
    else {
        return Ok(());
    };
    let mut filter = Filter::equals("is_default", Value::Bool(true));
    if let Some(field) = same {
        filter = filter.and(Filter::equals(field, after.get(field).clone()));
    }
    let found = work.find(entity, filter, &[], LIMIT).await?;
    let others: Vec<RecordId> = found.iter().map(id_of).collect::<Result<_>>()?;
    for other in others.into_iter().filter(|other| *other != changed.id) {
        if work.get(entity, other).await?.is_true("is_default") {
            let change = Record::new().with("is_default", Value::Bool(false));
            work.update(entity, other, change).await?;
        }
    }
    Ok(())
}

/// Reaction to letterheads.
pub(crate) fn one_default_letterhead(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move { one_default(work, "letterhead", &changed, None).await })
}
