//! Whether a record may be as it is: required fields, steps between states, fields a state requires.

use rapport_kernel::{ErrorCode, FieldError};

use crate::{EntityDef, FieldDef, FieldType, Presence, Record, StateMachine};

impl EntityDef {
    /// Everything that forbids the record `after`; `before` is the record as it was, none for a new one.
    ///
    /// A field that was empty before may stay empty, so that a record made before the field became required can still be changed.
    #[must_use]
    pub fn check(&self, before: Option<&Record>, after: &Record) -> Vec<FieldError> {
        let mut errors = Vec::new();
        for field in self.fields() {
            if field.presence == Presence::Required && is_missing(field, before, after) {
                errors.push(error(field, ErrorCode::REQUIRED, "is required".to_owned()));
            }
            match &field.kind {
                FieldType::State(machine) => {
                    self.check_state(field, machine, before, after, &mut errors);
                }
                FieldType::Lines { .. } => self.check_whole(field, after, &mut errors),
                _ => {}
            }
        }
        errors
    }

    fn check_state(
        &self,
        field: &FieldDef,
        machine: &StateMachine,
        before: Option<&Record>,
        after: &Record,
        errors: &mut Vec<FieldError>,
    ) {
        let was = before.and_then(|before| before.text(&field.name));
        let Some(is) = after.text(&field.name) else {
            if was.is_some() {
                errors.push(error(
                    field,
                    ErrorCode::REQUIRED,
                    "a state cannot be emptied".to_owned(),
                ));
            }
            return;
        };
        if let Some(was) = was
            && !machine.allows(was, is)
        {
            errors.push(error(
                field,
                ErrorCode::STEP_NOT_ALLOWED,
                step_message(machine, was, is),
            ));
            return;
        }
        let is_entered = was != Some(is);
        for name in machine.require.get(is).into_iter().flatten() {
            let Some(required) = self.field(name) else {
                continue;
            };
            let was_filled = before.is_some_and(|before| !before.get(name).is_null());
            let is_filled = !after.get(name).is_null();
            let is_reported = errors.iter().any(|error| error.field == *name);
            if !is_filled && (is_entered || was_filled) && !is_reported {
                let label = machine.state(is).map_or(is, |state| &state.label);
                let message = format!("is required in the state `{label}`");
                errors.push(error(required, ErrorCode::REQUIRED, message));
            }
        }
    }
}

impl EntityDef {
    /// What is taken off or added to the whole of lines must fit them.
    fn check_whole(&self, lines: &FieldDef, after: &Record, errors: &mut Vec<FieldError>) {
        let FieldType::Lines {
            subtotal,
            total,
            discount,
            shipping,
            ..
        } = &lines.kind
        else {
            return;
        };
        let sum_of = |name: &Option<String>| after.money(name.as_deref()?);
        let Some(sum) = sum_of(subtotal).or_else(|| sum_of(total)) else {
            return;
        };
        for name in [discount, shipping].into_iter().flatten() {
            let (Some(field), Some(amount)) = (self.field(name), after.money(name)) else {
                continue;
            };
            let is_discount = Some(name) == discount.as_ref();
            let message = if amount.minor == 0 {
                continue;
            } else if amount.currency != sum.currency {
                let (is, lines) = (amount.currency, sum.currency);
                format!("is in {is}, the lines are in {lines}: both have one currency")
            } else if amount.minor < 0 {
                "must not be negative".to_owned()
            } else if is_discount && subtotal.is_some() && amount.minor > sum.minor {
                "is more than the lines come to".to_owned()
            } else {
                continue;
            };
            errors.push(error(field, ErrorCode::INVALID, message));
        }
    }
}

fn is_missing(field: &FieldDef, before: Option<&Record>, after: &Record) -> bool {
    let was_filled = before.is_none_or(|before| !before.get(&field.name).is_null());
    after.get(&field.name).is_null() && was_filled
}

fn step_message(machine: &StateMachine, was: &str, is: &str) -> String {
    let label = |name: &str| {
        let state = machine.state(name);
        state.map_or(name.to_owned(), |state| state.label.clone())
    };
    let next: Vec<String> = machine
        .steps
        .get(was)
        .into_iter()
        .flatten()
        .map(|name| format!("`{}`", label(name)))
        .collect();
    let allowed = if next.is_empty() {
        "no step leads on".to_owned()
    } else {
        format!("possible: {}", next.join(", "))
    };
    format!(
        "cannot go from `{}` to `{}`; {allowed}",
        label(was),
        label(is)
    )
}

fn error(field: &FieldDef, code: ErrorCode, message: String) -> FieldError {
    FieldError {
        field: field.name.clone(),
        code: code.name,
        message,
    }
}
