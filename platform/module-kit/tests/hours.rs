//! Hours against a naive oracle that asks the wall clock minute by minute, around every change of several zones.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

use jiff::tz::TimeZone;
use rapport_module_kit::Timestamp;
use rapport_module_kit::hours::{DayHours, Hours, Stretch, instant};

const ZONES: &[&str] = &[
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Pacific/Chatham",
    "UTC",
];

/// Days that begin, end and lie within the hours that are skipped and repeated.
const WEEKS: &[&str] = &[
    "09:00-12:00, 13:00-17:00",
    "00:00-24:00",
    "02:15-02:45",
    "01:30-03:10, 23:00-24:00",
    "00:00-00:45, 02:00-03:00, 22:30-23:59",
];

const MINUTE: i64 = 60_000_000;

/// Whether the clock on the wall shows a time within the hours.
fn is_open(zone: &TimeZone, hours: &Hours, moment: Timestamp) -> bool {
    let local = zone.to_datetime(instant(moment));
    let minute = u16::try_from(local.hour()).unwrap() * 60 + u16::try_from(local.minute()).unwrap();
    let mut ranges = hours.on(local.date()).0.ranges().iter();
    ranges.any(|(from, to)| (*from..*to).contains(&minute))
}

fn windows(zone: &TimeZone) -> Vec<Stretch> {
    let first: jiff::Timestamp = "2023-06-01T00:00:00Z".parse().unwrap();
    let last: jiff::Timestamp = "2031-01-01T00:00:00Z".parse().unwrap();
    let changes = zone
        .following(first)
        .take_while(|change| change.timestamp() < last);
    let mut moments: Vec<jiff::Timestamp> = changes.map(|change| change.timestamp()).collect();
    moments.push("2026-11-21T00:00:00Z".parse().unwrap());
    let around = |moment: jiff::Timestamp| {
        let at = Timestamp::from_micros(moment.as_microsecond());
        Stretch {
            start: at.plus_seconds(-30 * 3600 - 17 * 60),
            end: at.plus_seconds(30 * 3600 + 11 * 60),
        }
    };
    moments.into_iter().map(around).collect()
}

fn minutes(within: Stretch) -> impl Iterator<Item = Timestamp> {
    let count = within.micros() / MINUTE;
    (0..count).map(move |at| Timestamp::from_micros(within.start.as_micros() + at * MINUTE))
}

fn hours(zone: &TimeZone, text: &str) -> Hours {
    Hours::new(
        zone.clone(),
        std::array::from_fn(|_| DayHours::parse(text).unwrap()),
    )
}

#[test]
fn open_time_is_what_the_clock_on_the_wall_shows_around_every_change() {
    let mut changes = 0;
    for name in ZONES {
        let zone = TimeZone::get(name).unwrap();
        for within in windows(&zone) {
            changes += 1;
            for text in WEEKS {
                let hours = hours(&zone, text);
                let open = hours.stretches(within);
                for moment in minutes(within) {
                    let found = open
                        .iter()
                        .any(|one| one.start <= moment && moment < one.end);
                    let expected = is_open(&zone, &hours, moment);
                    assert_eq!(found, expected, "{name} {text} at {moment}");
                }
                for pair in open.windows(2) {
                    assert!(pair[0].end < pair[1].start, "{name} {text}: not joined");
                }
            }
        }
    }
    // Two a year in five zones for seven years and a half, four a year in Casablanca at most, one window each besides.
    assert!(changes > 80, "only {changes} changes were looked at");
}

#[test]
fn so_much_open_time_later_is_where_that_much_has_passed() {
    for name in ZONES {
        let zone = TimeZone::get(name).unwrap();
        for within in windows(&zone) {
            for text in WEEKS {
                let hours = hours(&zone, text);
                let open: Vec<Timestamp> = minutes(within)
                    .filter(|moment| is_open(&zone, &hours, *moment))
                    .collect();
                for wanted in [1, 7, 29, 31, 60, 200, 470] {
                    let Some(last) = open.get(wanted - 1) else {
                        break;
                    };
                    let micros = i64::try_from(wanted).unwrap() * MINUTE;
                    let expected = Timestamp::from_micros(last.as_micros() + MINUTE);
                    let found = hours.after(within.start, micros);
                    assert_eq!(found, Some(expected), "{name} {text}: {wanted} minutes");
                }
            }
        }
    }
}

#[test]
fn a_day_has_as_many_hours_as_it_has() {
    let check = |zone: &str, date: &str, expected: i64| {
        let zone = TimeZone::get(zone).unwrap();
        let hours = hours(&zone, "00:00-24:00");
        let date: jiff::civil::Date = date.parse().unwrap();
        let start = |date: jiff::civil::Date| {
            let start = date.to_zoned(zone.clone()).unwrap().timestamp();
            Timestamp::from_micros(start.as_microsecond())
        };
        let day = Stretch {
            start: start(date),
            end: start(date.tomorrow().unwrap()),
        };
        assert_eq!(hours.micros_in(day) / MINUTE, expected, "{date}");
    };
    check("Europe/Berlin", "2026-03-29", 23 * 60);
    check("Europe/Berlin", "2026-10-25", 25 * 60);
    check("Europe/Berlin", "2026-10-26", 24 * 60);
    check("Australia/Lord_Howe", "2026-04-05", 24 * 60 + 30);
    check("Australia/Lord_Howe", "2026-10-04", 23 * 60 + 30);
}

#[test]
fn a_skipped_hour_is_never_open_and_a_repeated_one_twice() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let night = hours(&zone, "02:00-03:00");
    let in_day = |start: &str, end: &str| {
        let within = Stretch {
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
        };
        night.micros_in(within) / MINUTE
    };
    assert_eq!(in_day("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"), 0);
    assert_eq!(in_day("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"), 120);
    assert_eq!(in_day("2026-10-25T23:00:00Z", "2026-10-26T23:00:00Z"), 60);
}

#[test]
fn a_date_has_its_own_hours() {
    let zone = TimeZone::UTC;
    let mut hours = hours(&zone, "09:00-17:00");
    hours.set_date(
        "2026-12-24".parse().unwrap(),
        DayHours::parse("09:00-12:00").unwrap(),
    );
    hours.set_every_year("2020-12-25".parse().unwrap(), DayHours::default());
    hours.set_date(
        "2027-12-25".parse().unwrap(),
        DayHours::parse("10:00-11:00").unwrap(),
    );
    let on = |date: &str| {
        let date: jiff::civil::Date = date.parse().unwrap();
        hours.on(date).0.to_string()
    };
    assert_eq!(on("2026-12-23"), "09:00-17:00");
    assert_eq!(on("2026-12-24"), "09:00-12:00");
    assert_eq!(on("2026-12-25"), "");
    assert_eq!(on("2027-12-25"), "10:00-11:00");
}
