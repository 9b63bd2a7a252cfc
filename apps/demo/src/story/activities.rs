//! Notes, calls and meetings.

use serde_json::json;

use super::tasks::{Subject, subject};
use super::{Story, about, link, said};
use crate::calendar::{Moment, YEAR};
use crate::words::talk::{CALL_NOTES, CALLS, MEETINGS, NOTES};

const NOTE_COUNT: usize = 140;
const CALL_COUNT: usize = 90;
const MEETING_COUNT: usize = 70;

pub(super) fn tell(story: &mut Story) {
    for number in 0..NOTE_COUNT {
        let at = story.some_day(345, 1);
        if let Some(subject) = subject(story, at) {
            note(story, at, &subject, number % 25 == 0);
        }
    }
    for number in 0..CALL_COUNT {
        let at = story.some_day(345, 1);
        if let Some(subject) = subject(story, at) {
            call(story, at, &subject, number % 15 == 0);
        }
    }
    for number in 0..MEETING_COUNT {
        let at = if number % 6 == 0 {
            story.some_day(10, 1)
        } else {
            story.some_day(345, 1)
        };
        if let Some(subject) = subject(story, at) {
            meeting(story, at, &subject, number % 6 == 0);
        }
    }
}

fn words(story: &mut Story, from: &[&'static str], subject: &Subject) -> String {
    said(
        story.chance.pick(from),
        subject.first,
        subject.account,
        subject.topic,
    )
}

fn note(story: &mut Story, at: Moment, subject: &Subject, pinned: bool) {
    let body = words(story, NOTES, subject);
    story.create(
        at,
        "note",
        json!({ "body": body, "related": about(subject.key), "pinned": pinned }),
    );
}

fn call(story: &mut Story, at: Moment, subject: &Subject, planned: bool) {
    let title = words(story, CALLS, subject);
    let related = about(subject.key);
    let contact = subject.contact.map(link);
    if planned {
        let start = story.calendar.hour(
            YEAR + story.chance.between(0, 9),
            story.chance.between(18, 33),
        );
        let values = json!({ "subject": title, "status": "planned", "started_at": start.to_string(), "related": related, "contact": contact });
        story.create(at, "call", values);
        return;
    }
    let answered = story.chance.percent(75);
    let body = words(story, CALL_NOTES, subject);
    let start = story
        .calendar
        .time(at)
        .plus_seconds(-story.chance.between(300, 2400));
    let duration = if answered {
        story.chance.between(70, 1900)
    } else {
        0
    };
    let values = json!({
        "subject": title,
        "status": if answered { "answered" } else { "missed" },
        "direction": story.chance.pick(&["outbound", "outbound", "inbound"]),
        "started_at": start.to_string(),
        "duration": duration,
        "outcome": if answered { "reached" } else { story.chance.pick(&["left_message", "no_answer", "call_back"]) },
        "body": if answered { Some(body) } else { None },
        "related": related,
        "contact": contact,
    });
    story.create(at, "call", values);
}

fn meeting(story: &mut Story, at: Moment, subject: &Subject, to_come: bool) {
    let title = words(story, MEETINGS, subject);
    let day = if to_come {
        YEAR + story.chance.between(0, 14)
    } else {
        at.day() + story.chance.between(2, 12)
    };
    let from = story.chance.between(17, 31);
    let length = story.chance.between(1, 4);
    let kind = story.chance.pick(&["in_person", "in_person", "online"]);
    let online = kind == "online";
    let values = json!({
        "title": title,
        "status": "planned",
        "start_at": story.calendar.hour(day, from).to_string(),
        "end_at": story.calendar.hour(day, from + length).to_string(),
        "meeting_type": kind,
        "location": if online { None } else { Some(subject.account) },
        "meeting_link": online.then_some("https://meet.example/rapport"),
        "related": about(subject.key),
        "contact": subject.contact.map(link),
        "attendees": [subject.first],
        "agenda": "Where we stand, open questions, next steps",
    });
    let key = story.create(at, "meeting", values);
    // The minutes are written on the next working day.
    let held = story.calendar.after(story.calendar.at(day, 0), 1, 0);
    let outcome = if story.chance.percent(88) {
        json!({ "status": "held", "outcome": story.chance.pick(&["Next step agreed", "Offer wanted", "Questions noted", "Decision in two weeks"]) })
    } else {
        json!({ "status": story.chance.pick(&["not_held", "cancelled"]) })
    };
    story.change(held, key, outcome);
}
