//! Users as clients of other systems keep them: with a number, names at work and facts; made, changed and taken out at
//! once by whoever may.

use rapport_kernel::{AccessModel, Error, ErrorCode, Result, SettingsRight, TenantId, UserId};
use rapport_store as store;
use serde_json::{Map, Value};
use store::{AuditKind, DetailsKept, UserDetails};
use uuid::Uuid;

use super::access::{allowed, only_administrators};
use super::sign_up::email_taken;
use super::users::last_administrator;
use crate::answers::PersonView;
use crate::authenticate::Session;
use crate::check::Checks;
use crate::flows::trail::{of_user, told};
use crate::password::NO_PASSWORD;
use crate::{Accounts, NewPerson, PersonPatch};

/// How often a change is tried again that met another of the same user.
const TRIES: usize = 5;

/// The most that is kept of a user.
const FACTS_BYTES: usize = 64 * 1024;

impl Accounts {
    /// The users of the caller's tenant by number; people of a portal see themselves.
    pub async fn people(&self, session: &Session) -> Result<Vec<PersonView>> {
        let access = self.model(session.tenant).await?;
        let profile = &session.actor.access.profile;
        let portal = profile.own_records_only && !profile.administrator;
        let users = self.identity.users(session.tenant).await?;
        let details = self.identity.details(session.tenant).await?;
        let there = details.iter().filter(|one| one.removed_at.is_none());
        Ok(there
            .filter(|one| !portal || one.user == session.actor.user)
            .filter_map(|one| {
                let user = users.iter().find(|user| user.id == one.user)?;
                Some(PersonView::of(user, one, &access.model))
            })
            .collect())
    }

    /// One user of the caller's tenant.
    pub async fn person(&self, session: &Session, id: UserId) -> Result<PersonView> {
        let people = self.people(session).await?;
        let found = people.into_iter().find(|one| one.user.id == id);
        found.ok_or_else(|| Error::not_found("user"))
    }

    /// The caller, with number and facts.
    pub async fn own_person(&self, session: &Session) -> Result<PersonView> {
        self.person(session, session.actor.user).await
    }

    /// Makes a user at once.
    pub async fn add_person(&self, session: &Session, input: &NewPerson) -> Result<PersonView> {
        allowed(session, SettingsRight::Users)?;
        let access = self.model(session.tenant).await?;
        let mut checks = Checks::default();
        let name = checks.name("name", &input.name);
        let email = checks.email(&input.email);
        let profile = checks.profile_named(input.profile.as_deref(), &access.model);
        let role = input.role.as_deref();
        let role = role.and_then(|role| checks.role(Some(role), &access.model));
        let tenant = self.identity.tenant(session.tenant).await?;
        let tenant = tenant.ok_or_else(|| Error::not_found("tenant"))?;
        if let Some(password) = &input.password {
            checks.password_by(input.rule, password, &email, &tenant.name);
        }
        checks.finish()?;
        let profile = match profile {
            Some(profile) => profile,
            None => self.ordinary_profile(session.tenant).await?,
        };
        only_administrators(session, profile, &access.model)?;
        let names = (input.work_id.as_deref(), input.username.as_deref());
        self.names_free(session.tenant, names.0, names.1).await?;
        let password_hash = match &input.password {
            Some(password) => self.hasher.turn().await?.hash(password).await?,
            None => NO_PASSWORD.to_owned(),
        };
        let user = store::NewUser {
            id: UserId(self.new_id()),
            email,
            name,
            password_hash,
            profile,
            role,
            locale: tenant.locale.clone(),
            time_zone: tenant.time_zone.clone(),
        };
        let added = self.identity.add_user(session.tenant, &user, self.now());
        if !added.await? {
            return Err(email_taken());
        }
        self.states.begin_epoch();
        self.keep_details(session.tenant, user.id, |details| {
            details.work_id.clone_from(&input.work_id);
            details.username.clone_from(&input.username);
            Ok(input.facts.clone())
        })
        .await?;
        let person = self.person(session, user.id).await?;
        let after = told(&person.user);
        self.note_rights(session, "user", user.id.0, (Value::Null, after))
            .await?;
        Ok(person)
    }

    /// Changes a user; users may change name and facts of themselves.
    pub async fn change_person(
        &self,
        session: &Session,
        id: UserId,
        patch: &PersonPatch,
    ) -> Result<PersonView> {
        let before = self.person(session, id).await?;
        if !(id == session.actor.user && patch.is_own()) {
            allowed(session, SettingsRight::Users)?;
        }
        session.must_be_own()?;
        let access = self.model(session.tenant).await?;
        let mut checks = Checks::default();
        let email = patch.email.as_deref().map(|email| checks.email(email));
        let email = email.filter(|email| *email != before.user.email);
        let change = store::UserChange {
            name: patch.name.as_deref().map(|name| checks.name("name", name)),
            profile: checks.profile_named(patch.profile.as_deref(), &access.model),
            role: patch
                .role
                .as_ref()
                .map(|role| checks.role(role.as_deref(), &access.model)),
            active: patch.active,
            teams: None,
        };
        if let Some(password) = &patch.password {
            checks.password_by(patch.rule, password, &before.user.email, "");
        }
        checks.finish()?;
        for profile in [Some(before.user.profile.id), change.profile] {
            if let Some(profile) = profile.filter(|_| !patch.is_own()) {
                only_administrators(session, profile, &access.model)?;
            }
        }
        self.write_person(session, id, &change, email.as_deref(), patch)
            .await?;
        let person = self.person(session, id).await?;
        let sides = (told(&before.user), told(&person.user));
        if sides.0 != sides.1 {
            self.note_rights(session, "user", id.0, sides).await?;
        }
        Ok(person)
    }

    async fn write_person(
        &self,
        session: &Session,
        id: UserId,
        change: &store::UserChange,
        email: Option<&str>,
        patch: &PersonPatch,
    ) -> Result<()> {
        let (tenant, now) = (session.tenant, self.now());
        if *change != store::UserChange::default() {
            match self.identity.change_user(tenant, id, change, now).await? {
                store::UserChanged::Done => {}
                store::UserChanged::Missing => return Err(Error::not_found("user")),
                store::UserChanged::LastAdmin => return Err(last_administrator()),
                store::UserChanged::Unknown => return Err(meanwhile()),
            }
        }
        if let Some(email) = email
            && !self.identity.change_email(tenant, id, email, now).await?
        {
            return Err(email_taken());
        }
        if let Some(password) = &patch.password {
            let user = self.identity.user(tenant, id).await?;
            let user = user.ok_or_else(|| Error::not_found("user"))?;
            let hash = self.hasher.turn().await?.hash(password).await?;
            self.identity.set_password(&user, &hash, now).await?;
            self.note(session, of_user(&user, AuditKind::Password, "set"))
                .await?;
        }
        let names = patch.work_id.is_some() || patch.username.is_some();
        if names || !patch.facts.is_empty() {
            self.keep_details(tenant, id, |details| {
                if patch.work_id.is_some() {
                    details.work_id.clone_from(&patch.work_id);
                }
                if patch.username.is_some() {
                    details.username.clone_from(&patch.username);
                }
                Ok(patch.facts.clone())
            })
            .await?;
        }
        self.states.begin_epoch();
        Ok(())
    }

    /// Takes a user out: nobody signs in as the user any more, and lists for other systems leave the user out. What the
    /// user did stays under the user's name.
    pub async fn remove_person(&self, session: &Session, id: UserId) -> Result<PersonView> {
        let patch = PersonPatch {
            active: Some(false),
            ..PersonPatch::default()
        };
        let person = self.change_person(session, id, &patch).await?;
        let now = self.now();
        self.keep_details(session.tenant, id, |details| {
            details.removed_at = Some(now);
            details.work_id = None;
            details.username = None;
            Ok(Map::new())
        })
        .await?;
        // Somebody else, or the same person anew, may sign in with the address.
        let email = format!("{}@removed.invalid", id.0);
        self.identity
            .change_email(session.tenant, id, &email, now)
            .await?;
        Ok(person)
    }

    /// Refuses a work id or a user name that somebody has.
    pub(super) async fn names_free(
        &self,
        tenant: TenantId,
        work_id: Option<&str>,
        username: Option<&str>,
    ) -> Result<()> {
        match self.identity.name_taken(tenant, work_id, username).await? {
            Some(field) => Err(taken(field)),
            None => Ok(()),
        }
    }

    /// Changes details of a user; the facts that `change` answers are merged by key.
    pub(super) async fn keep_details(
        &self,
        tenant: TenantId,
        user: UserId,
        change: impl Fn(&mut UserDetails) -> Result<Map<String, Value>>,
    ) -> Result<()> {
        for _ in 0..TRIES {
            let all = self.identity.details(tenant).await?;
            let found = all.into_iter().find(|one| one.user == user);
            let mut details = found.ok_or_else(|| Error::not_found("user"))?;
            let read = details.facts.clone();
            let facts = change(&mut details)?;
            details.facts = merged(&read, facts)?;
            let kept = self
                .identity
                .change_details(tenant, &details, &read, self.now());
            match kept.await? {
                DetailsKept::Done => return Ok(()),
                DetailsKept::Changed => {}
                DetailsKept::Taken => {
                    let names = (details.work_id.as_deref(), details.username.as_deref());
                    let field = self.identity.name_taken(tenant, names.0, names.1).await?;
                    return Err(taken(field.unwrap_or("work_id")));
                }
            }
        }
        Err(meanwhile())
    }
}

impl Checks {
    /// A profile of the tenant by its id or its name.
    fn profile_named(&mut self, text: Option<&str>, model: &AccessModel) -> Option<Uuid> {
        let text = text?;
        let named = model.profiles.values().find(|one| one.name == text);
        match named {
            Some(profile) => Some(profile.id),
            None => self.profile(Some(text), model),
        }
    }
}

/// A key with a value replaces, a key with null removes.
fn merged(read: &str, facts: Map<String, Value>) -> Result<String> {
    let mut all: Map<String, Value> = serde_json::from_str(read).unwrap_or_default();
    for (key, value) in facts {
        if value.is_null() {
            all.shift_remove(&key);
        } else {
            all.insert(key, value);
        }
    }
    let text = serde_json::to_string(&all).map_err(Error::internal)?;
    if text.len() > FACTS_BYTES {
        let message = format!("what is kept of a user is larger than {FACTS_BYTES} bytes");
        return Err(Error::new(ErrorCode::TOO_LARGE, message));
    }
    Ok(text)
}

fn taken(field: &str) -> Error {
    Error::field(field, ErrorCode::DUPLICATE, "is already in use")
}

fn meanwhile() -> Error {
    Error::new(ErrorCode::CONFLICT, "the user was changed meanwhile")
}
