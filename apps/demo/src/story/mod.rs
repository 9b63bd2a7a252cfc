//! The story: a year of a company that sells ventilation, planned as data before anything is written.
//!
//! [`plan`] makes a list of [`Event`]s, each with its moment; the same context gives the same list. Chapters only add
//! events and remember the facts that later chapters need. Nothing here knows the engine.

mod activities;
mod bookings;
mod commerce;
mod conversations;
mod deals;
mod estimates;
mod leads;
mod parties;
mod products;
mod projects;
mod promises;
mod staff;
mod tasks;
mod tickets;
mod work_orders;

use serde_json::{Map, Value as Json, json};

use crate::calendar::{Calendar, Moment};
use crate::generator::Generator;
use deals::DealFact;
use parties::{AccountFact, ContactFact};
use products::ProductFact;

/// The n-th record of an entity in the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    pub(crate) entity: &'static str,
    pub(crate) number: usize,
}

/// A record comes into being, or some of its fields change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Create,
    Change,
}

/// One change of one record at a moment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Event {
    pub(crate) at: Moment,
    pub(crate) kind: Kind,
    pub(crate) key: Key,
    /// Values in wire form, links as [`link`] makes them.
    pub(crate) values: Map<String, Json>,
    /// Values of fields that only the system writes.
    pub(crate) system: Vec<(&'static str, System)>,
}

/// A value that clients may not send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum System {
    /// The moment of the event.
    Now,
    /// Yes.
    Yes,
    /// A record of the story.
    Link(Key),
}

/// The key under which a link to a record of the story stands in the values.
pub(crate) const LINK: &str = "$link";

/// A link as a value: the id is put in when the story is written.
pub(crate) fn link(key: Key) -> Json {
    json!({ LINK: format!("{}:{}", key.entity, key.number) })
}

/// A link that names its entity.
pub(crate) fn about(key: Key) -> Json {
    json!({ "entity": key.entity, "id": link(key) })
}

/// What is known while planning.
pub(crate) struct Story {
    calendar: Calendar,
    chance: Generator,
    events: Vec<Event>,
    numbers: Map<String, Json>,
    products: Vec<ProductFact>,
    accounts: Vec<AccountFact>,
    contacts: Vec<ContactFact>,
    deals: Vec<DealFact>,
    tickets: Vec<tickets::TicketFact>,
    employees: Vec<Key>,
    clients: Vec<staff::ClientFact>,
}

/// Plans the whole story, in the order of time.
pub(crate) fn plan(calendar: Calendar) -> Vec<Event> {
    let mut story = Story {
        calendar,
        chance: Generator::new(0x5eed_0f4a_990a),
        events: Vec::new(),
        numbers: Map::new(),
        products: Vec::new(),
        accounts: Vec::new(),
        contacts: Vec::new(),
        deals: Vec::new(),
        tickets: Vec::new(),
        employees: Vec::new(),
        clients: Vec::new(),
    };
    products::tell(&mut story);
    parties::tell(&mut story);
    deals::tell(&mut story);
    leads::tell(&mut story);
    promises::tell(&mut story);
    tickets::tell(&mut story);
    estimates::tell(&mut story);
    work_orders::tell(&mut story);
    tasks::tell(&mut story);
    activities::tell(&mut story);
    staff::tell(&mut story);
    projects::tell(&mut story);
    bookings::tell(&mut story);
    commerce::tell(&mut story);
    conversations::tell(&mut story);
    let mut events = story.events;
    // Stable, so that what was planned first at one moment comes first: a record before what links to it.
    events.sort_by_key(|event| event.at);
    events
}

impl Story {
    /// Plans a new record.
    fn create(&mut self, at: Moment, entity: &'static str, values: Json) -> Key {
        let count = self.numbers.get(entity).and_then(Json::as_u64).unwrap_or(0);
        self.numbers.insert(entity.to_owned(), json!(count + 1));
        let key = Key {
            entity,
            number: usize::try_from(count).unwrap_or(0),
        };
        self.push(at, Kind::Create, key, values);
        key
    }

    /// Plans a change of a record, unless its moment has not come yet. Says whether it has.
    fn change(&mut self, at: Moment, key: Key, values: Json) -> bool {
        let past = self.calendar.is_past(at);
        if past {
            self.push(at, Kind::Change, key, values);
        }
        past
    }

    /// Adds values that only the system writes to the event planned last.
    fn with_system(&mut self, values: &[(&'static str, System)]) {
        if let Some(event) = self.events.last_mut() {
            event.system.extend_from_slice(values);
        }
    }

    fn push(&mut self, at: Moment, kind: Kind, key: Key, values: Json) {
        let mut values = if let Json::Object(values) = values {
            values
        } else {
            Map::new()
        };
        values.retain(|_, value| !value.is_null());
        self.events.push(Event {
            at,
            kind,
            key,
            values,
            system: Vec::new(),
        });
    }

    /// A past moment: some day of the year, at most so many days ago.
    fn some_day(&mut self, oldest: i64, newest: i64) -> Moment {
        let ago = self
            .chance
            .between(newest.max(1), oldest.max(newest.max(1)));
        let slot = self.chance.between(0, 3);
        let mut moment = self.calendar.at(crate::calendar::YEAR - ago, slot);
        let mut earlier = ago;
        // A day before a weekend at its end may reach into the future.
        while !self.calendar.is_past(moment) {
            earlier += 1;
            moment = self.calendar.at(crate::calendar::YEAR - earlier, 0);
        }
        moment
    }

    /// A moment some days after another.
    fn later(&mut self, moment: Moment, least: i64, most: i64) -> Moment {
        let days = self.chance.between(least.max(1), most.max(1));
        let slot = self.chance.between(0, 3);
        self.calendar.after(moment, days, slot)
    }

    /// One of the accounts that are known at a moment; the first when none is.
    fn account_at(&mut self, moment: Moment) -> Option<AccountFact> {
        let known = self
            .accounts
            .iter()
            .filter(|account| account.known <= moment)
            .count();
        self.accounts.get(self.chance.below(known)).cloned()
    }

    /// Somebody of an account who is known at a moment.
    fn contact_of(&mut self, account: Key, moment: Moment) -> Option<ContactFact> {
        let known: Vec<&ContactFact> = self
            .contacts
            .iter()
            .filter(|contact| contact.account == Some(account) && contact.known <= moment)
            .collect();
        known.get(self.chance.below(known.len())).copied().cloned()
    }
}

/// Fills the places of a sentence.
fn said(text: &str, first: &str, account: &str, topic: &str) -> String {
    text.replace("{first}", first)
        .replace("{account}", account)
        .replace("{topic}", topic)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn planned() -> Vec<Event> {
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        plan(Calendar::new(now, "Europe/Berlin".into()))
    }

    #[test]
    fn the_same_day_gives_the_same_story() {
        assert_eq!(planned(), planned());
    }

    #[test]
    fn every_record_exists_before_something_happens_to_it() {
        let mut known: BTreeSet<Key> = BTreeSet::new();
        for event in planned() {
            let text = Json::Object(event.values.clone()).to_string();
            for part in text.split(LINK).skip(1) {
                let name = part
                    .trim_start_matches(['"', ':'])
                    .split('"')
                    .next()
                    .unwrap();
                let (entity, number) = name.split_once(':').unwrap();
                let found = known
                    .iter()
                    .any(|key| key.entity == entity && key.number.to_string() == number);
                assert!(
                    found,
                    "{name} is linked by {:?} before it exists",
                    event.key
                );
            }
            match event.kind {
                Kind::Create => assert!(known.insert(event.key)),
                Kind::Change => assert!(known.contains(&event.key), "{:?}", event.key),
            }
        }
    }

    #[test]
    fn a_record_changes_at_most_once_in_a_moment() {
        let mut seen = BTreeSet::new();
        for event in planned() {
            assert!(
                seen.insert((event.key, event.at)),
                "{:?} twice at {:?}",
                event.key,
                event.at
            );
        }
    }

    #[test]
    fn the_story_is_as_large_as_promised() {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for event in planned().iter().filter(|event| event.kind == Kind::Create) {
            *counts.entry(event.key.entity).or_default() += 1;
        }
        let about = |entity: &str, count: usize| {
            let found = counts.get(entity).copied().unwrap_or(0);
            assert!(
                found.abs_diff(count) * 10 <= count,
                "{found} of {entity}, not about {count}"
            );
        };
        about("account", 60);
        about("contact", 180);
        about("lead", 80);
        about("deal", 120);
        about("product", 25);
        about("task", 320);
        about("employee", 9);
        about("client", 33);
        about("supplier", 10);
        about("professional", 4);
        about("project", 14);
        about("ticket", 90);
        about("booking", 26);
        about("booking_type", 3);
        about("sla_policy", 2);
        about("work_order", 25);
        about("estimate", 30);
        about("order", 24);
        about("invoice", 19);
        about("strategy", 3);
        about("conversation", 17);
        let activities: usize = ["note", "call", "meeting"]
            .iter()
            .map(|name| counts[name])
            .sum();
        assert!((270..=330).contains(&activities), "{activities} activities");
    }
}
