//! The one compiler from (caller, entity) to what the caller may see and do.
//!
//! A profile says what may be done at all ([`permits`]) and which fields exist ([`Scope::seen`]). Causes say whose
//! records are reached (`cause.rs`); their conditions, joined with *or*, are the filter that every query of the caller
//! carries. Grants only ever open access. An administrator, and everybody where the organisation's default is open,
//! gets a filter without conditions, so that their queries stay as they would be without permissions.

mod cause;
pub(crate) mod criteria;
mod masks;
mod trail;

use std::sync::Arc;

use rapport_kernel::{Error, Level, Profile, RequestContext, Result, SettingsRight};
use rapport_schema::{EntityDef, FieldDef, Filter};
use rapport_store::Words;

use crate::Engine;

pub(crate) use cause::{Cause, OWNER, Test, causes};
pub(crate) use criteria::{Criteria, parse as parse_criteria};
pub(crate) use masks::Masks;
pub(crate) use trail::may_know;

/// What may be done with records of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Right {
    Create,
    Read,
    Update,
    Delete,
    Import,
    Export,
    Bulk,
}

impl Right {
    /// Whether it changes records that are there.
    fn level(self) -> Level {
        match self {
            Self::Update | Self::Delete => Level::Write,
            Self::Create | Self::Read | Self::Import | Self::Export | Self::Bulk => Level::Read,
        }
    }
}

/// What the caller may see of one entity.
#[derive(Clone, Debug)]
pub struct Scope {
    filter: Filter,
    seen: Arc<EntityDef>,
    searched: Searched,
}

/// Where full-text search may look without telling of hidden fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Searched {
    Everything,
    Titles,
    Nothing,
}

impl Scope {
    /// The condition every query of this caller carries: for rights that change records the write condition.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The entity as it is for the caller. A field it does not have cannot be read, filtered, sorted or searched.
    #[must_use]
    pub fn seen(&self) -> &Arc<EntityDef> {
        &self.seen
    }

    /// The fields that exist for the caller.
    #[must_use]
    pub fn fields(&self) -> Vec<&FieldDef> {
        self.seen.fields().iter().collect()
    }

    /// A search text as this caller may use it, with the filter that goes along.
    pub(crate) fn search<'t>(
        &self,
        text: Option<&'t str>,
        filter: Filter,
    ) -> (Option<Words<'t>>, Filter) {
        match (text, self.searched) {
            (Some(_), Searched::Nothing) => (None, Filter::Or(Vec::new())),
            (text, searched) => {
                let titles_only = searched == Searched::Titles;
                (text.map(|text| Words { text, titles_only }), filter)
            }
        }
    }

    /// How global search may look into the entity: none not at all, else whether into titles alone.
    pub(crate) fn titles_only(&self) -> Option<bool> {
        match self.searched {
            Searched::Everything => Some(false),
            Searched::Titles => Some(true),
            Searched::Nothing => None,
        }
    }

    /// The title and code of a record as far as they exist for the caller.
    pub(crate) fn title(
        &self,
        whole: &EntityDef,
        title: String,
        code: Option<String>,
    ) -> (String, Option<String>) {
        masked_title(whole, &self.seen, title, code)
    }
}

/// A title and code without what `seen` does not have. A record without a title is called by its code.
pub(crate) fn masked_title(
    whole: &EntityDef,
    seen: &EntityDef,
    title: String,
    code: Option<String>,
) -> (String, Option<String>) {
    let code_exists = seen.field("code").is_some();
    let is_code = code.as_ref() == Some(&title);
    let title = match (seen.title == whole.title, code_exists) {
        (true, true) => title,
        (true, false) if !is_code => title,
        (false, true) => code.clone().unwrap_or_default(),
        (true | false, false) => String::new(),
    };
    (title, code.filter(|_| code_exists))
}

/// Whether the caller's profile has a right on an entity as a whole.
#[must_use]
pub fn permits(ctx: &RequestContext, entity: &EntityDef, right: Right) -> bool {
    profile_permits(&ctx.actor.access.profile, entity, right)
}

/// Whether a profile has a right on an entity as a whole.
pub(crate) fn profile_permits(profile: &Profile, entity: &EntityDef, right: Right) -> bool {
    if profile.administrator {
        return true;
    }
    let rights = profile.rights(&entity.name);
    rights.read
        && match right {
            Right::Create => rights.create,
            Right::Read => true,
            Right::Update => rights.update,
            Right::Delete => rights.delete,
            Right::Import => rights.import,
            Right::Export => rights.export,
            Right::Bulk => rights.bulk,
        }
}

/// Refuses callers whose profile does not have a right on an entity. Without the right to read it does not exist.
///
/// # Errors
/// `not_found` or `forbidden`.
pub fn require_right(ctx: &RequestContext, entity: &EntityDef, right: Right) -> Result<()> {
    if permits(ctx, entity, right) {
        Ok(())
    } else if permits(ctx, entity, Right::Read) {
        let message = format!("you may not {} {}", verb(right), entity.plural);
        Err(Error::forbidden(message))
    } else {
        Err(Error::not_found(format!("entity `{}`", entity.plural)))
    }
}

/// Refuses callers who do not administer the tenant.
///
/// # Errors
/// `forbidden`, naming what only administrators may do.
pub fn administrators_only(ctx: &RequestContext, what: &str) -> Result<()> {
    if ctx.actor.administrator() {
        Ok(())
    } else {
        Err(Error::forbidden(format!("only administrators may {what}")))
    }
}

/// Refuses callers who may not change a part of the settings.
///
/// # Errors
/// `forbidden`, naming what the caller may not do.
pub fn require_settings(ctx: &RequestContext, right: SettingsRight, what: &str) -> Result<()> {
    if ctx.actor.may(right) {
        Ok(())
    } else {
        Err(Error::forbidden(format!("you may not {what}")))
    }
}

impl Engine {
    /// Compiles what the caller may see of an entity, for one right.
    ///
    /// # Errors
    /// `forbidden` when the caller does not have the right at all, `not_found` when the entity does not exist for the
    /// caller.
    pub(crate) fn scope(
        &self,
        ctx: &RequestContext,
        entity: &Arc<EntityDef>,
        right: Right,
    ) -> Result<Scope> {
        require_right(ctx, entity, right)?;
        let seen = self.seen(ctx, entity);
        Ok(Scope {
            filter: cause::filter(ctx, entity, self.criteria(), right.level()),
            searched: searched(entity, &seen),
            seen,
        })
    }

    /// The entity as it is for the caller.
    pub(crate) fn seen(&self, ctx: &RequestContext, entity: &Arc<EntityDef>) -> Arc<EntityDef> {
        self.masks().seen(&ctx.actor.access.profile, entity)
    }
}

fn searched(entity: &Arc<EntityDef>, seen: &Arc<EntityDef>) -> Searched {
    if Arc::ptr_eq(entity, seen) {
        return Searched::Everything;
    }
    match entity.search_tells(seen) {
        (true, _) => Searched::Nothing,
        (false, true) => Searched::Titles,
        (false, false) => Searched::Everything,
    }
}

fn verb(right: Right) -> &'static str {
    match right {
        Right::Create => "create",
        Right::Read => "see",
        Right::Update => "change",
        Right::Delete => "delete",
        Right::Import => "import",
        Right::Export => "export",
        Right::Bulk => "change many",
    }
}
