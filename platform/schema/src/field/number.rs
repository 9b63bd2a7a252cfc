//! Integers and decimals: exact, rounded half up.

use rapport_kernel::Money;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value as Json;

use crate::field::{FieldKind, FieldProblem, InputContext, Parsed, TextContext};
use crate::{FieldType, Value};

/// Operators of everything that has an order.
pub(crate) const NUMBER_OPERATORS: &[&str] = &[
    "eq", "ne", "in", "nin", "lt", "lte", "gt", "gte", "between", "empty",
];

/// Rounds half away from zero.
pub(crate) fn round_half_up(number: Decimal, scale: u32) -> Decimal {
    number.round_dp_with_strategy(scale, RoundingStrategy::MidpointAwayFromZero)
}

/// Rounded, if the store can hold it as a 64-bit integer of 10^-scale units.
pub(crate) fn checked(number: Decimal, scale: u32) -> Option<Decimal> {
    let rounded = round_half_up(number, scale);
    units(rounded, scale).map(|_| rounded)
}

/// The number of 10^-scale units, if it is whole and fits.
pub(crate) fn units(number: Decimal, scale: u32) -> Option<i64> {
    number
        .checked_mul(Decimal::from(10_i64.pow(scale.min(18))))
        .and_then(|units| units.round().to_i64())
}

/// The amount as a decimal number.
#[must_use]
pub(crate) fn money_decimal(money: Money) -> Decimal {
    Decimal::new(money.minor, money.currency.digits())
}

/// The JSON number, without trailing zeros and without going through a float.
#[must_use]
pub fn decimal_json(number: Decimal) -> Json {
    let text = number.normalize().to_string();
    serde_json::from_str(&text).unwrap_or(Json::Null)
}

/// Reads a JSON number, or a text that is one.
pub(crate) fn decimal_from(json: &Json) -> Result<Decimal, FieldProblem> {
    let text = match json {
        Json::Number(number) => number.to_string(),
        Json::String(text) => text.trim().to_owned(),
        _ => return Err(FieldProblem::invalid("must be a number")),
    };
    let parsed = if text.contains(['e', 'E']) {
        Decimal::from_scientific(&text)
    } else {
        Decimal::from_str_exact(&text).or_else(|_| text.parse())
    };
    parsed.map_err(|_| FieldProblem::invalid("must be a number"))
}

fn check_range(number: Decimal, min: Option<i64>, max: Option<i64>) -> Result<(), FieldProblem> {
    if let Some(min) = min
        && number < Decimal::from(min)
    {
        return Err(FieldProblem::invalid(format!("must be at least {min}")));
    }
    if let Some(max) = max
        && number > Decimal::from(max)
    {
        return Err(FieldProblem::invalid(format!("must be at most {max}")));
    }
    Ok(())
}

/// Type `integer`.
pub(crate) struct IntegerKind {
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
}

impl IntegerKind {
    fn finish(&self, number: Decimal) -> Parsed {
        if !number.fract().is_zero() {
            return Err(FieldProblem::invalid("must be a whole number"));
        }
        check_range(number, self.min, self.max)?;
        number
            .to_i64()
            .map(Value::Int)
            .ok_or_else(|| FieldProblem::invalid("is too large"))
    }
}

impl FieldKind for IntegerKind {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        self.finish(decimal_from(json)?)
    }

    fn parse_text(&self, text: &str, _: &TextContext<'_>) -> Parsed {
        self.finish(decimal_from_text(text, 0)?)
    }

    fn operators(&self) -> &'static [&'static str] {
        NUMBER_OPERATORS
    }
}

/// Type `decimal`.
pub(crate) struct DecimalKind {
    pub(crate) scale: u32,
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
}

impl DecimalKind {
    fn finish(&self, number: Decimal) -> Parsed {
        let rounded =
            checked(number, self.scale).ok_or_else(|| FieldProblem::invalid("is too large"))?;
        check_range(rounded, self.min, self.max)?;
        Ok(Value::Decimal(rounded))
    }
}

impl FieldKind for DecimalKind {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        self.finish(decimal_from(json)?)
    }

    fn parse_text(&self, text: &str, _: &TextContext<'_>) -> Parsed {
        self.finish(decimal_from_text(text, self.scale)?)
    }

    fn operators(&self) -> &'static [&'static str] {
        NUMBER_OPERATORS
    }
}

impl FieldType {
    /// Whether it can be summed.
    #[must_use]
    pub fn is_number(&self) -> bool {
        match self {
            Self::Integer { .. } | Self::Decimal { .. } | Self::Money => true,
            Self::Computed { result, .. } => result.is_number(),
            _ => false,
        }
    }
}

/// Reads a number as people write it: `1.234,50`, `1,234.50`, `1'234.5`, `1 234`, `-5`, `(5)`, `12 %`.
///
/// With both a comma and a point the last one is the decimal mark. A single mark with exactly three digits behind it separates
/// thousands when the field has fewer than three decimals (or when it is a comma).
pub(crate) fn decimal_from_text(text: &str, scale: u32) -> Result<Decimal, FieldProblem> {
    let wrong = || FieldProblem::invalid(format!("`{text}` is not a number"));
    let mut plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '\u{a0}' | '\u{202f}'))
        .collect();
    if let Some(percent) = plain.strip_suffix('%') {
        plain = percent.to_owned();
    }
    let bracketed = plain
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let minus = plain
        .strip_prefix(['-', '−'])
        .or_else(|| plain.strip_suffix('-'));
    let (digits, is_negative) = match bracketed.or(minus) {
        Some(rest) => (rest.to_owned(), true),
        None => (plain.strip_prefix('+').unwrap_or(&plain).to_owned(), false),
    };
    if digits.is_empty()
        || !digits
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c == ',')
    {
        return Err(wrong());
    }
    let unified = unify_marks(&digits, scale).ok_or_else(wrong)?;
    let number: Decimal = unified.parse().map_err(|_| wrong())?;
    Ok(if is_negative { -number } else { number })
}

/// The digits with at most one point and no separators of thousands.
fn unify_marks(digits: &str, scale: u32) -> Option<String> {
    let last = digits.rfind(['.', ',']);
    let Some(last) = last else {
        return Some(digits.to_owned());
    };
    let (before, after) = (digits.get(..last)?, digits.get(last + 1..)?);
    let mark = digits.get(last..=last)?;
    let other = if mark == "," { "." } else { "," };
    let is_decimal = if before.contains(other) {
        !before.contains(mark)
    } else if before.contains(mark) {
        false
    } else {
        let looks_like_thousands =
            after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
        !(looks_like_thousands && (scale < 3 || mark == ","))
    };
    let whole: Vec<&str> = before.split(['.', ',']).collect();
    let groups = whole.iter().skip(1).all(|group| group.len() == 3);
    if !groups || (!is_decimal && after.len() != 3) {
        return None;
    }
    let whole = whole.concat();
    Some(if is_decimal {
        format!("{}.{after}", if whole.is_empty() { "0" } else { &whole })
            .trim_end_matches('.')
            .to_owned()
    } else {
        format!("{whole}{after}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, scale: u32) -> Option<String> {
        decimal_from_text(text, scale)
            .ok()
            .map(|number| number.normalize().to_string())
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, scale, expected) in [
            ("1234.5", 2, Some("1234.5")),
            ("1.234,50", 2, Some("1234.5")),
            ("1,234.50", 2, Some("1234.5")),
            ("1'234.50", 2, Some("1234.5")),
            ("1 234,5", 2, Some("1234.5")),
            ("1.234.567", 2, Some("1234567")),
            ("1.234", 2, Some("1234")),
            ("1.234", 3, Some("1.234")),
            ("1,234", 3, Some("1234")),
            ("0,125", 3, Some("0.125")),
            ("0.125", 2, Some("0.125")),
            ("12,5", 2, Some("12.5")),
            (",5", 2, Some("0.5")),
            ("-12", 0, Some("-12")),
            ("12-", 0, Some("-12")),
            ("(12)", 0, Some("-12")),
            ("19 %", 2, Some("19")),
            ("1.23.4", 2, None),
            ("1,2,3", 2, None),
            ("twelve", 2, None),
            ("", 2, None),
            ("1e5", 2, None),
        ] {
            assert_eq!(read(text, scale).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn decimals_round_half_up() {
        for (number, scale, expected) in [
            ("0.125", 2, "0.13"),
            ("-0.125", 2, "-0.13"),
            ("2.5", 0, "3"),
            ("1.004", 2, "1.00"),
        ] {
            let rounded = round_half_up(number.parse().unwrap(), scale);
            assert_eq!(rounded, expected.parse().unwrap(), "{number}");
        }
    }
}
