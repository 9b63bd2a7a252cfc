//! Lines over a part of an invoice: each tax rate gets its share, so that tax is given back as it was asked for.

use std::collections::BTreeMap;

use rapport_module_kit::serde_json::Value as Json;
use rapport_module_kit::{Decimal, Money, Record, json, money, sum};

use crate::document::lines_of;

/// Lines that come to exactly this gross amount.
pub(super) fn split(invoice: &Record, amount: Money) -> Json {
    let number = invoice.text("number").unwrap_or_default();
    let groups = gross_by_rate(invoice);
    let all: Decimal = groups.values().sum();
    let (mut so_far, mut given, mut rest) = (Decimal::ZERO, 0_i64, 0_i64);
    let mut lines = Vec::new();
    for (percent, gross) in groups {
        so_far += gross;
        let reached = so_far
            .checked_div(all)
            .and_then(|part| sum::times(amount, part))
            .map_or(given, |reached| reached.minor);
        let share = Money {
            minor: reached - given,
            ..amount
        };
        given = reached;
        let (net, tax) = net_of(share, percent);
        rest += share.minor - net.minor - tax;
        lines.push(line(&format!("Part of invoice {number}"), net, percent));
    }
    // Not every amount is a whole net and its tax: what is missing has no tax.
    rest += amount.minor - given;
    if rest != 0 {
        let rest = Money {
            minor: rest,
            ..amount
        };
        lines.push(line("Rounding", rest, Decimal::ZERO));
    }
    Json::Array(lines)
}

fn line(description: &str, net: Money, percent: Decimal) -> Json {
    json!({
        "description": description,
        "quantity": 1,
        "unit_price": money::json_number(money::decimal(net)),
        "tax_percent": money::json_number(percent),
    })
}

/// Net and tax of a gross amount, as a line computes them.
fn net_of(gross: Money, percent: Decimal) -> (Money, i64) {
    let rate = percent / Decimal::ONE_HUNDRED;
    let exact = money::decimal(gross).checked_div(Decimal::ONE + rate);
    let net = exact.and_then(|net| money::from_decimal(net, gross.currency));
    let net = net.unwrap_or(gross);
    let tax = sum::times(net, rate).map_or(0, |tax| tax.minor);
    (net, tax)
}

fn gross_by_rate(invoice: &Record) -> BTreeMap<Decimal, Decimal> {
    let mut groups: BTreeMap<Decimal, Decimal> = BTreeMap::new();
    for line in lines_of(invoice) {
        let percent = line.number("tax_percent").unwrap_or_default();
        *groups.entry(percent).or_default() += line.number("total").unwrap_or_default();
    }
    if let Some(shipping) = invoice.money("shipping").filter(|money| money.minor != 0) {
        let percent = invoice.decimal("shipping_tax_percent").unwrap_or_default();
        let tax = sum::times(shipping, percent / Decimal::ONE_HUNDRED);
        let tax = tax.map(money::decimal).unwrap_or_default();
        *groups.entry(percent).or_default() += money::decimal(shipping) + tax;
    }
    groups
}

#[cfg(test)]
mod tests {
    use rapport_module_kit::{Currency, Value};

    use super::*;

    #[test]
    fn parts_come_to_the_amount_whatever_it_is() {
        let lines = json!([
            { "tax_percent": 19, "total": 119 },
            { "tax_percent": 7, "total": 53.5 },
            { "tax_percent": 7, "total": 0.01 },
        ]);
        let invoice = Record::new().with("lines", Value::Json(lines));
        for minor in 1..=17_251 {
            let amount = Money {
                minor,
                currency: Currency::EUR,
            };
            let split = split(&invoice, amount);
            let sum: i64 = split
                .as_array()
                .unwrap()
                .iter()
                .map(|line| {
                    let number = |part: &str| line[part].to_string().parse::<Decimal>().unwrap();
                    let net = money::from_decimal(number("unit_price"), Currency::EUR).unwrap();
                    net.minor
                        + sum::times(net, number("tax_percent") / Decimal::ONE_HUNDRED)
                            .unwrap()
                            .minor
                })
                .sum();
            assert_eq!(sum, minor, "{split}");
        }
    }
}
