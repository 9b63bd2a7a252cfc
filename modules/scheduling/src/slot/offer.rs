//! When slots begin: on the wall clock, counted from the beginning of each line of hours.

use rapport_module_kit::Timestamp;
use rapport_module_kit::hours::{Hours, Stretch, join};

use super::terms::{Terms, later};

/// The slots of these hours that begin within a stretch.
///
/// With hours from 09:00 and an interval of 45 minutes the clock shows 09:00, 09:45, 10:30 ... on every day. A slot lies
/// wholly within open time; it may reach from one line of hours into another that follows at once. In an hour that
/// comes twice slots begin twice, in one that is skipped none does.
pub(super) fn slots(hours: &Hours, terms: &Terms, within: Stretch) -> Vec<Stretch> {
    let looked_at = Stretch {
        start: within.start,
        end: later(within.end, terms.length),
    };
    let pieces = hours.pieces(looked_at);
    let open = join(pieces.iter().map(|piece| piece.stretch));
    let mut slots = Vec::new();
    for piece in pieces {
        let mut start = first_start(piece.anchor, terms.interval, piece.stretch.start);
        while start < piece.stretch.end && start < within.end {
            let end = later(start, terms.length);
            let slot = Stretch { start, end };
            if is_open(&open, slot) {
                slots.push(slot);
            }
            start = later(start, terms.interval);
        }
    }
    slots
}

/// The first start at or after a moment.
fn first_start(anchor: Timestamp, interval: i64, from: Timestamp) -> Timestamp {
    let since = from.as_micros() - anchor.as_micros();
    let steps = since.div_euclid(interval) + i64::from(since.rem_euclid(interval) != 0);
    later(anchor, steps * interval)
}

/// Whether one of these stretches, which are in order, holds the slot.
fn is_open(open: &[Stretch], slot: Stretch) -> bool {
    let after = open.partition_point(|one| one.start <= slot.start);
    let holder = after.checked_sub(1).and_then(|at| open.get(at));
    holder.is_some_and(|one| one.contains(slot))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapport_module_kit::hours::{DayHours, instant};
    use rapport_module_kit::jiff::tz::TimeZone;

    const MINUTE: i64 = 60_000_000;

    const ZONES: &[&str] = &[
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "UTC",
    ];
    const WEEKS: &[&str] = &[
        "09:00-12:00, 13:00-17:00",
        "00:00-24:00",
        "01:30-03:10, 23:00-24:00",
        "00:00-01:00, 01:00-02:10, 02:30-04:00",
    ];
    /// Length and interval.
    const TERMS: &[(i64, i64)] = &[(30, 30), (60, 15), (45, 45), (90, 40), (25, 60)];

    fn terms(length: i64, interval: i64) -> Terms {
        Terms {
            length: length * MINUTE,
            interval: interval * MINUTE,
            before: 0,
            after: 0,
            notice: 0,
            horizon: 0,
            capacity: 1,
        }
    }

    /// What the clock on the wall says of each minute of a window.
    struct Clock {
        /// Minutes since the line of hours began, where one is open.
        since: Vec<Option<u16>>,
        window: Stretch,
    }

    impl Clock {
        fn read(zone: &TimeZone, hours: &Hours, window: Stretch) -> Self {
            let minute = |at: i64| {
                let moment = later(window.start, at * MINUTE);
                let local = zone.to_datetime(instant(moment));
                let now = u16::try_from(local.hour()).unwrap() * 60
                    + u16::try_from(local.minute()).unwrap();
                let mut lines = hours.on(local.date()).0.ranges().iter();
                let line = lines.find(|(from, to)| (*from..*to).contains(&now));
                line.map(|(from, _)| now - from)
            };
            let since = (0..window.micros() / MINUTE).map(minute).collect();
            Self { since, window }
        }

        /// Slots by asking every minute.
        fn slots(&self, length: i64, interval: i64, within: Stretch) -> Vec<Stretch> {
            let begins = |at: &usize| {
                let since = self.since[*at];
                let on_the_beat = since.is_some_and(|since| i64::from(since) % interval == 0);
                let length = usize::try_from(length).unwrap();
                on_the_beat && (*at..at + length).all(|minute| self.since[minute].is_some())
            };
            let last = self.since.len() - usize::try_from(length).unwrap();
            let starts = (0..last).filter(begins);
            let slot = |at: usize| {
                let start = later(self.window.start, i64::try_from(at).unwrap() * MINUTE);
                let end = later(start, length * MINUTE);
                Stretch { start, end }
            };
            starts
                .map(slot)
                .filter(|slot| within.start <= slot.start && slot.start < within.end)
                .collect()
        }
    }

    #[test]
    fn slots_are_those_of_the_clock_on_the_wall_around_every_change_of_the_zone() {
        let first: rapport_module_kit::jiff::Timestamp = "2024-01-01T00:00:00Z".parse().unwrap();
        let last = "2030-01-01T00:00:00Z".parse().unwrap();
        let mut seen = 0;
        for name in ZONES {
            let zone = TimeZone::get(name).unwrap();
            let changes = zone.following(first).map(|change| change.timestamp());
            let mut moments: Vec<_> = changes.take_while(|at| *at < last).collect();
            moments.push(first);
            for moment in moments {
                let at = Timestamp::from_micros(moment.as_microsecond());
                let window = Stretch {
                    start: at.plus_seconds(-40 * 3600),
                    end: at.plus_seconds(44 * 3600),
                };
                let within = Stretch {
                    start: at.plus_seconds(-26 * 3600 - 7 * 60),
                    end: at.plus_seconds(26 * 3600),
                };
                for text in WEEKS {
                    let day = |_| DayHours::parse(text).unwrap();
                    let hours = Hours::new(zone.clone(), std::array::from_fn(day));
                    let clock = Clock::read(&zone, &hours, window);
                    for (length, interval) in TERMS {
                        let found = slots(&hours, &terms(*length, *interval), within);
                        let expected = clock.slots(*length, *interval, within);
                        assert_eq!(
                            found, expected,
                            "{name} at {at}, {text}, {length}/{interval}"
                        );
                        seen += found.len();
                    }
                }
            }
        }
        assert!(seen > 40_000, "only {seen} slots");
    }

    #[test]
    fn a_window_that_begins_in_the_middle_does_not_move_the_slots() {
        let day = |_| DayHours::parse("09:00-12:00").unwrap();
        let hours = Hours::new(TimeZone::UTC, std::array::from_fn(day));
        let within = Stretch {
            start: "2026-03-02T09:40:00Z".parse().unwrap(),
            end: "2026-03-02T18:00:00Z".parse().unwrap(),
        };
        let starts: Vec<String> = slots(&hours, &terms(45, 45), within)
            .iter()
            .map(|slot| slot.start.to_string().chars().skip(11).take(5).collect())
            .collect();
        assert_eq!(starts, ["09:45", "10:30", "11:15"]);
    }
}
