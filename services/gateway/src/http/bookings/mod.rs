//! Free slots by `GET`, meetings as files for calendars, and what visitors without an account may book.
//!
//! Visitors act with the few rights of [`rapport_accounts::Visit`]: everything else is done by the module that owns
//! bookings, in its actions. Nothing here decides what is free.

mod own;
mod public;
mod visitor;

pub(crate) use own::{calendar, find_slots, slots};
pub(crate) use public::{book, booking_type, booking_types, public_slots};
pub(crate) use visitor::{booking, cancel, reschedule};

use rapport_accounts::Visit;
use rapport_kernel::{Error, ErrorCode, RequestContext, RequestId, Result, Source};
use serde_json::{Map, Value, json};

use super::query::Parameters;
use crate::state::GatewayState;

/// What `slots` takes, from a query string.
fn slots_input(parameters: &mut Parameters, names: &[&'static str]) -> Result<Map<String, Value>> {
    let mut input = Map::new();
    for name in names {
        let Some(text) = parameters.take_filled(name)? else {
            continue;
        };
        let value = match *name {
            "seats" => {
                let number: Option<i64> = text.trim().parse().ok();
                let wrong = || Error::field("seats", ErrorCode::INVALID, "must be a number");
                json!(number.ok_or_else(wrong)?)
            }
            _ => json!(text),
        };
        input.insert((*name).to_owned(), value);
    }
    Ok(input)
}

/// The context of a visitor.
fn context(state: &GatewayState, visit: Visit) -> RequestContext {
    let operation = state.new_operation();
    RequestContext {
        tenant: visit.tenant,
        actor: visit.actor,
        request_id: RequestId(operation.0),
        operation,
        source: Source::Api,
        time_zone: visit.time_zone,
        currency: visit.currency,
        idempotency: None,
        clock: state.clock().clone(),
        random: state.random().clone(),
    }
}
