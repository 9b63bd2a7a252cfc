//! What clients learn about an entity: the shape of `meta` in `docs/API-DESIGN.md`, without the caller's permissions.

use serde_json::{Map, Value as Json, json};

use crate::field::value_json;
use crate::{
    ActionDef, ActionTarget, Choice, EntityDef, FieldDef, FieldType, LinkTarget, Presence,
    SearchWeight, StateKind, StateMachine,
};

/// The entity for clients. Who may do what is added by the one who knows the caller.
#[must_use]
pub fn entity_meta(entity: &EntityDef) -> Json {
    let states: Map<String, Json> = entity
        .states()
        .map(|(field, machine)| (field.name.clone(), machine_meta(machine)))
        .collect();
    json!({
        "name": entity.name,
        "plural": entity.plural,
        "label": entity.label,
        "label_plural": entity.label_plural,
        "icon": entity.icon,
        "group": entity.group,
        "module": entity.module,
        "custom": entity.custom,
        "description": entity.description,
        "title": entity.title,
        "owner": "owner",
        "assignee": entity.assignee,
        "activity": entity.activity,
        "child": entity.child,
        "shared": entity.shared,
        "fields": entity.fields().iter().map(field_meta).collect::<Vec<_>>(),
        "states": states,
        "actions": entity.actions.iter().map(action_meta).collect::<Vec<_>>(),
        "layout": layout_meta(entity),
    })
}

/// One field for clients.
#[must_use]
pub fn field_meta(field: &FieldDef) -> Json {
    let (kind, is_computed) = match &field.kind {
        FieldType::Computed { result, .. } => (result.as_ref(), true),
        kind => (kind, false),
    };
    let (min, max) = match kind {
        FieldType::Integer { min, max } | FieldType::Decimal { min, max, .. } => (*min, *max),
        _ => (None, None),
    };
    let operators = field.operators();
    let mut meta = json!({
        "name": field.name,
        "type": field.kind.type_name(),
        "label": field.label,
        "help": field.help,
        "required": field.presence == Presence::Required,
        "readonly": field.presence == Presence::ReadOnly,
        "unique": field.unique,
        "sensitive": field.sensitive,
        "default": field.default.as_ref().map(value_json),
        "search": field.search != SearchWeight::None,
        "sortable": field.kind.is_sortable(),
        "filterable": !operators.is_empty(),
        "groupable": field.kind.is_groupable(),
        "operators": operators,
        "options": options(kind),
        "to": targets(field),
        "scale": scale(kind),
        "max_length": max_length(kind),
        "min": min,
        "max": max,
        "section": field.section,
        "custom": field.custom,
        "computed": is_computed,
        "system": field.system,
    });
    if let (Json::Object(map), true) = (&mut meta, is_computed) {
        map.insert("result".to_owned(), Json::from(kind.type_name()));
    }
    meta
}

/// The choices of a select or the states of a machine.
fn options(kind: &FieldType) -> Json {
    let choice = |value: &str, label: &str, color: &Option<String>| json!({ "value": value, "label": label, "color": color });
    let all = |options: &[Choice]| {
        let each = options.iter();
        each.map(|option| choice(&option.value, &option.label, &option.color))
            .collect()
    };
    match kind {
        FieldType::Select { options } | FieldType::MultiSelect { options } => all(options),
        FieldType::State(machine) => {
            let states = machine.states.iter();
            states
                .map(|state| choice(&state.name, &state.label, &state.color))
                .collect()
        }
        _ => Json::Null,
    }
}

fn targets(field: &FieldDef) -> Json {
    match &field.kind {
        FieldType::Link { .. } if field.system => Json::Null,
        FieldType::Link { to, .. } => match to {
            LinkTarget::One(one) => json!([one]),
            LinkTarget::Several(several) => json!(several),
            LinkTarget::Any => json!(["*"]),
        },
        FieldType::User => json!(["user"]),
        _ => Json::Null,
    }
}

fn scale(kind: &FieldType) -> Json {
    match kind {
        FieldType::Decimal { scale, .. } => Json::from(*scale),
        _ => Json::Null,
    }
}

fn max_length(kind: &FieldType) -> Json {
    match kind {
        FieldType::Text { max_length } => Json::from(*max_length),
        FieldType::LongText | FieldType::RichText => Json::from(crate::field::LONG_TEXT),
        _ => Json::Null,
    }
}

fn machine_meta(machine: &StateMachine) -> Json {
    let states = machine.states.iter().map(|state| {
        json!({
            "name": state.name,
            "label": state.label,
            "color": state.color,
            "kind": match state.kind {
                StateKind::Open => "open",
                StateKind::Won => "won",
                StateKind::Lost => "lost",
                StateKind::Done => "done",
            },
            "probability": state.probability,
        })
    });
    json!({
        "initial": machine.initial,
        "states": states.collect::<Vec<_>>(),
        "steps": machine.steps,
        "require": machine.require,
        "chosen_by": machine.chosen_by.as_ref().map(|by| json!({
            "link": by.link,
            "states": by.states,
            "settings": by.settings,
        })),
    })
}

fn action_meta(action: &ActionDef) -> Json {
    let when: Map<String, Json> = action
        .when
        .iter()
        .map(|(field, states)| (field.clone(), json!(states)))
        .collect();
    json!({
        "name": action.name,
        "label": action.label,
        "icon": action.icon,
        "on": match action.on {
            ActionTarget::Record => "record",
            ActionTarget::Collection => "collection",
        },
        "input": action.input.iter().map(field_meta).collect::<Vec<_>>(),
        "permission": action.permission,
        "when": when,
    })
}

fn layout_meta(entity: &EntityDef) -> Json {
    let sections = entity.layout.sections.iter().map(|section| {
        let fields = entity.fields().iter();
        let names: Vec<&str> = fields
            .filter(|field| field.section.as_ref() == Some(&section.name))
            .map(|field| field.name.as_str())
            .collect();
        json!({ "name": section.name, "label": section.label, "fields": names })
    });
    let calendar = entity.calendar().map(
        |calendar| json!({ "start": calendar.start, "end": calendar.end, "color": calendar.color }),
    );
    let board = entity
        .board()
        .map(|board| json!({ "state": board.state, "card": board.card, "sum": board.sum }));
    json!({
        "list": entity.layout.list,
        "board": board,
        "calendar": calendar,
        "sections": sections.collect::<Vec<_>>(),
    })
}
