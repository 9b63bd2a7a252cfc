//! Keeps the outcome of the clock on the ticket.

use rapport_module_kit::{
    Changed, ReactionFuture, Record, RecordId, Result, Timestamp, Value, Work, changed as differs,
};

use super::SETTLED;
use super::calendar::Calendar;
use super::clock::{Clock, Facts, State};
use super::course::course;
use super::policy::{policy_for, targets};
use crate::generated::ticket::Ticket;

/// What the clock depends on.
const WATCHED: &[&str] = &[
    "status",
    "priority",
    "category",
    "channel",
    "account",
    "first_response_at",
];

/// The clocks of a ticket, and what they were computed with.
pub(crate) struct Clocks {
    pub(super) policy: RecordId,
    pub(super) policy_name: String,
    pub(super) task_on_breach: bool,
    pub(super) calendar: Calendar,
    pub(super) response: Option<Clock>,
    pub(super) resolution: Option<Clock>,
}

/// Reaction to tickets.
pub(crate) fn keep(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let Some(after) = changed.after else {
            return Ok(());
        };
        let before = changed.before.as_ref();
        let is_watched = |field: &&str| differs(before, &after, field);
        if before.is_some() && !WATCHED.iter().any(is_watched) {
            return Ok(());
        }
        let is_new = after.get("created_at").is_null();
        let clocks = clocks(work, changed.id, &after, is_new).await?;
        let change = outcome(&after, clocks.as_ref()).changed_from(&after);
        if !change.is_empty() {
            work.update("ticket", changed.id, change).await?;
        }
        Ok(())
    })
}

/// Plans the outcome of the clock as it is now. Answers the clocks and whether anything changed.
pub(crate) async fn renewed(
    work: &mut Work,
    id: RecordId,
    ticket: &Record,
) -> Result<(Option<Clocks>, Record)> {
    let clocks = clocks(work, id, ticket, false).await?;
    let change = outcome(ticket, clocks.as_ref()).changed_from(ticket);
    if !change.is_empty() {
        work.update("ticket", id, change.clone()).await?;
    }
    Ok((clocks, change))
}

/// The clocks of a ticket now; none without a policy for it.
pub(super) async fn clocks(
    work: &Work,
    id: RecordId,
    ticket: &Record,
    is_new: bool,
) -> Result<Option<Clocks>> {
    let Some((policy_id, policy)) = policy_for(work, ticket).await? else {
        return Ok(None);
    };
    let calendar = Calendar::of(work, &policy).await?;
    let course = course(work, id, ticket, is_new).await?;
    let facts = Facts {
        course: &course,
        calendar: &calendar,
        pauses: policy.list("pause_states"),
        now: work.context().now(),
    };
    let (response, resolution) = targets(&policy, ticket);
    let responded = Ticket(ticket).first_response_at();
    let (response, resolution) = (
        response.map(|target| facts.response(target, responded)),
        resolution.map(|target| facts.resolution(target)),
    );
    Ok(Some(Clocks {
        policy: policy_id,
        policy_name: policy.text("name").unwrap_or_default().to_owned(),
        task_on_breach: policy.is_true("task_on_breach"),
        response,
        resolution,
        calendar,
    }))
}

/// The ticket with what the clocks say.
fn outcome(ticket: &Record, clocks: Option<&Clocks>) -> Record {
    let response = clocks.and_then(|clocks| clocks.response.as_ref());
    let resolution = clocks.and_then(|clocks| clocks.resolution.as_ref());
    let due = |clock: Option<&Clock>| time(clock.and_then(|clock| clock.due));
    let late = |clock: Option<&Clock>| {
        Value::Bool(clock.is_some_and(|clock| clock.state == State::Breached))
    };
    let policy = clocks.map_or(Value::Null, |clocks| Value::Id(clocks.policy.0));
    let state = both(ticket, response, resolution);
    ticket
        .clone()
        .with("sla_policy", policy)
        .with("first_response_due", due(response))
        .with("resolution_due", due(resolution))
        .with("response_breached", late(response))
        .with("resolution_breached", late(resolution))
        .with(
            "sla_status",
            state.map_or(Value::Null, |state| Value::Text(state.name().to_owned())),
        )
}

/// The state of the ticket: a breach stays, then what is still to be done counts.
fn both(ticket: &Record, response: Option<&Clock>, resolution: Option<&Clock>) -> Option<State> {
    let states: Vec<State> = [response, resolution]
        .into_iter()
        .flatten()
        .map(|clock| clock.state)
        .collect();
    let is_settled = ticket
        .text("status")
        .is_some_and(|state| SETTLED.contains(&state));
    let order = match is_settled {
        // What was never answered but settled waits for nothing more.
        true => [State::Breached, State::Met, State::Paused, State::Running],
        false => [State::Breached, State::Paused, State::Running, State::Met],
    };
    order.into_iter().find(|state| states.contains(state))
}

fn time(moment: Option<Timestamp>) -> Value {
    moment.map_or(Value::Null, Value::Time)
}
