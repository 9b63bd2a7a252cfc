//! The time of a ticket cut into intervals that count and intervals that do not.

use rapport_module_kit::Timestamp;
use rapport_module_kit::hours::Stretch;

use super::SETTLED;
use super::calendar::Calendar;
use super::course::Step;

/// Why an interval counts or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Somebody waits, within business hours.
    Waiting,
    /// Nobody works then.
    Closed,
    /// Nobody works, or others hours are worked, for the sake of a date.
    Holiday(String),
    /// The policy pauses in this state.
    Paused,
    /// The ticket was settled.
    Settled,
}

/// A part of the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) stretch: Stretch,
    pub(super) state: String,
    pub(super) why: Why,
}

impl Interval {
    pub(super) fn counts(&self) -> bool {
        self.why == Why::Waiting
    }
}

/// The intervals from the first step up to a moment, in order and without gaps.
pub(super) fn intervals(
    course: &[Step],
    calendar: &Calendar,
    pauses: &[String],
    until: Timestamp,
) -> Vec<Interval> {
    let mut all = Vec::new();
    for (at, step) in course.iter().enumerate() {
        let end = course.get(at + 1).map_or(until, |next| next.at).min(until);
        let stretch = Stretch {
            start: step.at,
            end,
        };
        if stretch.start >= stretch.end {
            continue;
        }
        let whole = |why: Why| Interval {
            stretch,
            state: step.state.clone(),
            why,
        };
        if SETTLED.contains(&step.state.as_str()) {
            all.push(whole(Why::Settled));
        } else if pauses.contains(&step.state) {
            all.push(whole(Why::Paused));
        } else {
            waiting(&step.state, stretch, calendar, &mut all);
        }
    }
    all
}

/// Cuts a time of waiting by the business hours.
fn waiting(state: &str, stretch: Stretch, calendar: &Calendar, all: &mut Vec<Interval>) {
    let mut at = stretch.start;
    for open in calendar.hours.stretches(stretch) {
        closed(
            state,
            Stretch {
                start: at,
                end: open.start,
            },
            calendar,
            all,
        );
        all.push(Interval {
            stretch: open,
            state: state.to_owned(),
            why: Why::Waiting,
        });
        at = open.end;
    }
    closed(
        state,
        Stretch {
            start: at,
            end: stretch.end,
        },
        calendar,
        all,
    );
}

/// Cuts a time without business hours by what the dates are called.
fn closed(state: &str, stretch: Stretch, calendar: &Calendar, all: &mut Vec<Interval>) {
    let mut start = stretch.start;
    while start < stretch.end {
        let date = calendar.hours.date_at(start);
        let end = next_day(calendar, start).min(stretch.end);
        let why = calendar
            .name_of(date)
            .map_or(Why::Closed, |name| Why::Holiday(name.to_owned()));
        match all.last_mut() {
            Some(last) if last.why == why && last.stretch.end == start && last.state == state => {
                last.stretch.end = end;
            }
            _ => all.push(Interval {
                stretch: Stretch { start, end },
                state: state.to_owned(),
                why,
            }),
        }
        start = end;
    }
}

/// The first moment of the next date in the calendar's zone.
fn next_day(calendar: &Calendar, moment: Timestamp) -> Timestamp {
    let date = calendar.hours.date_at(moment);
    let next = date
        .tomorrow()
        .and_then(|next| next.to_zoned(calendar.hours.zone().clone()));
    let next = next.map(|next| Timestamp::from_micros(next.timestamp().as_microsecond()));
    // Where a date comes twice, an hour on is always further.
    let hour = moment.plus_seconds(3600);
    next.map_or(hour, |next| if next > moment { next } else { hour })
}
