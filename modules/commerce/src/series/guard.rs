//! What a series may be, and that it only counts up once it was used.

use rapport_module_kit::{
    Changed, Error, ErrorCode, ErrorKind, ReactionFuture, Record, RequestContext, Result, Work,
    changed, is_one_of,
};

use super::pattern::Pattern;
use crate::document::one_default;

const IN_USE: ErrorCode = ErrorCode::custom(
    "commerce.series_in_use",
    ErrorKind::Conflict,
    "A series that gave numbers only counts up",
);

/// Rule of series.
pub(crate) fn guard(
    _ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    let invalid =
        |field: &str, message: String| Err(Error::field(field, ErrorCode::INVALID, message));
    if let Some(text) = after.text("pattern") {
        match Pattern::read(text) {
            Err(problem) => return invalid("pattern", problem),
            Ok(pattern) if is_one_of(after, "restart", &["yearly"]) && !pattern.tells_year() => {
                let message = "needs {year} when the numbers begin anew each year";
                return invalid("pattern", message.to_owned());
            }
            Ok(_) => {}
        }
    }
    let given = |record: &Record| record.integer("given").unwrap_or(0);
    let Some(before) = before.filter(|before| given(before) > 0) else {
        return Ok(());
    };
    let counts_on = given(after) > given(before);
    for field in ["next", "purpose", "given", "year"] {
        if changed(Some(before), after, field) && (field == "purpose" || !counts_on) {
            let message = "numbers of this series were given: it only counts up";
            return Err(Error::field(field, IN_USE, message));
        }
    }
    Ok(())
}

/// Reaction to series: one default for each purpose; one that was used stays.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        if let (Some(before), None) = (&changed.before, &changed.after)
            && before.integer("given").unwrap_or(0) > 0
        {
            let name = before.text("name").unwrap_or_default();
            let message = format!("series `{name}` gave numbers and cannot be deleted");
            return Err(Error::new(IN_USE, message));
        }
        one_default(work, "number_series", &changed, Some("purpose")).await
    })
}
