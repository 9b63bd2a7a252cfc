//! Bookings: what can be booked with one of the sales people, and who did.

use std::collections::BTreeSet;

use serde_json::json;

use super::{Key, Story, link};
use crate::calendar::YEAR;

const BOOKINGS: usize = 26;

pub(super) fn tell(story: &mut Story) {
    let first = story.calendar.at(0, 0);
    let day = "09:00-12:00, 13:00-17:00";
    let hours = json!({
        "name": "Office hours", "monday": day, "tuesday": day, "wednesday": day, "thursday": day, "friday": "09:00-12:00",
    });
    let hours = story.create(first, "availability", hours);
    let short = story.calendar.date(YEAR + 21).to_string();
    let short = json!({ "availability": link(hours), "date": short, "hours": "09:00-11:00", "reason": "Training in the afternoon" });
    story.create(story.calendar.at(YEAR - 2, 1), "date_override", short);
    let away = json!({
        "reason": "Trade fair",
        "start_at": story.calendar.hour(YEAR + 13, 0).to_string(),
        "end_at": story.calendar.hour(YEAR + 16, 0).to_string(),
    });
    story.create(story.calendar.at(YEAR - 5, 2), "out_of_office", away);
    let types = types(story);
    let mut taken = BTreeSet::new();
    for number in 0..BOOKINGS {
        book(story, &types, number, &mut taken);
    }
}

fn types(story: &mut Story) -> [Key; 3] {
    let first = story.calendar.at(0, 1);
    let consultation = json!({
        "name": "First consultation", "public": true, "length_minutes": 60, "interval_minutes": 30, "buffer_after": 15,
        "minimum_notice": 720, "meeting_type": "online", "meeting_link": "https://meet.example/rapport",
        "description": "What you need, what it costs, how long it takes.",
        "questions": [{ "name": "area", "label": "Area in square metres", "type": "number" }],
    });
    let survey = json!({
        "name": "Survey on site", "length_minutes": 120, "needs_confirmation": true, "minimum_notice": 2880,
        "meeting_type": "in_person", "location": "At your premises", "buffer_before": 30, "buffer_after": 30,
    });
    let training = json!({
        "name": "Training for caretakers", "public": true, "length_minutes": 90, "capacity": 8,
        "meeting_type": "in_person", "location": "Training room", "price": 120,
    });
    [consultation, survey, training].map(|values| story.create(first, "booking_type", values))
}

fn book(story: &mut Story, types: &[Key; 3], number: usize, taken: &mut BTreeSet<String>) {
    let is_coming = number.is_multiple_of(4);
    let came = match is_coming {
        true => story.some_day(6, 1),
        false => story.some_day(330, 12),
    };
    let Some(account) = story.account_at(came) else {
        return;
    };
    let contact = story.contact_of(account.key, came);
    // One host: every booking has an hour of its own, with room around it.
    let mut day = match is_coming {
        true => YEAR + story.chance.between(2, 12),
        false => came.day() + story.chance.between(2, 7),
    };
    let half_hours = match number % 3 {
        0 => 18,
        1 => 22,
        _ => 28,
    };
    while !taken.insert(format!("{} {half_hours}", story.calendar.hour(day, 0))) {
        day += 1;
    }
    let start = story.calendar.hour(day, half_hours);
    let status = if is_coming && number % 8 == 4 {
        "pending"
    } else {
        "confirmed"
    };
    let values = json!({
        "booking_type": types.get(number % 3).map(|of| link(*of)),
        "status": status,
        "start_at": start.to_string(),
        "contact": contact.map(|contact| link(contact.key)),
        "time_zone": "Europe/Berlin",
    });
    let key = story.create(came, "booking", values);
    let after = story.calendar.after(story.calendar.at(day, 0), 1, 0);
    let outcome = match story.chance.between(1, 10) {
        1 => json!({ "status": "no_show" }),
        2 => json!({ "status": "cancelled", "cancel_reason": "No time" }),
        _ => json!({ "status": "completed" }),
    };
    story.change(after, key, outcome);
}
