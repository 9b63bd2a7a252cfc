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
        let came = if number % 4 == 0 { story.some_day(10, 1) } else { story.some_day(340, 10) };
        let Some(account) = story.account_at(came) else { continue };
        let contact = story.contact_of(account.key, came);
        let (key, is_fault) = begin(story, number, came, account.key, contact.as_ref());
        follow(story, key, came);
        let contact = contact.map(|contact| contact.key);
        story.tickets.push(TicketFact { key, account: account.key, contact, came, is_fault });
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
    let due = story.calendar.hour(came.day() + story.chance.between(1, 6), 34);
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
