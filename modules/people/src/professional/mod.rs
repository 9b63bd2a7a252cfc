//! Professionals: contacts who work for us.

use rapport_module_kit::{Changed, ReactionFuture, Record, Work};

use crate::profile::{self, Party, Profile, Same};

/// What a professional is made of.
pub(crate) const PROFILE: Profile = Profile {
    entity: "professional",
    same: &[
        Same::personal("name", "name", None),
        Same::personal("email", "email", None),
        Same::personal("phone", "phone", None),
        Same::personal("mobile", "mobile", None),
        Same::personal("address", "address", None),
        Same::corporate("company_name", "name", Some("company")),
        Same::personal("tax_id", "tax_id", None),
    ],
    company,
    is_person,
    one_per: Party::Contact,
    lifecycle: "other",
    account_type: "partner",
};

fn company(professional: &Record) -> Option<&str> {
    professional.text("company_name")
}

/// Always: the rule that a contact has a name or an address says what is missing.
fn is_person(_professional: &Record) -> bool {
    true
}

/// What follows from a change of a professional.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move { profile::follow(work, &PROFILE, &changed).await })
}
