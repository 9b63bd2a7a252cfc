//! Orders, invoices and what was paid for them: most on time, some late, one credited.

use serde_json::{Value as Json, json};

use super::{Key, Story, link};
use crate::calendar::Moment;

/// How many orders came in.
const ORDERS: usize = 24;

/// An invoice of the story.
struct Bill {
    key: Key,
    /// In cents, with tax.
    total: i64,
    issued: Moment,
}

pub(super) fn tell(story: &mut Story) {
    let first = story.calendar.at(0, 2);
    let letterhead = json!({
        "name": "Head office",
        "is_default": true,
        "address": { "street": "Werkstraße 12", "postal_code": "50825", "city": "Köln", "country": "Germany" },
        "email": "office@example.com",
        "phone": "+49 221 5550100",
        "tax_id": "217/5550/0100",
        "vat_id": "DE999999999",
        "register": "Amtsgericht Köln, HRB 99999",
        "bank_name": "Musterbank Köln",
        "iban": "DE02 1203 0000 0000 2020 51",
        "bic": "BYLADEM1001",
        "closing": "Thank you for your order. Please name the number of the invoice when you pay.",
    });
    story.create(first, "letterhead", letterhead);
    price_books(story, first);
    for number in 0..ORDERS {
        order(story, number);
    }
}

/// The list of the year, and one for those who buy much.
fn price_books(story: &mut Story, first: Moment) {
    let names = [("List prices", true, 100), ("Partners", false, 88)];
    for (name, is_default, percent) in names {
        let book = json!({ "name": name, "currency": "EUR", "is_default": is_default });
        let book = story.create(first, "price_book", book);
        for product in story.products.clone().into_iter().skip(1).take(12) {
            let price = product.price * percent / 100;
            let entry =
                json!({ "price_book": link(book), "product": link(product.key), "price": price });
            story.create(first, "price_book_entry", entry);
        }
    }
}

fn order(story: &mut Story, number: usize) {
    let made = story.some_day(300, 4);
    let Some(account) = story.account_at(made) else {
        return;
    };
    let contact = story
        .contact_of(account.key, made)
        .map(|contact| contact.key);
    let (lines, total) = lines(story);
    let supplied = number % 12 == 11;
    let values = json!({
        "title": if supplied { "Parts for the workshop" } else { "Delivery and installation" },
        "direction": if supplied { "supplier" } else { "customer" },
        "number": format!("PO-{}", 4100 + number * 7),
        "account": link(account.key),
        "contact": contact.map(link),
        "lines": lines,
        "terms": "14 days",
    });
    let key = story.create(made, "order", values);
    if number % 8 == 7 {
        let cancelled = story.later(made, 1, 4);
        story.change(cancelled, key, json!({ "status": "cancelled" }));
        return;
    }
    let confirmed = story.later(made, 1, 3);
    if !story.change(confirmed, key, json!({ "status": "confirmed" })) {
        return;
    }
    let fulfilled = story.later(confirmed, 4, 20);
    if !story.change(fulfilled, key, json!({ "status": "fulfilled" })) || supplied {
        return;
    }
    let billed = story.later(fulfilled, 1, 3);
    if !story.change(billed, key, json!({ "status": "invoiced" })) {
        return;
    }
    let invoice = json!({
        "account": link(account.key),
        "contact": contact.map(link),
        "order": link(key),
        "lines": lines,
        "terms": "14 days",
    });
    let bill = story.create(billed, "invoice", invoice);
    let issued = story.later(billed, 1, 1);
    if story.change(issued, bill, json!({ "status": "issued" })) {
        settle(
            story,
            number,
            &Bill {
                key: bill,
                total,
                issued,
            },
        );
    }
}

/// Most pay within two weeks, some in parts, some late or not yet; one gets something back.
fn settle(story: &mut Story, number: usize, bill: &Bill) {
    if number % 9 == 4 {
        return;
    }
    if number == 1 {
        let credited = story.later(bill.issued, 3, 6);
        if story.calendar.is_past(credited) {
            let lines = json!([{ "description": "Scratched housing", "quantity": 1, "unit_price": 50, "tax_percent": 19 }]);
            let note = json!({ "invoice": link(bill.key), "lines": lines, "status": "issued", "reason": "Damaged on delivery" });
            story.create(credited, "credit_note", note);
            pay(story, bill, bill.total - 5950, 8);
        }
        return;
    }
    if number % 5 == 3 {
        let part = bill.total / 3;
        if pay(story, bill, part, 6) && number % 2 == 1 {
            pay(story, bill, bill.total - part, 24);
        }
        return;
    }
    let days = story.chance.between(5, 16);
    pay(story, bill, bill.total, days);
}

fn pay(story: &mut Story, bill: &Bill, cents: i64, days: i64) -> bool {
    let paid = story.calendar.after(bill.issued, days, 1);
    if !story.calendar.is_past(paid) {
        return false;
    }
    let amount = format!("{}.{:02}", cents / 100, cents % 100);
    let payment = json!({
        "invoice": link(bill.key),
        "amount": amount,
        "method": story.chance.pick(&["bank_transfer", "bank_transfer", "bank_transfer", "card", "direct_debit"]),
        "reference": format!("Statement {}", story.calendar.date(paid.day())),
    });
    story.create(paid, "payment", payment);
    true
}

/// Two to four lines, and what they come to in cents with 19 % tax.
fn lines(story: &mut Story) -> (Json, i64) {
    let (mut lines, mut total) = (Vec::new(), 0);
    for _ in 0..2 + story.chance.below(3) {
        let at = 1 + story.chance.below(story.products.len().saturating_sub(1));
        let Some(product) = story.products.get(at).copied() else {
            continue;
        };
        let quantity = story.chance.between(1, 5);
        total += quantity * product.price * 119;
        lines.push(json!({
            "product": link(product.key),
            "description": product.name,
            "quantity": quantity,
            "unit_price": product.price,
            "tax_percent": 19,
        }));
    }
    (Json::Array(lines), total)
}

/// The visit of a work order that was scheduled at a moment.
pub(super) fn visit(story: &mut Story, at: Moment, work_order: Key, start: &str, end: &str) -> Key {
    let values = json!({ "work_order": link(work_order), "start": start, "end": end });
    story.create(at, "service_appointment", values)
}
