//! Type `state`: one of the states of a machine. Whether the step is allowed is checked with the record before.

use serde_json::Value as Json;

use crate::field::select::CHOICE_OPERATORS;
use crate::field::{FieldKind, FieldProblem, InputContext, Parsed, TextContext};
use crate::names::did_you_mean;
use crate::{StateMachine, Value};

/// Type `state`.
pub(crate) struct StateKind<'a> {
    pub(crate) machine: &'a StateMachine,
}

impl StateKind<'_> {
    fn unknown(&self, text: &str) -> FieldProblem {
        let names = self.machine.states.iter().map(|state| state.name.as_str());
        let suggestion = did_you_mean(text, names);
        FieldProblem::invalid(format!("has no state `{text}`{suggestion}"))
    }
}

impl FieldKind for StateKind<'_> {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        let Json::String(text) = json else {
            return Err(FieldProblem::invalid("must be text"));
        };
        match self.machine.state(text.trim()) {
            Some(state) => Ok(Value::Text(state.name.clone())),
            None => Err(self.unknown(text)),
        }
    }

    fn parse_text(&self, text: &str, _: &TextContext<'_>) -> Parsed {
        let wanted = text.to_lowercase();
        let states = &self.machine.states;
        let by_name = states.iter().find(|s| s.name.to_lowercase() == wanted);
        by_name
            .or_else(|| states.iter().find(|s| s.label.to_lowercase() == wanted))
            .map(|state| Value::Text(state.name.clone()))
            .ok_or_else(|| self.unknown(text))
    }

    fn display(&self, value: &Value) -> String {
        let name = value.as_text().unwrap_or_default();
        let state = self.machine.state(name);
        state.map_or(name, |state| &state.label).to_owned()
    }

    fn operators(&self) -> &'static [&'static str] {
        CHOICE_OPERATORS
    }
}
