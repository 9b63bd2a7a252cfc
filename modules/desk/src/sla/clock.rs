//! One promise of a policy: when it is due, and whether it was kept.

use rapport_module_kit::Timestamp;

use super::SETTLED;
use super::calendar::Calendar;
use super::course::Step;
use super::intervals::{Interval, intervals};

/// What became of a promise so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Running,
    Paused,
    Met,
    Breached,
}

impl State {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Met => "met",
            Self::Breached => "breached",
        }
    }
}

/// The clock of a promise.
#[derive(Clone, Debug)]
pub(super) struct Clock {
    /// Microseconds of business time that were promised.
    pub(super) target: i64,
    /// How much of it has passed.
    pub(super) counted: i64,
    /// When it is due; none while the clock pauses.
    pub(super) due: Option<Timestamp>,
    pub(super) state: State,
    pub(super) intervals: Vec<Interval>,
}

/// What a clock is computed from.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) course: &'a [Step],
    pub(super) calendar: &'a Calendar,
    pub(super) pauses: &'a [String],
    pub(super) now: Timestamp,
}

impl Facts<'_> {
    /// The clock of the first response, which ends when there is one.
    pub(super) fn response(&self, target: i64, responded: Option<Timestamp>) -> Clock {
        self.clock(target, responded)
    }

    /// The clock of the resolution, which stands while the ticket is settled.
    pub(super) fn resolution(&self, target: i64) -> Clock {
        let last = self.course.last();
        let settled = last.filter(|step| SETTLED.contains(&step.state.as_str()));
        // A ticket that is closed after it was resolved was settled when it was resolved.
        let since = settled.map(|_| {
            let steps = self.course.iter().rev();
            let settled = steps.take_while(|step| SETTLED.contains(&step.state.as_str()));
            settled.last().map_or(self.now, |step| step.at)
        });
        self.clock(target, since)
    }

    fn clock(&self, target: i64, ended: Option<Timestamp>) -> Clock {
        let end = ended.unwrap_or(self.now);
        let intervals = intervals(self.course, self.calendar, self.pauses, end);
        let counted = intervals
            .iter()
            .filter(|interval| interval.counts())
            .map(|interval| interval.stretch.micros())
            .sum();
        let is_paused = ended.is_none()
            && self
                .course
                .last()
                .is_some_and(|step| self.pauses.contains(&step.state));
        let due = match reached(&intervals, target) {
            Some(due) => Some(due),
            None if is_paused => None,
            None => self.calendar.hours.after(end, target - counted),
        };
        let state = match (due.is_some_and(|due| end > due), ended, is_paused) {
            (true, _, _) => State::Breached,
            (false, Some(_), _) => State::Met,
            (false, None, true) => State::Paused,
            (false, None, false) => State::Running,
        };
        Clock {
            target,
            counted,
            due,
            state,
            intervals,
        }
    }
}

/// The moment at which so much time had been counted.
fn reached(intervals: &[Interval], target: i64) -> Option<Timestamp> {
    let mut left = target;
    for interval in intervals.iter().filter(|interval| interval.counts()) {
        let length = interval.stretch.micros();
        if length >= left {
            let start = interval.stretch.start.as_micros();
            return Some(Timestamp::from_micros(start + left));
        }
        left -= length;
    }
    None
}

#[cfg(test)]
#[path = "clock_tests.rs"]
mod tests;
