//! Amounts, numbers and dates as people of a language write them.

use rapport_kernel::Currency;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value as Json;

/// Signs that people know better than the code.
const SIGNS: &[(&str, &str)] = &[("EUR", "€"), ("USD", "$"), ("GBP", "£")];

/// How a language writes.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub(crate) is_german: bool,
    pub(crate) currency: Currency,
}

impl Style {
    /// An amount with its currency: `1.234,50 €`, `€1,234.50`.
    pub(crate) fn money(self, amount: Decimal) -> String {
        let number = self.fixed(amount.abs(), self.currency.digits());
        let minus = if amount.is_sign_negative() && !amount.is_zero() {
            "−"
        } else {
            ""
        };
        let code = self.currency.to_string();
        let sign = SIGNS.iter().find(|(known, _)| *known == code);
        match (sign, self.is_german) {
            (Some((_, sign)), true) => format!("{minus}{number}\u{a0}{sign}"),
            (None, true) => format!("{minus}{number}\u{a0}{code}"),
            (Some((_, sign)), false) => format!("{minus}{sign}{number}"),
            (None, false) => format!("{minus}{code}\u{a0}{number}"),
        }
    }

    /// A price, which may be finer than the minor unit.
    pub(crate) fn price(self, amount: Decimal) -> String {
        let digits = amount.normalize().scale().max(self.currency.digits());
        self.fixed(amount, digits.min(6))
    }

    /// A number without trailing zeros.
    pub(crate) fn number(self, number: Decimal) -> String {
        self.fixed(number, number.normalize().scale().min(6))
    }

    fn fixed(self, number: Decimal, digits: u32) -> String {
        let rounded = number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
        let text = format!("{rounded:.*}", digits as usize);
        let (sign, text) = match text.strip_prefix('-') {
            Some(rest) => ("−", rest.to_owned()),
            None => ("", text),
        };
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let (group, point) = if self.is_german {
            ('.', ',')
        } else {
            (',', '.')
        };
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push(group);
            }
            grouped.push(digit);
        }
        if part.is_empty() {
            return format!("{sign}{grouped}");
        }
        format!("{sign}{grouped}{point}{part}")
    }

    /// A date of the wire: `2026-03-09` is `09.03.2026` in German.
    pub(crate) fn date(self, date: &str) -> String {
        let parts: Vec<&str> = date.split('-').collect();
        match (self.is_german, parts.as_slice()) {
            (true, [year, month, day]) => format!("{day}.{month}.{year}"),
            _ => date.to_owned(),
        }
    }
}

/// The number in JSON.
pub(crate) fn number_of(json: &Json) -> Option<Decimal> {
    match json {
        Json::Number(number) => number.to_string().parse().ok(),
        Json::String(text) => text.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_people_do() {
        let style = |code: &str, is_german| Style {
            is_german,
            currency: code.parse().unwrap(),
        };
        let many: Decimal = "-1234567.5".parse().unwrap();
        for (style, written) in [
            (style("EUR", true), "−1.234.567,50\u{a0}€"),
            (style("EUR", false), "−€1,234,567.50"),
            (style("CHF", true), "−1.234.567,50\u{a0}CHF"),
            (style("JPY", false), "−JPY\u{a0}1,234,568"),
        ] {
            assert_eq!(style.money(many), written);
        }
        let german = style("EUR", true);
        assert_eq!(german.price("0.335".parse().unwrap()), "0,335");
        assert_eq!(german.price("12".parse().unwrap()), "12,00");
        assert_eq!(german.number("2.50".parse().unwrap()), "2,5");
        assert_eq!(german.number("-1000".parse().unwrap()), "−1.000");
        assert_eq!(german.date("2026-03-09"), "09.03.2026");
    }
}
