//! Tickets: questions and faults, most of them settled.

use serde_json::json;

use super::parties::ContactFact;
use super::{Key, Story, link};
use crate::calendar::Moment;
use crate::words::talk::{RESOLUTIONS, TICKETS};

const TICKET_COUNT: usize = 90;

/// A ticket of the story.
#[derive(Clone, Copy)]
pub(super) struct TicketFact {
    pub(super) key: Key,
    pub(super) account: Key,
    pub(super) contact: Option<Key>,
    pub(super) came: Moment,
    pub(super) is_fault: bool,
}

pub(super) fn tell(story: &mut Story) {
    for number in 0..TICKET_COUNT {
        // Every fourth one is recent, and some of these stand where they stand whatever chance says.
        let standing = (number % 4 == 0).then_some(number / 4 % 6);
        let came = match standing {
            Some(0) => story.some_day(2, 1),
            Some(1..=3) => story.some_day(12, 6),
            Some(_) => story.some_day(10, 1),
            None => story.some_day(340, 10),
        };
        let Some(account) = story.account_at(came) else {
            continue;
        };
        let contact = story.contact_of(account.key, came);
        let (key, is_fault) = begin(story, number, came, account.key, contact.as_ref());
        match standing {
            Some(0) => {}
            Some(1) => stand(story, key, came, &["open"]),
            Some(2) => stand(story, key, came, &["open", "pending"]),
            Some(3) => stand(story, key, came, &["open", "on_hold"]),
            _ => follow(story, key, came),
        }
        let contact = contact.map(|contact| contact.key);
        story.tickets.push(TicketFact {
            key,
            account: account.key,
            contact,
            came,
            is_fault,
        });
    }
}

fn begin(
    story: &mut Story,
    number: usize,
    came: Moment,
    account: Key,
    contact: Option<&ContactFact>,
) -> (Key, bool) {
    let (subject, category, description) = story.chance.pick(TICKETS);
    let is_fault = category == "fault";
    let product = story.products.get(number % 13).map(|product| product.key);
    let priority = match story.chance.between(1, 10) {
        1 if is_fault => "urgent",
        1..=3 if is_fault => "high",
        8..=10 => "low",
        _ => "medium",
    };
    let due = story
        .calendar
        .hour(came.day() + story.chance.between(1, 6), 34);
    let values = json!({
        "subject": subject,
        "description": description,
        "category": category,
        "status": "new",
        "priority": priority,
        "channel": story.chance.pick(&["email", "email", "phone", "web", "chat"]),
        "account": link(account),
        "contact": contact.map(|contact| link(contact.key)),
        "email": contact.map(|contact| contact.person.email.clone()),
        "phone": contact.map(|contact| contact.person.phone.clone()),
        "product": if is_fault { product.map(link) } else { None },
        "due_at": due.to_string(),
    });
    let key = story.create(came, "ticket", values);
    (key, is_fault)
}

/// Takes a ticket through these states and leaves it there.
fn stand(story: &mut Story, key: Key, came: Moment, states: &[&str]) {
    let mut moment = came;
    for status in states {
        moment = story.later(moment, 1, 2);
        story.change(moment, key, json!({ "status": status }));
    }
}

fn follow(story: &mut Story, key: Key, came: Moment) {
    let mut moment = story.later(came, 1, 2);
    if !story.change(moment, key, json!({ "status": "open" })) {
        return;
    }
    if story.chance.percent(35) {
        moment = story.later(moment, 1, 3);
        let waiting = story.chance.pick(&["pending", "pending", "on_hold"]);
        if !story.change(moment, key, json!({ "status": waiting })) || story.chance.percent(6) {
            return;
        }
    }
    moment = story.later(moment, 1, 5);
    let resolution = story.chance.pick(RESOLUTIONS);
    let settled = json!({ "status": "resolved", "resolution": resolution });
    if !story.change(moment, key, settled) {
        return;
    }
    if story.chance.percent(6) {
        moment = story.later(moment, 1, 6);
        story.change(moment, key, json!({ "status": "open" }));
    } else if story.chance.percent(70) {
        moment = story.later(moment, 5, 8);
        story.change(moment, key, json!({ "status": "closed" }));
    }
}
