//! The terms of a booking type, in microseconds.

use rapport_module_kit::hours::Stretch;
use rapport_module_kit::{Record, Timestamp};

use crate::generated::booking_type::BookingType;

const MINUTE: i64 = 60_000_000;
const DAY: i64 = 1440 * MINUTE;

/// How long a slot is, how often one begins, and what lies around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    pub(crate) length: i64,
    pub(crate) interval: i64,
    pub(crate) before: i64,
    pub(crate) after: i64,
    pub(crate) notice: i64,
    pub(crate) horizon: i64,
    pub(crate) capacity: i64,
}

impl Terms {
    /// Of a booking type.
    pub(crate) fn of(record: &Record) -> Self {
        let record = BookingType(record);
        let minutes = |value: Option<i64>| value.unwrap_or(0).max(0) * MINUTE;
        let length = minutes(record.length_minutes()).max(MINUTE);
        let interval = record
            .interval_minutes()
            .map_or(length, |_| minutes(record.interval_minutes()).max(MINUTE));
        Self {
            length,
            interval,
            before: minutes(record.buffer_before()),
            after: minutes(record.buffer_after()),
            notice: minutes(record.minimum_notice()),
            horizon: record.horizon_days().unwrap_or(60) * DAY,
            capacity: record.capacity().unwrap_or(1).max(1),
        }
    }

    /// Where slots may begin now: within notice and horizon.
    pub(crate) fn bookable(&self, now: Timestamp) -> Stretch {
        Stretch {
            start: later(now, self.notice),
            end: later(now, self.horizon),
        }
    }
}

/// A time with what must be free before and after it.
pub(crate) fn guarded(core: Stretch, before: i64, after: i64) -> Stretch {
    Stretch {
        start: later(core.start, -before),
        end: later(core.end, after),
    }
}

/// A moment, so many microseconds later.
pub(super) fn later(moment: Timestamp, micros: i64) -> Timestamp {
    Timestamp::from_micros(moment.as_micros().saturating_add(micros))
}
