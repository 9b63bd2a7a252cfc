//! A state machine as written becomes a definition, with its own checks.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Findings;
use crate::load::field_type::wrong_color;
use crate::load::raw::{RawStateKind, RawStates};
use crate::names::{did_you_mean, in_words, is_name};
use crate::{ChosenBy, StateDef, StateKind, StateMachine};

/// Builds a machine. Whether the fields in `require` exist is checked with the entity.
pub(crate) fn build_machine(
    raw: &RawStates,
    path: &[&str],
    findings: &mut Findings,
) -> StateMachine {
    let mut checker = Checker {
        raw,
        path,
        findings,
    };
    checker.check_names();
    let machine = StateMachine {
        initial: raw.initial.clone(),
        states: raw.steps.keys().map(|name| state(raw, name)).collect(),
        steps: raw
            .steps
            .iter()
            .map(|(from, to)| (from.clone(), expand(raw, from, to)))
            .collect(),
        require: raw
            .require
            .iter()
            .map(|(state, fields)| (state.clone(), fields.clone()))
            .collect::<BTreeMap<_, _>>(),
        chosen_by: raw.chosen_by.as_ref().map(|by| ChosenBy {
            link: by.link.clone(),
            states: by.states.clone(),
            settings: by.settings.clone(),
        }),
    };
    checker.check_reachable(&machine);
    machine
}

fn state(raw: &RawStates, name: &str) -> StateDef {
    StateDef {
        name: name.to_owned(),
        label: raw
            .label
            .get(name)
            .cloned()
            .unwrap_or_else(|| in_words(name)),
        color: raw.color.get(name).cloned(),
        kind: match raw.kind.get(name) {
            None | Some(RawStateKind::Open) => StateKind::Open,
            Some(RawStateKind::Won) => StateKind::Won,
            Some(RawStateKind::Lost) => StateKind::Lost,
            Some(RawStateKind::Done) => StateKind::Done,
        },
        probability: raw.probability.get(name).copied(),
    }
}

/// `["*"]` is every other state.
fn expand(raw: &RawStates, from: &str, to: &[String]) -> Vec<String> {
    if to.iter().any(|name| name == "*") {
        let others = raw.steps.keys().filter(|name| *name != from);
        return others.cloned().collect();
    }
    to.to_vec()
}

struct Checker<'a> {
    raw: &'a RawStates,
    path: &'a [&'a str],
    findings: &'a mut Findings,
}

impl Checker<'_> {
    fn report(&mut self, keys: &[&str], message: String) {
        let path: Vec<&str> = self.path.iter().chain(keys).copied().collect();
        self.findings.add(&path, message);
    }

    fn check_known(&mut self, keys: &[&str], name: &str) {
        if !self.raw.steps.contains_key(name) {
            let suggestion = did_you_mean(name, self.raw.steps.keys().map(String::as_str));
            self.report(keys, format!("unknown state `{name}`{suggestion}"));
        }
    }

    fn check_names(&mut self) {
        let raw = self.raw;
        self.check_known(&["initial"], &raw.initial);
        for (from, targets) in &raw.steps {
            if !is_name(from) {
                let message = format!("`{from}` is not a name for a state");
                self.report(&["steps", from], message);
            }
            for to in targets.iter().filter(|to| *to != "*") {
                self.check_known(&["steps", from], to);
            }
        }
        for name in raw.require.keys() {
            self.check_known(&["require", name], name);
        }
        for name in raw.kind.keys() {
            self.check_known(&["kind", name], name);
        }
        for name in raw.label.keys() {
            self.check_known(&["label", name], name);
        }
        for (name, percent) in &raw.probability {
            self.check_known(&["probability", name], name);
            if *percent > 100 {
                let message = format!("a probability is 0 to 100, not {percent}");
                self.report(&["probability", name], message);
            }
        }
        for (name, color) in &raw.color {
            self.check_known(&["color", name], name);
            if let Some(message) = wrong_color(color) {
                self.report(&["color", name], message);
            }
        }
    }

    fn check_reachable(&mut self, machine: &StateMachine) {
        let mut reached = BTreeSet::from([machine.initial.as_str()]);
        let mut open = vec![machine.initial.as_str()];
        while let Some(from) = open.pop() {
            for to in machine.steps.get(from).into_iter().flatten() {
                if reached.insert(to) {
                    open.push(to);
                }
            }
        }
        for state in &machine.states {
            if !reached.contains(state.name.as_str()) {
                let message = format!(
                    "state `{}` cannot be reached from `{}`",
                    state.name, machine.initial
                );
                self.report(&["steps", &state.name], message);
            }
        }
    }
}
