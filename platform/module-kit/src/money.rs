//! Amounts as numbers and as words.

use rapport_kernel::{Currency, Money};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value as Json;

/// The amount as an exact number: 12.50.
#[must_use]
pub fn decimal(amount: Money) -> Decimal {
    Decimal::new(amount.minor, amount.currency.digits())
}

/// The number as an amount, rounded half up to the minor unit. None when it is too large.
#[must_use]
pub fn from_decimal(number: Decimal, currency: Currency) -> Option<Money> {
    let digits = currency.digits();
    let rounded = number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
    let minor = rounded.checked_mul(Decimal::from(10_i64.checked_pow(digits)?))?;
    Some(Money {
        minor: minor.to_i64()?,
        currency,
    })
}

/// The number in JSON, such as the price of a line, without going through a float.
#[must_use]
pub fn json_number(number: Decimal) -> Json {
    rapport_schema::decimal_json(number)
}

/// The amount for people: `12.50 EUR`.
#[must_use]
pub fn text(amount: Money) -> String {
    format!("{} {}", decimal(amount), amount.currency)
}

/// Nothing, in a currency.
#[must_use]
pub fn nothing(currency: Currency) -> Money {
    Money { minor: 0, currency }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_numbers_are_the_same() {
        let yen: Currency = "JPY".parse().unwrap();
        for (minor, currency, shown) in [(1250, Currency::EUR, "12.50 EUR"), (7, yen, "7 JPY")] {
            let amount = Money { minor, currency };
            assert_eq!(text(amount), shown);
            assert_eq!(from_decimal(decimal(amount), currency), Some(amount));
        }
        let half = Decimal::new(125, 3);
        assert_eq!(from_decimal(half, Currency::EUR).unwrap().minor, 13);
        assert_eq!(json_number(half).to_string(), "0.125");
    }
}
