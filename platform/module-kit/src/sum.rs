//! Counts and sums that rules and statistics share.

use std::collections::BTreeMap;

use rapport_kernel::{Currency, Error, ErrorCode, Money, RecordId, Result};
use rapport_records::{AggregateRequest, Work};
use rapport_schema::{RawFilter, Record};
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
    rows(work, entity, &request).await
}

/// Records of an entity that link to one record: the parts of which a figure of that record is made.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// The entity of the parts.
    pub entity: &'a str,
    /// Their link.
    pub link: &'a str,
    /// Where it points to.
    pub whole: RecordId,
}

impl Parts<'_> {
    /// The sum of a number over all parts, as the plan leaves them. The database adds up what is stored.
    ///
    /// # Errors
    /// The field is not there, or the database cannot be read.
    pub async fn numbers(self, work: &Work, field: &str) -> Result<Decimal> {
        let name = format!("sum_{field}");
        let rows = self.stored(work, field).await?;
        let mut sum: Decimal = rows.iter().filter_map(|row| number(row, &name)).sum();
        let (gone, come) = self.planned(work);
        sum -= gone
            .iter()
            .filter_map(|part| part.decimal(field))
            .sum::<Decimal>();
        sum += come
            .iter()
            .filter_map(|part| part.decimal(field))
            .sum::<Decimal>();
        Ok(sum)
    }

    /// The sums of an amount over all parts, as the plan leaves them: one for each currency in which there is something.
    ///
    /// # Errors
    /// The field is not there, or the database cannot be read.
    pub async fn amounts(self, work: &Work, field: &str) -> Result<Vec<Money>> {
        let mut sums: BTreeMap<Currency, i64> = BTreeMap::new();
        for row in self.stored(work, field).await? {
            if let Some(money) = amount(&row, field) {
                *sums.entry(money.currency).or_default() += money.minor;
            }
        }
        let (gone, come) = self.planned(work);
        for money in gone.iter().filter_map(|part| part.money(field)) {
            *sums.entry(money.currency).or_default() -= money.minor;
        }
        for money in come.iter().filter_map(|part| part.money(field)) {
            *sums.entry(money.currency).or_default() += money.minor;
        }
        let sums = sums.into_iter().filter(|(_, minor)| *minor != 0);
        Ok(sums
            .map(|(currency, minor)| Money { minor, currency })
            .collect())
    }

    async fn stored(self, work: &Work, field: &str) -> Result<Vec<Json>> {
        let of_whole = serde_json::json!({ "field": self.link, "op": "eq", "value": self.whole });
        let filter = RawFilter::from_json(&of_whole);
        let request = AggregateRequest {
            metrics: vec![format!("sum:{field}")],
            filter: Some(filter.map_err(|error| Error::fields(vec![error]))?),
            ..AggregateRequest::default()
        };
        rows(work, self.entity, &request).await
    }

    /// The parts that the plan takes away from what is stored, and those that it brings.
    fn planned(self, work: &Work) -> (Vec<Record>, Vec<Record>) {
        let mut gone = Vec::new();
        let mut come = Vec::new();
        for (_, before, after) in work.planned_changes(self.entity) {
            let is_part = |record: &&Record| record.link(self.link) == Some(self.whole);
            gone.extend(before.filter(is_part).cloned());
            come.extend(after.filter(is_part).cloned());
        }
        (gone, come)
    }
}

fn number(row: &Json, name: &str) -> Option<Decimal> {
    row.get(name)?.as_number()?.to_string().parse().ok()
}

/// The amount of a row in minor units; none where nothing was added up.
fn amount(row: &Json, field: &str) -> Option<Money> {
    let currency = row.get(format!("{field}_currency"))?.as_str()?;
    let currency: Currency = currency.parse().ok()?;
    crate::money::from_decimal(number(row, &format!("sum_{field}"))?, currency)
}

async fn rows(work: &Work, entity: &str, request: &AggregateRequest) -> Result<Vec<Json>> {
    let (rows, _) = work
        .engine()
        .aggregate(work.context(), entity, request)
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
