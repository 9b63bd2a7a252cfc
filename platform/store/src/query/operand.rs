//! Values as parameters, in the form their field is compared in.

use rapport_schema::{ColumnKind, Slot, Value};
use rust_decimal::Decimal;

use super::column::MONEY_SCALE;
use crate::sql::Param;

/// PostgreSQL refuses the character NUL, and no stored text has it: nothing is lost by replacing it.
pub(super) fn clean(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// A text as a parameter.
pub(super) fn text_param(text: &str) -> Param {
    Param::Text(clean(text))
}

/// A value in the form its field is compared in; `None` when it is no value of that kind.
///
/// Amounts and decimals may come as integers of their smallest unit: that is how cursors carry them.
pub(super) fn operand(slot: &Slot<'_>, value: &Value) -> Option<Param> {
    let json = slot.key.is_some();
    Some(match (slot.kind, value) {
        (ColumnKind::Text, Value::Text(text)) => text_param(text),
        (ColumnKind::Integer | ColumnKind::Money, Value::Int(number)) => Param::Int(*number),
        (ColumnKind::Boolean, Value::Bool(yes)) => Param::Bool(*yes),
        (ColumnKind::Uuid | ColumnKind::Reference, Value::Id(id) | Value::Reference { id, .. }) => {
            if json {
                Param::Text(id.to_string())
            } else {
                Param::Uuid(*id)
            }
        }
        (ColumnKind::Decimal { scale }, Value::Decimal(number)) => {
            Param::Int(units(*number, scale)?)
        }
        (ColumnKind::Decimal { scale }, Value::Int(number)) => {
            Param::Int(units(Decimal::from(*number), scale)?)
        }
        (ColumnKind::Money, Value::Money(money)) if json => {
            let factor = 10_i64.checked_pow(MONEY_SCALE.checked_sub(money.currency.digits())?)?;
            Param::Int(money.minor.checked_mul(factor)?)
        }
        (ColumnKind::Money, Value::Money(money)) => Param::Int(money.minor),
        (ColumnKind::Date, Value::Date(date)) => Param::Text(date.to_string()),
        (ColumnKind::Time, Value::Time(time)) if json => Param::Text(time.to_string()),
        (ColumnKind::Time, Value::Time(time)) => Param::Int(time.as_micros()),
        // What stands in JSON may be a leftover of another type; a cursor then carries its text.
        (
            ColumnKind::Uuid | ColumnKind::Reference | ColumnKind::Date | ColumnKind::Time,
            Value::Text(text),
        ) if json => text_param(text),
        _ => return None,
    })
}

/// A decimal as an integer of 10^-scale units, rounded half up; `None` when it does not fit.
pub(super) fn units(mut number: Decimal, scale: u32) -> Option<i64> {
    number.rescale(scale);
    if number.scale() != scale {
        return None;
    }
    i64::try_from(number.mantissa()).ok()
}
