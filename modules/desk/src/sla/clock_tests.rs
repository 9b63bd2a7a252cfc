//! The clock against hours counted by hand, and against a naive clock that asks every minute.

use rapport_module_kit::hours::{DayHours, Hours, instant};
use rapport_module_kit::jiff::tz::TimeZone;
use rapport_module_kit::{Record, Value};

use super::*;
use crate::sla::intervals::Why;

const MINUTE: i64 = 60_000_000;

fn calendar() -> Calendar {
    let week = ["09:00-17:00"; 5].into_iter().chain(["", ""]);
    let week: Vec<DayHours> = week.map(|day| DayHours::parse(day).unwrap()).collect();
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let mut calendar = Calendar::always();
    calendar.hours = Hours::new(zone, week.try_into().unwrap());
    let holiday = Record::new()
        .with("name", Value::Text("Good Friday".to_owned()))
        .with("date", Value::Date("2026-04-03".parse().unwrap()));
    calendar.add(&holiday);
    calendar
}

fn course(steps: &[(&str, &str)]) -> Vec<Step> {
    let step = |(at, state): &(&str, &str)| Step {
        at: at.parse().unwrap(),
        state: (*state).to_owned(),
    };
    steps.iter().map(step).collect()
}

fn clock(steps: &[(&str, &str)], minutes: i64, now: &str) -> Clock {
    let (calendar, course) = (calendar(), course(steps));
    let facts = Facts {
        course: &course,
        calendar: &calendar,
        pauses: &["pending".to_owned(), "on_hold".to_owned()],
        now: now.parse().unwrap(),
    };
    facts.resolution(minutes * MINUTE)
}

fn due(clock: &Clock) -> String {
    clock.due.map_or("-".to_owned(), |due| due.to_string())
}

#[test]
fn only_business_hours_count() {
    // Monday 16:00 in Berlin; four hours end on Tuesday at 12:00.
    let steps = [("2026-03-02T15:00:00Z", "new")];
    let running = clock(&steps, 240, "2026-03-02T15:30:00Z");
    assert_eq!(due(&running), "2026-03-03T11:00:00.000000Z");
    assert_eq!(
        (running.state, running.counted),
        (State::Running, 30 * MINUTE)
    );
    let at_the_end = clock(&steps, 240, "2026-03-03T11:00:00Z");
    assert_eq!(at_the_end.state, State::Running);
    let later = clock(&steps, 240, "2026-03-03T11:00:01Z");
    assert_eq!(later.state, State::Breached);
    assert_eq!(due(&later), "2026-03-03T11:00:00.000000Z");
}

#[test]
fn weekends_holidays_and_the_change_of_the_clocks_are_skipped() {
    // Thursday 16:00 before Easter, summer time since the Sunday before; Friday is a holiday.
    let steps = [("2026-04-02T14:00:00Z", "open")];
    let running = clock(&steps, 120, "2026-04-02T14:00:00Z");
    assert_eq!(due(&running), "2026-04-06T08:00:00.000000Z");
    // Friday 16:00 in winter time to Monday 10:00 in summer time.
    let steps = [("2026-03-27T15:00:00Z", "open")];
    let running = clock(&steps, 120, "2026-03-27T15:00:00Z");
    assert_eq!(due(&running), "2026-03-30T08:00:00.000000Z");
}

#[test]
fn waiting_for_the_customer_does_not_count() {
    let steps = [
        ("2026-03-02T09:00:00Z", "new"),
        ("2026-03-02T10:00:00Z", "pending"),
    ];
    let paused = clock(&steps, 120, "2026-03-09T10:00:00Z");
    assert_eq!(
        (paused.state, due(&paused)),
        (State::Paused, "-".to_owned())
    );
    assert_eq!(paused.counted, 60 * MINUTE);
    let steps = [steps[0], steps[1], ("2026-03-09T10:00:00Z", "open")];
    let running = clock(&steps, 120, "2026-03-09T10:00:00Z");
    assert_eq!(due(&running), "2026-03-09T11:00:00.000000Z");
}

#[test]
fn a_settled_ticket_stands_and_goes_on_when_it_is_reopened() {
    let steps = [
        ("2026-03-02T09:00:00Z", "open"),
        ("2026-03-02T10:00:00Z", "resolved"),
        ("2026-03-04T10:00:00Z", "closed"),
    ];
    let met = clock(&steps, 120, "2026-03-20T10:00:00Z");
    assert_eq!((met.state, met.counted), (State::Met, 60 * MINUTE));
    assert_eq!(due(&met), "2026-03-02T11:00:00.000000Z");
    let steps = [steps[0], steps[1], ("2026-03-05T08:00:00Z", "open")];
    let again = clock(&steps, 120, "2026-03-05T08:30:00Z");
    assert_eq!((again.state, again.counted), (State::Running, 90 * MINUTE));
    let late = clock(&steps, 120, "2026-03-05T09:30:00Z");
    assert_eq!(late.state, State::Breached);
}

#[test]
fn a_late_pause_does_not_heal_a_breach() {
    let steps = [
        ("2026-03-02T09:00:00Z", "open"),
        ("2026-03-02T12:00:00Z", "pending"),
    ];
    let late = clock(&steps, 120, "2026-03-02T13:00:00Z");
    assert_eq!(late.state, State::Breached);
    assert_eq!(due(&late), "2026-03-02T11:00:00.000000Z");
}

#[test]
fn intervals_tell_all_of_the_time_and_why() {
    let steps = [
        ("2026-04-02T14:00:00Z", "open"),
        ("2026-04-07T08:00:00Z", "on_hold"),
    ];
    let clock = clock(&steps, 6000, "2026-04-07T09:00:00Z");
    let told: Vec<(String, Why)> = clock
        .intervals
        .iter()
        .map(|one| {
            (
                one.stretch.start.to_string().chars().take(16).collect(),
                one.why.clone(),
            )
        })
        .collect();
    let good_friday = Why::Holiday("Good Friday".to_owned());
    let expected = [
        ("2026-04-02T14:00", Why::Waiting),
        ("2026-04-02T15:00", Why::Closed),
        ("2026-04-02T22:00", good_friday),
        ("2026-04-03T22:00", Why::Closed),
        ("2026-04-06T07:00", Why::Waiting),
        ("2026-04-06T15:00", Why::Closed),
        ("2026-04-07T07:00", Why::Waiting),
        ("2026-04-07T08:00", Why::Paused),
    ];
    let expected: Vec<(String, Why)> = expected
        .into_iter()
        .map(|(at, why)| (at.to_owned(), why))
        .collect();
    assert_eq!(told, expected);
    for pair in clock.intervals.windows(2) {
        assert_eq!(pair[0].stretch.end, pair[1].stretch.start, "a gap");
    }
}

/// Counts minute by minute what the clock on the wall shows.
fn naive(steps: &[Step], calendar: &Calendar, until: Timestamp) -> i64 {
    let mut counted = 0;
    let mut at = steps[0].at;
    while at < until {
        let state = &steps.iter().rfind(|step| step.at <= at).unwrap().state;
        let local = calendar.hours.zone().to_datetime(instant(at));
        let minute =
            u16::try_from(local.hour()).unwrap() * 60 + u16::try_from(local.minute()).unwrap();
        let mut ranges = calendar.hours.on(local.date()).0.ranges().iter();
        let is_open = ranges.any(|(from, to)| (*from..*to).contains(&minute));
        if is_open && ["new", "open"].contains(&state.as_str()) {
            counted += 1;
        }
        at = at.plus_seconds(60);
    }
    counted
}

#[test]
fn the_clock_counts_what_a_naive_one_counts() {
    let calendar = calendar();
    let states = [
        "new", "open", "pending", "open", "on_hold", "resolved", "open", "closed",
    ];
    let mut chance: u64 = 7;
    let mut next = |below: u64| {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((chance >> 33) % below).unwrap()
    };
    for round in 0..60 {
        // Around both changes of the clocks and Easter.
        let first = if round % 2 == 0 {
            "2026-03-20T08:00:00Z"
        } else {
            "2026-10-20T08:00:00Z"
        };
        let mut at: Timestamp = first.parse().unwrap();
        let mut course = Vec::new();
        for state in states {
            at = at.plus_seconds(60 * next(3000));
            course.push(Step {
                at,
                state: state.to_owned(),
            });
        }
        let now = at.plus_seconds(60 * next(5000));
        let facts = Facts {
            course: &course,
            calendar: &calendar,
            pauses: &["pending".to_owned(), "on_hold".to_owned()],
            now,
        };
        let clock = facts.resolution(i64::MAX / 4);
        assert_eq!(
            clock.counted / MINUTE,
            naive(&course, &calendar, now),
            "round {round}"
        );
        let target = 1 + next(2000);
        let clock = facts.resolution(target * MINUTE);
        if let Some(due) = clock.due.filter(|_| clock.state == State::Breached) {
            assert_eq!(naive(&course, &calendar, due), target, "round {round}");
        }
    }
}
