//! The answers of an aggregate, read back from its columns.

use rapport_kernel::{Currency, Money, Timestamp};
use rapport_schema::{ColumnKind, Value};
use rust_decimal::{Decimal, RoundingStrategy};

use super::aggregate::money_scale;
use super::column;
use super::typed::sort_value;
use crate::row::RowRef;
use crate::{Result, StoreError};

/// Sums are taken apart: of the values divided by this, and of the remainders.
pub(super) const HALF: i64 = 1_000_000_000;

/// Digits after the point of averages of whole numbers, and at least those of decimals.
const AVERAGE_SCALE: u32 = 6;

/// How one group key is read.
pub(super) enum Group {
    /// A bucket's first day.
    Day(usize),
    Plain {
        at: usize,
        kind: ColumnKind,
        json: bool,
    },
    Money {
        at: usize,
        number: Number,
    },
    Reference {
        at: usize,
        entity: usize,
        json: bool,
    },
}

/// How one metric is read.
pub(super) enum Figure {
    Count(usize),
    /// High part; the low part is the next column.
    Sum(usize, Number),
    /// High part, low part, count.
    Average(usize, Number),
    Extreme {
        at: usize,
        kind: ColumnKind,
        json: bool,
        number: Option<Number>,
    },
}

/// What integers of a field mean.
#[derive(Clone, Copy)]
pub(super) enum Number {
    Whole,
    Scaled(u32),
    Money {
        /// The column of the currency.
        currency: usize,
        json: bool,
    },
}

impl Group {
    pub(super) fn value(&self, row: &RowRef<'_>) -> Result<Value> {
        match *self {
            Self::Day(at) => Ok(row.opt_text(at)?.map_or(Value::Null, date)),
            Self::Plain { at, kind, json } => plain(row, at, kind, json),
            Self::Money { at, number } => match row.opt_int(at)? {
                Some(units) => number.value(row, Decimal::from(units)),
                None => Ok(Value::Null),
            },
            Self::Reference { at, entity, json } => {
                let id = plain(row, at, ColumnKind::Reference, json)?.as_id();
                Ok(match (id, row.opt_text(entity)?) {
                    (Some(id), Some(entity)) => Value::Reference {
                        entity: entity.to_owned(),
                        id,
                    },
                    _ => Value::Null,
                })
            }
        }
    }
}

impl Figure {
    pub(super) fn value(&self, row: &RowRef<'_>) -> Result<Value> {
        match *self {
            Self::Count(at) => Ok(Value::Int(row.int(at)?)),
            Self::Sum(at, number) => match sum(row, at)? {
                Some(sum) => number.value(row, sum),
                None => Ok(Value::Null),
            },
            Self::Average(at, number) => match (sum(row, at)?, row.int(at + 2)?) {
                (Some(sum), count) if count > 0 => number.average(row, sum, Decimal::from(count)),
                _ => Ok(Value::Null),
            },
            Self::Extreme {
                at,
                number: Some(number),
                ..
            } => match row.opt_int(at)? {
                Some(units) => number.value(row, Decimal::from(units)),
                None => Ok(Value::Null),
            },
            Self::Extreme { at, kind, json, .. } => plain(row, at, kind, json),
        }
    }
}

impl Number {
    /// The value of a number of units.
    fn value(self, row: &RowRef<'_>, units: Decimal) -> Result<Value> {
        match self {
            Self::Whole => Ok(i64::try_from(units).map_or(Value::Decimal(units), Value::Int)),
            Self::Scaled(scale) => Ok(Value::Decimal(shifted(units, scale)?)),
            Self::Money { currency, json } => {
                let currency = column::currency(row.opt_text(currency)?)?;
                let amount = shifted(units, money_scale(json, currency.digits()))?;
                money(amount, currency)
            }
        }
    }

    fn average(self, row: &RowRef<'_>, sum: Decimal, count: Decimal) -> Result<Value> {
        let mean = |sum: Decimal, digits: u32| {
            let half_up = RoundingStrategy::MidpointAwayFromZero;
            sum.checked_div(count)
                .map(|mean| mean.round_dp_with_strategy(digits, half_up).normalize())
                .ok_or_else(too_large)
        };
        match self {
            Self::Whole => Ok(Value::Decimal(mean(sum, AVERAGE_SCALE)?)),
            Self::Scaled(scale) => {
                let digits = scale.max(AVERAGE_SCALE);
                Ok(Value::Decimal(mean(shifted(sum, scale)?, digits)?))
            }
            Self::Money { currency, json } => {
                let currency = column::currency(row.opt_text(currency)?)?;
                let sum = shifted(sum, money_scale(json, currency.digits()))?;
                money(mean(sum, currency.digits())?, currency)
            }
        }
    }
}

#[cold]
fn too_large() -> StoreError {
    StoreError::Unreadable("a sum is too large".to_owned())
}

/// A number of 10^-scale units.
fn shifted(mut units: Decimal, scale: u32) -> Result<Decimal> {
    units.set_scale(scale).map_err(|_| too_large())?;
    Ok(units)
}

fn money(amount: Decimal, currency: Currency) -> Result<Value> {
    let minor = super::operand::units(amount, currency.digits()).ok_or_else(too_large)?;
    Ok(Value::Money(Money { minor, currency }))
}

/// The sum in two columns.
fn sum(row: &RowRef<'_>, at: usize) -> Result<Option<Decimal>> {
    Ok(row
        .opt_int(at)?
        .zip(row.opt_int(at + 1)?)
        .and_then(|(high, low)| {
            let high = Decimal::from(high).checked_mul(Decimal::from(HALF))?;
            high.checked_add(Decimal::from(low))
        }))
}

/// A value as its field has it; text that stands in JSON is read as the field's kind.
fn plain(row: &RowRef<'_>, at: usize, kind: ColumnKind, json: bool) -> Result<Value> {
    let value = sort_value(row, at, kind, json)?;
    let Value::Text(text) = &value else {
        return Ok(value);
    };
    let typed = match kind {
        ColumnKind::Date => Some(date(text)),
        ColumnKind::Time => text.parse::<Timestamp>().ok().map(Value::Time),
        ColumnKind::Uuid | ColumnKind::Reference => text.parse().ok().map(Value::Id),
        _ => None,
    };
    Ok(typed.unwrap_or(value))
}

fn date(text: &str) -> Value {
    text.parse().map_or(Value::Null, Value::Date)
}
