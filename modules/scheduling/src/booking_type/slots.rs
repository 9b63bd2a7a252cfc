//! Tells the free slots of a booking type.

use rapport_module_kit::hours::{Stretch, instant, zone};
use rapport_module_kit::jiff::tz::TimeZone;
use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{
    ActionFuture, ActionInput, Error, ErrorCode, Record, Result, Timestamp, UserId, Work, json,
    subject,
};

use crate::slot::{Offer, Wanted, offers};

const WEEK: i64 = 7 * 86_400;
/// The longest stretch that is searched at once, in days.
const LONGEST: i64 = 62;

/// Action `slots`: the list of `{start, end, local_start, local_end, host, hosts, free}`, in order of time. Whose
/// appointments are in the way is not told, so it looks at all of them, whoever asks.
pub(super) fn slots(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let booking_type = work.get("booking_type", id).await?;
        let zone = zone_of(work, &action.input)?;
        let wanted = wanted(work, &action.input)?;
        if !booking_type.is_true("active") {
            return Ok(json!([]));
        }
        work.with_all_rights(true);
        let found = offers(work, id, &booking_type, &wanted).await;
        work.with_all_rights(false);
        let free = found?.into_iter().filter(|offer| !offer.hosts.is_empty());
        Ok(free.map(|offer| told(&offer, &zone)).collect())
    })
}

fn wanted(work: &Work, input: &Record) -> Result<Wanted> {
    let start = input.moment("from").unwrap_or(work.context().now());
    let end = input.moment("to").unwrap_or(start.plus_seconds(WEEK));
    if end <= start {
        return Err(Error::field(
            "to",
            ErrorCode::INVALID,
            "must be after `from`",
        ));
    }
    if end > start.plus_seconds(LONGEST * 86_400) {
        let message = format!("may be {LONGEST} days after `from` at most");
        return Err(Error::field("to", ErrorCode::INVALID, message));
    }
    Ok(Wanted {
        starts: Stretch { start, end },
        host: input.user("host"),
        seats: input.integer("seats").unwrap_or(1),
        ignoring: None,
    })
}

fn zone_of(work: &Work, input: &Record) -> Result<TimeZone> {
    let own = work.context().time_zone.clone();
    zone("zone", input.text("zone").unwrap_or(&own))
}

fn told(offer: &Offer, zone: &TimeZone) -> Json {
    let host: Option<&UserId> = offer.hosts.first();
    json!({
        "start": offer.slot.start,
        "end": offer.slot.end,
        "local_start": local(offer.slot.start, zone),
        "local_end": local(offer.slot.end, zone),
        "host": host,
        "hosts": offer.hosts,
        "free": offer.free,
    })
}

/// What the clock shows there, with its offset from UTC, such as `2026-10-25T02:30:00+01:00`.
fn local(moment: Timestamp, zone: &TimeZone) -> String {
    let zoned = instant(moment).to_zoned(zone.clone());
    zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
