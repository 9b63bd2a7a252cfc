//! Dates and moments rounded down to a calendar period, as text `YYYY-MM-DD` of its first day.
//!
//! Moments are moved by a fixed offset before their day is taken; the offset is a parameter (microseconds).

use rapport_schema::{ColumnKind, Slot};

use super::column::{self, Part, Sql};
use crate::Bucket;

/// Writes the first day of the period; `offset` is the placeholder of the offset.
/// Answers false, having written nothing, when the field is neither date nor moment.
pub(super) fn write(sql: &mut Sql, slot: &Slot<'_>, bucket: Bucket, offset: usize) -> bool {
    if !matches!(slot.kind, ColumnKind::Date | ColumnKind::Time) {
        return false;
    }
    if sql.is_postgres() {
        postgres(sql, slot, bucket, offset);
    } else {
        sqlite(sql, slot, bucket, offset);
    }
    true
}

fn postgres(sql: &mut Sql, slot: &Slot<'_>, bucket: Bucket, offset: usize) {
    let unit = match bucket {
        Bucket::Day => "day",
        Bucket::Week => "week",
        Bucket::Month => "month",
        Bucket::Quarter => "quarter",
        Bucket::Year => "year",
    };
    sql.push("to_char(date_trunc('").push(unit).push("', ");
    match (slot.kind, slot.key) {
        (ColumnKind::Date, _) => guarded(sql, slot, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "::timestamp"),
        (_, None) => {
            sql.push("TIMESTAMP '1970-01-01' + (");
            column::value(sql, slot, Part::Value);
            sql.push(" + ")
                .again(offset)
                .push("::bigint) * INTERVAL '1 microsecond'");
        }
        (_, Some(_)) => {
            let moment = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$";
            guarded(sql, slot, moment, "::timestamptz AT TIME ZONE 'UTC'");
            sql.push(" + ")
                .again(offset)
                .push("::bigint * INTERVAL '1 microsecond'");
        }
    }
    sql.push("), 'YYYY-MM-DD')");
}

/// A cast of what looks like it; anything else is empty.
fn guarded(sql: &mut Sql, slot: &Slot<'_>, pattern: &str, cast: &str) {
    sql.push("(CASE WHEN ");
    column::value(sql, slot, Part::Value);
    sql.push(" ~ ").literal(pattern).push(" THEN ");
    column::value(sql, slot, Part::Value);
    sql.push(cast).push(" END)");
}

fn sqlite(sql: &mut Sql, slot: &Slot<'_>, bucket: Bucket, offset: usize) {
    sql.push("date(");
    moment(sql, slot, offset);
    match bucket {
        Bucket::Day => {}
        Bucket::Week => {
            sql.push(", 'weekday 0', '-6 days'");
        }
        Bucket::Month => {
            sql.push(", 'start of month'");
        }
        Bucket::Quarter => {
            sql.push(", 'start of month', '-' || ((strftime('%m', ");
            moment(sql, slot, offset);
            sql.push(") - 1) % 3) || ' months'");
        }
        Bucket::Year => {
            sql.push(", 'start of year'");
        }
    }
    sql.push(")");
}

/// The arguments of SQLite's date functions: whole seconds rounded down, for its own rounding is to the nearest.
fn moment(sql: &mut Sql, slot: &Slot<'_>, offset: usize) {
    match (slot.kind, slot.key) {
        (ColumnKind::Date, _) => column::value(sql, slot, Part::Value),
        (_, None) => {
            for piece in ["(", ") / 1000000 - ((", ") % 1000000 < 0)"] {
                if piece != "(" {
                    sql.push(" + ").again(offset);
                }
                sql.push(piece);
                if !piece.ends_with("0)") {
                    column::value(sql, slot, Part::Value);
                }
            }
            sql.push(", 'unixepoch'");
        }
        (_, Some(_)) => {
            sql.push("strftime('%s', ");
            column::value(sql, slot, Part::Value);
            sql.push(") + ")
                .again(offset)
                .push(" / 1000000, 'unixepoch'");
        }
    }
}
