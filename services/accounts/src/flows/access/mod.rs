//! Profiles, roles, teams and sharing: who may do what, and whose records one reaches.
//!
//! All of it is changed with [`SettingsRight::Users`]. Whoever has that right and is no administrator can neither make
//! an administrator nor touch one, and cannot give a settings right that is not the caller's own.

mod profiles;
mod roles;
mod sharing;
mod teams;

use rapport_kernel::{AccessModel, Error, ErrorCode, Result, SettingsRight, UserId};
use uuid::Uuid;

use crate::authenticate::Session;
use crate::check::Checks;

/// Refuses callers who may not change a part of the settings.
pub(super) fn allowed(session: &Session, right: SettingsRight) -> Result<()> {
    if session.actor.may(right) {
        return Ok(());
    }
    let what = match right {
        SettingsRight::Users => "change users, profiles, roles, teams and sharing",
        SettingsRight::DataModel => "change the data model",
        SettingsRight::Audit => "see the audit trail",
        SettingsRight::Company => "change the company",
        SettingsRight::Integrations => "change integrations",
        SettingsRight::Privacy => "answer requests about personal data",
    };
    Err(Error::forbidden(format!("your profile may not {what}")))
}

impl Session {
    /// Refuses callers who may not change a part of the settings, before anything of what they sent is looked at.
    ///
    /// # Errors
    /// `forbidden`, naming what the profile does not permit.
    pub fn require(&self, right: SettingsRight) -> Result<()> {
        allowed(self, right)
    }
}

/// Refuses people of a portal, who are not to see how the company is made up.
pub(super) fn staff_only(session: &Session) -> Result<()> {
    let profile = &session.actor.access.profile;
    if profile.own_records_only && !profile.administrator {
        let message = "your profile may not see roles and teams";
        return Err(Error::forbidden(message));
    }
    Ok(())
}

/// Refuses to give or take a profile that may do everything unless the caller has one.
pub(super) fn only_administrators(
    session: &Session,
    profile: Uuid,
    model: &AccessModel,
) -> Result<()> {
    let profile = model.profiles.get(&profile);
    if profile.is_some_and(|profile| profile.administrator) && !session.actor.administrator() {
        let message = "only administrators may make, change or remove an administrator";
        return Err(Error::forbidden(message));
    }
    Ok(())
}

/// The name of a settings right on the wire.
pub(crate) fn settings_name(right: SettingsRight) -> &'static str {
    match right {
        SettingsRight::Users => "users",
        SettingsRight::DataModel => "data_model",
        SettingsRight::Audit => "audit",
        SettingsRight::Company => "company",
        SettingsRight::Integrations => "integrations",
        SettingsRight::Privacy => "privacy",
    }
}

/// Every settings right.
pub(crate) const SETTINGS: [SettingsRight; 6] = [
    SettingsRight::Users,
    SettingsRight::DataModel,
    SettingsRight::Audit,
    SettingsRight::Company,
    SettingsRight::Integrations,
    SettingsRight::Privacy,
];

impl Checks {
    /// The id of a profile of the tenant.
    pub(super) fn profile(&mut self, text: Option<&str>, model: &AccessModel) -> Option<Uuid> {
        let known = |id: &Uuid| model.profiles.contains_key(id);
        self.known("profile", text?, "profile", known)
    }

    /// The id of a role of the tenant.
    pub(super) fn role(&mut self, text: Option<&str>, model: &AccessModel) -> Option<Uuid> {
        self.known("role", text?, "role", |id| model.roles.contains_key(id))
    }

    /// The id of a team of the tenant.
    pub(super) fn team(&mut self, text: &str, model: &AccessModel) -> Option<Uuid> {
        self.known("teams", text, "team", |id| model.teams.contains_key(id))
    }

    /// The id of a user of the tenant.
    pub(super) fn member(&mut self, text: &str, model: &AccessModel) -> Option<UserId> {
        let known = |id: &Uuid| model.members.contains_key(&UserId(*id));
        self.known("members", text, "user", known).map(UserId)
    }

    /// An id of something that is there.
    pub(super) fn known(
        &mut self,
        field: &str,
        text: &str,
        what: &str,
        known: impl Fn(&Uuid) -> bool,
    ) -> Option<Uuid> {
        let id = text.parse::<Uuid>().ok().filter(known);
        if id.is_none() {
            self.wrong(field, format!("there is no {what} `{text}`"));
        }
        id
    }
}

fn name_taken(what: &str) -> Error {
    let message = format!("another {what} has this name");
    Error::field("name", ErrorCode::DUPLICATE, message)
}

fn required(field: &str) -> Error {
    Error::field(field, ErrorCode::REQUIRED, "is required")
}
