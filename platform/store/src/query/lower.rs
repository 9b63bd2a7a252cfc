//! From a filter to its shape and its values: the shape chooses the SQL text, the values become parameters.
//!
//! The two part here and never meet again: what writes SQL sees only [`Node`], which holds no value. A shape and
//! the order of its parameters come from the same walk, so they cannot drift apart.

use rapport_kernel::Level;
use rapport_schema::{ColumnKind, Condition, EntityDef, Filter, Operator, SharedWith, Slot, Value};

use super::column::{self, Part};
use super::invalid;
use super::node::{Form, Node};
use super::operand::{clean, operand, text_param};
use super::pattern::{self, Anchor};
use crate::sql::Param;
use crate::{DatabaseKind, Result};

/// The most values of one list operator; both databases take some more parameters per statement.
const MAX_VALUES: usize = 16_384;

/// Collects the values of shapes in the order of their placeholders.
pub(super) struct Lowering<'a> {
    pub(super) entity: &'a EntityDef,
    pub(super) kind: DatabaseKind,
    pub(super) params: Vec<Param>,
}

impl Lowering<'_> {
    pub(super) fn filter(&mut self, filter: &Filter) -> Result<Node> {
        Ok(match filter {
            Filter::And(all) => Node::All(self.each(all)?),
            Filter::Or(any) => Node::Any(self.each(any)?),
            Filter::Not(inner) => Node::Not(Box::new(self.filter(inner)?)),
            Filter::Is(condition) => self.condition(condition)?,
            Filter::Shared(shared) => self.shared(shared),
        })
    }

    fn shared(&mut self, shared: &SharedWith) -> Node {
        let Some(last) = shared.grantees.last() else {
            return nothing();
        };
        self.params.push(text_param(&self.entity.name));
        let grantees = shared.grantees.len().next_power_of_two();
        let padding = std::iter::repeat_n(last, grantees - shared.grantees.len());
        let all = shared.grantees.iter().chain(padding);
        self.params.extend(all.map(|id| Param::Uuid(*id)));
        self.params.push(shared.at.into());
        Node::Shared {
            grantees,
            write: shared.level == Level::Write,
        }
    }

    fn each(&mut self, filters: &[Filter]) -> Result<Vec<Node>> {
        filters.iter().map(|filter| self.filter(filter)).collect()
    }

    fn condition(&mut self, condition: &Condition) -> Result<Node> {
        let at = column::position_of(self.entity, &condition.field)?;
        let slot = column::field_at(self.entity, at)?.slot(&self.entity.table);
        let target = Target { at, slot };
        let values = condition.values.as_slice();
        match (condition.op, values) {
            (Operator::Empty, _) => Ok(target.empty()),
            (Operator::NotEmpty, _) => Ok(target.filled()),
            (op, values) if slot.kind == ColumnKind::List => {
                self.list(&target, op, values, condition)
            }
            (Operator::Eq, [value]) => self.equal(&target, value, condition),
            (Operator::Ne, [value]) => self.not_equal(&target, value, condition),
            (Operator::In, values) => self.one_of(&target, values, condition),
            (Operator::NotIn, values) => self.none_of(&target, values, condition),
            (Operator::Between, [low, high]) => self.between(&target, low, high, condition),
            (Operator::Lt, [value]) => self.ordered(&target, Form::Less, value, condition),
            (Operator::Lte, [value]) => self.ordered(&target, Form::LessOrEqual, value, condition),
            (Operator::Gt, [value]) => self.ordered(&target, Form::Greater, value, condition),
            (Operator::Gte, [value]) => {
                self.ordered(&target, Form::GreaterOrEqual, value, condition)
            }
            (Operator::Contains, [value]) => self.text(&target, Anchor::None, value, condition),
            (Operator::StartsWith, [value]) => self.text(&target, Anchor::Start, value, condition),
            (Operator::EndsWith, [value]) => self.text(&target, Anchor::End, value, condition),
            _ => Err(unsuitable(condition)),
        }
    }

    fn push(&mut self, target: &Target<'_>, value: &Value, condition: &Condition) -> Result<()> {
        let param = operand(&target.slot, value).ok_or_else(|| unsuitable(condition))?;
        self.params.push(param);
        Ok(())
    }

    fn equal(&mut self, target: &Target<'_>, value: &Value, condition: &Condition) -> Result<Node> {
        match value {
            Value::Null => Ok(target.empty()),
            Value::Reference { entity, .. } if target.slot.kind == ColumnKind::Reference => {
                self.push(target, value, condition)?;
                self.params.push(text_param(entity));
                Ok(Node::All(vec![
                    target.leaf(Form::Equal),
                    target.part(Part::Entity, Form::Equal),
                ]))
            }
            _ if target.slot.kind == ColumnKind::Json => Err(unsuitable(condition)),
            _ => {
                self.push(target, value, condition)?;
                Ok(target.leaf(Form::Equal))
            }
        }
    }

    fn not_equal(
        &mut self,
        target: &Target<'_>,
        value: &Value,
        condition: &Condition,
    ) -> Result<Node> {
        match self.equal(target, value, condition)? {
            Node::Leaf {
                form: Form::Equal, ..
            } => Ok(target.leaf(Form::NotEqual)),
            Node::Leaf {
                form: Form::Null, ..
            } => Ok(target.filled()),
            other => Ok(Node::Not(Box::new(other))),
        }
    }

    fn one_of(
        &mut self,
        target: &Target<'_>,
        values: &[Value],
        condition: &Condition,
    ) -> Result<Node> {
        if target.slot.kind == ColumnKind::Reference {
            let each = values
                .iter()
                .map(|value| self.equal(target, value, condition));
            return Ok(Node::Any(each.collect::<Result<_>>()?));
        }
        let filled = self.values(target, values, condition)?;
        Ok(match (filled, values.iter().any(Value::is_null)) {
            (0, false) => Node::Any(Vec::new()),
            (0, true) => target.empty(),
            (count, false) => target.leaf(Form::In(count)),
            (count, true) => Node::Any(vec![target.leaf(Form::In(count)), target.empty()]),
        })
    }

    fn none_of(
        &mut self,
        target: &Target<'_>,
        values: &[Value],
        condition: &Condition,
    ) -> Result<Node> {
        match self.one_of(target, values, condition)? {
            Node::Leaf {
                form: Form::In(count),
                ..
            } => Ok(target.leaf(Form::NotIn(count))),
            other => Ok(Node::Not(Box::new(other))),
        }
    }

    /// Adds the values that are not empty. Their number is rounded up to a power of two by repeating the last,
    /// so that lists of many lengths share few texts.
    fn values(
        &mut self,
        target: &Target<'_>,
        values: &[Value],
        condition: &Condition,
    ) -> Result<usize> {
        if target.slot.kind == ColumnKind::Json || values.len() > MAX_VALUES {
            return Err(unsuitable(condition));
        }
        let before = self.params.len();
        for value in values.iter().filter(|value| !value.is_null()) {
            self.push(target, value, condition)?;
        }
        let count = self.params.len() - before;
        if count == 0 {
            return Ok(0);
        }
        let padded = count.next_power_of_two();
        if let Some(last) = self.params.last().cloned() {
            self.params
                .extend(std::iter::repeat_n(last, padded - count));
        }
        Ok(padded)
    }

    fn ordered(
        &mut self,
        target: &Target<'_>,
        form: Form,
        value: &Value,
        condition: &Condition,
    ) -> Result<Node> {
        if matches!(
            target.slot.kind,
            ColumnKind::Json | ColumnKind::Reference | ColumnKind::List
        ) {
            return Err(unsuitable(condition));
        }
        if value.is_null() {
            return Ok(nothing());
        }
        self.push(target, value, condition)?;
        Ok(target.leaf(form))
    }

    fn between(
        &mut self,
        target: &Target<'_>,
        low: &Value,
        high: &Value,
        condition: &Condition,
    ) -> Result<Node> {
        if low.is_null() || high.is_null() {
            return Ok(nothing());
        }
        self.ordered(target, Form::GreaterOrEqual, low, condition)?;
        self.ordered(target, Form::LessOrEqual, high, condition)?;
        Ok(target.leaf(Form::Between))
    }

    fn text(
        &mut self,
        target: &Target<'_>,
        anchor: Anchor,
        value: &Value,
        condition: &Condition,
    ) -> Result<Node> {
        let (ColumnKind::Text, Value::Text(needle)) = (target.slot.kind, value) else {
            return Err(unsuitable(condition));
        };
        if needle.chars().count() > pattern::MAX_NEEDLE {
            let most = pattern::MAX_NEEDLE;
            return Err(invalid(format!(
                "`{}`: more than {most} characters to look for",
                condition.field
            )));
        }
        let needle = clean(needle);
        if needle.is_ascii() {
            self.params
                .push(Param::Text(pattern::like(&needle, anchor)));
            Ok(target.leaf(Form::Like))
        } else {
            self.params
                .push(Param::Text(pattern::classes(&needle, anchor, self.kind)));
            Ok(target.leaf(Form::Classes))
        }
    }

    fn list(
        &mut self,
        target: &Target<'_>,
        op: Operator,
        values: &[Value],
        condition: &Condition,
    ) -> Result<Node> {
        let words = words(values).ok_or_else(|| unsuitable(condition))?;
        let form = match (op, words.len()) {
            (Operator::Has | Operator::Eq, 1) | (Operator::HasAny | Operator::In, 1..) => {
                Form::HasAny
            }
            (Operator::HasAll, 1..) => Form::HasAll,
            (Operator::HasAny | Operator::In, 0) => return Ok(nothing()),
            (Operator::HasAll, 0) => return Ok(Node::All(Vec::new())),
            (Operator::Ne, 1) | (Operator::NotIn, _) => {
                let has = self.list(target, Operator::HasAny, values, condition)?;
                return Ok(Node::Not(Box::new(has)));
            }
            _ => return Err(unsuitable(condition)),
        };
        let json = serde_json::to_string(&words).map_err(crate::StoreError::internal)?;
        self.params.push(Param::Json(json));
        Ok(target.leaf(form))
    }
}

/// The field a condition is about.
struct Target<'a> {
    at: u16,
    slot: Slot<'a>,
}

impl Target<'_> {
    fn leaf(&self, form: Form) -> Node {
        self.part(Part::Value, form)
    }

    fn part(&self, part: Part, form: Form) -> Node {
        Node::Leaf {
            field: self.at,
            part,
            form,
        }
    }

    fn empty(&self) -> Node {
        self.leaf(match self.slot.kind {
            ColumnKind::List => Form::EmptyList,
            _ => Form::Null,
        })
    }

    fn filled(&self) -> Node {
        self.leaf(match self.slot.kind {
            ColumnKind::List => Form::FilledList,
            _ => Form::NotNull,
        })
    }
}

fn nothing() -> Node {
    Node::Any(Vec::new())
}

/// The texts of list conditions; a list value stands for its members.
fn words(values: &[Value]) -> Option<Vec<String>> {
    let mut words = Vec::new();
    for value in values {
        match value {
            Value::Text(word) => words.push(clean(word)),
            Value::List(many) => words.extend(many.iter().map(|word| clean(word))),
            _ => return None,
        }
    }
    Some(words)
}

#[cold]
fn unsuitable(condition: &Condition) -> crate::StoreError {
    invalid(format!(
        "`{}`: {:?} does not fit the field or its values",
        condition.field, condition.op
    ))
}
