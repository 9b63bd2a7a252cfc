//! Inboxes, strategies, and what was written to and fro; folders with documents that lie elsewhere.

use serde_json::{Value as Json, json};

use super::parties::ContactFact;
use super::{Key, Story, about, link};
use crate::calendar::Moment;

const CONVERSATIONS: usize = 18;

/// What a talk is about: each line is said by `contact`, `user` or `bot`.
type Talk = &'static [(&'static str, &'static str)];

const TALKS: &[Talk] = &[
    &[
        (
            "contact",
            "Hello, our ventilation has been loud since Monday. Is that normal?",
        ),
        (
            "user",
            "Good morning {first}, thank you for writing. Does it hum or rattle?",
        ),
        ("contact", "It rattles, mostly in the morning."),
        (
            "user",
            "That sounds like a bearing. I send somebody by on Thursday.",
        ),
        ("contact", "Perfect, thank you!"),
    ],
    &[
        (
            "contact",
            "What does a maintenance contract for four units cost?",
        ),
        ("bot", "Happy to help. May I ask how old the units are?"),
        ("contact", "About six years."),
        (
            "bot",
            "Thank you. A colleague gets in touch with an offer today.",
        ),
        (
            "user",
            "Hello {first}, I have just sent you the offer by mail.",
        ),
    ],
    &[
        ("contact", "Can the appointment be moved to next week?"),
        ("user", "Of course. Tuesday at ten or Wednesday at two?"),
        ("contact", "Wednesday, please."),
    ],
    &[
        ("contact", "Do you also deliver filters of class F7?"),
        ("user", "Yes, from stock. How many do you need?"),
        ("contact", "**24 pieces**, the size is on the old invoice."),
    ],
    &[
        (
            "user",
            "Hello {first}, how do you like the new system so far?",
        ),
        ("contact", "Very quiet, the whole office is pleased."),
    ],
    &[
        ("contact", "Your invoice has the wrong address."),
        ("user", "I am sorry. The corrected one is on its way."),
    ],
];

pub(super) fn tell(story: &mut Story) {
    let began = story.calendar.at(20, 0);
    let strategies = strategies(story, began);
    let inboxes = inboxes(story, began, &strategies);
    for number in 0..CONVERSATIONS {
        let oldest = if number % 3 == 0 { 4 } else { 120 };
        let came = story.some_day(oldest, 1);
        let Some(account) = story.account_at(came) else {
            continue;
        };
        if let Some(contact) = story.contact_of(account.key, came) {
            let inbox = inboxes.get(number % inboxes.len()).copied();
            talk(story, number, came, &contact, inbox);
        }
    }
    documents(story, began);
}

fn strategies(story: &mut Story, began: Moment) -> Vec<Key> {
    let all = [
        json!({
            "name": "Maintenance contract", "tag": "service", "status": "active", "tone": "friendly, brief",
            "audience": "Companies with units of their own older than three years",
            "ai_objective": "A date for a survey on site",
            "ai_instructions": "Ask for number, age and make of the units. Never name a price before the survey.",
            "qualification_priority": "number of units, age, last service",
            "objection_handling": "Too expensive: compare with one failed fan in summer.",
            "disqualification_criteria": "Rented rooms whose landlord does the service",
            "steps": ["Greet", "Ask for the units", "Offer a survey", "Book the date"],
            "creativity": 30, "delay_min": 20, "delay_max": 90,
            "example_conversation": [
                { "role": "user", "content": "What does a contract cost?" },
                { "role": "assistant", "content": "That depends on the units. How many are there?" },
            ],
        }),
        json!({
            "name": "New building", "tag": "project", "status": "active", "tone": "precise",
            "ai_objective": "The drawings, and a talk with the planner",
            "objection_handling": "Another offer is there: ask what it leaves out.",
            "steps": ["Who plans?", "Which norm?", "Ask for drawings", "Talk with the planner"],
            "creativity": 10,
        }),
        json!({
            "name": "Win back", "tag": "win-back", "tone": "warm",
            "description": "For customers of whom nothing was heard for a year.",
            "steps": ["Ask how it runs", "Offer a free check"],
        }),
    ];
    all.map(|values| story.create(began, "strategy", values))
        .to_vec()
}

fn inboxes(story: &mut Story, began: Moment, strategies: &[Key]) -> Vec<Key> {
    let strategy = strategies.first().copied().map(link);
    let all = [
        json!({ "name": "Website chat", "channel": "chat", "greeting": "Hello! How can we help?", "strategy": strategy }),
        json!({ "name": "Service mail", "channel": "mail", "address": "service@nordluft.example" }),
        json!({ "name": "WhatsApp", "channel": "whatsapp", "address": "+49 30 5550 100" }),
    ];
    all.map(|values| story.create(began, "inbox", values))
        .to_vec()
}

fn talk(story: &mut Story, number: usize, came: Moment, contact: &ContactFact, inbox: Option<Key>) {
    let values = json!({ "inbox": inbox.map(link), "contact": link(contact.key) });
    let conversation = story.create(came, "conversation", values);
    let lines = TALKS.get(number % TALKS.len()).copied().unwrap_or_default();
    let mut moment = came;
    for (told, (who, text)) in lines.iter().enumerate() {
        if told > 0 {
            moment = story.later(moment, 1, 2);
        }
        let last = told + 1 == lines.len();
        let text = text.replace("{first}", contact.person.first);
        if !say(story, moment, conversation, who, &text, last) {
            return;
        }
    }
    // A third stays as it is, with something unread.
    let ended = story.later(moment, 1, 3);
    match number % 3 {
        0 => {}
        1 => {
            story.change(ended, conversation, json!({ "status": "closed" }));
        }
        _ => {
            story.change(ended, conversation, json!({ "status": "pending" }));
        }
    }
}

/// Adds a message; those before the last were read. Says whether its moment has come.
fn say(
    story: &mut Story,
    at: Moment,
    conversation: Key,
    who: &str,
    text: &str,
    last: bool,
) -> bool {
    if !story.calendar.is_past(at) {
        return false;
    }
    let message = story.create(
        at,
        "message",
        json!({ "conversation": link(conversation), "author_kind": who, "body": text }),
    );
    if who == "contact" && !last {
        let read = story.later(at, 1, 1);
        let moment = Json::String(story.calendar.time(read).to_string());
        story.change(read, message, json!({ "read_at": moment }));
    }
    true
}

fn documents(story: &mut Story, began: Moment) {
    let contracts = story.create(began, "folder", json!({ "name": "Contracts" }));
    let sheets = story.create(began, "folder", json!({ "name": "Data sheets" }));
    for (title, folder) in [
        ("General terms 2026", contracts),
        ("Fan unit L 200, data sheet", sheets),
        ("Filter F7, data sheet", sheets),
    ] {
        let name = title.to_lowercase().replace([' ', ','], "-");
        let url = format!("https://files.nordluft.example/{name}.pdf");
        let values =
            json!({ "title": title, "folder": link(folder), "url": url, "status": "active" });
        story.create(began, "document", values);
    }
    let deals: Vec<(Key, Moment)> = story
        .deals
        .iter()
        .map(|deal| (deal.key, deal.begun))
        .take(6)
        .collect();
    for (deal, begun) in deals {
        let at = story.later(begun, 1, 5);
        if !story.calendar.is_past(at) {
            continue;
        }
        let values = json!({
            "title": "Drawings of the roof", "status": "active", "related": about(deal),
            "url": "https://planner.example/drawings",
        });
        story.create(at, "document", values);
    }
}
