//! The shape of a condition: all of a filter but its values.

use super::column::Part;

/// A condition tree without values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    /// True exactly when the inner node is not true; unknown counts as not true.
    Not(Box<Node>),
    /// Named by a record share: the entity's name, this many grantees, the moment.
    Shared {
        grantees: usize,
        write: bool,
    },
    Leaf {
        field: u16,
        part: Part,
        form: Form,
    },
}

/// One comparison; each form takes a fixed number of parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Between,
    In(usize),
    NotIn(usize),
    Null,
    NotNull,
    /// Without regard to ASCII case.
    Like,
    /// Without regard to any case: a pattern with a class for each letter.
    Classes,
    /// A list has at least one of the values of a JSON array.
    HasAny,
    /// A list has all the values of a JSON array.
    HasAll,
    EmptyList,
    FilledList,
}
