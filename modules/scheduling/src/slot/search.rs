//! The search for free slots of a booking type, over all of its hosts.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rapport_module_kit::hours::Stretch;
use rapport_module_kit::{Record, RecordId, Result, Timestamp, UserId, Work};

use super::load::{self, Host};
use super::terms::guarded;
use super::{Place, Terms, offer, places_left};

/// How far around the slots bookings are read: buffers reach a day, and how busy a host is shows in a week.
const AROUND: i64 = 7 * 86_400;

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// Where slots may begin.
    pub(crate) starts: Stretch,
    /// Only this host.
    pub(crate) host: Option<UserId>,
    /// How many places.
    pub(crate) seats: i64,
    /// A booking that gives its time up for the new one.
    pub(crate) ignoring: Option<RecordId>,
}

/// A slot of a booking type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    pub(crate) slot: Stretch,
    /// Hosts with enough places, the least busy first. Empty: it is taken.
    pub(crate) hosts: Vec<UserId>,
    /// Places left over all hosts.
    pub(crate) free: i64,
}

/// All slots that begin in time, also those that are taken.
pub(crate) async fn offers(
    work: &Work,
    type_id: RecordId,
    booking_type: &Record,
    wanted: &Wanted,
) -> Result<Vec<Offer>> {
    let terms = Terms::of(booking_type);
    let starts = wanted.starts.common(terms.bookable(work.context().now()));
    let Some(starts) = starts else {
        return Ok(Vec::new());
    };
    let mut users = hosts_of(work, type_id, booking_type).await?;
    users.retain(|(user, _)| wanted.host.is_none_or(|host| host == *user));
    let around = Stretch {
        start: starts.start.plus_seconds(-AROUND),
        end: starts.end.plus_seconds(AROUND),
    };
    let mut hosts = load::hosts(work, &users, around, wanted.ignoring).await?;
    hosts.sort_by_key(|host| (host.bookings, Reverse(host.priority)));
    let mut by_start: BTreeMap<Timestamp, Offer> = BTreeMap::new();
    for host in &hosts {
        let Some(hours) = &host.hours else { continue };
        for slot in offer::slots(hours, &terms, starts) {
            let free = places(host, &terms, type_id, slot);
            let offer = by_start.entry(slot.start).or_insert(Offer {
                slot,
                hosts: Vec::new(),
                free: 0,
            });
            if free >= wanted.seats {
                offer.hosts.push(host.user);
                offer.free += free;
            }
        }
    }
    Ok(by_start.into_values().collect())
}

fn places(host: &Host, terms: &Terms, type_id: RecordId, slot: Stretch) -> i64 {
    let place = Place {
        core: slot,
        guard: guarded(slot, terms.before, terms.after),
        booking_type: Some(type_id),
        capacity: terms.capacity,
    };
    places_left(&place, &host.taken)
}

/// The least busy host who has so many places left at a time, whether a slot is offered then or not; whoever comes
/// first when nobody has.
pub(crate) async fn free_host(
    work: &Work,
    type_id: RecordId,
    booking_type: &Record,
    slot: Stretch,
    seats: i64,
) -> Result<Option<UserId>> {
    let users = hosts_of(work, type_id, booking_type).await?;
    let around = guarded(slot, AROUND * 1_000_000, AROUND * 1_000_000);
    let mut hosts = load::hosts(work, &users, around, None).await?;
    hosts.sort_by_key(|host| (host.bookings, Reverse(host.priority)));
    let terms = Terms::of(booking_type);
    let mut free = hosts
        .iter()
        .filter(|host| places(host, &terms, type_id, slot) >= seats);
    Ok(free.next().or(hosts.first()).map(|host| host.user))
}

/// Who can be booked, with their priorities: the active hosts of the type, or its owner when it has no hosts.
async fn hosts_of(
    work: &Work,
    type_id: RecordId,
    booking_type: &Record,
) -> Result<Vec<(UserId, i64)>> {
    let pool = work
        .children("booking_host", "booking_type", type_id)
        .await?;
    if pool.is_empty() {
        return Ok(booking_type
            .user("owner")
            .map(|user| (user, 0))
            .into_iter()
            .collect());
    }
    let mut users: Vec<(UserId, i64)> = Vec::new();
    for (_, host) in pool {
        if let Some(user) = host.user("user").filter(|_| host.is_true("active"))
            && !users.iter().any(|(known, _)| *known == user)
        {
            users.push((user, host.integer("priority").unwrap_or(0)));
        }
    }
    Ok(users)
}
