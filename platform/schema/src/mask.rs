//! An entity as it is for somebody for whom not all of it exists.
//!
//! Whatever reads or writes in the caller's words (filters, sort orders, input, answers, meta, import, export) is given
//! the masked entity, so that a hidden field is unknown there like one that was never defined.

use std::collections::BTreeSet;

use crate::{EntityDef, FieldDef, FieldType, Presence, SearchWeight, StateMachine};

/// Fields that always exist: clients and the platform could not work without them.
const KEPT: &[&str] = &["id", "version", "created_at", "deleted_at"];

/// What is taken away from an entity.
#[derive(Clone, Copy, Debug)]
pub struct Mask<'a> {
    /// Fields that do not exist; computed fields that read one of them go as well.
    pub hidden: &'a BTreeSet<String>,
    /// Fields that cannot be written.
    pub readonly: &'a BTreeSet<String>,
    /// Actions that do not exist.
    pub actions: &'a BTreeSet<String>,
}

impl Mask<'_> {
    /// Whether it takes nothing away.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hidden.is_empty() && self.readonly.is_empty() && self.actions.is_empty()
    }
}

impl EntityDef {
    /// The entity without what a mask takes away.
    #[must_use]
    pub fn masked(&self, mask: Mask<'_>) -> Self {
        let hidden = self.hidden_by(mask.hidden);
        let exists = |name: &str| !hidden.contains(name);
        let mut seen = self.clone();
        let fields = self.fields().iter().filter(|field| exists(&field.name));
        seen.set_fields(
            fields
                .map(|field| masked_field(field, mask.readonly, exists))
                .collect(),
        );
        if !exists(&self.title) {
            let code = self.field("code").filter(|field| exists(&field.name));
            seen.title = code.map_or("id", |_| "code").to_owned();
        }
        seen.assignee = seen.assignee.filter(|name| exists(name));
        seen.actions
            .retain(|action| !mask.actions.contains(&action.name));
        for action in &mut seen.actions {
            action.when.retain(|(field, _)| exists(field));
        }
        seen.layout.list.retain(|name| exists(name));
        seen.layout.calendar = self.calendar_where(exists);
        seen.layout.board = seen.layout.board.filter(|board| exists(&board.state));
        if let Some(board) = &mut seen.layout.board {
            board.card.retain(|name| exists(name));
            board.sum = board.sum.take().filter(|name| exists(name));
        }
        seen
    }

    /// The entity without the fields that belong to modules which are not installed.
    #[must_use]
    pub fn within(self, installed: impl Fn(&str) -> bool) -> Self {
        let missing = self.needing.iter();
        let hidden: BTreeSet<String> = missing
            .filter(|(_, module)| !installed(module))
            .map(|(field, _)| field.clone())
            .collect();
        if hidden.is_empty() {
            return self;
        }
        self.masked(Mask {
            hidden: &hidden,
            readonly: &BTreeSet::new(),
            actions: &BTreeSet::new(),
        })
    }

    /// Whether full-text search by title alone, or by everything, would look into a field that `seen` does not have:
    /// `(title, everything)`.
    #[must_use]
    pub fn search_tells(&self, seen: &Self) -> (bool, bool) {
        let hidden = |name: &str| self.field(name).is_some() && seen.field(name).is_none();
        let title = hidden(&self.title) || hidden("code");
        let searched = |field: &&FieldDef| field.search != SearchWeight::None;
        let mut searched = self.fields().iter().filter(searched);
        (title, title || searched.any(|field| hidden(&field.name)))
    }

    /// The fields to hide, with the computed ones that would tell of them.
    fn hidden_by(&self, names: &BTreeSet<String>) -> BTreeSet<String> {
        let mut hidden: BTreeSet<String> = names
            .iter()
            .filter(|name| !KEPT.contains(&name.as_str()))
            .cloned()
            .collect();
        for (made, parts) in &self.made_of {
            if parts.iter().any(|part| hidden.contains(part)) {
                hidden.insert(made.clone());
            }
        }
        // A program reads only computed fields before its own, so one pass is enough.
        for program in &self.programs {
            let Some(field) = self.fields().get(program.field) else {
                continue;
            };
            if program.reads().any(|name| hidden.contains(name)) {
                hidden.insert(field.name.clone());
            }
        }
        hidden
    }
}

fn masked_field(
    field: &FieldDef,
    readonly: &BTreeSet<String>,
    exists: impl Fn(&str) -> bool,
) -> FieldDef {
    let mut field = field.clone();
    if readonly.contains(&field.name) {
        field.presence = Presence::ReadOnly;
    }
    if let FieldType::State(machine) = &mut field.kind {
        forget_fields(machine, exists);
    }
    field
}

fn forget_fields(machine: &mut StateMachine, exists: impl Fn(&str) -> bool) {
    for required in machine.require.values_mut() {
        required.retain(|name| exists(name));
    }
    machine.chosen_by = machine.chosen_by.take().filter(|by| exists(&by.link));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load_entity;

    const DEAL: &str = r#"
[entity]
name = "deal"
title = "name"
[fields.name]
type = "text"
search = "high"
[fields.amount]
type = "integer"
[fields.twice]
type = "computed"
expression = "amount * 2"
result = "integer"
[fields.fourfold]
type = "computed"
expression = "twice * 2"
result = "integer"
[fields.reason]
type = "text"
search = "normal"
[fields.stage]
type = "state"
[states.stage]
initial = "open"
steps = { open = ["lost"], lost = ["open"] }
require = { lost = ["reason"] }
[layout]
list = ["name", "amount", "stage"]
board = { state = "stage", card = ["amount"], sum = "amount" }
"#;

    fn names(list: &[&str]) -> BTreeSet<String> {
        list.iter().map(ToString::to_string).collect()
    }

    fn masked(hidden: &[&str], readonly: &[&str]) -> (EntityDef, EntityDef) {
        let whole = load_entity(DEAL, "deal.toml", "test").unwrap();
        let seen = whole.masked(Mask {
            hidden: &names(hidden),
            readonly: &names(readonly),
            actions: &BTreeSet::new(),
        });
        (whole, seen)
    }

    #[test]
    fn a_hidden_field_takes_along_all_that_would_tell_of_it() {
        let (whole, seen) = masked(&["amount", "reason", "id"], &[]);
        for gone in ["amount", "twice", "fourfold", "reason"] {
            assert!(seen.field(gone).is_none(), "{gone}");
        }
        assert!(seen.field("id").is_some());
        let meta = crate::entity_meta(&seen).to_string();
        assert!(
            !meta.contains("amount") && !meta.contains("reason"),
            "{meta}"
        );
        assert_eq!(whole.search_tells(&seen), (false, true));
        let (whole, seen) = masked(&["name"], &[]);
        assert_eq!(seen.title, "id");
        assert_eq!(whole.search_tells(&seen), (true, true));
        let (whole, seen) = masked(&["amount"], &[]);
        assert_eq!(whole.search_tells(&seen), (false, false));
    }

    #[test]
    fn a_field_of_another_module_is_there_where_that_module_is() {
        let toml = DEAL.replace("[fields.amount]", "[fields.amount]\nmodule = \"money\"");
        let whole = load_entity(&toml, "deal.toml", "test").unwrap();
        let with = whole.clone().within(|module| module == "money");
        assert!(with.field("amount").is_some());
        let without = whole.within(|_| false);
        assert!(without.field("amount").is_none() && without.field("twice").is_none());
        assert_eq!(without.layout.list, ["name", "stage"]);
    }

    #[test]
    fn a_read_only_field_is_refused_as_input() {
        let (_, seen) = masked(&[], &["name"]);
        let input = serde_json::json!({ "name": "x", "amount": 1 });
        let context = crate::InputContext::stored();
        let errors = seen.parse_input(input.as_object().unwrap(), &context);
        let errors = errors.unwrap_err();
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].field, "name");
    }
}
