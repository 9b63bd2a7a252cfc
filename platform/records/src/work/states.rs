//! States that a linked record chooses: a deal is only ever in a stage of its pipeline, by whatever road it came there.

use std::sync::Arc;

use rapport_kernel::{Error, ErrorCode, ErrorKind, RecordId, Result};
use rapport_schema::{
    ChosenBy, Condition, EntityDef, FieldType, Filter, LinkTarget, Operator, Record, StateKind,
    StateMachine, Value,
};
use rapport_store::{CountMode, Deleted};
use serde_json::Value as Json;

use super::Work;

/// The field that follows the state.
const PROBABILITY: &str = "probability";

const NOT_OFFERED: ErrorCode = ErrorCode::custom(
    "state_not_offered",
    ErrorKind::Invalid,
    "The linked record does not have this state",
);

/// A record that chooses among states.
struct Chooser<'a> {
    record: &'a Record,
    title: String,
    entity: &'a EntityDef,
    by: &'a ChosenBy,
    machine: &'a StateMachine,
}

impl Chooser<'_> {
    /// The chosen states in their order; empty means all.
    fn listed(&self) -> &[String] {
        self.record.list(&self.by.states)
    }

    /// States that end are always there.
    fn has(&self, state: &str) -> bool {
        let listed = self.listed();
        listed.is_empty() || listed.iter().any(|one| one == state) || ends(self.machine, state)
    }

    fn first(&self) -> Option<&String> {
        let mut listed = self.listed().iter();
        listed.find(|state| !ends(self.machine, state))
    }

    fn setting(&self, state: &str, key: &str) -> Option<&Json> {
        match self.record.get(self.by.settings.as_deref()?) {
            Value::Json(settings) => settings.get(state)?.get(key),
            _ => None,
        }
    }

    fn label(&self, state: &str) -> String {
        let own = self.setting(state, "label").and_then(Json::as_str);
        let usual = || self.machine.state(state).map(|state| state.label.clone());
        own.map(str::to_owned)
            .or_else(usual)
            .unwrap_or_else(|| state.to_owned())
    }

    fn refusal(&self, field: &str, state: &str) -> Error {
        let listed: Vec<String> = self
            .listed()
            .iter()
            .map(|state| format!("`{}`", self.label(state)))
            .collect();
        let message = format!(
            "the {} `{}` has no {field} `{state}`; it has {}",
            self.entity.name,
            self.title,
            listed.join(", ")
        );
        Error::field(field, NOT_OFFERED, message)
    }
}

impl Work {
    /// Lets the linked record choose: refuses a state that it does not have, begins in its first one, takes its probability.
    pub(super) async fn choose_states(
        &self,
        entity: &EntityDef,
        before: Option<&Record>,
        change: &mut Record,
    ) -> Result<()> {
        for (field, machine) in entity.states() {
            let Some(by) = &machine.chosen_by else {
                continue;
            };
            let is_moved = touches(before, change, &by.link);
            if !is_moved && !touches(before, change, &field.name) {
                continue;
            }
            let Some((target, record)) = self.chooser(entity, by, before, change).await? else {
                continue;
            };
            let chooser = Chooser {
                title: target.title_text(&record),
                record: &record,
                entity: &target,
                by,
                machine,
            };
            if before.is_none()
                && change.get(&field.name).is_null()
                && let Some(first) = chooser.first()
            {
                change.set(&field.name, Value::Text(first.clone()));
            }
            let was = before.and_then(|before| before.text(&field.name));
            let is = change.text(&field.name).or(was);
            let is = is.unwrap_or(&machine.initial).to_owned();
            if !chooser.has(&is) {
                let id = RecordId(record.get("id").as_id().unwrap_or_default());
                let planned = self.find_planned(&target.name, id).is_some();
                // A record that the caller may not see says nothing of itself.
                if !planned
                    && self
                        .engine
                        .require_visible(&self.ctx, &target, id)
                        .await
                        .is_err()
                {
                    let message = format!("there is no {} `{id}`", target.name);
                    return Err(Error::field(&by.link, ErrorCode::BROKEN_LINK, message));
                }
                return Err(chooser.refusal(&field.name, &is));
            }
            let percent = chooser.setting(&is, PROBABILITY).and_then(Json::as_i64);
            if let Some(percent) = percent
                && (is_moved || was != Some(is.as_str()))
                && !change.has(PROBABILITY)
            {
                set_probability(entity, change, percent);
            }
        }
        Ok(())
    }

    /// The record that a change leaves linked, whoever may see it: its rules hold for everybody.
    async fn chooser(
        &self,
        entity: &EntityDef,
        by: &ChosenBy,
        before: Option<&Record>,
        change: &Record,
    ) -> Result<Option<(Arc<EntityDef>, Record)>> {
        let link = match before {
            Some(before) if !change.has(&by.link) => before.get(&by.link),
            _ => change.get(&by.link),
        };
        let target = entity.field(&by.link).map(|field| &field.kind);
        let (
            Some(FieldType::Link {
                to: LinkTarget::One(target),
                ..
            }),
            Some(id),
        ) = (target, link.as_id().map(RecordId))
        else {
            return Ok(None);
        };
        let target = self.entity(target)?;
        if let Some(planned) = self.find_planned(&target.name, id) {
            return Ok(Some((target, planned.after.clone())));
        }
        let tenant = self.engine.tenant(self.ctx.tenant);
        let everything = Filter::everything();
        let found = tenant
            .load(&target, &[id], &everything, Deleted::No)
            .await?;
        Ok(found.into_iter().next().map(|record| (target, record)))
    }

    /// What a record that chooses states may say: settings of states that exist, and no state less while records are in it.
    pub(super) async fn check_choices(
        &self,
        target: &EntityDef,
        before: Option<&Record>,
        after: &Record,
    ) -> Result<()> {
        for entity in self.schema.entities() {
            for (field, machine) in entity.states() {
                let Some(by) = machine.chosen_by.as_ref() else {
                    continue;
                };
                if !links_to(entity, &by.link, &target.name) {
                    continue;
                }
                check_settings(by, machine, before, after)?;
                let Some(before) = before else { continue };
                let Some(id) = before.get("id").as_id() else {
                    continue;
                };
                let lost = lost_states(by, machine, before, after);
                if lost.is_empty() {
                    continue;
                }
                let states = lost.iter().cloned().map(Value::Text).collect();
                let filter = Filter::And(vec![
                    Filter::equals(&by.link, Value::Id(id)),
                    Filter::Is(Condition {
                        field: field.name.clone(),
                        op: Operator::In,
                        values: states,
                    }),
                ]);
                let tenant = self.engine.tenant(self.ctx.tenant);
                let left = tenant
                    .count(entity, &filter, None, Deleted::No, CountMode::Exact)
                    .await?;
                if left.count > 0 {
                    let message = format!(
                        "{} {} still in `{}`; move them first",
                        left.count,
                        if left.count == 1 {
                            "record is"
                        } else {
                            "records are"
                        },
                        lost.join("`, `")
                    );
                    return Err(Error::field(&by.states, ErrorCode::CONFLICT, message));
                }
            }
        }
        Ok(())
    }
}

/// States that a change of the choosing record takes away. An empty choice has all.
fn lost_states(
    by: &ChosenBy,
    machine: &StateMachine,
    before: &Record,
    after: &Record,
) -> Vec<String> {
    let (was, is) = (before.list(&by.states), after.list(&by.states));
    if was == is || is.is_empty() {
        return Vec::new();
    }
    let states = machine.states.iter().map(|state| &state.name);
    states
        .filter(|state| !ends(machine, state) && !is.contains(state))
        .filter(|state| was.is_empty() || was.contains(state))
        .cloned()
        .collect()
}

/// Whether a change gives a field another value; a new record touches all of them.
fn touches(before: Option<&Record>, change: &Record, name: &str) -> bool {
    before.is_none_or(|before| change.has(name) && before.get(name) != change.get(name))
}

fn ends(machine: &StateMachine, state: &str) -> bool {
    machine
        .state(state)
        .is_some_and(|state| state.kind != StateKind::Open)
}

fn links_to(entity: &EntityDef, link: &str, target: &str) -> bool {
    matches!(
        entity.field(link).map(|field| &field.kind),
        Some(FieldType::Link { to: LinkTarget::One(one), .. }) if one == target
    )
}

fn set_probability(entity: &EntityDef, change: &mut Record, percent: i64) {
    match entity.field(PROBABILITY).map(|field| &field.kind) {
        Some(FieldType::Integer { .. }) => change.set(PROBABILITY, Value::Int(percent)),
        Some(FieldType::Decimal { .. }) => {
            change.set(PROBABILITY, Value::Decimal(percent.into()));
        }
        _ => {}
    }
}

/// `{<state>: {label?, probability?}}`, with states that exist.
fn check_settings(
    by: &ChosenBy,
    machine: &StateMachine,
    before: Option<&Record>,
    after: &Record,
) -> Result<()> {
    let Some(name) = by.settings.as_deref() else {
        return Ok(());
    };
    let settings = after.get(name);
    if before.is_some_and(|before| before.get(name) == settings) || settings.is_null() {
        return Ok(());
    }
    let wrong = |message: String| Err(Error::field(name, ErrorCode::INVALID, message));
    let Value::Json(Json::Object(states)) = settings else {
        return wrong("must be an object with states as keys".to_owned());
    };
    for (state, setting) in states {
        if machine.state(state).is_none() {
            let names = machine.states.iter().map(|state| state.name.as_str());
            let suggestion = rapport_schema::did_you_mean(state, names);
            return wrong(format!("there is no state `{state}`{suggestion}"));
        }
        let Json::Object(setting) = setting else {
            return wrong(format!("`{state}` must be an object"));
        };
        for (key, value) in setting {
            let is_good = match key.as_str() {
                "label" => value
                    .as_str()
                    .is_some_and(|label| (1..=50).contains(&label.trim().chars().count())),
                "probability" => value
                    .as_i64()
                    .is_some_and(|percent| (0..=100).contains(&percent)),
                _ => return wrong(format!("`{state}` has no `{key}`")),
            };
            if !is_good {
                return wrong(match key.as_str() {
                    "label" => format!("the label of `{state}` must be 1 to 50 characters"),
                    _ => format!("the probability of `{state}` must be a number from 0 to 100"),
                });
            }
        }
    }
    Ok(())
}
