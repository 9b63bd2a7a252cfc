//! vCards 2.1 to 4.0 as rows with fixed columns, one card a row.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::path::Path;

use calcard::vcard::{
    VCard, VCardEntry, VCardParameterName, VCardParameterValue, VCardProperty, VCardType,
    VCardValue,
};

use super::delimited::decoded;
use super::{FileShape, FormatError, Row, Table};

/// The columns of a card. Their names match the labels of our fields.
const COLUMNS: &[&str] = &[
    "Salutation",
    "First name",
    "Last name",
    "E-mail",
    "Second e-mail",
    "Phone",
    "Mobile",
    "Fax",
    "Company",
    "Department",
    "Title",
    "Website",
    "Birthday",
    "Street",
    "City",
    "State",
    "Postal code",
    "Country",
    "Tags",
    "Notes",
];

pub(super) fn open(path: &Path, shape: &FileShape) -> Result<Table, FormatError> {
    let reader = BufReader::new(decoded(path, &shape.encoding)?);
    let headers = COLUMNS.iter().map(ToString::to_string).collect();
    Ok(Table {
        headers,
        rows: Box::new(Cards {
            lines: reader.lines(),
            number: 0,
        }),
    })
}

/// Cuts the text into cards, so that only one is in memory.
struct Cards<L> {
    lines: L,
    number: u64,
}

impl<L: Iterator<Item = std::io::Result<String>>> Iterator for Cards<L> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let mut text = String::new();
        loop {
            let line = match self.lines.next() {
                None => return None,
                Some(Err(error)) => return Some(Err(error.into())),
                Some(Ok(line)) => line,
            };
            let end = line.trim().eq_ignore_ascii_case("END:VCARD");
            text.push_str(&line);
            text.push_str("\r\n");
            if end {
                break;
            }
        }
        self.number += 1;
        let place = || format!("card {}", self.number);
        Some(match VCard::parse(text.trim_start_matches('\u{feff}')) {
            Ok(card) => Ok((self.number, cells(&card))),
            Err(entry) => Err(FormatError::Content {
                place: place(),
                reason: format!("not a vCard: {entry:?}"),
            }),
        })
    }
}

/// What is gathered from a card; lists keep the card's order.
#[derive(Default)]
struct Person {
    name: [String; 3],
    formatted: String,
    emails: VecDeque<String>,
    phones: VecDeque<String>,
    mobiles: VecDeque<String>,
    faxes: VecDeque<String>,
    organisation: VecDeque<String>,
    title: String,
    website: String,
    birthday: String,
    address: [String; 5],
    tags: Vec<String>,
    notes: Vec<String>,
}

fn cells(card: &VCard) -> Vec<String> {
    let mut person = Person::default();
    for entry in &card.entries {
        read(entry, &mut person);
    }
    let [mut last, mut first, salutation] = person.name;
    if first.is_empty() && last.is_empty() {
        (first, last) = split_name(&person.formatted);
    }
    let mobile = person.mobiles.pop_front().unwrap_or_default();
    let phone = person
        .phones
        .pop_front()
        .or_else(|| person.mobiles.pop_front())
        .unwrap_or_default();
    let [street, city, state, postal_code, country] = person.address;
    vec![
        salutation,
        first,
        last,
        person.emails.pop_front().unwrap_or_default(),
        person.emails.pop_front().unwrap_or_default(),
        phone,
        mobile,
        person.faxes.pop_front().unwrap_or_default(),
        person.organisation.pop_front().unwrap_or_default(),
        person.organisation.pop_front().unwrap_or_default(),
        person.title,
        person.website,
        person.birthday,
        street,
        city,
        state,
        postal_code,
        country,
        person.tags.join(", "),
        person.notes.join("\n"),
    ]
}

fn read(entry: &VCardEntry, person: &mut Person) {
    let texts = texts(entry);
    let at = |index: usize| texts.get(index).cloned().unwrap_or_default();
    match &entry.name {
        VCardProperty::N => person.name = [at(0), at(1), at(3)],
        VCardProperty::Fn => person.formatted = at(0),
        VCardProperty::Email => person.emails.push_back(at(0)),
        VCardProperty::Tel => telephone(entry, at(0), person),
        VCardProperty::Org => person.organisation = texts.into(),
        VCardProperty::Title if person.title.is_empty() => person.title = at(0),
        VCardProperty::Url if person.website.is_empty() => person.website = at(0),
        VCardProperty::Bday => person.birthday = birthday(entry).unwrap_or_default(),
        VCardProperty::Adr if person.address.iter().all(String::is_empty) => {
            // Post-office box and extended address come before the street (RFC 6350, section 6.3.1).
            let street: Vec<String> = [at(2), at(1), at(0)]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect();
            person.address = [street.join("\n"), at(3), at(4), at(5), at(6)];
        }
        VCardProperty::Categories => person
            .tags
            .extend(texts.into_iter().filter(|text| !text.is_empty())),
        VCardProperty::Note => person.notes.push(at(0)),
        _ => {}
    }
}

fn telephone(entry: &VCardEntry, number: String, person: &mut Person) {
    let number = number.trim_start_matches("tel:").to_owned();
    let is = |wanted: &VCardType| {
        entry.params.iter().any(|parameter| {
            parameter.name == VCardParameterName::Type
                && matches!(&parameter.value, VCardParameterValue::Type(kind) if kind == wanted)
        })
    };
    if is(&VCardType::Fax) {
        person.faxes.push_back(number);
    } else if is(&VCardType::Cell) {
        person.mobiles.push_back(number);
    } else {
        person.phones.push_back(number);
    }
}

fn texts(entry: &VCardEntry) -> Vec<String> {
    let mut texts = Vec::new();
    for value in &entry.values {
        match value {
            VCardValue::Text(text) => texts.push(text.trim().to_owned()),
            VCardValue::Component(parts) => texts.push(parts.join(", ").trim().to_owned()),
            VCardValue::Integer(number) => texts.push(number.to_string()),
            _ => {}
        }
    }
    texts
}

/// A birthday with its year; one without is no date.
fn birthday(entry: &VCardEntry) -> Option<String> {
    entry.values.iter().find_map(|value| match value {
        VCardValue::PartialDateTime(date) => Some(format!(
            "{:04}-{:02}-{:02}",
            date.year?, date.month?, date.day?
        )),
        _ => None,
    })
}

/// Everything but the last word is the first name.
fn split_name(formatted: &str) -> (String, String) {
    let name = formatted.trim();
    match name.rsplit_once(' ') {
        Some((first, last)) => (first.trim().to_owned(), last.to_owned()),
        None => (String::new(), name.to_owned()),
    }
}
