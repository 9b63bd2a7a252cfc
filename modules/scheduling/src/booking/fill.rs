//! What a booking says of itself: its title, its length, and when it was confirmed, cancelled and completed.

use rapport_module_kit::hours::check_zone;
use rapport_module_kit::{
    Error, ErrorCode, Record, RequestContext, Result, Timestamp, Value, changed, is_one_of,
    keep_moment,
};

use crate::generated::booking::Booking;

/// Rule of bookings. Moved by its start, a booking keeps its length.
pub(crate) fn fill(
    ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    check_zone(after)?;
    keep_length(before, after)?;
    keep_title(before, after);
    if is_one_of(after, "status", &["held", "pending"]) {
        after.set("confirmed_at", Value::Null);
    } else if is_one_of(after, "status", &["confirmed"]) && after.get("confirmed_at").is_null() {
        after.set("confirmed_at", Value::Time(ctx.now()));
    }
    keep_moment(ctx, after, "status", &["cancelled"], "cancelled_at");
    keep_moment(ctx, after, "status", &["completed"], "completed_at");
    if !is_one_of(after, "status", &["held"]) {
        after.set("held_until", Value::Null);
    }
    if before.is_some() && changed(before, after, "start_at") {
        after.set("reminded_at", Value::Null);
    }
    Ok(())
}

fn keep_length(before: Option<&Record>, after: &mut Record) -> Result<()> {
    let Some(start) = Booking(after).start_at() else {
        after.set("end_at", Value::Null);
        return Ok(());
    };
    if let Some(before) = before
        && changed(Some(before), after, "start_at")
        && !changed(Some(before), after, "end_at")
        && let (Some(from), Some(to)) = (Booking(before).start_at(), Booking(before).end_at())
    {
        let length = to.as_micros() - from.as_micros();
        let end = start.as_micros().saturating_add(length);
        after.set("end_at", Value::Time(Timestamp::from_micros(end)));
    }
    if Booking(after).end_at().is_some_and(|end| end <= start) {
        let message = "must be after the beginning";
        return Err(Error::field("end_at", ErrorCode::INVALID, message));
    }
    Ok(())
}

/// A title that nobody wrote follows what is booked and by whom.
fn keep_title(before: Option<&Record>, after: &mut Record) {
    let is_own = match (after.text("title"), before) {
        (None, _) => true,
        (Some(title), Some(before)) => title == title_of(before),
        (Some(_), None) => false,
    };
    if is_own {
        let title = title_of(after);
        after.set("title", Value::Text(title));
    }
}

/// What a booking is called that nobody named.
pub(super) fn title_of(record: &Record) -> String {
    let booking = Booking(record);
    let who = booking.invitee_name().or(booking.invitee_email());
    match (booking.kind(), who) {
        (Some(kind), Some(who)) => format!("{kind}: {who}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "Booking".to_owned(),
    }
}
