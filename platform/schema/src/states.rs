//! State machines: which states a field knows and which steps between them are allowed.

use std::collections::BTreeMap;

/// What a state means for reports: a won deal, a closed ticket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StateKind {
    /// Still being worked on.
    #[default]
    Open,
    /// Ended well.
    Won,
    /// Ended badly.
    Lost,
    /// Ended.
    Done,
}

/// One state.
#[derive(Clone, Debug, PartialEq)]
pub struct StateDef {
    /// The name on the wire, such as `in_progress`.
    pub name: String,
    /// The name people see.
    pub label: String,
    /// A colour name of the design system, such as `green`.
    pub color: Option<String>,
    /// What it means for reports.
    pub kind: StateKind,
    /// Percentage, 0 to 100, copied to the record's `probability` on entering.
    pub probability: Option<u8>,
}

/// A state machine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StateMachine {
    /// Where a new record begins unless it says otherwise.
    pub initial: String,
    /// All states in the order people see them.
    pub states: Vec<StateDef>,
    /// From each state, the states one may step to.
    pub steps: BTreeMap<String, Vec<String>>,
    /// Fields that must be filled to be in a state.
    pub require: BTreeMap<String, Vec<String>>,
    /// The linked record that chooses among the states: the pipeline of a deal.
    pub chosen_by: Option<ChosenBy>,
}

/// A linked record chooses which states there are for the records that link to it, in which order and with which labels and
/// probabilities. States that end (won, lost, done) are always there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenBy {
    /// The link field.
    pub link: String,
    /// The list field of the linked record with the names of the states; empty means all.
    pub states: String,
    /// The json field of the linked record with `{<state>: {label, probability}}`.
    pub settings: Option<String>,
}

impl StateMachine {
    /// The state of that name.
    #[must_use]
    pub fn state(&self, name: &str) -> Option<&StateDef> {
        self.states.iter().find(|state| state.name == name)
    }

    /// Whether one may step from one state to another. Staying is always allowed.
    #[must_use]
    pub fn allows(&self, from: &str, to: &str) -> bool {
        from == to
            || self
                .steps
                .get(from)
                .is_some_and(|next| next.iter().any(|name| name == to))
    }
}
