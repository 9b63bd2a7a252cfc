//! Explains the clock of a ticket, interval by interval.

use rapport_module_kit::hours::instant;
use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{ActionFuture, ActionInput, Work, json, subject};

use super::clock::{Clock, State};
use super::intervals::{Interval, Why};
use super::keep::{Clocks, clocks};

const SECOND: i64 = 1_000_000;

/// Action `explain_sla`: policy, calendar, and for each promise its intervals with what counts and why. Whoever may see
/// the ticket may know how it is judged, so policy and calendar are read with the module's own rights.
pub(crate) fn explain(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let ticket = work.get("ticket", id).await?;
        work.with_all_rights(true);
        let found = clocks(work, id, &ticket, false).await;
        work.with_all_rights(false);
        Ok(told(found?.as_ref(), json!(work.context().now())))
    })
}

fn told(clocks: Option<&Clocks>, now: Json) -> Json {
    let Some(clocks) = clocks else {
        return json!({ "policy": null, "calendar": null, "at": now, "clocks": [] });
    };
    let calendar = &clocks.calendar;
    let promises = [
        ("first_response", clocks.response.as_ref()),
        ("resolution", clocks.resolution.as_ref()),
    ];
    let told: Vec<Json> = promises
        .into_iter()
        .filter_map(|(name, clock)| clock.map(|clock| told_clock(name, clock, clocks)))
        .collect();
    json!({
        "policy": { "id": clocks.policy, "name": clocks.policy_name },
        "calendar": {
            "id": calendar.id,
            "name": calendar.name,
            "time_zone": calendar.hours.zone().iana_name(),
        },
        "at": now,
        "clocks": told,
    })
}

fn told_clock(name: &str, clock: &Clock, clocks: &Clocks) -> Json {
    let intervals: Vec<Json> = clock
        .intervals
        .iter()
        .map(|interval| told_interval(interval, clocks))
        .collect();
    json!({
        "name": name,
        "target_minutes": clock.target / (60 * SECOND),
        "counted_seconds": clock.counted / SECOND,
        "due": clock.due,
        "state": clock.state.name(),
        "breached": clock.state == State::Breached,
        "intervals": intervals,
    })
}

fn told_interval(interval: &Interval, clocks: &Clocks) -> Json {
    let zone = clocks.calendar.hours.zone();
    let local = |moment| instant(moment).to_zoned(zone.clone());
    let shown = |moment| local(moment).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    json!({
        "from": interval.stretch.start,
        "to": interval.stretch.end,
        "local_from": shown(interval.stretch.start),
        "local_to": shown(interval.stretch.end),
        "seconds": interval.stretch.micros() / SECOND,
        "status": interval.state,
        "counted": interval.counts(),
        "reason": reason(&interval.why),
        "text": text(interval, clocks),
    })
}

fn reason(why: &Why) -> &'static str {
    match why {
        Why::Waiting => "business_hours",
        Why::Closed => "outside_business_hours",
        Why::Holiday(_) => "holiday",
        Why::Paused => "paused",
        Why::Settled => "settled",
    }
}

fn text(interval: &Interval, clocks: &Clocks) -> String {
    let state = &interval.state;
    match &interval.why {
        Why::Waiting => format!("counted: business hours of {}", clocks.calendar.name),
        Why::Closed => format!("not counted: outside the hours of {}", clocks.calendar.name),
        Why::Holiday(name) => format!("not counted: {name}"),
        Why::Paused => format!("not counted: {} pauses in `{state}`", clocks.policy_name),
        Why::Settled => format!("not counted: the ticket was `{state}`"),
    }
}
