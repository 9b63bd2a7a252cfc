//! Conditions over whole days: periods, and moments compared with plain dates.

use jiff::civil::Date;
use rapport_kernel::Timestamp;
use serde_json::Value as Json;

use crate::field::{FieldProblem, iso_date};
use crate::names::did_you_mean;
use crate::query::condition::{ConditionReader, Outcome};
use crate::query::period::{DayRange, PERIODS, days_of};
use crate::{ColumnKind, Filter, Operator, Value};

impl ConditionReader<'_> {
    /// A moment that is compared with a plain date means that whole day in the user's zone.
    pub(super) fn is_whole_day(&self, json: &Json) -> bool {
        self.field.kind.column() == ColumnKind::Time
            && json
                .as_str()
                .is_some_and(|text| iso_date(text.trim()).is_some())
    }

    /// Compares a moment with a day.
    pub(super) fn compare_day(&self, op: &str, json: &Json) -> Outcome<Filter> {
        let day = json
            .as_str()
            .and_then(|text| iso_date(text.trim()))
            .ok_or_else(|| FieldProblem::invalid("must be a date"))?;
        let after = day.tomorrow().ok();
        Ok(match op {
            "lt" => self.days(None, Some(day)),
            "lte" => self.days(None, after),
            "gt" => self.days(after, None),
            "gte" => self.days(Some(day), None),
            "ne" => Filter::Not(Box::new(self.days(Some(day), after))),
            _ => self.days(Some(day), after),
        })
    }

    /// A period by name.
    pub(super) fn within(&self, json: &Json) -> Outcome<Filter> {
        let name = json.as_str().unwrap_or_default();
        let is_moment = self.field.kind.column() == ColumnKind::Time;
        // Of moments `past` and `future` are before and after now.
        if is_moment && matches!(name, "past" | "future") {
            let op = if name == "past" {
                Operator::Lt
            } else {
                Operator::Gt
            };
            return Ok(self.condition(op, vec![Value::Time(self.context.now)]));
        }
        let today = self.context.now.date_in(self.context.zone);
        let Some(DayRange { from, before }) = days_of(name, today) else {
            let suggestion = did_you_mean(name, PERIODS.iter().copied());
            return Err(FieldProblem::invalid(format!(
                "unknown period `{name}`{suggestion}"
            )));
        };
        Ok(self.days(from, before))
    }

    /// From the first day to before the other.
    fn days(&self, from: Option<Date>, before: Option<Date>) -> Filter {
        let is_moment = self.field.kind.column() == ColumnKind::Time;
        let value = |day| {
            if is_moment {
                Value::Time(Timestamp::start_of_day(day, self.context.zone))
            } else {
                Value::Date(day)
            }
        };
        let lower = from.map(|day| self.condition(Operator::Gte, vec![value(day)]));
        let upper = before.map(|day| self.condition(Operator::Lt, vec![value(day)]));
        Filter::And(lower.into_iter().chain(upper).collect())
    }
}
