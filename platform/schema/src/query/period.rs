//! Periods such as `this_month`, resolved in the user's zone. Weeks begin on Monday.

use jiff::ToSpan;
use jiff::civil::Date;

/// The names of all periods.
pub const PERIODS: &[&str] = &[
    "today",
    "yesterday",
    "tomorrow",
    "this_week",
    "last_week",
    "next_week",
    "this_month",
    "last_month",
    "next_month",
    "this_quarter",
    "last_quarter",
    "next_quarter",
    "this_year",
    "last_year",
    "next_year",
    "last_7_days",
    "last_30_days",
    "last_90_days",
    "next_7_days",
    "next_30_days",
    "next_90_days",
    "past",
    "future",
];

/// The first day, and the first day after the end; open where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DayRange {
    pub(crate) from: Option<Date>,
    pub(crate) before: Option<Date>,
}

/// A unit of the calendar.
#[derive(Clone, Copy)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// The days of a period; `None` for an unknown name. `past` and `future` leave out today.
///
/// `last_7_days` are the seven days that end with today, `next_7_days` the seven that begin with it.
pub(crate) fn days_of(name: &str, today: Date) -> Option<DayRange> {
    let days = |from: i64, before: i64| {
        Some(DayRange {
            from: today.checked_add(from.days()).ok(),
            before: today.checked_add(before.days()).ok(),
        })
    };
    match name {
        "today" => return unit_range(Unit::Day, 0, today),
        "yesterday" => return unit_range(Unit::Day, -1, today),
        "tomorrow" => return unit_range(Unit::Day, 1, today),
        "past" => {
            return Some(DayRange {
                from: None,
                before: Some(today),
            });
        }
        "future" => {
            return Some(DayRange {
                from: today.tomorrow().ok(),
                before: None,
            });
        }
        "last_7_days" => return days(-6, 1),
        "last_30_days" => return days(-29, 1),
        "last_90_days" => return days(-89, 1),
        "next_7_days" => return days(0, 7),
        "next_30_days" => return days(0, 30),
        "next_90_days" => return days(0, 90),
        _ => {}
    }
    let (which, unit) = name.split_once('_')?;
    let offset = match which {
        "this" => 0,
        "last" => -1,
        "next" => 1,
        _ => return None,
    };
    let unit = match unit {
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        _ => return None,
    };
    unit_range(unit, offset, today)
}

fn unit_range(unit: Unit, offset: i64, today: Date) -> Option<DayRange> {
    let start = match unit {
        Unit::Day => today,
        Unit::Week => {
            let since_monday = i64::from(today.weekday().to_monday_zero_offset());
            today.checked_sub(since_monday.days()).ok()?
        }
        Unit::Month => today.first_of_month(),
        Unit::Quarter => {
            let month = (today.month() - 1) / 3 * 3 + 1;
            Date::new(today.year(), month, 1).ok()?
        }
        Unit::Year => today.first_of_year(),
    };
    let moved = |count: i64| {
        let span = match unit {
            Unit::Day => count.days(),
            Unit::Week => count.weeks(),
            Unit::Month => count.months(),
            Unit::Quarter => (count * 3).months(),
            Unit::Year => count.years(),
        };
        start.checked_add(span).ok()
    };
    Some(DayRange {
        from: Some(moved(offset)?),
        before: Some(moved(offset + 1)?),
    })
}
