//! What stands below the lines.

use std::collections::BTreeMap;

use rapport_kernel::Currency;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Map, Value as Json};

use crate::amount::Style;
use crate::compose::number;
use crate::paper::Total;
use crate::table;
use crate::words::Words;

/// Sums, taxes by rate, and what is left to pay.
pub(crate) fn totals(record: &Map<String, Json>, words: &Words, style: Style) -> Vec<Total> {
    let mut totals = Vec::new();
    let mut add = |label: String, amount: Decimal, is_strong: bool| {
        let amount = style.money(amount);
        totals.push(Total {
            label,
            amount,
            is_strong,
        });
    };
    let some = |field: &str| number(record, field).filter(|amount| !amount.is_zero());
    if let Some(subtotal) = number(record, "subtotal") {
        add(words.subtotal.to_owned(), subtotal, false);
    }
    if let Some(discount) = some("discount") {
        add(words.discount.to_owned(), -discount, false);
    }
    if let Some(shipping) = some("shipping") {
        add(words.shipping.to_owned(), shipping, false);
    }
    if number(record, "tax").is_some() {
        for (percent, (net, tax)) in tax_by_rate(record, style.currency) {
            let label = words.tax_on.replace("{percent}", &style.number(percent));
            add(label.replace("{net}", &style.money(net)), tax, false);
        }
    }
    if let Some(total) = number(record, "total") {
        add(words.total.to_owned(), total, true);
    }
    let settled = [
        ("amount_paid", words.paid),
        ("amount_credited", words.credited),
    ];
    let settled: Vec<_> = settled
        .into_iter()
        .filter_map(|(field, label)| Some((label, some(field)?)))
        .collect();
    if !settled.is_empty() {
        for (label, amount) in settled {
            add(label.to_owned(), -amount, false);
        }
        if let Some(balance) = number(record, "balance") {
            add(words.balance.to_owned(), balance, true);
        }
    }
    totals
}

/// Taxed net amount and tax of each rate, delivery among them. What has no tax is not told.
fn tax_by_rate(
    record: &Map<String, Json>,
    currency: Currency,
) -> BTreeMap<Decimal, (Decimal, Decimal)> {
    let mut rates: BTreeMap<Decimal, (Decimal, Decimal)> = BTreeMap::new();
    let mut add = |percent: Decimal, net: Decimal, tax: Decimal| {
        let sums = rates.entry(percent.normalize()).or_default();
        sums.0 += net;
        sums.1 += tax;
    };
    for line in table::lines(record) {
        let part = |name: &str| number(line, name).unwrap_or_default();
        add(
            part("tax_percent"),
            part("total") - part("tax"),
            part("tax"),
        );
    }
    if let Some(shipping) = number(record, "shipping") {
        let percent = number(record, "shipping_tax_percent").unwrap_or_default();
        let tax = (shipping * percent / Decimal::ONE_HUNDRED)
            .round_dp_with_strategy(currency.digits(), RoundingStrategy::MidpointAwayFromZero);
        add(percent, shipping, tax);
    }
    rates.retain(|percent, _| !percent.is_zero());
    rates
}
