//! A JSON object becomes a record of checked values.

use rapport_kernel::{ErrorCode, FieldError, Money};
use serde_json::{Map, Value as Json};

use crate::field::money::currency_from;
use crate::field::{FieldProblem, InputContext, Parsed};
use crate::names::{did_you_mean, snake_case};
use crate::storage::CUSTOM;
use crate::{EntityDef, FieldDef, FieldType, Presence, Record, Value};

const CUSTOM_FIELDS: &str = "custom_fields";

impl EntityDef {
    /// Reads the fields a client sent. Names match in either case (`firstName`, `first_name`).
    ///
    /// A new record leaves empty values out, so that defaults apply; a change keeps them as [`Value::Null`].
    ///
    /// # Errors
    /// Every unknown, read-only or wrong field, named as it was sent.
    pub fn parse_input(
        &self,
        input: &Map<String, Json>,
        context: &InputContext,
    ) -> Result<Record, Vec<FieldError>> {
        self.read_all(input, context, false)
    }

    /// Reads values that were valid when they were stored (undo, export): also those only the system writes.
    ///
    /// # Errors
    /// As [`EntityDef::parse_input`], but for read-only fields.
    pub fn parse_stored(
        &self,
        input: &Map<String, Json>,
        context: &InputContext,
    ) -> Result<Record, Vec<FieldError>> {
        self.read_all(input, context, true)
    }

    fn read_all(
        &self,
        input: &Map<String, Json>,
        context: &InputContext,
        is_stored: bool,
    ) -> Result<Record, Vec<FieldError>> {
        let mut reader = Reader {
            entity: self,
            context,
            is_stored,
            sent: Vec::new(),
            record: Record::new(),
            errors: Vec::new(),
        };
        reader.collect(input, "");
        reader.read();
        if reader.errors.is_empty() {
            Ok(reader.record)
        } else {
            Err(reader.errors)
        }
    }

    /// The field a client means, in either case.
    #[must_use]
    pub fn field_as_sent(&self, name: &str) -> Option<&FieldDef> {
        self.field(name).or_else(|| self.field(&snake_case(name)))
    }

    /// "unknown field `x`" with a suggestion.
    pub(crate) fn unknown_field(&self, sent: &str) -> FieldError {
        let names = self.fields().iter().map(|field| field.name.as_str());
        let suggestion = did_you_mean(&snake_case(sent), names);
        FieldError {
            field: sent.to_owned(),
            code: ErrorCode::UNKNOWN_FIELD.name,
            message: format!("{} has no field `{sent}`{suggestion}", self.name),
        }
    }
}

/// Reads the input of an action: values for its fields, required ones among them.
///
/// # Errors
/// Every unknown, missing or wrong value, named as it was sent.
pub fn parse_fields(
    fields: &[FieldDef],
    input: &Map<String, Json>,
    context: &InputContext,
) -> Result<Record, Vec<FieldError>> {
    let mut form = EntityDef::named("input", "input");
    form.set_fields(fields.to_vec());
    let record = form.parse_input(input, context)?;
    let is_missing = |field: &&FieldDef| {
        field.presence == Presence::Required && record.get(&field.name).is_null()
    };
    let missing: Vec<FieldError> = fields.iter().filter(is_missing).map(missing).collect();
    if missing.is_empty() {
        Ok(record)
    } else {
        Err(missing)
    }
}

fn missing(field: &FieldDef) -> FieldError {
    FieldError {
        field: field.name.clone(),
        code: ErrorCode::REQUIRED.name,
        message: "is required".to_owned(),
    }
}

/// What a client sent under one key.
struct Sent<'a> {
    /// The field's name, or that of a money field's currency.
    name: String,
    key: String,
    value: &'a Json,
}

struct Reader<'a> {
    entity: &'a EntityDef,
    context: &'a InputContext,
    is_stored: bool,
    sent: Vec<Sent<'a>>,
    record: Record,
    errors: Vec<FieldError>,
}

impl<'a> Reader<'a> {
    /// Collects what was sent by the name it means. `prefix` is empty or `custom_fields.`.
    fn collect(&mut self, input: &'a Map<String, Json>, prefix: &str) {
        for (key, value) in input {
            let sent_as = format!("{prefix}{key}");
            let is_known = self.entity.field(&sent_as).is_some();
            let name = if is_known {
                sent_as.clone()
            } else {
                format!("{prefix}{}", snake_case(key))
            };
            match value {
                Json::Object(custom) if name == CUSTOM_FIELDS => self.collect(custom, CUSTOM),
                Json::Null if name == CUSTOM_FIELDS => {}
                _ if name == CUSTOM_FIELDS => {
                    self.error(
                        &sent_as,
                        FieldProblem::invalid("must be an object of custom fields"),
                    );
                }
                _ => match self.sent.iter().find(|sent| sent.name == name) {
                    Some(first) => {
                        let message = format!("was sent twice, also as `{}`", first.key);
                        self.error(&sent_as, FieldProblem::invalid(message));
                    }
                    None => self.sent.push(Sent {
                        name,
                        key: sent_as,
                        value,
                    }),
                },
            }
        }
    }

    fn value_of(&self, name: &str) -> Option<&'a Json> {
        let sent = self.sent.iter().find(|sent| sent.name == name);
        sent.map(|sent| sent.value)
    }

    fn read(&mut self) {
        for at in 0..self.sent.len() {
            let Some(sent) = self.sent.get(at) else { break };
            let (name, key, value) = (sent.name.clone(), sent.key.clone(), sent.value);
            if let Some(field) = self.entity.field(&name) {
                let parsed = self.read_field(field, value);
                self.take(&name, &key, parsed);
            } else if let Some(money) = self.money_of(&name) {
                let parsed = self.read_lone_currency(money, value);
                if let Some(parsed) = parsed {
                    self.take(&money.name, &key, parsed);
                }
            } else {
                self.errors.push(self.entity.unknown_field(&key));
            }
        }
    }

    /// The money field whose currency has this name.
    fn money_of(&self, name: &str) -> Option<&'a FieldDef> {
        let field = self.entity.field(name.strip_suffix("_currency")?)?;
        matches!(field.kind, FieldType::Money).then_some(field)
    }

    fn read_field(&self, field: &FieldDef, value: &Json) -> Parsed {
        if field.presence == Presence::ReadOnly && !self.is_stored {
            return Err(FieldProblem::invalid("is written by the system"));
        }
        let currency = match self.value_of(&format!("{}_currency", field.name)) {
            Some(json) if matches!(field.kind, FieldType::Money) && !json.is_null() => {
                currency_from(json)?
            }
            _ => self.context.currency,
        };
        field.parse(
            value,
            &InputContext {
                currency,
                ..*self.context
            },
        )
    }

    /// A currency without an amount: allowed for totals of lines, whose amount is computed.
    fn read_lone_currency(&self, money: &FieldDef, value: &Json) -> Option<Parsed> {
        if value.is_null() || self.value_of(&money.name).is_some() {
            return None;
        }
        Some(currency_from(value).and_then(|currency| {
            if self.entity.is_total(&money.name) {
                return Ok(Value::Money(Money { minor: 0, currency }));
            }
            Err(FieldProblem::invalid(format!(
                "needs `{}` beside it",
                money.name
            )))
        }))
    }

    /// Codes are never emptied.
    fn is_code(&self, name: &str) -> bool {
        let field = self.entity.field(name);
        field.is_some_and(|field| matches!(field.kind, FieldType::Code { .. }))
    }

    fn take(&mut self, name: &str, sent_as: &str, parsed: Parsed) {
        match parsed {
            Ok(Value::Null) if self.context.creating || self.is_code(name) => {}
            Ok(value) => self.record.set(name, value),
            Err(problem) => self.error(sent_as, problem),
        }
    }

    fn error(&mut self, sent_as: &str, problem: FieldProblem) {
        self.errors.push(FieldError {
            field: sent_as.to_owned(),
            code: problem.code,
            message: problem.message,
        });
    }
}
