//! Profiles: what their users may do.

use rapport_kernel::{EntityRights, Error, ErrorCode, Profile, Result, SettingsRight};
use rapport_store as store;
use store::{KeptProfile, ProfileKept, StoredProfile};
use uuid::Uuid;

use super::{allowed, name_taken, required, settings_name};
use crate::answers::ProfileAnswer;
use crate::authenticate::Session;
use crate::check::Checks;
use crate::flows::trail::of_rights;
use crate::flows::users::last_administrator;
use crate::{Accounts, ProfileInput};
use serde_json::{Map, Value, json};

/// How often a change is tried again that met another of the same profile.
const TRIES: usize = 5;

impl Accounts {
    /// The profiles of the caller's tenant by name. `None` for callers who may only know their names.
    pub async fn profiles(&self, session: &Session) -> Result<Vec<ProfileAnswer>> {
        let kept = self.identity.profiles(session.tenant).await?;
        let all = session.actor.may(SettingsRight::Users);
        let mine = session.actor.access.profile.id;
        let portal = session.actor.access.profile.own_records_only;
        Ok(kept
            .into_iter()
            .filter(|kept| all || !portal || kept.stored.profile.id == mine)
            .map(|kept| answer(kept, all))
            .collect())
    }

    /// A profile of the caller's tenant; for those who may change it, and one's own.
    pub async fn profile(&self, session: &Session, id: Uuid) -> Result<ProfileAnswer> {
        if session.actor.access.profile.id != id {
            allowed(session, SettingsRight::Users)?;
        }
        Ok(answer(self.kept_profile(session, id).await?, true))
    }

    /// Adds a profile. What is not given is refused to its users.
    pub async fn add_profile(
        &self,
        session: &Session,
        input: &ProfileInput,
    ) -> Result<ProfileAnswer> {
        allowed(session, SettingsRight::Users)?;
        if input.name.is_none() {
            return Err(required("name"));
        }
        let empty = StoredProfile {
            profile: Profile {
                id: self.new_id(),
                ..Profile::of_rights("", rapport_kernel::EntityRights::default())
            },
            description: String::new(),
        };
        let stored = changed(session, &empty, input)?;
        let id = stored.profile.id;
        let after = told(&stored.profile, &stored.description);
        let note = of_rights("profile", id, (&Value::Null, &after));
        let store = self.noting(session, note);
        let added = store.add_profile(session.tenant, &stored, self.now());
        match added.await? {
            ProfileKept::Done => {}
            ProfileKept::NameTaken => return Err(name_taken("profile")),
            ProfileKept::Changed | ProfileKept::LastAdministrator => return Err(meanwhile()),
        }
        self.states.begin_epoch();
        tracing::info!(profile = %id, by = %session.actor.user, "profile added");
        Ok(answer(self.kept_profile(session, id).await?, true))
    }

    /// Changes a profile. Its users notice with their next request.
    pub async fn change_profile(
        &self,
        session: &Session,
        id: Uuid,
        input: &ProfileInput,
    ) -> Result<ProfileAnswer> {
        allowed(session, SettingsRight::Users)?;
        for _ in 0..TRIES {
            let kept = self.kept_profile(session, id).await?;
            let stored = changed(session, &kept.stored, input)?;
            let before = told(&kept.stored.profile, &kept.stored.description);
            let now = self.now();
            let after = told(&stored.profile, &stored.description);
            let note = of_rights("profile", id, (&before, &after));
            let store = self.noting(session, note);
            let replaced = store.replace_profile(session.tenant, &stored, kept.version, now);
            match replaced.await? {
                ProfileKept::Done => {
                    self.states.begin_epoch();
                    tracing::info!(profile = %id, by = %session.actor.user, "profile changed");
                    return Ok(answer(self.kept_profile(session, id).await?, true));
                }
                ProfileKept::NameTaken => return Err(name_taken("profile")),
                ProfileKept::LastAdministrator => return Err(last_administrator()),
                ProfileKept::Changed => {}
            }
        }
        Err(meanwhile())
    }

    /// Removes a profile that nobody has.
    pub async fn remove_profile(&self, session: &Session, id: Uuid) -> Result<()> {
        allowed(session, SettingsRight::Users)?;
        let kept = self.kept_profile(session, id).await?;
        guard(session, &kept.stored.profile)?;
        let before = told(&kept.stored.profile, &kept.stored.description);
        let note = of_rights("profile", id, (&before, &Value::Null));
        let store = self.noting(session, note);
        let removed = store.remove_profile(session.tenant, id, self.now());
        if !removed.await? {
            let kept = self.kept_profile(session, id).await?;
            return Err(in_use(&kept));
        }
        self.states.begin_epoch();
        tracing::info!(profile = %id, by = %session.actor.user, "profile removed");
        Ok(())
    }

    async fn kept_profile(&self, session: &Session, id: Uuid) -> Result<KeptProfile> {
        let kept = self.identity.profile(session.tenant, id).await?;
        kept.ok_or_else(|| Error::not_found("profile"))
    }
}

/// What a profile becomes.
fn changed(
    session: &Session,
    before: &StoredProfile,
    input: &ProfileInput,
) -> Result<StoredProfile> {
    guard(session, &before.profile)?;
    let mut stored = before.clone();
    let mut checks = Checks::default();
    if let Some(name) = &input.name {
        stored.profile.name = checks.name("name", name);
    }
    if let Some(text) = &input.description {
        stored.description = checks.remark("description", text);
    }
    let profile = &mut stored.profile;
    profile.administrator = input.administrator.unwrap_or(profile.administrator);
    profile.own_records_only = input.own_records_only.unwrap_or(profile.own_records_only);
    if profile.administrator && profile.own_records_only {
        checks.wrong("own_records_only", "an administrator reaches all records");
    }
    for (entity, rights) in &input.entities {
        match rights {
            Some(rights) => profile.entities.insert(entity.clone(), rights.clone()),
            None => profile.entities.remove(entity),
        };
    }
    if let Some(other) = &input.other {
        profile.other_entities = other.clone();
    }
    for (right, given) in &input.settings {
        let given = *given;
        if given == profile.settings.contains(right) {
            continue;
        }
        if given && !session.actor.may(*right) {
            let field = format!("settings.{}", settings_name(*right));
            checks.wrong(&field, "you can only give what your own profile has");
        }
        if given {
            profile.settings.insert(*right);
        } else {
            profile.settings.remove(right);
        }
    }
    checks.finish()?;
    guard(session, &stored.profile)?;
    Ok(stored)
}

/// A profile that may do everything is for administrators to make and to change.
fn guard(session: &Session, profile: &Profile) -> Result<()> {
    if profile.administrator && !session.actor.administrator() {
        let message = "only administrators may make, change or remove an administrator";
        return Err(Error::forbidden(message));
    }
    Ok(())
}

fn answer(kept: KeptProfile, whole: bool) -> ProfileAnswer {
    ProfileAnswer {
        profile: kept.stored.profile,
        description: kept.stored.description,
        users: kept.users,
        whole,
    }
}

fn in_use(kept: &KeptProfile) -> Error {
    let message = match kept.users {
        0 => "an open invitation or an API key names this profile".to_owned(),
        1 => "1 user has this profile".to_owned(),
        users => format!("{users} users have this profile"),
    };
    Error::new(ErrorCode::CONFLICT, message).with_extra("users", kept.users.to_string())
}

fn meanwhile() -> Error {
    Error::new(ErrorCode::CONFLICT, "the profile was changed meanwhile")
}

/// A profile for the audit trail: what it permits, by name.
fn told(profile: &Profile, description: &str) -> Value {
    let entity = |rights: &EntityRights| {
        let mut all = json!({
            "create": rights.create, "read": rights.read, "update": rights.update, "delete": rights.delete,
            "export": rights.export, "import": rights.import, "bulk": rights.bulk,
        });
        for (name, set) in [
            ("refused_actions", &rights.refused_actions),
            ("hidden", &rights.hidden),
            ("readonly", &rights.readonly),
        ] {
            if let (Some(all), false) = (all.as_object_mut(), set.is_empty()) {
                all.insert(name.to_owned(), json!(set));
            }
        }
        all
    };
    let entities: Map<String, Value> = profile
        .entities
        .iter()
        .map(|(name, rights)| (name.clone(), entity(rights)))
        .collect();
    let settings: Vec<&str> = profile
        .settings
        .iter()
        .map(|right| settings_name(*right))
        .collect();
    json!({
        "name": profile.name,
        "description": description,
        "administrator": profile.administrator,
        "own_records_only": profile.own_records_only,
        "permissions": entities,
        "other": entity(&profile.other_entities),
        "settings": settings,
    })
}
