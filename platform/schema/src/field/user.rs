//! Type `user`: a user of the tenant.

use serde_json::Value as Json;

use crate::Value;
use crate::field::link::id_from;
use crate::field::select::CHOICE_OPERATORS;
use crate::field::{FieldKind, FieldProblem, InputContext, Parsed};

/// Type `user`.
pub(crate) struct UserKind;

impl FieldKind for UserKind {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        id_from(json)
            .map(Value::Id)
            .map_err(|_| FieldProblem::invalid("must be the id of a user"))
    }

    fn operators(&self) -> &'static [&'static str] {
        CHOICE_OPERATORS
    }
}
