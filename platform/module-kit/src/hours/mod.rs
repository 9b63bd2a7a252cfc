//! Hours on the clock of a named zone, as stretches of real time.
//!
//! People say "Monday 09:00 to 17:00" and mean the clock on their wall. A moment is open exactly when that clock shows,
//! at that moment, a time within the hours of the date that it shows. So an hour that is skipped is never open, an hour
//! that comes twice is open both times, and a day has as many hours as it has. All arithmetic is on real time within
//! stretches of one offset; the wall clock only says where they begin and end.

mod day;
mod fields;

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use rapport_kernel::{Error, ErrorCode, Result, Timestamp};

pub use day::DayHours;
pub use fields::{WEEKDAYS, check_zone, keep_day, keep_week, keep_zone, week_of};

const MINUTE: i64 = 60_000_000;

/// A stretch of time, the end not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// The first moment.
    pub start: Timestamp,
    /// The first moment after it.
    pub end: Timestamp,
}

impl Stretch {
    /// Whether two stretches have a moment in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the other lies within it.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// What two stretches have in common.
    #[must_use]
    pub fn common(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }

    /// How long it is, in microseconds.
    #[must_use]
    pub fn micros(self) -> i64 {
        self.end.as_micros() - self.start.as_micros()
    }
}

/// A part of one line of hours on one date, with one offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// When it is.
    pub stretch: Stretch,
    /// When the line of hours began, or would have begun with this offset.
    pub anchor: Timestamp,
}

/// Weekly hours in a zone, with dates that differ.
#[derive(Clone, Debug)]
pub struct Hours {
    zone: TimeZone,
    week: [DayHours; 7],
    dates: BTreeMap<Date, DayHours>,
    yearly: BTreeMap<(i8, i8), DayHours>,
}

impl Hours {
    /// Hours from Monday to Sunday in a zone.
    #[must_use]
    pub fn new(zone: TimeZone, week: [DayHours; 7]) -> Self {
        Self {
            zone,
            week,
            dates: BTreeMap::new(),
            yearly: BTreeMap::new(),
        }
    }

    /// Day and night.
    #[must_use]
    pub fn always() -> Self {
        Self::new(TimeZone::UTC, std::array::from_fn(|_| DayHours::whole()))
    }

    /// Other hours on one date.
    pub fn set_date(&mut self, date: Date, hours: DayHours) {
        self.dates.insert(date, hours);
    }

    /// Other hours on one date of every year; a date that is set for one year wins.
    pub fn set_every_year(&mut self, date: Date, hours: DayHours) {
        self.yearly.insert((date.month(), date.day()), hours);
    }

    /// The zone.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The hours of a date, and whether they are not those of its weekday.
    #[must_use]
    pub fn on(&self, date: Date) -> (&DayHours, bool) {
        let special = self.dates.get(&date);
        let special = special.or_else(|| self.yearly.get(&(date.month(), date.day())));
        match special {
            Some(hours) => (hours, true),
            None => {
                let day = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
                let [first, ..] = &self.week;
                (self.week.get(day).unwrap_or(first), false)
            }
        }
    }

    /// The date that the zone's clock shows.
    #[must_use]
    pub fn date_at(&self, moment: Timestamp) -> Date {
        self.zone.to_datetime(instant(moment)).date()
    }

    /// The open time within a stretch, line by line and offset by offset, in order.
    #[must_use]
    pub fn pieces(&self, within: Stretch) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (segment, offset) in self.segments(within) {
            let mut date = offset.to_datetime(instant(segment.start)).date();
            let last = offset.to_datetime(instant(segment.end)).date();
            while date <= last {
                self.pieces_of(date, offset, segment, &mut pieces);
                let Ok(next) = date.tomorrow() else { break };
                date = next;
            }
        }
        pieces.sort_by_key(|piece| piece.stretch);
        pieces
    }

    /// The open time within a stretch, what follows without a gap joined.
    #[must_use]
    pub fn stretches(&self, within: Stretch) -> Vec<Stretch> {
        join(self.pieces(within).into_iter().map(|piece| piece.stretch))
    }

    /// How much of a stretch is open, in microseconds.
    #[must_use]
    pub fn micros_in(&self, within: Stretch) -> i64 {
        let open = self.stretches(within);
        open.into_iter().map(Stretch::micros).sum()
    }

    /// The moment at which so much open time has passed since another; none when that takes more than ten years.
    #[must_use]
    pub fn after(&self, from: Timestamp, micros: i64) -> Option<Timestamp> {
        let mut left = micros;
        let mut start = from;
        for _ in 0..YEARS_OF_FORTNIGHTS {
            let end = start.plus_seconds(FORTNIGHT);
            for open in self.stretches(Stretch { start, end }) {
                if open.micros() >= left {
                    return Some(Timestamp::from_micros(open.start.as_micros() + left));
                }
                left -= open.micros();
            }
            start = end;
        }
        None
    }

    /// The stretch in parts of one offset each.
    fn segments(&self, within: Stretch) -> Vec<(Stretch, Offset)> {
        let mut segments = Vec::new();
        let mut start = within.start;
        let mut offset = self.zone.to_offset(instant(start));
        for transition in self.zone.following(instant(start)) {
            let at = Timestamp::from_micros(transition.timestamp().as_microsecond());
            if at >= within.end {
                break;
            }
            segments.push((Stretch { start, end: at }, offset));
            (start, offset) = (at, transition.offset());
        }
        let rest = Stretch {
            start,
            end: within.end,
        };
        if rest.start < rest.end {
            segments.push((rest, offset));
        }
        segments
    }

    fn pieces_of(&self, date: Date, offset: Offset, segment: Stretch, into: &mut Vec<Piece>) {
        let Ok(midnight) = offset.to_timestamp(date.at(0, 0, 0, 0)) else {
            return;
        };
        let minute = |minute: u16| {
            let micros = midnight.as_microsecond() + i64::from(minute) * MINUTE;
            Timestamp::from_micros(micros)
        };
        for (from, to) in self.on(date).0.ranges() {
            let line = Stretch {
                start: minute(*from),
                end: minute(*to),
            };
            if let Some(stretch) = line.common(segment) {
                let anchor = line.start;
                into.push(Piece { stretch, anchor });
            }
        }
    }
}

/// How far [`Hours::after`] looks at once, in seconds.
const FORTNIGHT: i64 = 14 * 86_400;
const YEARS_OF_FORTNIGHTS: usize = 10 * 26;

/// Stretches in order, what touches or overlaps joined.
#[must_use]
pub fn join(stretches: impl IntoIterator<Item = Stretch>) -> Vec<Stretch> {
    let mut sorted: Vec<Stretch> = stretches.into_iter().collect();
    sorted.sort();
    let mut joined: Vec<Stretch> = Vec::with_capacity(sorted.len());
    for stretch in sorted {
        match joined.last_mut() {
            Some(last) if stretch.start <= last.end => last.end = last.end.max(stretch.end),
            _ => joined.push(stretch),
        }
    }
    joined
}

/// A zone by its IANA name.
///
/// # Errors
/// There is none of that name.
pub fn zone(field: &str, name: &str) -> Result<TimeZone> {
    TimeZone::get(name).map_err(|_| {
        let message =
            format!("`{name}` is no time zone; zones are named like Europe/Berlin or UTC");
        Error::field(field, ErrorCode::INVALID, message)
    })
}

/// The moment as the clock library has it.
#[must_use]
pub fn instant(moment: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(moment.as_micros()).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}
