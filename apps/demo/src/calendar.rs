//! A working year that ends now: days without weekends, four moments a day.

use std::sync::Arc;

use rapport_kernel::{Clock, Timestamp};

/// Days of the story; the last one is today.
pub(crate) const YEAR: i64 = 365;

const SLOTS: i64 = 4;
/// Minutes after midnight of the moments of a day.
const MINUTES: [i64; 4] = [8 * 60 + 20, 10 * 60 + 35, 13 * 60 + 10, 15 * 60 + 45];

/// A moment of the story, in quarters of working days since its beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(i64);

impl Moment {
    /// The day, 0 to [`YEAR`] and beyond for the future.
    pub(crate) fn day(self) -> i64 {
        self.0.div_euclid(SLOTS)
    }
}

/// Turns moments into times.
#[derive(Clone)]
pub(crate) struct Calendar {
    now: Timestamp,
    zone: Arc<str>,
    first: jiff::civil::Date,
}

impl Calendar {
    pub(crate) fn new(now: Timestamp, zone: Arc<str>) -> Self {
        let today = now.date_in(&zone);
        let first = today.saturating_sub(jiff::Span::new().days(YEAR));
        Self { now, zone, first }
    }

    /// A moment of a day, or of the next working day.
    pub(crate) fn at(&self, day: i64, slot: i64) -> Moment {
        let late = match self.date(day).weekday() {
            jiff::civil::Weekday::Saturday => 2,
            jiff::civil::Weekday::Sunday => 1,
            _ => 0,
        };
        Moment((day + late) * SLOTS + slot.rem_euclid(SLOTS))
    }

    /// At least `days` later.
    pub(crate) fn after(&self, moment: Moment, days: i64, slot: i64) -> Moment {
        self.at(moment.day() + days, slot)
    }

    /// Whether the moment is over.
    pub(crate) fn is_past(&self, moment: Moment) -> bool {
        self.time(moment) <= self.now
    }

    /// The time of a moment. Minutes differ from day to day, so that nothing looks stamped.
    pub(crate) fn time(&self, moment: Moment) -> Timestamp {
        let slot = usize::try_from(moment.0.rem_euclid(SLOTS)).unwrap_or(0);
        let jitter = (moment.0 * 37).rem_euclid(50);
        let minutes = MINUTES.get(slot).copied().unwrap_or(0) + jitter;
        let start = Timestamp::start_of_day(self.date(moment.day()), &self.zone);
        start.plus_seconds(minutes * 60 + (moment.0 * 23).rem_euclid(60))
    }

    /// A full or half hour of a day, as people plan them.
    pub(crate) fn hour(&self, day: i64, half_hours: i64) -> Timestamp {
        let date = self.date(self.at(day, 0).day());
        Timestamp::start_of_day(date, &self.zone).plus_seconds(half_hours * 1800)
    }

    /// This evening.
    pub(crate) fn today_at(&self, half_hours: i64) -> Timestamp {
        Timestamp::start_of_day(self.date(YEAR), &self.zone).plus_seconds(half_hours * 1800)
    }

    /// The date of a day.
    pub(crate) fn date(&self, day: i64) -> jiff::civil::Date {
        self.first.saturating_add(jiff::Span::new().days(day))
    }
}

/// A clock that stands still at a moment of the past.
pub(crate) struct StoppedClock(pub(crate) Timestamp);

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_fall_on_working_days_and_keep_their_order() {
        // A Friday.
        let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        let calendar = Calendar::new(now, "Europe/Berlin".into());
        let mut last = calendar.at(0, 0);
        for days in [1, 1, 2, 3, 1, 1, 1, 1] {
            let next = calendar.after(last, days, 2);
            assert!(calendar.time(next) > calendar.time(last));
            let weekday = calendar.time(next).date_in("Europe/Berlin").weekday();
            assert!(weekday.to_monday_one_offset() <= 5, "{weekday:?}");
            last = next;
        }
        assert_eq!(calendar.date(YEAR).to_string(), "2026-11-20");
        assert!(!calendar.is_past(calendar.at(YEAR, 3)));
        assert!(calendar.is_past(calendar.at(YEAR, 0)));
    }
}
