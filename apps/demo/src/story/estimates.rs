//! Estimates with their lines; some accepted ones became work orders.

use serde_json::{Value as Json, json};

use super::work_orders::{self, Order};
use super::{Key, Story, System, link};
use crate::calendar::Moment;
use crate::words::talk::ESTIMATES;

const ESTIMATE_COUNT: usize = 30;

pub(super) fn tell(story: &mut Story) {
    for number in 0..ESTIMATE_COUNT {
        let made = if number % 3 == 0 {
            story.some_day(35, 2)
        } else {
            story.some_day(320, 35)
        };
        let Some(account) = story.account_at(made) else {
            continue;
        };
        let contact = story
            .contact_of(account.key, made)
            .map(|contact| contact.key);
        let title = story.chance.pick(ESTIMATES);
        let lines = lines(story);
        let values = json!({
            "title": title,
            "account": link(account.key),
            "contact": contact.map(link),
            "kind": story.chance.pick(&["estimate", "estimate", "quote"]),
            "valid_until": story.calendar.date(made.day() + 30).to_string(),
            "lines": lines,
            "address": account.address,
            "terms": "Prices are valid for 30 days. Payment within 30 days of the invoice.",
        });
        let key = story.create(made, "estimate", values);
        let order = Order {
            title,
            account: account.key,
            contact,
            lines: Some(lines),
            ..Order::default_for(account.key)
        };
        follow(story, key, number, made, &order);
    }
}

fn follow(story: &mut Story, key: Key, number: usize, made: Moment, order: &Order) {
    let path: &[&str] = match number % 10 {
        0 => &[],
        1 => &["sent"],
        2 => &["sent", "viewed"],
        3 => &["sent", "viewed", "rejected"],
        4 => &["sent", "expired"],
        5 => &["sent", "viewed", "accepted"],
        6 => &["sent", "accepted", "converted"],
        7 => &["sent", "viewed", "accepted", "converted"],
        8 => &["sent", "accepted"],
        _ => &["sent", "rejected"],
    };
    let mut moment = made;
    for status in path {
        moment = if *status == "expired" {
            story.later(moment, 31, 36)
        } else {
            story.later(moment, 1, 7)
        };
        let converted = *status == "converted";
        if converted && story.calendar.is_past(moment) {
            work_orders::from_estimate(story, moment, key, order);
        }
        if !story.change(moment, key, json!({ "status": status })) {
            return;
        }
        if converted {
            story.with_system(&[("converted_at", System::Now)]);
        }
    }
}

/// Two to five lines: things, and the hours to put them in.
fn lines(story: &mut Story) -> Json {
    let count = 1 + story.chance.below(4);
    let mut lines = Vec::new();
    for _ in 0..count {
        let at = story.chance.below(story.products.len());
        let Some(product) = story.products.get(at).copied() else {
            continue;
        };
        let quantity = if product.is_service {
            story.chance.between(1, 3)
        } else {
            story.chance.between(1, 6)
        };
        lines.push(line(
            product.key,
            product.name,
            quantity,
            product.price,
            story.chance.pick(&[0, 0, 5, 10]),
        ));
    }
    let hours = story.chance.between(4, 40);
    if let Some(work) = story
        .products
        .iter()
        .find(|product| product.name == "Installation")
    {
        lines.push(line(work.key, work.name, hours, work.price, 0));
    }
    Json::Array(lines)
}

fn line(product: Key, description: &str, quantity: i64, price: i64, discount: i64) -> Json {
    json!({
        "product": link(product),
        "description": description,
        "quantity": quantity,
        "unit_price": price,
        "discount_percent": discount,
        "tax_percent": 19,
    })
}
