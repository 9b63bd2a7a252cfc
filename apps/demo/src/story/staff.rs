//! The people of the company, and what customers, suppliers and professionals are to it.

use serde_json::{Value as Json, json};

use super::parties::{ContactFact, person};
use super::{Key, Story, link};
use crate::calendar::Moment;
use crate::words::countries::COUNTRIES;

/// Position, department, rate per hour in euros.
const STAFF: &[(&str, &str, i64)] = &[
    ("Managing director", "Management", 140),
    ("Head of sales", "Sales", 110),
    ("Account manager", "Sales", 85),
    ("Account manager", "Sales", 85),
    ("Head of engineering", "Engineering", 115),
    ("Planning engineer", "Engineering", 92),
    ("Service technician", "Service", 68),
    ("Service technician", "Service", 68),
    ("Installer", "Service", 62),
];

/// Trade, specialty, rate per hour.
const TRADES: &[(&str, &str, i64)] = &[
    ("Electrician", "Control cabinets", 74),
    ("Building physicist", "Air quality surveys", 105),
    ("Crane operator", "Rooftop lifts", 88),
    ("Refrigeration mechanic", "Chillers", 79),
];

/// A client of the story.
#[derive(Clone, Copy)]
pub(super) struct ClientFact {
    pub(super) key: Key,
    pub(super) account: Key,
    pub(super) known: Moment,
}

pub(super) fn tell(story: &mut Story) {
    employees(story);
    clients(story);
    suppliers(story);
    professionals(story);
}

fn employees(story: &mut Story) {
    let first = story.calendar.at(0, 1);
    for (number, (position, department, rate)) in STAFF.iter().enumerate() {
        let Some(country) = COUNTRIES.first() else {
            return;
        };
        let someone = person(story, country, "luftwerk.example");
        let head = story.employees.first().copied();
        let hired = story.calendar.date(-story.chance.between(60, 2400));
        let values = json!({
            "name": format!("{} {}", someone.first, someone.last),
            "email": format!("{}.{number}@luftwerk.example", position.to_lowercase().replace(' ', ".")),
            "phone": someone.phone,
            "position": position,
            "department": department,
            "manager": head.map(link),
            "hire_date": hired.to_string(),
            "hourly_rate": rate,
            "employment_type": if number == 8 { "part_time" } else { "full_time" },
            "weekly_hours": if number == 8 { 24 } else { 38 },
            "work_location": "Hamburg",
        });
        let key = story.create(first, "employee", values);
        story.employees.push(key);
    }
}

/// Accounts that buy are clients, with somebody there.
fn clients(story: &mut Story) {
    for account in story.accounts.clone() {
        // As the parties were told: five of nine are customers.
        if account.key.number % 9 > 4 {
            continue;
        }
        let contact = first_of(story, account.key);
        let known = contact
            .as_ref()
            .map_or(account.known, |contact| contact.known.max(account.known));
        let known = past(story, known);
        let manager = story.chance.between(1, 3);
        let manager = usize::try_from(manager)
            .ok()
            .and_then(|at| story.employees.get(at))
            .copied();
        let values = json!({
            "account": link(account.key),
            "contact": contact.map(|contact| link(contact.key)),
            "account_manager": manager.map(link),
            "health": story.chance.pick(&["good", "good", "good", "at_risk", "poor"]),
            "rating": story.chance.between(2, 5),
        });
        let key = story.create(known, "client", values);
        story.clients.push(ClientFact {
            key,
            account: account.key,
            known,
        });
    }
}

/// Vendors and partners are suppliers.
fn suppliers(story: &mut Story) {
    for account in story.accounts.clone() {
        let (category, days) = match account.key.number % 9 {
            5 => ("Subcontractors", 5),
            6 if account.key.number > 30 => ("Components", 21),
            _ => continue,
        };
        let contact = first_of(story, account.key);
        let known = contact
            .as_ref()
            .map_or(account.known, |contact| contact.known.max(account.known));
        let known = past(story, known);
        let values = json!({
            "account": link(account.key),
            "contact": contact.map(|contact| link(contact.key)),
            "category": category,
            "currency": "EUR",
            "lead_time_days": days + story.chance.between(0, 9),
            "rating": story.chance.between(3, 5),
        });
        story.create(known, "supplier", values);
    }
}

/// Private persons who work for the company now and then.
fn professionals(story: &mut Story) {
    let private: Vec<ContactFact> = story
        .contacts
        .iter()
        .filter(|contact| contact.account.is_none())
        .cloned()
        .collect();
    for (contact, (profession, specialty, rate)) in private.iter().zip(TRADES) {
        let known = past(story, contact.known);
        let values: Json = json!({
            "contact": link(contact.key),
            "profession": profession,
            "specialty": specialty,
            "hourly_rate": rate,
            "years_experience": story.chance.between(4, 25),
            "rating": story.chance.between(3, 5),
        });
        story.create(known, "professional", values);
    }
}

fn first_of(story: &Story, account: Key) -> Option<ContactFact> {
    let mut there = story.contacts.iter();
    there
        .find(|contact| contact.account == Some(account))
        .cloned()
}

/// A few days later, if that is past.
fn past(story: &mut Story, moment: Moment) -> Moment {
    let later = story.later(moment, 1, 9);
    if story.calendar.is_past(later) {
        later
    } else {
        moment
    }
}
