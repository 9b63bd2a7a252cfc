//! Leads: new, worked on, given up, or grown into deals.

use serde_json::json;

use super::parties::{host, person};
use super::{Key, Story, System};
use crate::calendar::Moment;
use crate::words::countries::COUNTRIES;
use crate::words::talk::{JOBS, NEXT_STEPS, PROSPECTS};

/// Leads that stay leads.
const STAYING: usize = 60;
/// Leads that became deals of the story.
const CONVERTED: usize = 20;

pub(super) fn tell(story: &mut Story) {
    for number in 0..STAYING {
        let came = if number % 3 == 0 {
            story.some_day(14, 1)
        } else {
            story.some_day(300, 10)
        };
        let key = begin(story, number, came);
        follow(story, key, number, came);
    }
    for number in 0..CONVERTED {
        converted(story, number * 5 + 1);
    }
}

fn begin(story: &mut Story, number: usize, came: Moment) -> Key {
    let company = PROSPECTS
        .get(number % PROSPECTS.len())
        .copied()
        .unwrap_or_default();
    let country = number % COUNTRIES.len();
    let Some(country) = COUNTRIES.get(country) else {
        return Key {
            entity: "lead",
            number: 0,
        };
    };
    let person = person(story, country, &host(company));
    let (title, department) = story.chance.pick(JOBS);
    let values = json!({
        "salutation": person.salutation,
        "first_name": person.first,
        "last_name": person.last,
        "company": company,
        "title": title,
        "department": department,
        "email": person.email,
        "phone": person.phone,
        "status": "new",
        "rating": story.chance.pick(&["hot", "warm", "warm", "cold"]),
        "lead_score": story.chance.between(5, 98),
        "lead_source": story.chance.pick(&["website", "website", "referral", "event", "social_media", "cold_call", "email_campaign"]),
        "campaign": if story.chance.percent(30) { Some("Spring trade fair") } else { None },
        "industry": story.chance.pick(&["hospitality", "manufacturing", "food", "healthcare", "education", "retail"]),
        "employees": story.chance.between(6, 240),
        "address": { "city": "", "country": country.name },
    });
    story.create(came, "lead", values)
}

/// Where a lead stands by its number, as far as time allows.
fn follow(story: &mut Story, key: Key, number: usize, came: Moment) {
    if number.is_multiple_of(6) {
        return;
    }
    let path: &[&str] = match number % 8 {
        0 => &["assigned"],
        1 => &["assigned", "working"],
        2 => &["working", "nurturing"],
        3 => &["assigned", "working", "qualified"],
        4 => &["working", "dead"],
        5 => &["assigned", "working", "nurturing", "recycled"],
        6 => &["working", "qualified"],
        _ => &["assigned", "working", "nurturing"],
    };
    let mut moment = came;
    for status in path {
        moment = story.later(moment, 1, 9);
        let dead = *status == "dead";
        let change = json!({
            "status": status,
            "next_step": if dead { "" } else { story.chance.pick(NEXT_STEPS) },
            "dead_reason": dead.then(|| story.chance.pick(&["No budget", "Not reachable", "Wrong target group"])),
        });
        if !story.change(moment, key, change) {
            return;
        }
    }
}

/// A lead that came some weeks before one of the deals and was converted when that began.
fn converted(story: &mut Story, deal: usize) {
    let Some(deal) = story.deals.get(deal).copied() else {
        return;
    };
    let Some(contact) = deal
        .contact
        .and_then(|key| story.contacts.get(key.number).cloned())
    else {
        return;
    };
    let Some(account) = story.accounts.get(deal.account.number).cloned() else {
        return;
    };
    let day = (deal.begun.day() - story.chance.between(12, 30)).max(0);
    let came = story.calendar.at(day, 1);
    let values = json!({
        "salutation": contact.person.salutation,
        "first_name": contact.person.first,
        "last_name": contact.person.last,
        "company": account.name,
        "email": contact.person.email,
        "phone": contact.person.phone,
        "address": account.address,
        "status": "new",
        "rating": "hot",
        "lead_score": story.chance.between(60, 98),
        "lead_source": story.chance.pick(&["website", "referral", "event", "partner"]),
    });
    let key = story.create(came, "lead", values);
    let working = story.later(came, 1, 4);
    if working < deal.begun {
        story.change(working, key, json!({ "status": "working" }));
    }
    // The moment after the deal's: the deal is there and the lead's own steps lie before.
    let done = story.calendar.after(deal.begun, 1, 0);
    if story.change(done, key, json!({ "status": "converted" })) {
        story.with_system(&[
            ("converted_at", System::Now),
            ("converted_account", System::Link(deal.account)),
            ("converted_contact", System::Link(contact.key)),
            ("converted_deal", System::Link(deal.key)),
        ]);
    }
}
