//! Actions as written become definitions.

use crate::error::Findings;
use crate::load::field::{FieldSource, build_field};
use crate::load::raw::{RawAction, RawField, RawInput, RawOn, RawPermission, TypeName};
use crate::names::{did_you_mean, in_words, is_name};
use crate::{ActionDef, ActionTarget, FieldDef, FieldType, StateMachine};

/// Names that paths below a record or a collection use already.
const RESERVED: &[&str] = &[
    "restore",
    "timeline",
    "audit",
    "history",
    "bulk",
    "aggregate",
    "export",
    "import",
];

/// Builds an action of an entity with the given fields.
pub(crate) fn build_action(
    name: &str,
    raw: &RawAction,
    fields: &[FieldDef],
    findings: &mut Findings,
) -> ActionDef {
    let path = ["actions", name];
    if !is_name(name) || RESERVED.contains(&name) {
        findings.add(&path, format!("`{name}` cannot be the name of an action"));
    }
    let input = raw
        .input
        .iter()
        .filter_map(|(input, how)| build_input(name, input, how, fields, findings))
        .collect();
    for (field, states) in &raw.when {
        check_when(name, field, states, fields, findings);
    }
    ActionDef {
        name: name.to_owned(),
        label: raw.label.clone().unwrap_or_else(|| in_words(name)),
        icon: raw.icon.clone(),
        on: match raw.on {
            RawOn::Record => ActionTarget::Record,
            RawOn::Collection => ActionTarget::Collection,
        },
        permission: match raw.permission {
            RawPermission::Read => "read".to_owned(),
            RawPermission::Update => "update".to_owned(),
        },
        input,
        when: raw.when.clone().into_iter().collect(),
    }
}

fn build_input(
    action: &str,
    name: &str,
    how: &RawInput,
    fields: &[FieldDef],
    findings: &mut Findings,
) -> Option<FieldDef> {
    let path = ["actions", action, "input", name];
    let short;
    let raw = match how {
        RawInput::Field(raw) => raw.as_ref(),
        RawInput::Type(text) => {
            short = short_form(text, &path, findings)?;
            &short
        }
    };
    let machine = machine_of(name, fields);
    if raw.kind == Some(TypeName::State) && machine.is_none() {
        let states = fields
            .iter()
            .filter(|field| matches!(field.kind, FieldType::State(_)))
            .map(|field| field.name.as_str());
        let suggestion = did_you_mean(name, states);
        findings.add(
            &path,
            format!("input `{name}` has type state, but the entity has no state field `{name}`{suggestion}"),
        );
        return None;
    }
    let source = FieldSource {
        name,
        raw,
        path: &path,
        machine,
    };
    build_field(&source, findings)
}

/// `text` is required, `text?` is not.
fn short_form(text: &str, path: &[&str], findings: &mut Findings) -> Option<RawField> {
    use serde::Deserialize;
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, StrDeserializer};
    let (name, required) = match text.strip_suffix('?') {
        Some(name) => (name, false),
        None => (text, true),
    };
    let plain: StrDeserializer<'_, Error> = name.into_deserializer();
    match TypeName::deserialize(plain) {
        Ok(kind) => Some(RawField {
            kind: Some(kind),
            required,
            ..RawField::default()
        }),
        Err(_) => {
            let suggestion = did_you_mean(name, crate::field::TYPE_NAMES.iter().copied());
            findings.add(path, format!("unknown type `{name}`{suggestion}"));
            None
        }
    }
}

fn machine_of(name: &str, fields: &[FieldDef]) -> Option<StateMachine> {
    fields.iter().find_map(|field| match &field.kind {
        FieldType::State(machine) if field.name == name => Some(machine.clone()),
        _ => None,
    })
}

fn check_when(
    action: &str,
    field: &str,
    states: &[String],
    fields: &[FieldDef],
    findings: &mut Findings,
) {
    let path = ["actions", action, "when", field];
    let Some(found) = fields.iter().find(|candidate| candidate.name == field) else {
        let suggestion = did_you_mean(field, fields.iter().map(|field| field.name.as_str()));
        findings.add(&path, format!("unknown field `{field}`{suggestion}"));
        return;
    };
    let known: Vec<&str> = match &found.kind {
        FieldType::State(machine) => machine.states.iter().map(|s| s.name.as_str()).collect(),
        FieldType::Select { options } => options.iter().map(|o| o.value.as_str()).collect(),
        _ => {
            findings.add(
                &path,
                format!("`when` needs a state or select field, `{field}` is neither"),
            );
            return;
        }
    };
    for state in states {
        if !known.contains(&state.as_str()) {
            let suggestion = did_you_mean(state, known.iter().copied());
            findings.add(
                &path,
                format!("`{field}` has no value `{state}`{suggestion}"),
            );
        }
    }
}
