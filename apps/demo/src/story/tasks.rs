//! Tasks: done, overdue, due today and to come.

use rapport_kernel::Timestamp;
use serde_json::json;

use super::{Key, Story, about, said};
use crate::calendar::{Moment, YEAR};
use crate::words::talk::TASKS;

const DONE: usize = 185;
const OVERDUE: usize = 14;
const TODAY: usize = 9;
const TO_COME: usize = 42;

pub(super) fn tell(story: &mut Story) {
    for _ in 0..DONE {
        let made = story.some_day(345, 6);
        let due_in = story.chance.between(1, 9);
        let due = story.calendar.hour(made.day() + due_in, 34);
        if let Some(task) = begin(story, made, due) {
            finish(story, task, made, due_in);
        }
    }
    for _ in 0..OVERDUE {
        let made = story.some_day(30, 9);
        let due = story.calendar.hour(made.day() + 3, 24);
        begin(story, made, due);
    }
    for number in 0..TODAY {
        let made = story.some_day(12, 2);
        let half_hours = 18 + 2 * i64::try_from(number).unwrap_or(0);
        let due = story.calendar.today_at(half_hours);
        begin(story, made, due);
    }
    for number in 0..TO_COME {
        let made = story.some_day(20, 1);
        let due = story.calendar.hour(YEAR + story.chance.between(1, 30), 20);
        let Some(task) = begin(story, made, due) else {
            continue;
        };
        if number % 4 == 0 {
            let taken_up = story.later(made, 1, 5);
            story.change(taken_up, task, json!({ "status": "in_progress" }));
        }
    }
}

fn begin(story: &mut Story, made: Moment, due: Timestamp) -> Option<Key> {
    let subject = subject(story, made)?;
    let (title, kind) = story.chance.pick(TASKS);
    let values = json!({
        "title": said(title, subject.first, subject.account, subject.topic),
        "kind": kind,
        "status": "pending",
        "priority": story.chance.pick(&["low", "medium", "medium", "medium", "high", "urgent"]),
        "due_at": due.to_string(),
        "related": about(subject.key),
    });
    Some(story.create(made, "task", values))
}

fn finish(story: &mut Story, task: Key, made: Moment, due_in: i64) {
    if story.chance.percent(4) {
        let at = story.later(made, 1, due_in);
        story.change(at, task, json!({ "status": "cancelled" }));
        return;
    }
    // Most are done in time, some a day or two late.
    let at = story.later(made, 1, due_in + 2);
    story.change(at, task, json!({ "status": "completed" }));
}

/// Something one can have a task or an activity about, and the words for it.
pub(super) struct Subject {
    pub(super) key: Key,
    pub(super) contact: Option<Key>,
    pub(super) first: &'static str,
    pub(super) account: &'static str,
    pub(super) topic: &'static str,
}

/// A deal that is going on at the moment, else a contact or an account.
pub(super) fn subject(story: &mut Story, moment: Moment) -> Option<Subject> {
    let choice = story.chance.between(1, 10);
    let going_on: Vec<usize> = story
        .deals
        .iter()
        .enumerate()
        .filter(|(_, deal)| {
            deal.begun < moment && deal.closed.is_none_or(|closed| moment <= closed)
        })
        .map(|(at, _)| at)
        .collect();
    if choice <= 6 && !going_on.is_empty() {
        let at = story.chance.pick(&going_on);
        let deal = story.deals.get(at).copied()?;
        let contact = deal.contact.and_then(|key| story.contacts.get(key.number));
        return Some(Subject {
            key: deal.key,
            contact: deal.contact,
            first: contact.map_or("the buyer", |contact| contact.person.first),
            account: story.accounts.get(deal.account.number)?.name,
            topic: deal.topic,
        });
    }
    let account = story.account_at(moment)?;
    let contact = story.contact_of(account.key, moment);
    let first = contact
        .as_ref()
        .map_or("the buyer", |contact| contact.person.first);
    let key = match &contact {
        Some(contact) if choice <= 8 => contact.key,
        _ => account.key,
    };
    let contact = contact.map(|contact| contact.key);
    Some(Subject {
        key,
        contact,
        first,
        account: account.name,
        topic: "the yearly maintenance",
    })
}
