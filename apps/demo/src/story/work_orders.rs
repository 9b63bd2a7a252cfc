//! Work orders: from estimates, from tickets, and the yearly maintenance.

use serde_json::{Value as Json, json};

use super::{Key, Story, commerce, link};
use crate::calendar::{Moment, YEAR};
use crate::words::talk::{REPORTS, WORK};

/// How many do not come from an estimate.
const OTHERS: usize = 19;

/// What a work order is about.
#[derive(Clone)]
pub(super) struct Order {
    pub(super) title: &'static str,
    pub(super) account: Key,
    pub(super) contact: Option<Key>,
    pub(super) lines: Option<Json>,
    pub(super) estimate: Option<Key>,
    pub(super) ticket: Option<Key>,
}

impl Order {
    /// Work for an account, not yet said which.
    pub(super) fn default_for(account: Key) -> Self {
        Self {
            title: "",
            account,
            contact: None,
            lines: None,
            estimate: None,
            ticket: None,
        }
    }
}

pub(super) fn tell(story: &mut Story) {
    for number in 0..OTHERS {
        let title = story.chance.pick(WORK);
        let fault = story
            .tickets
            .iter()
            .filter(|ticket| ticket.is_fault)
            .nth(number * 2)
            .copied();
        match fault.filter(|_| number % 2 == 0) {
            Some(ticket) => {
                let made = story.later(ticket.came, 1, 2);
                let made = if story.calendar.is_past(made) {
                    made
                } else {
                    ticket.came
                };
                let (contact, ticket_key) = (ticket.contact, Some(ticket.key));
                let order = Order {
                    title,
                    contact,
                    ticket: ticket_key,
                    ..Order::default_for(ticket.account)
                };
                begin(story, made, &order);
            }
            None => {
                let standing = standing(number);
                let made = match standing {
                    Some(_) => story.some_day(12, 7),
                    None => story.some_day(300, 3),
                };
                let Some(account) = story.account_at(made) else {
                    continue;
                };
                let contact = story.contact_of(account.key, made);
                let order = Order {
                    title,
                    contact: contact.map(|contact| contact.key),
                    ..Order::default_for(account.key)
                };
                match standing {
                    Some(states) => stand(story, made, &order, states),
                    None => begin(story, made, &order),
                }
            }
        }
    }
}

/// The states some orders stand in today whatever chance says.
fn standing(number: usize) -> Option<&'static [&'static str]> {
    match number {
        3 => Some(&[]),
        7 => Some(&["dispatched"]),
        11 => Some(&["dispatched", "in_progress"]),
        15 => Some(&["on_hold"]),
        _ => None,
    }
}

/// The work order an estimate became.
pub(super) fn from_estimate(story: &mut Story, made: Moment, estimate: Key, order: &Order) {
    begin(
        story,
        made,
        &Order {
            estimate: Some(estimate),
            ..order.clone()
        },
    );
}

fn begin(story: &mut Story, made: Moment, order: &Order) {
    let key = create(story, made, order);
    follow(story, key, made);
}

/// Takes an order through these states and leaves it there.
fn stand(story: &mut Story, made: Moment, order: &Order, states: &[&str]) {
    let key = create(story, made, order);
    let mut moment = made;
    for status in states {
        moment = story.later(moment, 1, 2);
        let start = story.calendar.hour(YEAR, 17).to_string();
        let end = story.calendar.hour(YEAR, 30).to_string();
        let times = json!({ "status": status, "scheduled_start": start, "scheduled_end": end });
        story.change(moment, key, times);
    }
}

fn create(story: &mut Story, made: Moment, order: &Order) -> Key {
    let address = story
        .accounts
        .get(order.account.number)
        .map(|account| account.address.clone());
    let values = json!({
        "title": order.title,
        "account": link(order.account),
        "contact": order.contact.map(link),
        "estimate": order.estimate.map(link),
        "ticket": order.ticket.map(link),
        "lines": order.lines,
        "address": address,
        "priority": story.chance.pick(&["medium", "medium", "high", "low"]),
        "summary": "Report at the gate, safety shoes required.",
    });
    story.create(made, "work_order", values)
}

fn follow(story: &mut Story, key: Key, made: Moment) {
    let day = made.day() + story.chance.between(3, 20);
    let hours = (story.chance.between(15, 22), story.chance.between(24, 34));
    let planned = story.calendar.after(made, 1, 2);
    let start = story.calendar.hour(day, hours.0).to_string();
    let end = story.calendar.hour(day, hours.1).to_string();
    let times = json!({ "status": "scheduled", "scheduled_start": start, "scheduled_end": end });
    if !story.change(planned, key, times) {
        return;
    }
    let visit = commerce::visit(story, planned, key, &start, &end);
    if day < YEAR && story.chance.percent(5) {
        let cancelled = story.calendar.after(planned, 1, 0);
        story.change(cancelled, key, json!({ "status": "cancelled" }));
        story.change(cancelled, visit, json!({ "status": "cancelled" }));
        return;
    }
    // Two days lie between scheduling and the earliest start.
    let start = story.calendar.at(day.max(planned.day() + 1), 0);
    if !story.change(start, key, json!({ "status": "in_progress" })) {
        return;
    }
    let done = story.calendar.at(start.day(), 3);
    let report = story.chance.pick(REPORTS);
    let completed = story.change(
        done,
        key,
        json!({ "status": "completed", "report": report }),
    );
    story.change(done, visit, json!({ "status": "done", "report": report }));
    if !completed || story.chance.percent(25) {
        return;
    }
    let billed = story.later(done, 2, 9);
    if story.change(billed, key, json!({ "status": "invoiced" })) && story.chance.percent(60) {
        let paid = story.later(billed, 10, 30);
        story.change(
            paid,
            key,
            json!({ "status": "closed", "billing_status": "paid" }),
        );
    }
}
