//! Users with what clients of other systems ask for beside it.

use rapport_kernel::{AccessModel, Timestamp};
use rapport_store as store;
use serde::Serialize;
use serde_json::{Map, Value};

use super::UserView;

/// A user with number, names at work and facts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the API")]
pub struct PersonView {
    #[serde(flatten)]
    pub user: UserView,
    pub number: i64,
    pub work_id: Option<String>,
    pub username: Option<String>,
    pub facts: Map<String, Value>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub last_login_at: Option<Timestamp>,
}

impl PersonView {
    pub(crate) fn of(
        user: &store::User,
        details: &store::UserDetails,
        model: &AccessModel,
    ) -> Self {
        Self {
            user: UserView::of(user, model),
            number: details.number,
            work_id: details.work_id.clone(),
            username: details.username.clone(),
            facts: serde_json::from_str(&details.facts).unwrap_or_default(),
            created_at: details.created_at,
            updated_at: details.updated_at,
            last_login_at: details.last_login_at,
        }
    }
}
