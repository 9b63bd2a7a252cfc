//! Typed filters and sorting. A filter is a tree over known fields with checked values, never text.

use rapport_kernel::{Level, Timestamp};
use uuid::Uuid;

use crate::Value;

/// A condition tree. `And([])` matches everything, `Or([])` nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// All of them.
    And(Vec<Filter>),
    /// At least one of them.
    Or(Vec<Filter>),
    /// Not it. Empty values never make a `Not` unknown: the negation is total.
    Not(Box<Filter>),
    /// One condition.
    Is(Condition),
    /// Shared by hand with one of these. Never part of what a caller writes.
    Shared(SharedWith),
}

/// Whom a record share must name to count, and which shares count.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedWith {
    /// Users, roles and teams.
    pub grantees: Vec<Uuid>,
    /// Shares that end by then do not count.
    pub at: Timestamp,
    /// Shares that give less do not count.
    pub level: Level,
}

/// One condition on one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The field's name.
    pub field: String,
    /// The comparison.
    pub op: Operator,
    /// One value; two for `Between`; any number for the list operators; none for `Empty` and `NotEmpty`.
    pub values: Vec<Value>,
}

/// The comparisons the store knows. Periods such as `this_month` are resolved to ranges before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// Equal.
    Eq,
    /// Not equal, or empty.
    Ne,
    /// One of.
    In,
    /// None of, or empty.
    NotIn,
    /// Less than.
    Lt,
    /// Less than or equal.
    Lte,
    /// Greater than.
    Gt,
    /// Greater than or equal.
    Gte,
    /// From the first to the second, both included.
    Between,
    /// The text contains it, without regard to case.
    Contains,
    /// The text starts with it, without regard to case.
    StartsWith,
    /// The text ends with it, without regard to case.
    EndsWith,
    /// Nothing there.
    Empty,
    /// Something there.
    NotEmpty,
    /// The list has it.
    Has,
    /// The list has at least one of them.
    HasAny,
    /// The list has all of them.
    HasAll,
}

/// One key of a sort order. Empty values are the smallest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SortKey {
    /// The field's name.
    pub field: String,
    /// Largest first.
    pub descending: bool,
}

impl Filter {
    /// Matches everything.
    #[must_use]
    pub fn everything() -> Self {
        Self::And(Vec::new())
    }

    /// One field equal to one value.
    #[must_use]
    pub fn equals(field: impl Into<String>, value: Value) -> Self {
        Self::Is(Condition {
            field: field.into(),
            op: Operator::Eq,
            values: vec![value],
        })
    }

    /// One field equal to one of several values.
    #[must_use]
    pub fn one_of(field: impl Into<String>, values: Vec<Value>) -> Self {
        Self::Is(Condition {
            field: field.into(),
            op: Operator::In,
            values,
        })
    }

    /// Both this and the other.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::And(mut all), Self::And(more)) => {
                all.extend(more);
                Self::And(all)
            }
            (Self::And(mut all), one) | (one, Self::And(mut all)) => {
                all.push(one);
                Self::And(all)
            }
            (one, two) => Self::And(vec![one, two]),
        }
    }
}
