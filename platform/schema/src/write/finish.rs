//! What a change brings with it: defaults, probabilities, totals of lines, computed fields.

use rapport_kernel::{Currency, Money};
use rust_decimal::Decimal;
use serde_json::Value as Json;

use crate::expression;
use crate::field::lines::{Whole, with_totals};
use crate::field::money::money_from;
use crate::field::number::money_decimal;
use crate::{EntityDef, FieldDef, FieldType, Record, StateMachine, Value};

/// The name of the field that receives a state's probability.
const PROBABILITY: &str = "probability";

impl EntityDef {
    /// Completes a change: `set` is what changes, `before` the record as it was, none for a new one.
    ///
    /// New records get defaults and initial states in `currency`, the tenant's. A step copies its state's probability unless the same
    /// change sets one. Totals of lines and computed fields follow what they are made from.
    pub fn finish(&self, before: Option<&Record>, set: &mut Record, currency: Currency) {
        let has_probability = set.has(PROBABILITY);
        if before.is_none() {
            self.fill_defaults(set, currency);
        }
        // A default is not a wish of the one who makes the change.
        if !has_probability {
            self.copy_probability(before, set);
        }
        self.sum_lines(before, set, currency);
        self.compute(before, set);
    }

    /// Whether lines write their sum into this field.
    pub(crate) fn is_total(&self, name: &str) -> bool {
        self.fields().iter().any(|field| match &field.kind {
            FieldType::Lines {
                subtotal,
                tax,
                total,
                ..
            } => [subtotal, tax, total]
                .into_iter()
                .any(|target| target.as_deref() == Some(name)),
            _ => false,
        })
    }

    fn fill_defaults(&self, set: &mut Record, currency: Currency) {
        for field in self.fields().iter().filter(|field| !field.system) {
            if !set.get(&field.name).is_null() {
                continue;
            }
            if let Some(value) = default_of(field, currency) {
                set.set(&field.name, value);
            }
        }
    }

    fn copy_probability(&self, before: Option<&Record>, set: &mut Record) {
        let target = self.field(PROBABILITY).map(|field| &field.kind);
        let is_number = target.is_some_and(|kind| {
            matches!(kind, FieldType::Integer { .. } | FieldType::Decimal { .. })
        });
        if !is_number {
            return;
        }
        let percent = self
            .states()
            .find_map(|(field, machine)| entered(field, machine, before, set));
        if let Some(percent) = percent {
            let value = match target {
                Some(FieldType::Decimal { .. }) => Value::Decimal(percent.into()),
                _ => Value::Int(percent.into()),
            };
            set.set(PROBABILITY, value);
        }
    }

    fn sum_lines(&self, before: Option<&Record>, set: &mut Record, currency: Currency) {
        for field in self.fields() {
            let FieldType::Lines {
                subtotal,
                tax,
                total,
                discount,
                shipping,
                shipping_tax,
            } = &field.kind
            else {
                continue;
            };
            let targets = [total, subtotal, tax];
            let names = || targets.iter().filter_map(|target| target.as_deref());
            let additions = [discount, shipping, shipping_tax];
            let mut read = names().chain(additions.iter().filter_map(|name| name.as_deref()));
            let is_touched =
                before.is_none() || set.has(&field.name) || read.any(|name| set.has(name));
            if !is_touched {
                continue;
            }
            let given = names().find_map(|name| currency_of(set.get(name)));
            let known = || names().find_map(|name| currency_of(before?.get(name)));
            let currency = given.or_else(known).unwrap_or(currency);
            let amount = |name: &Option<String>| match name {
                Some(name) => number_of(current(before, set, name)),
                None => Decimal::ZERO,
            };
            let whole = Whole {
                discount: amount(discount),
                shipping: amount(shipping),
                shipping_tax_percent: amount(shipping_tax),
            };
            let (lines, sums) = match current(before, set, &field.name) {
                Value::Json(lines) => with_totals(lines, &whole, currency),
                _ => (Json::Null, with_totals(&Json::Null, &whole, currency).1),
            };
            if lines.is_array() {
                set.set(&field.name, Value::Json(lines));
            }
            for (target, amount) in targets.iter().zip([sums.total, sums.net, sums.tax]) {
                if let Some(target) = target {
                    let nothing = Money { minor: 0, currency };
                    let money = money_from(amount, currency).unwrap_or(nothing);
                    set.set(target.as_str(), Value::Money(money));
                }
            }
        }
    }

    fn compute(&self, before: Option<&Record>, set: &mut Record) {
        for program in &self.programs {
            let Some(field) = self.fields().get(program.field) else {
                continue;
            };
            let FieldType::Computed { result, .. } = &field.kind else {
                continue;
            };
            let value = expression::evaluate(program, result, |name| current(before, set, name));
            if before.is_none_or(|before| *before.get(&field.name) != value) {
                set.set(&field.name, value);
            } else {
                set.remove(&field.name);
            }
        }
    }
}

/// The value as it will be.
fn current<'a>(before: Option<&'a Record>, set: &'a Record, name: &str) -> &'a Value {
    match before {
        Some(before) if !set.has(name) => before.get(name),
        _ => set.get(name),
    }
}

fn currency_of(value: &Value) -> Option<Currency> {
    match value {
        Value::Money(money) => Some(money.currency),
        _ => None,
    }
}

fn number_of(value: &Value) -> Decimal {
    match value {
        Value::Money(money) => money_decimal(*money),
        Value::Decimal(number) => *number,
        _ => Decimal::ZERO,
    }
}

fn default_of(field: &FieldDef, currency: Currency) -> Option<Value> {
    match (&field.kind, &field.default) {
        (FieldType::State(machine), _) => Some(Value::Text(machine.initial.clone())),
        (FieldType::Money, Some(Value::Decimal(amount))) => {
            money_from(*amount, currency).map(Value::Money)
        }
        (_, default) => default.clone(),
    }
}

/// The probability of the state that this change enters, if it enters one.
fn entered(
    field: &FieldDef,
    machine: &StateMachine,
    before: Option<&Record>,
    set: &Record,
) -> Option<u8> {
    let now = set.text(&field.name)?;
    if before.and_then(|before| before.text(&field.name)) == Some(now) {
        return None;
    }
    machine.state(now)?.probability
}
