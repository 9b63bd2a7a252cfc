//! Type `money`: an amount with its currency.

use rapport_kernel::{Currency, Money};
use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::Value;
use crate::field::number::{
    NUMBER_OPERATORS, decimal_from, decimal_from_text, money_decimal, round_half_up, units,
};
use crate::field::{FieldKind, FieldProblem, InputContext, Parsed, TextContext};

/// Type `money`.
pub(crate) struct MoneyKind;

/// Signs that stand for one currency.
const SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("CA$", "CAD"),
    ("A$", "AUD"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("€", "EUR"),
    ("$", "USD"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("₺", "TRY"),
    ("₴", "UAH"),
];

/// The amount in whole minor units, rounded half up.
pub(crate) fn money_from(amount: Decimal, currency: Currency) -> Option<Money> {
    let digits = currency.digits();
    let minor = units(round_half_up(amount, digits), digits)?;
    Some(Money { minor, currency })
}

/// Reads a currency from JSON.
pub(crate) fn currency_from(json: &Json) -> Result<Currency, FieldProblem> {
    json.as_str()
        .ok_or_else(|| "a currency is three letters, such as EUR".to_owned())
        .and_then(Currency::known)
        .map_err(FieldProblem::invalid)
}

/// Reads an amount in a currency from JSON.
pub(crate) fn amount_from(json: &Json, currency: Currency) -> Parsed {
    whole_money(decimal_from(json)?, currency)
}

/// An amount that somebody wrote: never rounded, because nobody would know.
fn whole_money(amount: Decimal, currency: Currency) -> Parsed {
    let (given, allowed) = (amount.normalize().scale(), currency.digits());
    if given > allowed {
        return Err(FieldProblem::invalid(match allowed {
            0 => format!("`{amount}` has decimals, {currency} has none"),
            _ => format!("`{amount}` has {given} decimals, {currency} has {allowed}"),
        }));
    }
    money_from(amount, currency)
        .map(Value::Money)
        .ok_or_else(|| FieldProblem::invalid("is too large"))
}

/// The currency written at either end of a text, and the rest.
fn split_currency(text: &str) -> (Option<Currency>, &str) {
    for (sign, code) in SIGNS {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return (code.parse().ok(), rest.trim());
        }
    }
    let is_code = |part: Option<&str>| {
        part.filter(|part| part.bytes().all(|byte| byte.is_ascii_alphabetic()))
            .and_then(|part| Currency::known(part).ok())
    };
    if let Some(currency) = is_code(text.get(..3)) {
        return (Some(currency), text.get(3..).unwrap_or_default().trim());
    }
    let end = text.len().saturating_sub(3);
    if let Some(currency) = is_code(text.get(end..)) {
        return (Some(currency), text.get(..end).unwrap_or_default().trim());
    }
    (None, text)
}

impl FieldKind for MoneyKind {
    fn parse(&self, json: &Json, context: &InputContext) -> Parsed {
        let Some(map) = json.as_object() else {
            return amount_from(json, context.currency);
        };
        let currency = match map.get("currency") {
            Some(currency) => currency_from(currency)?,
            None => context.currency,
        };
        match map.get("amount") {
            Some(amount) => amount_from(amount, currency),
            None => Err(FieldProblem::invalid("must be an amount")),
        }
    }

    fn parse_text(&self, text: &str, context: &TextContext<'_>) -> Parsed {
        // A minus may stand before the sign: `-€12`.
        let (is_negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest.trim()),
            None => (false, text),
        };
        let (currency, number) = split_currency(unsigned);
        let currency = currency.unwrap_or(context.currency);
        let amount = decimal_from_text(number, currency.digits())
            .map_err(|_| FieldProblem::invalid(format!("`{text}` is not an amount of money")))?;
        let signed = if is_negative { -amount } else { amount };
        whole_money(signed, currency)
    }

    fn display(&self, value: &Value) -> String {
        match value {
            Value::Money(money) => format!("{} {}", money_decimal(*money), money.currency),
            _ => String::new(),
        }
    }

    fn operators(&self) -> &'static [&'static str] {
        NUMBER_OPERATORS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::DateOrder;

    #[test]
    fn an_amount_is_refused_rather_than_rounded() {
        let yen: Currency = "JPY".parse().unwrap();
        let problem = |json: &str, currency| {
            let json = serde_json::from_str(json).unwrap();
            amount_from(&json, currency).unwrap_err().message
        };
        assert_eq!(problem("12.5", yen), "`12.5` has decimals, JPY has none");
        assert_eq!(
            problem("0.125", Currency::EUR),
            "`0.125` has 3 decimals, EUR has 2"
        );
        let whole = amount_from(&serde_json::json!(12.50), Currency::EUR).unwrap();
        assert_eq!(MoneyKind.display(&whole), "12.50 EUR");
        let unknown = currency_from(&serde_json::json!("ABC")).unwrap_err();
        assert!(unknown.message.contains("`ABC`"), "{}", unknown.message);
    }

    #[test]
    fn money_is_read_with_sign_or_code() {
        let context = TextContext {
            currency: Currency::EUR,
            date_order: DateOrder::Dmy,
            zone: "UTC",
        };
        for (text, expected) in [
            ("1.234,50 €", Some("1234.50 EUR")),
            ("$1,234.5", Some("1234.50 USD")),
            ("CHF 1'200", Some("1200.00 CHF")),
            ("99 usd", Some("99.00 USD")),
            ("-€12", Some("-12.00 EUR")),
            ("12 000 JPY", Some("12000 JPY")),
            ("12.345", Some("12345.00 EUR")),
            ("0.005", None),
            ("1.50 JPY", None),
            ("1.00 JPY", Some("1 JPY")),
            ("12,3456 KWD", None),
            ("12.50 ABC", None),
            ("a lot", None),
            ("99999999999999999999", None),
        ] {
            let shown = MoneyKind
                .parse_text(text, &context)
                .ok()
                .map(|value| MoneyKind.display(&value));
            assert_eq!(shown.as_deref(), expected, "{text}");
        }
    }
}
