//! Deals: from the first talk to won or lost, or to where they stand today.

use serde_json::{Value as Json, json};

use super::{Key, Story, link};
use crate::calendar::{Moment, YEAR};
use crate::words::offers::TOPICS;
use crate::words::talk::{LOST_REASONS, NEXT_STEPS};

/// How many deals there are.
const DEALS: usize = 120;

const STAGES: &[&str] = &["qualification", "needs_analysis", "proposal", "negotiation"];

/// A deal of the story.
#[derive(Clone, Copy)]
pub(super) struct DealFact {
    pub(super) key: Key,
    pub(super) account: Key,
    pub(super) contact: Option<Key>,
    pub(super) begun: Moment,
    /// When it was won or lost; none while it is open.
    pub(super) closed: Option<Moment>,
    pub(super) topic: &'static str,
}

pub(super) fn tell(story: &mut Story) {
    for number in 0..DEALS {
        // Many began in the last quarter, so that the board of today is full; the others fill the year evenly.
        let standing = standing(number);
        let begun = if standing.is_some() {
            story.some_day(70, 32)
        } else if number % 5 < 2 {
            story.some_day(75, 1)
        } else {
            let day = i64::try_from(number).unwrap_or(0) * 290 / 120;
            story.calendar.at(day, 1)
        };
        if let Some(fact) = begin(story, begun) {
            let closed = match standing {
                Some(stage) => stand(story, &fact, stage),
                None => follow(story, &fact),
            };
            story.deals.push(DealFact { closed, ..fact });
        }
    }
}

/// The stage in which a deal stands today whatever chance says: the later columns of the board are never empty.
fn standing(number: usize) -> Option<usize> {
    match number % 15 {
        3 => Some(3),
        8 => Some(2),
        _ => None,
    }
}

/// Brings a deal quickly to a stage and leaves it there.
fn stand(story: &mut Story, fact: &DealFact, stage: usize) -> Option<Moment> {
    let mut moment = fact.begun;
    for stage in STAGES.iter().skip(1).take(stage) {
        moment = story.later(moment, 2, 7);
        story.change(moment, fact.key, json!({ "stage": stage }));
    }
    still_open(story, fact);
    None
}

fn begin(story: &mut Story, begun: Moment) -> Option<DealFact> {
    let account = story.account_at(begun)?;
    let contact = story
        .contact_of(account.key, begun)
        .map(|contact| contact.key);
    let (topic, thousands) = story.chance.pick(TOPICS);
    let amount = thousands * story.chance.between(60, 150) * 10;
    let close = story.chance.between(25, 110);
    let is_service = topic.starts_with("Maintenance") || topic.starts_with("Remote");
    let values = json!({
        "name": format!("{topic}, {}", account.name),
        "account": link(account.key),
        "contact": contact.map(link),
        "pipeline": link(Key { entity: "pipeline", number: usize::from(is_service) }),
        "stage": "qualification",
        "amount": amount,
        "expected_close": story.calendar.date(begun.day() + close).to_string(),
        "deal_type": if is_service { "renewal" } else { story.chance.pick(&["new_business", "new_business", "existing_business"]) },
        "lead_source": story.chance.pick(&["website", "referral", "event", "cold_call", "partner", "email_campaign"]),
        "next_step": story.chance.pick(NEXT_STEPS),
    });
    let key = story.create(begun, "deal", values);
    Some(DealFact {
        key,
        account: account.key,
        contact,
        begun,
        closed: None,
        topic,
    })
}

/// Takes a deal through its stages until it ends or today is reached. Answers when it closed.
fn follow(story: &mut Story, fact: &DealFact) -> Option<Moment> {
    // Where it ends if there is time enough: 0 to 3 lost in that stage, 4 won.
    let end = if story.chance.percent(52) {
        4
    } else {
        story.chance.below(4)
    };
    // Small jobs are decided within weeks.
    let (least, most) = if story.chance.percent(25) {
        (1, 7)
    } else {
        (5, 25)
    };
    let mut moment = fact.begun;
    for (at, stage) in STAGES.iter().enumerate().skip(1) {
        moment = story.later(moment, least, most);
        if at > end {
            break;
        }
        let mut change = json!({ "stage": stage });
        if story.chance.percent(20)
            && let Json::Object(change) = &mut change
        {
            let close = story
                .calendar
                .date(moment.day() + story.chance.between(15, 60));
            change.insert("expected_close".to_owned(), json!(close.to_string()));
        }
        if !story.change(moment, fact.key, change) {
            still_open(story, fact);
            return None;
        }
    }
    let moment = story.later(moment, least, most);
    let outcome = if end == 4 {
        json!({ "stage": "won" })
    } else {
        json!({ "stage": "lost", "lost_reason": story.chance.pick(LOST_REASONS) })
    };
    if !story.change(moment, fact.key, outcome) {
        still_open(story, fact);
        return None;
    }
    if end != 4 && story.chance.percent(7) {
        return reopened(story, fact, moment);
    }
    Some(moment)
}

/// A lost deal comes back once.
fn reopened(story: &mut Story, fact: &DealFact, lost: Moment) -> Option<Moment> {
    let moment = story.later(lost, 10, 40);
    if !story.change(moment, fact.key, json!({ "stage": "negotiation" })) {
        return Some(lost);
    }
    still_open(story, fact);
    None
}

/// An open deal is expected to close soon; a few are late.
fn still_open(story: &mut Story, fact: &DealFact) {
    let close = story
        .calendar
        .date(YEAR + story.chance.between(-8, 75))
        .to_string();
    let Some(last) = story
        .events
        .iter_mut()
        .rev()
        .find(|event| event.key == fact.key)
    else {
        return;
    };
    last.values
        .insert("expected_close".to_owned(), json!(close));
}
