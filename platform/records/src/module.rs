//! Modules: plain values that bring entities, hooks and actions. Load order follows from `requires`.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;

use rapport_kernel::{RecordId, RequestContext, Result};
use rapport_schema::Record;

use crate::Work;

/// A module. The executable lists them; nothing registers itself.
#[derive(Default)]
pub struct Module {
    /// The name, such as `crm`.
    pub name: &'static str,
    /// The version.
    pub version: &'static str,
    /// Modules that must be there, and are loaded before.
    pub requires: &'static [&'static str],
    /// Entity files: name for messages, TOML text.
    pub entities: Vec<(&'static str, &'static str)>,
    /// Rules that run before a record is validated.
    pub hooks: Vec<Hook>,
    /// What its entities can do besides create, read, update and delete.
    pub actions: Vec<Action>,
    /// What follows from changes.
    pub reactions: Vec<Reaction>,
    /// What time brings.
    pub chores: Vec<Chore>,
}

/// A rule over one entity: pure, no I/O.
#[derive(Clone, Copy)]
pub struct Hook {
    /// The entity.
    pub entity: &'static str,
    /// The rule.
    pub before_save: HookFn,
}

/// Receives the record before the change (none: it is new) and after it, which it may complete or refuse.
pub type HookFn = fn(&RequestContext, Option<&Record>, &mut Record) -> Result<()>;

/// The code of an action named in an entity's TOML.
#[derive(Clone, Copy)]
pub struct Action {
    /// The entity.
    pub entity: &'static str,
    /// The action's name in the TOML.
    pub name: &'static str,
    /// The code. What it plans in the [`Work`] is committed afterwards, in one transaction.
    pub run: ActionFn,
}

/// Plans changes in the work and answers what the caller gets as `data`.
pub type ActionFn = for<'a> fn(&'a mut Work, ActionInput) -> ActionFuture<'a>;

/// What an action returns.
pub type ActionFuture<'a> = Pin<Box<dyn Future<Output = Result<serde_json::Value>> + Send + 'a>>;

/// What follows from a change of an entity: a total of its parts, a record that belongs to it.
///
/// It runs before the commit of every unit of work that creates, changes, deletes or restores a record of the entity,
/// whoever planned that. What it plans is committed in the same transaction, with the platform's rights: the caller
/// was allowed the change, and the rest is the module's rule. It may run more than once for a record, so it computes
/// anew instead of adding differences.
#[derive(Clone, Copy)]
pub struct Reaction {
    /// The entity.
    pub entity: &'static str,
    /// The code.
    pub run: ReactionFn,
}

/// Plans in the work what follows from the change.
pub type ReactionFn = for<'a> fn(&'a mut Work, Changed) -> ReactionFuture<'a>;

/// What a reaction returns.
pub type ReactionFuture<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// A planned change, as a reaction is told of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// The record.
    pub id: RecordId,
    /// As it was; none for one that is new or comes out of the bin.
    pub before: Option<Record>,
    /// As it will be; none for one that goes to the bin.
    pub after: Option<Record>,
}

/// What time brings: something is overdue, breached, to be remembered.
///
/// It runs for each tenant as the system user, in one process at a time. It must do no harm when it runs twice.
#[derive(Clone, Copy)]
pub struct Chore {
    /// The name, such as `commerce.overdue`.
    pub name: &'static str,
    /// How many minutes lie between two runs.
    pub every_minutes: u32,
    /// The code.
    pub run: ChoreFn,
}

/// Plans in the work what is to be done now; answers whether there is more, to be planned in another work at once.
pub type ChoreFn = for<'a> fn(&'a mut Work) -> ChoreFuture<'a>;

/// What a chore returns.
pub type ChoreFuture<'a> = Pin<Box<dyn Future<Output = Result<bool>> + Send + 'a>>;

/// The checked input of an action.
#[derive(Clone, Debug)]
pub struct ActionInput {
    /// The record, for actions on one.
    pub id: Option<RecordId>,
    /// Values by the names of the action's input fields.
    pub input: Record,
}

/// A module as told to API clients.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ModuleInfo {
    /// The name.
    pub name: String,
    /// The version.
    pub version: String,
    /// Names of the modules it needs.
    pub requires: Vec<String>,
    /// Names of its entities.
    pub entities: Vec<String>,
}

/// Why the modules cannot be loaded.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ModuleError {
    /// A module needs another that is not there.
    #[error("module `{module}` requires `{missing}`, which is not installed")]
    Missing {
        /// Who needs it.
        module: String,
        /// What is not there.
        missing: String,
    },
    /// Modules need each other in a circle.
    #[error("modules require each other in a circle: {}", .0.join(" -> "))]
    Cycle(Vec<String>),
    /// Two modules have one name.
    #[error("module `{0}` is listed twice")]
    Twice(String),
}

/// Puts modules into load order: each after those it requires, otherwise in the order given.
///
/// # Errors
/// A missing, doubled or circular requirement, with the names.
pub fn load_order(modules: Vec<Module>) -> Result<Vec<Module>, ModuleError> {
    let names: BTreeSet<&str> = modules.iter().map(|module| module.name).collect();
    for module in &modules {
        if modules
            .iter()
            .filter(|other| other.name == module.name)
            .count()
            > 1
        {
            return Err(ModuleError::Twice(module.name.to_owned()));
        }
        if let Some(missing) = module.requires.iter().find(|name| !names.contains(*name)) {
            return Err(ModuleError::Missing {
                module: module.name.to_owned(),
                missing: (*missing).to_owned(),
            });
        }
    }
    let mut waiting = modules;
    let mut ordered: Vec<Module> = Vec::new();
    while !waiting.is_empty() {
        let ready = |module: &Module| {
            module
                .requires
                .iter()
                .all(|name| ordered.iter().any(|done| done.name == *name))
        };
        let Some(at) = waiting.iter().position(ready) else {
            return Err(ModuleError::Cycle(circle(&waiting)));
        };
        ordered.push(waiting.remove(at));
    }
    Ok(ordered)
}

/// Follows requirements among modules that cannot load until a name repeats.
fn circle(waiting: &[Module]) -> Vec<String> {
    let requires: BTreeMap<&str, &[&str]> = waiting
        .iter()
        .map(|module| (module.name, module.requires))
        .collect();
    let mut path: Vec<&str> = Vec::new();
    let mut at = waiting.first().map(|module| module.name);
    while let Some(name) = at {
        let seen = path.iter().position(|earlier| *earlier == name);
        path.push(name);
        if let Some(start) = seen {
            return path.iter().skip(start).map(ToString::to_string).collect();
        }
        at = requires.get(name).and_then(|next| {
            next.iter()
                .find(|next| requires.contains_key(**next))
                .copied()
        });
    }
    path.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(name: &'static str, requires: &'static [&'static str]) -> Module {
        Module {
            name,
            version: "1",
            requires,
            ..Module::default()
        }
    }

    #[test]
    fn modules_load_after_what_they_require() {
        let order = load_order(vec![module("desk", &["crm"]), module("crm", &[])])
            .map_err(|e| e.to_string())
            .unwrap();
        assert_eq!(
            order.iter().map(|module| module.name).collect::<Vec<_>>(),
            ["crm", "desk"]
        );
    }

    #[test]
    fn a_missing_module_is_named() {
        let error = load_order(vec![module("desk", &["crm"])]).err().unwrap();
        assert_eq!(
            error.to_string(),
            "module `desk` requires `crm`, which is not installed"
        );
    }

    #[test]
    fn a_circle_is_named() {
        let error = load_order(vec![
            module("a", &["b"]),
            module("b", &["a"]),
            module("c", &[]),
        ])
        .err()
        .unwrap();
        assert_eq!(
            error.to_string(),
            "modules require each other in a circle: a -> b -> a"
        );
    }
}
