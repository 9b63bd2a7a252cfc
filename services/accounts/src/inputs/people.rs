//! What clients of other systems send of users. The transport has understood their words.

use serde_json::{Map, Value};

use super::SignUp;
use crate::PasswordRule;

/// Somebody comes in through a client of another system.
#[derive(Clone, Debug)]
pub struct Registration {
    /// Who, and what the tenant is called that is founded.
    pub sign_up: SignUp,
    /// The slug of the tenant that is joined in place of founding one.
    pub tenant: Option<String>,
    /// What is asked of the password.
    pub rule: PasswordRule,
    /// The number of the user at work.
    pub work_id: Option<String>,
    /// A name without spaces.
    pub username: Option<String>,
    /// Facts about the user.
    pub facts: Map<String, Value>,
}

/// A user an administrator makes at once, without an invitation.
#[derive(Clone, Default)]
pub struct NewPerson {
    /// The name shown.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// The password; without one the user chooses one with a link.
    pub password: Option<String>,
    /// What is asked of the password.
    pub rule: PasswordRule,
    /// The id or the name of the profile; the ordinary one when none is given.
    pub profile: Option<String>,
    /// The id of the role.
    pub role: Option<String>,
    /// The number of the user at work.
    pub work_id: Option<String>,
    /// A name without spaces.
    pub username: Option<String>,
    /// Facts about the user.
    pub facts: Map<String, Value>,
}

/// What is changed of a user; none leaves it.
#[derive(Clone, Default)]
pub struct PersonPatch {
    /// The name shown.
    pub name: Option<String>,
    /// The address to sign in with.
    pub email: Option<String>,
    /// The password.
    pub password: Option<String>,
    /// What is asked of the password.
    pub rule: PasswordRule,
    /// The id or the name of the profile.
    pub profile: Option<String>,
    /// The id of the role; null takes the user out of the tree.
    pub role: Option<Option<String>>,
    /// Whether the user may come in.
    pub active: Option<bool>,
    /// The number of the user at work.
    pub work_id: Option<String>,
    /// A name without spaces.
    pub username: Option<String>,
    /// Merged by key; a null removes its key.
    pub facts: Map<String, Value>,
}

impl PersonPatch {
    /// Whether only facts and the name are touched, which users may change of themselves.
    pub(crate) fn is_own(&self) -> bool {
        self.email.is_none()
            && self.password.is_none()
            && self.profile.is_none()
            && self.role.is_none()
            && self.active.is_none()
            && self.work_id.is_none()
    }
}

super::without_secrets!(NewPerson, PersonPatch);
