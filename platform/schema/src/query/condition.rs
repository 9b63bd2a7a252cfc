//! A raw filter becomes a typed one: known fields, allowed operators, checked values, periods as ranges.

use rapport_kernel::{Currency, ErrorCode, FieldError, Timestamp, UserId};
use serde_json::Value as Json;

use crate::field::{FieldProblem, InputContext};
use crate::names::did_you_mean;
use crate::query::raw::RawFilter;
use crate::{Condition, EntityDef, FieldDef, FieldType, Filter, Operator, Value};

/// Most values of one list operator.
const MOST_VALUES: usize = 1000;

/// What the values of a filter depend on.
#[derive(Clone, Copy, Debug)]
pub struct FilterContext<'a> {
    /// The present moment, for periods.
    pub now: Timestamp,
    /// The user's zone, an IANA name: where days begin.
    pub zone: &'a str,
    /// Who `me` is.
    pub me: UserId,
    /// The currency whose minor units amounts are compared in.
    pub currency: Currency,
}

impl Filter {
    /// Checks a filter against an entity.
    ///
    /// # Errors
    /// Every unknown field, operator and value, named as written.
    pub fn parse(
        entity: &EntityDef,
        raw: &RawFilter,
        context: &FilterContext<'_>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut parser = Parser {
            entity,
            context,
            errors: Vec::new(),
        };
        let filter = parser.read(raw);
        if parser.errors.is_empty() {
            Ok(filter)
        } else {
            Err(parser.errors)
        }
    }
}

struct Parser<'a> {
    entity: &'a EntityDef,
    context: &'a FilterContext<'a>,
    errors: Vec<FieldError>,
}

impl Parser<'_> {
    fn read(&mut self, raw: &RawFilter) -> Filter {
        match raw {
            RawFilter::And(all) => Filter::And(all.iter().map(|one| self.read(one)).collect()),
            RawFilter::Or(any) => Filter::Or(any.iter().map(|one| self.read(one)).collect()),
            RawFilter::Not(one) => Filter::Not(Box::new(self.read(one))),
            RawFilter::Is { field, op, value } => self.read_condition(field, op, value),
        }
    }

    fn read_condition(&mut self, sent_as: &str, op: &str, value: &Json) -> Filter {
        let Some(field) = self.entity.field_as_sent(sent_as) else {
            self.errors.push(self.entity.unknown_field(sent_as));
            return Filter::everything();
        };
        let reader = ConditionReader {
            field,
            context: self.context,
        };
        reader.read(op, value).unwrap_or_else(|problem| {
            self.errors.push(FieldError {
                field: sent_as.to_owned(),
                code: problem.code,
                message: problem.message,
            });
            Filter::everything()
        })
    }
}

pub(super) type Outcome<T> = Result<T, FieldProblem>;

pub(super) struct ConditionReader<'a> {
    pub(super) field: &'a FieldDef,
    pub(super) context: &'a FilterContext<'a>,
}

impl ConditionReader<'_> {
    fn read(&self, op: &str, json: &Json) -> Outcome<Filter> {
        let allowed = self.field.operators();
        if !allowed.contains(&op) {
            let suggestion = did_you_mean(op, allowed.iter().copied());
            return Err(FieldProblem {
                code: ErrorCode::UNKNOWN_FIELD.name,
                message: format!(
                    "has no operator `{op}`{suggestion}; it has {}",
                    allowed.join(", ")
                ),
            });
        }
        match op {
            "empty" => self.empty(json),
            "within" => self.within(json),
            "contains" => self.text(Operator::Contains, json),
            "starts_with" => self.text(Operator::StartsWith, json),
            "ends_with" => self.text(Operator::EndsWith, json),
            "has" => self.list(Operator::Has, json),
            "has_any" => self.list(Operator::HasAny, json),
            "has_all" => self.list(Operator::HasAll, json),
            "in" => self.one_of(false, json),
            "nin" => self.one_of(true, json),
            "between" => self.between(json),
            _ => self.compare(op, json),
        }
    }

    pub(super) fn condition(&self, op: Operator, values: Vec<Value>) -> Filter {
        Filter::Is(Condition {
            field: self.field.name.clone(),
            op,
            values,
        })
    }

    fn empty(&self, json: &Json) -> Outcome<Filter> {
        let is_wanted = match json {
            Json::Null | Json::Bool(true) => true,
            Json::Bool(false) => false,
            Json::String(text) if text == "true" => true,
            Json::String(text) if text == "false" => false,
            _ => return Err(FieldProblem::invalid("`empty` takes true or false")),
        };
        let op = if is_wanted {
            Operator::Empty
        } else {
            Operator::NotEmpty
        };
        Ok(self.condition(op, Vec::new()))
    }

    fn text(&self, op: Operator, json: &Json) -> Outcome<Filter> {
        let text = match json {
            Json::String(text) => text.clone(),
            Json::Number(number) => number.to_string(),
            _ => return Err(FieldProblem::invalid("must be text")),
        };
        if text.chars().count() > 500 {
            return Err(FieldProblem::invalid("is too long for a filter"));
        }
        if text.is_empty() {
            return Err(FieldProblem::invalid("needs a value to look for"));
        }
        if text.contains('\0') {
            return Err(FieldProblem::invalid("must not contain null characters"));
        }
        Ok(self.condition(op, vec![Value::Text(text)]))
    }

    /// The items of a list field are written one by one, so each is parsed as a list of one.
    fn list(&self, op: Operator, json: &Json) -> Outcome<Filter> {
        let items = if op == Operator::Has {
            vec![json.clone()]
        } else {
            several(json)?
        };
        let mut words = Vec::new();
        for item in items {
            match self.value(&item)? {
                Value::List(list) => words.extend(list.into_iter().map(Value::Text)),
                _ => return Err(FieldProblem::invalid("needs a value to look for")),
            }
        }
        if words.is_empty() {
            return Err(FieldProblem::invalid("needs a value to look for"));
        }
        Ok(self.condition(op, words))
    }

    fn one_of(&self, is_negated: bool, json: &Json) -> Outcome<Filter> {
        let items = several(json)?;
        if items.iter().any(|item| self.is_whole_day(item)) {
            let days: Outcome<Vec<Filter>> =
                items.iter().map(|item| self.compare("eq", item)).collect();
            let any = Filter::Or(days?);
            return Ok(if is_negated {
                Filter::Not(Box::new(any))
            } else {
                any
            });
        }
        let (mut values, mut with_empty) = (Vec::new(), false);
        for item in &items {
            match self.value(item)? {
                Value::Null => with_empty = true,
                value => values.push(value),
            }
        }
        let op = if is_negated {
            Operator::NotIn
        } else {
            Operator::In
        };
        let listed = self.condition(op, values);
        Ok(match (with_empty, is_negated) {
            (false, _) => listed,
            (true, false) => Filter::Or(vec![listed, self.condition(Operator::Empty, Vec::new())]),
            (true, true) => {
                Filter::And(vec![listed, self.condition(Operator::NotEmpty, Vec::new())])
            }
        })
    }

    fn between(&self, json: &Json) -> Outcome<Filter> {
        let items = several(json)?;
        let [from, to] = items.as_slice() else {
            return Err(FieldProblem::invalid("`between` takes two values"));
        };
        if self.is_whole_day(from) || self.is_whole_day(to) {
            let (lower, upper) = (self.compare("gte", from)?, self.compare("lte", to)?);
            return Ok(Filter::And(vec![lower, upper]));
        }
        let values = vec![self.filled(from)?, self.filled(to)?];
        Ok(self.condition(Operator::Between, values))
    }

    fn compare(&self, op: &str, json: &Json) -> Outcome<Filter> {
        if self.is_whole_day(json) {
            return self.compare_day(op, json);
        }
        let value = self.value(json)?;
        if value.is_null() && !json.is_null() {
            return Err(FieldProblem::invalid(format!(
                "`{op}` needs a value; `empty` finds what has none"
            )));
        }
        let operator = match (op, value.is_null()) {
            ("eq", true) => return Ok(self.condition(Operator::Empty, Vec::new())),
            ("ne", true) => return Ok(self.condition(Operator::NotEmpty, Vec::new())),
            (_, true) => return Err(FieldProblem::invalid(format!("`{op}` needs a value"))),
            ("ne", false) => Operator::Ne,
            ("lt", false) => Operator::Lt,
            ("lte", false) => Operator::Lte,
            ("gt", false) => Operator::Gt,
            ("gte", false) => Operator::Gte,
            _ => Operator::Eq,
        };
        Ok(self.condition(operator, vec![value]))
    }

    fn value(&self, json: &Json) -> Outcome<Value> {
        let is_user = matches!(self.field.kind, FieldType::User);
        if is_user && json.as_str() == Some("me") {
            return Ok(Value::Id(self.context.me.0));
        }
        let input = InputContext {
            currency: self.context.currency,
            creating: false,
        };
        match without_limits(&self.field.kind) {
            Some(kind) => {
                let field = FieldDef {
                    kind,
                    ..self.field.clone()
                };
                field.parse(json, &input)
            }
            None => self.field.parse(json, &input),
        }
    }

    fn filled(&self, json: &Json) -> Outcome<Value> {
        match self.value(json)? {
            Value::Null => Err(FieldProblem::invalid("needs a value")),
            value => Ok(value),
        }
    }
}

/// Limits and shapes are for what is stored, not for what one looks for.
fn without_limits(kind: &FieldType) -> Option<FieldType> {
    let (min, max) = (None, None);
    match *kind {
        FieldType::Integer { .. } => Some(FieldType::Integer { min, max }),
        FieldType::Decimal { scale, .. } => Some(FieldType::Decimal { scale, min, max }),
        FieldType::Email | FieldType::Phone | FieldType::Url => {
            Some(FieldType::Text { max_length: 2000 })
        }
        _ => None,
    }
}

/// A JSON list, or a text with commas.
fn several(json: &Json) -> Outcome<Vec<Json>> {
    let items: Vec<Json> = match json {
        Json::Array(items) => items.clone(),
        Json::String(text) => text
            .split(',')
            .map(|part| Json::String(part.trim().to_owned()))
            .collect(),
        Json::Null | Json::Object(_) => {
            return Err(FieldProblem::invalid("must be a list of values"));
        }
        single => vec![single.clone()],
    };
    if items.len() > MOST_VALUES {
        return Err(FieldProblem::invalid(format!(
            "has more than {MOST_VALUES} values"
        )));
    }
    Ok(items)
}
