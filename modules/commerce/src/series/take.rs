//! Takes the next number of a series.

use rapport_module_kit::jiff::civil::Date;
use rapport_module_kit::{
    Error, ErrorCode, ErrorKind, Filter, Record, RecordId, Result, Value, Work, id_of, is_one_of,
    pinned,
};

use super::pattern::Pattern;

const OWN_NUMBER: ErrorCode = ErrorCode::custom(
    "commerce.number_of_series",
    ErrorKind::Conflict,
    "Numbers of a series are given when a document is issued",
);

/// Series are few; this many are looked at.
const LIMIT: u32 = 200;

/// The next number for a purpose on a date, and the series it came from: the named one, or the default.
pub(crate) async fn take(
    work: &mut Work,
    purpose: &str,
    named: Option<RecordId>,
    date: Date,
) -> Result<(RecordId, String)> {
    let id = match named {
        Some(id) => id,
        None => default_series(work, purpose).await?,
    };
    let series = pinned(work, "number_series", id).await?;
    let name = series.text("name").unwrap_or_default();
    if !is_one_of(&series, "purpose", &[purpose]) {
        let message = format!("series `{name}` is not for this");
        return Err(Error::field("series", ErrorCode::INVALID, message));
    }
    let pattern = Pattern::read(series.text("pattern").unwrap_or_default())
        .map_err(|problem| Error::invalid(format!("the pattern of series `{name}` {problem}")))?;
    let year = i64::from(date.year());
    let counted = series.integer("year");
    let yearly = is_one_of(&series, "restart", &["yearly"]);
    if yearly && counted.is_some_and(|counted| counted > year) {
        let message = format!("series `{name}` has begun a later year than {year}");
        return Err(Error::field("issue_date", ErrorCode::INVALID, message));
    }
    let begins = yearly && counted.is_some_and(|counted| counted < year);
    let number = if begins {
        1
    } else {
        series.integer("next").unwrap_or(1)
    };
    let given = series.integer("given").unwrap_or(0);
    let mut change = Record::new()
        .with("next", Value::Int(number.saturating_add(1)))
        .with("given", Value::Int(given.saturating_add(1)))
        .with("last_date", Value::Date(date));
    if yearly {
        change.set("year", Value::Int(year));
    }
    work.update("number_series", id, change).await?;
    Ok((id, pattern.render(number, date)))
}

/// Whether this plan takes numbers of a series.
pub(crate) fn takes(work: &Work, series: Option<RecordId>) -> bool {
    let mut planned = work.planned("number_series").map(|(id, _)| Some(id));
    series.is_some() && planned.any(|id| id == series)
}

/// Refuses a number that somebody wrote and that a series would give some day.
pub(crate) async fn refuse_own(work: &Work, purpose: &str, number: &str) -> Result<()> {
    let filter = Filter::equals("purpose", Value::Text(purpose.to_owned()));
    for series in work.find("number_series", filter, &[], LIMIT).await? {
        let pattern = Pattern::read(series.text("pattern").unwrap_or_default());
        if pattern.is_ok_and(|pattern| pattern.fits(number)) {
            let name = series.text("name").unwrap_or_default();
            let message = format!(
                "`{number}` belongs to the series `{name}`, which gives its numbers by itself"
            );
            return Err(Error::field("number", OWN_NUMBER, message));
        }
    }
    Ok(())
}

/// The default series of a purpose, else any; the first time one is made.
async fn default_series(work: &mut Work, purpose: &str) -> Result<RecordId> {
    let is_it = |series: &Record| is_one_of(series, "purpose", &[purpose]);
    let planned = work
        .planned("number_series")
        .find(|(_, series)| {
            series.is_some_and(|series| is_it(series) && series.is_true("is_default"))
        })
        .map(|(id, _)| id);
    if let Some(id) = planned {
        return Ok(id);
    }
    let filter = Filter::equals("purpose", Value::Text(purpose.to_owned()));
    let found = work.find("number_series", filter, &[], LIMIT).await?;
    let default = found.iter().find(|series| series.is_true("is_default"));
    if let Some(series) = default.or_else(|| found.first()) {
        return id_of(series);
    }
    let (name, pattern) = match purpose {
        "credit_note" => ("Credit notes", "CN-{year}-{number:5}"),
        _ => ("Invoices", "INV-{year}-{number:5}"),
    };
    let text = |text: &str| Value::Text(text.to_owned());
    let series = Record::new()
        .with("name", text(name))
        .with("purpose", text(purpose))
        .with("pattern", text(pattern))
        .with("restart", text("yearly"))
        .with("is_default", Value::Bool(true));
    work.create("number_series", series).await
}
