//! What is known of hosts for a stretch of time: their hours and what they are taken by.

use std::collections::{BTreeMap, BTreeSet};

use rapport_module_kit::hours::{DayHours, Hours, Stretch, week_of};
use rapport_module_kit::{
    Filter, Operator, Record, RecordId, Result, Timestamp, UserId, Value, Work, id_of, is_one_of,
};

use super::{TAKING, Taken, is};
use crate::generated::booking::Booking;

/// How many bookings, meetings and absences of the hosts are looked at in one search.
const MOST: u32 = 20_000;

/// A host, as far as slots are concerned.
pub(super) struct Host {
    pub(super) user: UserId,
    pub(super) priority: i64,
    /// None: no hours were ever set, nothing is offered.
    pub(super) hours: Option<Hours>,
    pub(super) taken: Vec<Taken>,
    /// How many bookings there are about that time.
    pub(super) bookings: usize,
}

/// Reads hosts; `ignoring` is a booking that is about to give its time up.
pub(super) async fn hosts(
    work: &Work,
    users: &[(UserId, i64)],
    within: Stretch,
    ignoring: Option<RecordId>,
) -> Result<Vec<Host>> {
    let mut hours = hours(work, users, within).await?;
    let ids: Vec<UserId> = users.iter().map(|(user, _)| *user).collect();
    let mut bookings: BTreeMap<UserId, Vec<Taken>> = BTreeMap::new();
    let mut owned = BTreeSet::new();
    let now = work.context().now();
    for (id, record) in bookings_between(work, &ids, within).await? {
        let booking = Booking(&record);
        owned.extend(booking.meeting());
        if Some(id) != ignoring
            && is_holding(&record, now)
            && let (Some(host), Some(taken)) = (booking.host(), taken_by(&record))
        {
            bookings.entry(host).or_default().push(taken);
        }
    }
    let mut others = meetings(work, &ids, within, &owned).await?;
    absences(work, &ids, within, &mut others).await?;
    let host = |(user, priority): &(UserId, i64)| {
        let mut taken = bookings.remove(user).unwrap_or_default();
        let count = taken.len();
        taken.extend(others.remove(user).unwrap_or_default());
        Host {
            user: *user,
            priority: *priority,
            hours: hours.remove(user),
            taken,
            bookings: count,
        }
    };
    Ok(users.iter().map(host).collect())
}

/// Bookings of hosts that take a part of a stretch, buffers included, as the plan leaves them.
pub(crate) async fn bookings_between(
    work: &Work,
    hosts: &[UserId],
    within: Stretch,
) -> Result<Vec<(RecordId, Record)>> {
    let filter = Filter::one_of("host", values(hosts))
        .and(Filter::one_of("status", states()))
        .and(overlapping("busy_from", "busy_until", within));
    let planned: BTreeMap<RecordId, Option<&Record>> = work.planned("booking").collect();
    let mut found = Vec::new();
    for record in work.find("booking", filter, &[], MOST).await? {
        let id = id_of(&record)?;
        if !planned.contains_key(&id) {
            found.push((id, record));
        }
    }
    let planned = planned.into_iter().filter_map(|(id, record)| {
        let record = record?;
        let booking = Booking(record);
        let is_theirs = booking.host().is_some_and(|host| hosts.contains(&host));
        (is_theirs && is_one_of(record, "status", TAKING)).then(|| (id, record.clone()))
    });
    found.extend(planned);
    Ok(found)
}

/// Whether a booking takes its time now: a held one does until its moment.
pub(crate) fn is_holding(record: &Record, now: Timestamp) -> bool {
    let over = record.text("status") == Some("held")
        && Booking(record)
            .held_until()
            .is_some_and(|until| until <= now);
    is_one_of(record, "status", TAKING) && !over
}

/// The time that a booking takes.
pub(crate) fn taken_by(record: &Record) -> Option<Taken> {
    let booking = Booking(record);
    let core = Stretch {
        start: booking.start_at()?,
        end: booking.end_at()?,
    };
    let guard = Stretch {
        start: booking.busy_from().unwrap_or(core.start),
        end: booking.busy_until().unwrap_or(core.end),
    };
    Some(Taken {
        core,
        guard,
        booking_type: booking.booking_type(),
        seats: booking.seats().unwrap_or(1),
    })
}

async fn hours(
    work: &Work,
    users: &[(UserId, i64)],
    within: Stretch,
) -> Result<BTreeMap<UserId, Hours>> {
    let ids: Vec<UserId> = users.iter().map(|(user, _)| *user).collect();
    let filter = Filter::one_of("user", values(&ids));
    let mut of = BTreeMap::new();
    let mut owner = BTreeMap::new();
    for record in work.find("availability", filter, &[], MOST).await? {
        if let Some(user) = record.user("user") {
            let (zone, week) = week_of(&record);
            owner.insert(id_of(&record)?, user);
            of.insert(user, Hours::new(zone, week));
        }
    }
    let links = owner.keys().map(|id| Value::Id(id.0)).collect();
    // A day more on both sides: dates are those of the hosts' zones.
    let day = |moment: Timestamp, days: i64| moment.plus_seconds(days * 86_400).date_in("UTC");
    let filter = Filter::one_of("availability", links)
        .and(is(
            "date",
            Operator::Gte,
            Value::Date(day(within.start, -2)),
        ))
        .and(is("date", Operator::Lte, Value::Date(day(within.end, 2))));
    for record in work.find("date_override", filter, &[], MOST).await? {
        let user = record.link("availability").and_then(|id| owner.get(&id));
        if let (Some(date), Some(hours)) =
            (record.date("date"), user.and_then(|user| of.get_mut(user)))
        {
            let text = record.text("hours").unwrap_or_default();
            hours.set_date(date, DayHours::parse(text).unwrap_or_default());
        }
    }
    Ok(of)
}

/// Meetings that are planned and belong to no booking.
async fn meetings(
    work: &Work,
    hosts: &[UserId],
    within: Stretch,
    owned: &BTreeSet<RecordId>,
) -> Result<BTreeMap<UserId, Vec<Taken>>> {
    let planned = Filter::equals("status", Value::Text("planned".to_owned()));
    let filter = Filter::one_of("host", values(hosts))
        .and(planned)
        .and(overlapping("start_at", "end_at", within));
    let mut of: BTreeMap<UserId, Vec<Taken>> = BTreeMap::new();
    for record in work.find("meeting", filter, &[], MOST).await? {
        if !owned.contains(&id_of(&record)?) {
            take(&record, "host", &mut of);
        }
    }
    Ok(of)
}

async fn absences(
    work: &Work,
    users: &[UserId],
    within: Stretch,
    into: &mut BTreeMap<UserId, Vec<Taken>>,
) -> Result<()> {
    let filter =
        Filter::one_of("user", values(users)).and(overlapping("start_at", "end_at", within));
    for record in work.find("out_of_office", filter, &[], MOST).await? {
        take(&record, "user", into);
    }
    Ok(())
}

fn take(record: &Record, whose: &str, into: &mut BTreeMap<UserId, Vec<Taken>>) {
    let (start, end) = (record.moment("start_at"), record.moment("end_at"));
    if let (Some(user), Some(start), Some(end)) = (record.user(whose), start, end) {
        let taken = Taken::wholly(Stretch { start, end });
        into.entry(user).or_default().push(taken);
    }
}

fn overlapping(from: &str, until: &str, within: Stretch) -> Filter {
    is(from, Operator::Lt, Value::Time(within.end)).and(is(
        until,
        Operator::Gt,
        Value::Time(within.start),
    ))
}

fn values(users: &[UserId]) -> Vec<Value> {
    users.iter().map(|user| Value::Id(user.0)).collect()
}

fn states() -> Vec<Value> {
    let state = |state: &&str| Value::Text((*state).to_owned());
    TAKING.iter().map(state).collect()
}
