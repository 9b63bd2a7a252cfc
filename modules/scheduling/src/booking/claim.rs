//! A booking takes its time of the host only if nobody else has it. The store enforces it.
//!
//! Every booking that takes time changes the calendar of its host, and *then* reads the bookings around it. Two that
//! want overlapping times at once read the same revision of the calendar; the store lets one commit and refuses the
//! other, which is planned anew, reads the first one's booking and is told. It makes no difference whether the two come
//! by the API, an import, an undo or an action, on which booking type, or in which process.

use rapport_module_kit::{Error, Record, RecordId, Result, Timestamp, Work};

use super::fill_in::core_of;
use crate::generated::booking::Booking;
use crate::host_calendar;
use crate::slot::{
    Place, SLOT_TAKEN, Taken, Terms, bookings_between, guarded, is_holding, places_left, taken_by,
};

/// Fields that make it another time or another host.
const CLAIMED: &[&str] = &[
    "host",
    "start_at",
    "end_at",
    "seats",
    "booking_type",
    "status",
];

/// Whether the change takes time that the booking did not take before.
pub(super) fn is_new(before: Option<&Record>, after: &Record, now: Timestamp) -> bool {
    if !is_holding(after, now) {
        return false;
    }
    let Some(before) = before.filter(|before| is_holding(before, now)) else {
        return true;
    };
    // Without these times it was never stored: it is the same plan, filled in since.
    let is_same_plan =
        before.get("busy_from").is_null() && before.get("start_at") == after.get("start_at");
    let mut claimed = CLAIMED.iter();
    !is_same_plan && claimed.any(|field| before.get(field) != after.get(field))
}

/// Refuses a time that another booking has.
pub(super) async fn claim(work: &mut Work, id: RecordId, record: &Record) -> Result<()> {
    let booking = Booking(record);
    let (Some(host), Some(core)) = (booking.host(), core_of(record)) else {
        return Ok(());
    };
    let terms = match booking.booking_type() {
        Some(of) => work
            .get("booking_type", of)
            .await
            .ok()
            .map(|of| Terms::of(&of)),
        None => None,
    };
    let guard = terms.map_or(core, |terms| guarded(core, terms.before, terms.after));
    let place = Place {
        core,
        guard,
        booking_type: booking.booking_type(),
        capacity: terms.map_or(1, |terms| terms.capacity),
    };
    host_calendar::change(work, host).await?;
    let now = work.context().now();
    let others: Vec<Taken> = bookings_between(work, &[host], guard)
        .await?
        .iter()
        .filter(|(other, record)| *other != id && is_holding(record, now))
        .filter_map(|(_, record)| taken_by(record))
        .collect();
    let left = places_left(&place, &others);
    let seats = booking.seats().unwrap_or(1);
    if left >= seats {
        return Ok(());
    }
    let message = match left {
        0 => format!(
            "the time from {} to {} is no longer free",
            core.start, core.end
        ),
        left => format!(
            "the slot at {} has {left} places left, not {seats}",
            core.start
        ),
    };
    Err(Error::new(SLOT_TAKEN, message))
}
