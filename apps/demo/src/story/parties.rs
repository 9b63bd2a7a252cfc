//! Accounts and the people there.

use rapport_kernel::fold;
use serde_json::{Value as Json, json};

use super::{Key, Story, link};
use crate::calendar::{Moment, YEAR};
use crate::words::companies::{Company, companies};
use crate::words::countries::{COUNTRIES, Country};
use crate::words::talk::{JOBS, TAGS};

/// An account of the story.
#[derive(Clone)]
pub(super) struct AccountFact {
    pub(super) key: Key,
    pub(super) name: &'static str,
    pub(super) known: Moment,
    pub(super) address: Json,
}

/// A person of the story.
#[derive(Clone)]
pub(super) struct ContactFact {
    pub(super) key: Key,
    pub(super) account: Option<Key>,
    pub(super) known: Moment,
    pub(super) person: Person,
}

/// Somebody invented.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) salutation: &'static str,
    pub(super) first: &'static str,
    pub(super) last: &'static str,
    pub(super) email: String,
    pub(super) phone: String,
}

pub(super) fn tell(story: &mut Story) {
    for (number, company) in companies().iter().enumerate() {
        let Some(country) = COUNTRIES.get(company.country) else {
            continue;
        };
        let account = account(story, number, company, country);
        let people = 2 + story.chance.below(3);
        for _ in 0..people {
            contact(story, Some((&account, company)), country);
        }
        story.accounts.push(account);
    }
    let private = 180_usize.saturating_sub(story.contacts.len()).clamp(4, 12);
    for _ in 0..private {
        let country = story.chance.below(COUNTRIES.len());
        if let Some(country) = COUNTRIES.get(country) {
            contact(story, None, country);
        }
    }
}

fn account(story: &mut Story, number: usize, company: &Company, country: &Country) -> AccountFact {
    // A third was known before the year began, the others came evenly; the last ones a few weeks ago.
    let number = i64::try_from(number).unwrap_or(0);
    let day = (number - 20).max(0) * (YEAR - 20) / 40;
    let known = story.calendar.at(day, number);
    let address = address(story, company, country);
    let host = host(company.name);
    let (kind, supplier) = match number % 9 {
        0..=4 => ("customer", false),
        5 => ("partner", false),
        6 if number > 30 => ("vendor", true),
        _ => ("prospect", false),
    };
    let tags: Vec<&str> = TAGS
        .iter()
        .copied()
        .filter(|_| story.chance.percent(15))
        .collect();
    let values = json!({
        "name": company.name,
        "account_type": kind,
        "is_supplier": supplier,
        "industry": company.industry,
        "employees": company.employees,
        "annual_revenue": company.employees * story.chance.between(90, 210) * 1000,
        "phone": phone(story, country),
        "email": format!("office@{host}"),
        "website": format!("https://www.{host}"),
        "billing_address": address,
        "shipping_address": if story.chance.percent(40) { address.clone() } else { Json::Null },
        "account_number": format!("{}", 10_400 + number * 7),
        "payment_terms": story.chance.pick(&["14 days net", "30 days net", "30 days net, 2 % within 10"]),
        "credit_limit": company.employees / 10 * 1000 + 10_000,
        "rating": story.chance.between(2, 5),
        "customer_since": if kind == "customer" { Some(story.calendar.date(day - 200).to_string()) } else { None },
        "tags": tags,
    });
    let key = story.create(known, "account", values);
    AccountFact {
        key,
        name: company.name,
        known,
        address,
    }
}

fn contact(story: &mut Story, at: Option<(&AccountFact, &Company)>, country: &Country) {
    let known = match at {
        Some((account, _)) if account.known.day() == 0 => account.known,
        Some((account, _)) => {
            let days = story.chance.between(0, 12);
            let met = story.calendar.after(account.known, days, 3);
            if story.calendar.is_past(met) {
                met
            } else {
                account.known
            }
        }
        None => story.some_day(300, 5),
    };
    let host = at.map_or_else(
        || "mail.example".to_owned(),
        |(_, company)| host(company.name),
    );
    let person = person(story, country, &host);
    let (title, department) = story.chance.pick(JOBS);
    let works = at.is_some();
    let values = json!({
        "salutation": person.salutation,
        "first_name": person.first,
        "last_name": person.last,
        "account": at.map(|(account, _)| link(account.key)),
        "title": works.then_some(title),
        "department": works.then_some(department),
        "email": person.email,
        "phone": person.phone,
        "mobile": if story.chance.percent(45) { Some(phone(story, country)) } else { None },
        "address": if works { Json::Null } else { street(story, country, "12", "Neustadt") },
        "lifecycle_stage": story.chance.pick(&["lead", "opportunity", "customer", "customer", "customer", "evangelist"]),
        "lead_source": story.chance.pick(&["website", "referral", "event", "cold_call", "partner"]),
        "email_opt_out": story.chance.percent(8),
        "do_not_call": story.chance.percent(4),
        "is_active": true,
        "lead_score": story.chance.between(10, 95),
    });
    let key = story.create(known, "contact", values);
    let account = at.map(|(account, _)| account.key);
    story.contacts.push(ContactFact {
        key,
        account,
        known,
        person,
    });
}

/// Invents somebody of a country whose mail is kept by a host.
pub(super) fn person(story: &mut Story, country: &Country, host: &str) -> Person {
    let woman = story.chance.percent(50);
    let first = story
        .chance
        .pick(if woman { country.women } else { country.men });
    let last = story.chance.pick(country.families);
    let salutation = match story.chance.between(1, 14) {
        1 => "dr",
        _ if woman => "ms",
        _ => "mr",
    };
    // The number keeps two people of one name apart.
    let taken = |email: &str, story: &Story| {
        story
            .contacts
            .iter()
            .any(|contact| contact.person.email == email)
    };
    let plain = format!("{}.{}", mailable(first), mailable(last));
    let mut email = format!("{plain}@{host}");
    let mut number = 2;
    while taken(&email, story) {
        email = format!("{plain}{number}@{host}");
        number += 1;
    }
    Person {
        salutation,
        first,
        last,
        email,
        phone: phone(story, country),
    }
}

/// The host name of a company: `.example` belongs to nobody.
pub(super) fn host(company: &str) -> String {
    let words: Vec<String> = company
        .split_whitespace()
        .map(mailable)
        .filter(|word| word.len() > 2)
        .take(2)
        .collect();
    format!("{}.example", words.join("-"))
}

fn mailable(text: &str) -> String {
    let folded = fold(text).replace('ł', "l").replace('ø', "o");
    folded.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// A telephone number of a country, from ranges without subscribers where there are such.
pub(super) fn phone(story: &mut Story, country: &Country) -> String {
    let digit = |sign: char, story: &mut Story| match sign {
        '#' => char::from_digit(u32::try_from(story.chance.between(0, 9)).unwrap_or(0), 10)
            .unwrap_or('0'),
        other => other,
    };
    country
        .phone
        .chars()
        .map(|sign| digit(sign, story))
        .collect()
}

fn address(story: &mut Story, company: &Company, country: &Country) -> Json {
    street(story, country, company.postal_code, company.city)
}

fn street(story: &mut Story, country: &Country, postal_code: &str, city: &str) -> Json {
    let street = story.chance.pick(country.streets);
    let number = story.chance.between(1, 140);
    json!({
        "street": format!("{street} {number}"),
        "postal_code": postal_code,
        "city": city,
        "country": country.name,
    })
}
