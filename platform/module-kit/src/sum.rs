//! Counts and sums that rules and statistics share.

use rapport_kernel::{Currency, Error, ErrorCode, Money, Result};
use rapport_records::{AggregateRequest, Work};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value as Json;

/// Adds amounts of one currency up.
///
/// # Errors
/// `invalid` for an amount in another currency, told of `field`, and for a sum that is too large.
pub fn total(
    currency: Currency,
    amounts: impl Iterator<Item = Money>,
    field: &str,
) -> Result<Money> {
    let mut minor: i64 = 0;
    for amount in amounts {
        if amount.currency != currency {
            let message = format!("must be in {currency}, as the rest is");
            return Err(Error::field(field, ErrorCode::INVALID, message));
        }
        let sum = minor.checked_add(amount.minor);
        minor = sum.ok_or_else(|| Error::field(field, ErrorCode::INVALID, "is too much"))?;
    }
    Ok(Money { minor, currency })
}

/// So many times an amount, rounded half up to its minor unit. None when it is too large.
#[must_use]
pub fn times(amount: Money, factor: Decimal) -> Option<Money> {
    let exact = Decimal::from(amount.minor).checked_mul(factor)?;
    let rounded = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    Some(Money {
        minor: rounded.to_i64()?,
        ..amount
    })
}

/// Figures per group over the records the caller may see: `count`, `sum:budget`.
///
/// # Errors
/// A field that is not there or cannot be grouped by.
pub async fn figures(
    work: &Work,
    entity: &str,
    group: &[&str],
    metrics: &[&str],
) -> Result<Vec<Json>> {
    let owned = |names: &[&str]| names.iter().map(ToString::to_string).collect();
    let request = AggregateRequest {
        group: owned(group),
        metrics: owned(metrics),
        ..AggregateRequest::default()
    };
    let (rows, _) = work
        .engine()
        .aggregate(work.context(), entity, &request)
        .await?;
    serde_json::from_slice(rows.as_bytes()).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(minor: i64) -> Money {
        Money {
            minor,
            currency: Currency::EUR,
        }
    }

    #[test]
    fn amounts_of_one_currency_are_added() {
        let sum = total(
            Currency::EUR,
            [euros(150), euros(-50)].into_iter(),
            "amount",
        );
        assert_eq!(sum.unwrap(), euros(100));
        let dollars = Money {
            currency: "USD".parse().unwrap(),
            ..euros(1)
        };
        let error = total(Currency::EUR, [euros(1), dollars].into_iter(), "amount").unwrap_err();
        assert_eq!(error.fields[0].message, "must be in EUR, as the rest is");
        assert!(total(Currency::EUR, [euros(i64::MAX), euros(1)].into_iter(), "x").is_err());
    }

    #[test]
    fn a_part_of_a_cent_is_rounded_half_up() {
        assert_eq!(times(euros(9_999), Decimal::new(25, 2)), Some(euros(2_500)));
        assert_eq!(times(euros(101), Decimal::new(5, 1)), Some(euros(51)));
        assert_eq!(times(euros(i64::MAX), Decimal::TWO), None);
    }
}
