//! Values of fields as parameters of columns, and as members of a JSON column.

use rapport_schema::{ColumnKind, EntityDef, FieldDef, Value};
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};

use crate::sql::Param;
use crate::{Result, StoreError};

/// The parameters of a field with a column of its own: the value, and for money and open links the second column.
pub(super) fn columns(
    entity: &EntityDef,
    field: &FieldDef,
    value: &Value,
) -> Result<(Param, Option<Param>)> {
    let kind = field.kind.column();
    let second = matches!(kind, ColumnKind::Money | ColumnKind::Reference);
    let one = |param| Ok((param, None));
    match (kind, value) {
        (_, Value::Null) => Ok((Param::Null, second.then_some(Param::Null))),
        (ColumnKind::Text, Value::Text(text)) => one(text.as_str().into()),
        (ColumnKind::Integer, Value::Int(number)) => one(Param::Int(*number)),
        (ColumnKind::Boolean, Value::Bool(yes)) => one(Param::Bool(*yes)),
        (ColumnKind::Uuid, Value::Id(id)) => one(Param::Uuid(*id)),
        (ColumnKind::Decimal { scale }, Value::Decimal(number)) => one(Param::Int(
            scaled(*number, scale).ok_or_else(|| mismatch(entity, field))?,
        )),
        (ColumnKind::Decimal { scale }, Value::Int(number)) => {
            let number = scaled(Decimal::from(*number), scale);
            one(Param::Int(number.ok_or_else(|| mismatch(entity, field))?))
        }
        (ColumnKind::Money, Value::Money(money)) => Ok((
            Param::Int(money.minor),
            Some(money.currency.as_str().into()),
        )),
        (ColumnKind::Date, Value::Date(date)) => one(Param::Text(date.to_string())),
        (ColumnKind::Time, Value::Time(moment)) => one((*moment).into()),
        (ColumnKind::Reference, Value::Reference { entity, id }) => {
            Ok((Param::Uuid(*id), Some(entity.as_str().into())))
        }
        (ColumnKind::List, Value::List(_)) => {
            one(Param::Json(rapport_schema::value_json(value).to_string()))
        }
        (ColumnKind::Json, Value::Json(json)) => one(Param::Json(json.to_string())),
        _ => Err(mismatch(entity, field)),
    }
}

/// The number in units of 10^-scale.
fn scaled(number: Decimal, scale: u32) -> Option<i64> {
    let mut number = number;
    number.rescale(scale);
    // Rescaling stops silently where the number would not fit.
    (number.scale() == scale).then(|| i64::try_from(number.mantissa()).ok())?
}

fn mismatch(entity: &EntityDef, field: &FieldDef) -> StoreError {
    StoreError::Mismatch {
        entity: entity.name.clone(),
        field: field.name.clone(),
    }
}

/// What becomes of the keys of a JSON column.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Keys {
    pub(super) set: Map<String, Json>,
    pub(super) removed: Vec<String>,
}

impl Keys {
    /// Adds a field that stands under a key. An empty field has no key.
    pub(super) fn add(&mut self, field: &FieldDef, key: &str, value: &Value) {
        if !value.is_null() {
            field.write_json(value, &mut self.set);
            return;
        }
        self.removed.push(key.to_owned());
        if field.kind.column() == ColumnKind::Money {
            self.removed.push(format!("{key}_currency"));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.set.is_empty() && self.removed.is_empty()
    }

    /// The object of a new record.
    pub(super) fn object(&self) -> Param {
        Param::Json(serde_json::to_string(&self.set).unwrap_or_else(|_| "{}".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_scaled_and_never_cut() {
        for (text, scale, expected) in [
            ("1.5", 2, Some(150)),
            ("-0.005", 3, Some(-5)),
            ("12", 0, Some(12)),
            ("92233720368547758.07", 2, Some(i64::MAX)),
            ("92233720368547758.08", 2, None),
        ] {
            let number: Decimal = text.parse().unwrap();
            assert_eq!(scaled(number, scale), expected, "{text}");
        }
    }
}
