//! Expressions of computed fields: arithmetic and conditions over field names, checked when an entity is loaded.
//!
//! The language is rhai with everything switched off but expressions: no loops, functions, arrays or objects, a limit on work,
//! unknown names refused. Numbers and money are exact decimals. A condition or sum over an empty field is empty, not an error.

mod functions;

use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use rhai::{AST, Dynamic, Engine, EvalAltResult, ParseErrorType, Scope};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::field::number::{money_decimal, round_half_up};
use crate::names::did_you_mean;
use crate::storage::CUSTOM;
use crate::{ColumnKind, EntityDef, FieldDef, FieldType, Value};

/// A compiled expression of a computed field.
#[derive(Clone)]
pub(crate) struct Program {
    /// The computed field's place among the entity's fields.
    pub(crate) field: usize,
    expression: String,
    /// Variable and field name of everything it reads.
    inputs: Vec<(String, String)>,
    tree: Arc<AST>,
}

impl Program {
    /// The fields it reads.
    pub(crate) fn reads(&self) -> impl Iterator<Item = &str> {
        self.inputs.iter().map(|(_, field)| field.as_str())
    }
}

impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Program").field(&self.expression).finish()
    }
}

impl PartialEq for Program {
    fn eq(&self, other: &Self) -> bool {
        self.field == other.field && self.expression == other.expression
    }
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let mut engine = Engine::new_raw();
    engine.set_strict_variables(true);
    engine.set_max_operations(10_000);
    engine.set_max_expr_depths(32);
    engine.set_max_string_size(100_000);
    engine.disable_symbol("eval");
    functions::register(&mut engine);
    engine
});

/// Compiles what can be compiled; [`problems`] tells of the rest.
pub(crate) fn compile_all(entity: &EntityDef) -> Vec<Program> {
    computed(entity)
        .filter_map(|(at, _, expression)| compile(entity, at, expression).ok())
        .collect()
}

/// What is wrong with the computed fields of an entity: field and message.
pub(crate) fn problems(entity: &EntityDef) -> Vec<(String, String)> {
    computed(entity)
        .filter_map(|(at, field, expression)| {
            let checked =
                compile(entity, at, expression).and_then(|program| probe(entity, &program));
            checked.err().map(|message| (field.name.clone(), message))
        })
        .collect()
}

/// Evaluates an expression over the values of a record. Empty when a field it needs is empty or the arithmetic fails.
pub(crate) fn evaluate<'a>(
    program: &Program,
    result: &FieldType,
    value_of: impl Fn(&str) -> &'a Value,
) -> Value {
    let mut scope = Scope::new();
    for (variable, field) in &program.inputs {
        scope.push_dynamic(variable.as_str(), dynamic(value_of(field)));
    }
    ENGINE
        .eval_ast_with_scope::<Dynamic>(&mut scope, &program.tree)
        .ok()
        .and_then(|outcome| value_from(outcome, result))
        .unwrap_or_default()
}

fn computed(entity: &EntityDef) -> impl Iterator<Item = (usize, &FieldDef, &str)> {
    let fields = entity.fields().iter().enumerate();
    fields.filter_map(|(at, field)| match &field.kind {
        FieldType::Computed { expression, .. } => Some((at, field, expression.as_str())),
        _ => None,
    })
}

/// The name a field has in expressions.
fn variable(field: &FieldDef) -> &str {
    field.name.strip_prefix(CUSTOM).unwrap_or(&field.name)
}

/// Fields an expression at this place may read: no computed field that comes later, nothing sensitive, nothing
/// without a plain value.
fn readable(entity: &EntityDef, at: usize) -> impl Iterator<Item = &FieldDef> {
    let fields = entity.fields().iter().enumerate();
    fields
        .filter(move |(other, field)| {
            let is_later = *other >= at && matches!(field.kind, FieldType::Computed { .. });
            // A result would tell of a sensitive field.
            !is_later && !field.sensitive && sample(&field.kind, *other).is_some()
        })
        .map(|(_, field)| field)
}

fn compile(entity: &EntityDef, at: usize, expression: &str) -> Result<Program, String> {
    let mut scope = Scope::new();
    let mut inputs: Vec<(String, String)> = Vec::new();
    let words = identifiers(expression);
    for field in readable(entity, at) {
        let name = variable(field);
        let is_new = inputs.iter().all(|(known, _)| known != name);
        if is_new && words.contains(&name) {
            scope.push_dynamic(name, Dynamic::UNIT);
            inputs.push((name.to_owned(), field.name.clone()));
        }
    }
    let tree = ENGINE
        .compile_expression_with_scope(&scope, expression)
        .map_err(|error| match error.err_type() {
            ParseErrorType::VariableUndefined(name) => unknown_name(entity, at, name),
            other => format!("the expression is not valid: {other}"),
        })?;
    Ok(Program {
        field: at,
        expression: expression.to_owned(),
        inputs,
        tree: Arc::new(tree),
    })
}

fn unknown_name(entity: &EntityDef, at: usize, name: &str) -> String {
    if entity.field(name).is_some() {
        return format!("field `{name}` cannot be used in this expression");
    }
    let suggestion = did_you_mean(name, readable(entity, at).map(variable));
    format!("unknown field `{name}`{suggestion}")
}

/// Words outside of quotes; a superset of the variables is enough.
fn identifiers(expression: &str) -> Vec<&str> {
    expression
        .split('"')
        .step_by(2)
        .flat_map(|code| code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Evaluates over one sample of each field's type, so that a wrong type shows at load.
fn probe(entity: &EntityDef, program: &Program) -> Result<(), String> {
    let mut scope = Scope::new();
    for (variable, name) in &program.inputs {
        let at = entity.fields().iter().position(|field| field.name == *name);
        let value = entity.field(name).zip(at);
        let value = value.and_then(|(field, at)| sample(&field.kind, at));
        scope.push_dynamic(
            variable.as_str(),
            dynamic(value.as_ref().unwrap_or(&Value::Null)),
        );
    }
    let result = match entity.fields().get(program.field).map(|field| &field.kind) {
        Some(FieldType::Computed { result, .. }) => result,
        _ => return Ok(()),
    };
    match ENGINE.eval_ast_with_scope::<Dynamic>(&mut scope, &program.tree) {
        Ok(outcome) => {
            let found = outcome.type_name().to_owned();
            value_from(outcome, result).map(|_| ()).ok_or_else(|| {
                format!(
                    "the expression gives {}, but `result` is {}",
                    plain_type(&found),
                    result.type_name()
                )
            })
        }
        Err(error) => match *error {
            EvalAltResult::ErrorArithmetic(..) => Ok(()),
            EvalAltResult::ErrorFunctionNotFound(call, _) => {
                Err(format!("the expression is not valid: there is no {call}"))
            }
            other => Err(format!("the expression is not valid: {other}")),
        },
    }
}

fn plain_type(name: &str) -> &str {
    match name {
        "string" => "text",
        "bool" => "a boolean",
        "decimal" | "i64" => "a number",
        "()" => "nothing",
        name if name.contains("Date") => "a date",
        other => other,
    }
}

/// A value of the type, different for each field so that differences are not zero; `None` when expressions cannot use the type.
fn sample(kind: &FieldType, at: usize) -> Option<Value> {
    let number = i64::try_from(at).unwrap_or(0) * 2 + 3;
    match kind.column() {
        ColumnKind::Text => Some(Value::Text("a".to_owned())),
        ColumnKind::Integer | ColumnKind::Decimal { .. } | ColumnKind::Money => {
            Some(Value::Int(number))
        }
        ColumnKind::Boolean => Some(Value::Bool(true)),
        ColumnKind::Date => Some(Value::Date(jiff::civil::date(2026, 1, 15))),
        ColumnKind::Uuid
        | ColumnKind::Time
        | ColumnKind::List
        | ColumnKind::Json
        | ColumnKind::Reference => None,
    }
}

fn dynamic(value: &Value) -> Dynamic {
    match value {
        Value::Bool(yes) => Dynamic::from_bool(*yes),
        Value::Int(number) => Dynamic::from_decimal(Decimal::from(*number)),
        Value::Decimal(number) => Dynamic::from_decimal(*number),
        Value::Money(money) => Dynamic::from_decimal(money_decimal(*money)),
        Value::Text(text) => Dynamic::from(text.clone()),
        Value::Date(date) => Dynamic::from(*date),
        _ => Dynamic::UNIT,
    }
}

/// The outcome as a value of the result type; `None` when it is of another type or does not fit.
fn value_from(outcome: Dynamic, result: &FieldType) -> Option<Value> {
    if outcome.is_unit() {
        return Some(Value::Null);
    }
    match result {
        FieldType::Boolean => outcome.as_bool().ok().map(Value::Bool),
        FieldType::Date => outcome.try_cast::<Date>().map(Value::Date),
        FieldType::Integer { .. } => round_half_up(functions::number(&outcome)?, 0)
            .to_i64()
            .map(Value::Int),
        FieldType::Decimal { scale, .. } => {
            crate::field::number::checked(functions::number(&outcome)?, *scale).map(Value::Decimal)
        }
        _ => {
            let text = outcome.into_string().ok()?;
            let short: String = text.trim().chars().take(1000).collect();
            Some(if short.is_empty() {
                Value::Null
            } else {
                Value::Text(short)
            })
        }
    }
}

#[cfg(test)]
mod tests;
