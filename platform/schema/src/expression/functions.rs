//! The functions and date arithmetic that expressions may use.

use jiff::ToSpan;
use jiff::civil::Date;
use rhai::{Dynamic, Engine, EvalAltResult};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::field::number::round_half_up;

type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// The number in a dynamic value.
pub(super) fn number(value: &Dynamic) -> Option<Decimal> {
    value
        .as_decimal()
        .or_else(|_| value.as_int().map(Decimal::from))
        .ok()
}

fn needed(value: &Dynamic) -> Outcome<Decimal> {
    number(value).ok_or_else(|| format!("a number is needed, not {}", value.type_name()).into())
}

/// Registers everything.
pub(super) fn register(engine: &mut Engine) {
    register_numbers(engine);
    register_texts(engine);
    register_dates(engine);
    engine.register_fn("empty", |value: Dynamic| is_empty(&value));
    engine.register_fn(
        "or_else",
        |value: Dynamic, other: Dynamic| {
            if is_empty(&value) { other } else { value }
        },
    );
    engine.register_fn(
        "choose",
        |condition: bool, yes: Dynamic, no: Dynamic| if condition { yes } else { no },
    );
}

fn is_empty(value: &Dynamic) -> bool {
    value.is_unit()
        || value
            .read_lock::<rhai::ImmutableString>()
            .is_some_and(|text| text.is_empty())
}

fn register_numbers(engine: &mut Engine) {
    engine.register_fn("abs", |x: Dynamic| -> Outcome<Decimal> {
        Ok(needed(&x)?.abs())
    });
    engine.register_fn("floor", |x: Dynamic| -> Outcome<Decimal> {
        Ok(needed(&x)?.floor())
    });
    engine.register_fn("ceiling", |x: Dynamic| -> Outcome<Decimal> {
        Ok(needed(&x)?.ceil())
    });
    engine.register_fn("min", |x: Dynamic, y: Dynamic| -> Outcome<Decimal> {
        Ok(needed(&x)?.min(needed(&y)?))
    });
    engine.register_fn("max", |x: Dynamic, y: Dynamic| -> Outcome<Decimal> {
        Ok(needed(&x)?.max(needed(&y)?))
    });
    engine.register_fn("round", |x: Dynamic| -> Outcome<Decimal> {
        Ok(round_half_up(needed(&x)?, 0))
    });
    engine.register_fn("round", |x: Dynamic, digits: i64| -> Outcome<Decimal> {
        let digits = u32::try_from(digits.clamp(0, 9)).unwrap_or(0);
        Ok(round_half_up(needed(&x)?, digits))
    });
}

fn register_texts(engine: &mut Engine) {
    engine.register_fn("text", |x: Dynamic| match number(&x) {
        Some(number) => number.normalize().to_string(),
        None if x.is_unit() => String::new(),
        None => x.to_string(),
    });
    engine.register_fn("lower", |text: &str| text.to_lowercase());
    engine.register_fn("upper", |text: &str| text.to_uppercase());
    engine.register_fn("trim", |text: &str| text.trim().to_owned());
}

fn moved(date: Date, days: Decimal, sign: i64) -> Outcome<Date> {
    let days = days
        .trunc()
        .to_i64()
        .and_then(|days| days.checked_mul(sign));
    let days = days.filter(|days| days.abs() < 4_000_000);
    days.and_then(|days| date.checked_add(days.days()).ok())
        .ok_or_else(|| "the date is out of range".into())
}

fn register_dates(engine: &mut Engine) {
    engine.register_type_with_name::<Date>("date");
    engine.register_fn("-", |later: Date, earlier: Date| -> Outcome<Decimal> {
        let days = (later - earlier).get_days();
        Ok(Decimal::from(days))
    });
    engine.register_fn("+", |date: Date, days: Decimal| moved(date, days, 1));
    engine.register_fn("-", |date: Date, days: Decimal| moved(date, days, -1));
    engine.register_fn("+", |date: Date, days: i64| {
        moved(date, Decimal::from(days), 1)
    });
    engine.register_fn("-", |date: Date, days: i64| {
        moved(date, Decimal::from(days), -1)
    });
    engine.register_fn("<", |one: Date, two: Date| one < two);
    engine.register_fn("<=", |one: Date, two: Date| one <= two);
    engine.register_fn(">", |one: Date, two: Date| one > two);
    engine.register_fn(">=", |one: Date, two: Date| one >= two);
    engine.register_fn("==", |one: Date, two: Date| one == two);
    engine.register_fn("!=", |one: Date, two: Date| one != two);
}
