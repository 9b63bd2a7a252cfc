//! The one compiler from (caller, entity) to what the caller may see and do.
//!
//! A [`Scope`] is a filter that every query carries and a mask of fields that exist for the caller. Today it knows
//! the tenant (kept by the store), the caller's record access and role; profiles, the role tree and sharing rules
//! plug in here and nowhere else.

use rapport_kernel::{Error, RequestContext, Result};
use rapport_schema::{EntityDef, FieldDef, Filter, Value};

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
}

/// What the caller may see of one entity.
#[derive(Clone, Debug)]
pub struct Scope {
    filter: Filter,
}

impl Scope {
    /// Compiles what the caller may see of an entity.
    ///
    /// # Errors
    /// `forbidden` when the caller does not have the right at all.
    pub fn compile(ctx: &RequestContext, entity: &EntityDef, right: Right) -> Result<Self> {
        if !permits(ctx, entity, right) {
            return Err(Error::forbidden(format!(
                "you may not {} {}",
                verb(right),
                entity.plural
            )));
        }
        let profile = &ctx.actor.access.profile;
        let filter = if profile.own_records_only && !profile.administrator {
            Filter::equals("owner", Value::Id(ctx.actor.user.0))
        } else {
            Filter::everything()
        };
        Ok(Self { filter })
    }

    /// The condition every query of this caller carries.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Whether a field exists for the caller. One that does not exist cannot be read, filtered, sorted or searched.
    #[must_use]
    pub fn sees(&self, _field: &FieldDef) -> bool {
        true
    }

    /// The fields that exist for the caller.
    #[must_use]
    pub fn fields<'e>(&self, entity: &'e EntityDef) -> Vec<&'e FieldDef> {
        entity
            .fields()
            .iter()
            .filter(|field| self.sees(field))
            .collect()
    }
}

/// Whether the caller has a right on an entity as a whole.
#[must_use]
pub fn permits(_ctx: &RequestContext, _entity: &EntityDef, _right: Right) -> bool {
    true
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

fn verb(right: Right) -> &'static str {
    match right {
        Right::Create => "create",
        Right::Read => "see",
        Right::Update => "change",
        Right::Delete => "delete",
        Right::Import => "import",
        Right::Export => "export",
    }
}
