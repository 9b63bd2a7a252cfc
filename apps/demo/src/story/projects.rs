//! Projects: what becomes of deals that were won, with tasks, hours and expenses.

use serde_json::json;

use super::deals::DealFact;
use super::{Key, Kind, Story, about, link};
use crate::calendar::{Moment, YEAR};

/// How many there are at most.
const PROJECTS: usize = 14;

/// What is done in each project: title, estimated hours, days until it is due.
const STEPS: &[(&str, i64, i64)] = &[
    ("Survey on site", 8, 7),
    ("Design and approval", 24, 21),
    ("Order equipment", 4, 28),
    ("Installation", 60, 55),
    ("Commissioning and handover", 12, 70),
];

/// What was paid besides work, and roughly how much.
const EXPENSES: &[(&str, &str, i64)] = &[
    ("Duct material", "material", 1_850),
    ("Crane for two days", "equipment", 1_240),
    ("Hotel near the site", "accommodation", 420),
    ("Van rental", "travel", 310),
    ("Cabling by a subcontractor", "subcontractor", 2_900),
];

pub(super) fn tell(story: &mut Story) {
    let won: Vec<(DealFact, Moment)> = story
        .deals
        .iter()
        .filter(|deal| is_won(story, deal.key))
        .filter_map(|deal| Some((*deal, deal.closed?)))
        .collect();
    // Evenly over the year, and the last ones, so that some have just begun.
    let every = (won.len() / PROJECTS).max(1);
    for (deal, closed) in won.iter().rev().step_by(every).take(PROJECTS) {
        let made = story.later(*closed, 1, 4);
        if story.calendar.is_past(made) {
            project(story, deal, made);
        }
    }
}

/// Whether the last step of a deal was to be won.
fn is_won(story: &Story, deal: Key) -> bool {
    let mut steps = story.events.iter().rev();
    let last = steps.find(|event| event.key == deal && event.values.contains_key("stage"));
    last.and_then(|event| event.values.get("stage")) == Some(&json!("won"))
}

fn amount_of(story: &Story, deal: Key) -> i64 {
    let mut events = story.events.iter();
    let made = events.find(|event| event.key == deal && event.kind == Kind::Create);
    let amount = made.and_then(|event| event.values.get("amount")?.as_i64());
    amount.unwrap_or(20_000)
}

fn project(story: &mut Story, deal: &DealFact, made: Moment) {
    let client = story
        .clients
        .iter()
        .find(|client| client.account == deal.account && client.known <= made)
        .map(|client| client.key);
    let name = story
        .accounts
        .get(deal.account.number)
        .map_or("", |account| account.name);
    let budget = amount_of(story, deal.key) / 10 * 6;
    let days = story.chance.between(75, 110);
    let values = json!({
        "name": format!("{}, {name}", deal.topic),
        "project_type": "customer",
        "client": client.map(link),
        "account": link(deal.account),
        "contact": deal.contact.map(link),
        "deal": link(deal.key),
        "priority": story.chance.pick(&["low", "medium", "medium", "high"]),
        "budget": budget,
        "start_date": story.calendar.date(made.day() + 2).to_string(),
        "deadline": story.calendar.date(made.day() + days).to_string(),
    });
    let key = story.create(made, "project", values);
    members(story, key, made);
    milestone(story, key, made, ("Design approved", 24));
    milestone(story, key, made, ("Handover", days));
    let began = story.later(made, 2, 5);
    if !story.change(began, key, json!({ "status": "in_progress" })) {
        plan(story, key, made);
        return;
    }
    expenses(story, key, began);
    if let Some(done) = work(story, key, made) {
        let closed = story.later(done, 1, 5);
        story.change(closed, key, json!({ "status": "completed" }));
    } else if story.chance.percent(15) {
        // The customer's building is not ready.
        let held = story.later(began, 3, 9);
        story.change(held, key, json!({ "status": "on_hold" }));
    }
}

fn members(story: &mut Story, project: Key, made: Moment) {
    for (at, role) in [(4, "manager"), (5, "member"), (6, "member")] {
        let Some(employee) = story.employees.get(at).copied() else {
            continue;
        };
        let values = json!({
            "project": link(project),
            "person": about(employee),
            "role": role,
            "allocation": story.chance.pick(&[20, 40, 50]),
        });
        story.create(made, "project_member", values);
    }
}

fn milestone(story: &mut Story, project: Key, made: Moment, (name, days): (&str, i64)) {
    let values = json!({
        "name": name,
        "project": link(project),
        "due_date": story.calendar.date(made.day() + days).to_string(),
    });
    let key = story.create(made, "milestone", values);
    let reached = story
        .calendar
        .at(made.day() + days - story.chance.between(0, 6), 2);
    story.change(reached, key, json!({ "status": "reached" }));
}

fn task(story: &mut Story, project: Key, made: Moment, step: (&str, i64, i64)) -> Key {
    let (title, hours, days) = step;
    let worker = story.chance.between(5, 8);
    let worker = usize::try_from(worker)
        .ok()
        .and_then(|at| story.employees.get(at))
        .copied();
    let values = json!({
        "title": title,
        "project": link(project),
        "related": about(project),
        "person": worker.map(about),
        "estimated_hours": hours,
        "due_at": story.calendar.hour(made.day() + days, 32).to_string(),
        "checklist": (title == "Commissioning and handover")
            .then(|| json!(["Measure air volumes", "Instruct the operator", "Hand over documents"])),
    });
    story.create(made, "task", values)
}

/// The tasks of a project that has not begun.
fn plan(story: &mut Story, project: Key, made: Moment) {
    for step in STEPS {
        task(story, project, made, *step);
    }
}

/// Works through the tasks as far as today allows. Answers when the last was done.
fn work(story: &mut Story, project: Key, made: Moment) -> Option<Moment> {
    let mut last = None;
    for step in STEPS {
        let (title, hours, days) = *step;
        let key = task(story, project, made, *step);
        let days = days + story.chance.between(-3, 6);
        let begun = story.calendar.at(made.day() + (days - 5).max(2), 1);
        last = None;
        if !story.change(begun, key, json!({ "status": "in_progress" })) {
            continue;
        }
        let parts = 2 + story.chance.below(2);
        for part in 0..parts {
            let share = i64::try_from(parts).unwrap_or(1);
            let day = begun.day() + i64::try_from(part).unwrap_or(0);
            entry(story, key, day, (title, (hours / share).clamp(1, 10)));
        }
        let done = story.calendar.at(made.day() + days.max(8), 3);
        if done > begun && story.change(done, key, json!({ "status": "completed" })) {
            last = Some(done);
        }
    }
    last
}

fn entry(story: &mut Story, task: Key, day: i64, (note, hours): (&str, i64)) {
    let moment = story.calendar.at(day, 3);
    let worker = 4 + story.chance.below(5);
    let Some(worker) = story.employees.get(worker).copied() else {
        return;
    };
    if !story.calendar.is_past(moment) || day > YEAR {
        return;
    }
    let values = json!({
        "note": note,
        "date": story.calendar.date(moment.day()).to_string(),
        "hours": hours,
        "task": link(task),
        "person": about(worker),
    });
    story.create(moment, "time_entry", values);
}

fn expenses(story: &mut Story, project: Key, began: Moment) {
    for _ in 0..2 {
        let (description, category, amount) = story.chance.pick(EXPENSES);
        let paid = story.later(began, 3, 40);
        if !story.calendar.is_past(paid) {
            continue;
        }
        let values = json!({
            "description": description,
            "category": category,
            "amount": amount + story.chance.between(-90, 240),
            "date": story.calendar.date(paid.day()).to_string(),
            "project": link(project),
        });
        story.create(paid, "expense", values);
    }
}
