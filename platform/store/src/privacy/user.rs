//! Emptying an account: what stands in the platform's own tables about a user.
//!
//! The row stays, because records and the trail name it; what it said of the person goes.

use rapport_kernel::{RecordId, TenantId, Timestamp, UserId};
use uuid::Uuid;

use crate::sql::{SqlText, Statement};
use crate::transact::Step;
use crate::{Result, TenantStore};

/// What is known of a user who is to be erased.
#[derive(Clone, Debug)]
pub struct UserTraces {
    /// The user.
    pub user: UserId,
    /// The address, in lower case.
    pub email: String,
    /// What the name becomes.
    pub name: String,
    /// Keys, passkeys and the invitation, which have entries of their own in the trail.
    pub belongings: Vec<Uuid>,
}

/// Rows that go with the account.
const GOES: &[&str] = &[
    "account_tokens",
    "passkeys",
    "provider_identities",
    "recovery_codes",
    "sessions",
    "sign_in_steps",
    "team_members",
    "totp_factors",
    "user_details",
];

impl UserTraces {
    /// What entries of the trail name.
    pub(super) fn ids(&self) -> impl Iterator<Item = RecordId> {
        let own = std::iter::once(self.user.0);
        own.chain(self.belongings.iter().copied()).map(RecordId)
    }
}

impl TenantStore {
    /// The ids of a user's API keys and passkeys, and of the invitation by which the user came.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn belongings(&self, user: UserId) -> Result<Vec<Uuid>> {
        let statement = Statement::new(
            "SELECT id FROM api_keys WHERE tenant_id = $1 AND created_by = $2 \
             UNION ALL SELECT id FROM passkeys WHERE tenant_id = $1 AND user_id = $2 \
             UNION ALL SELECT id FROM invitations WHERE tenant_id = $1 AND used_by = $2",
            vec![self.tenant().into(), user.into()],
        );
        self.store().read_all(statement, |row| row.uuid(0)).await
    }

    /// Empties the account of a user who may not come in any more.
    pub(super) fn forget_user(&self, steps: &mut Vec<Step>, user: &UserTraces, at: Timestamp) {
        let (tenant, id) = (self.tenant(), user.user);
        steps.push(Step::one(anonymous(tenant, user, at)));
        for table in GOES {
            let mut sql = SqlText::new("DELETE FROM ");
            sql.push(table).push(" WHERE tenant_id = ").param(tenant);
            sql.push(" AND user_id = ").param(id);
            steps.push(Step::any(sql.finish()));
        }
        let mut sql =
            SqlText::new("UPDATE api_keys SET name = '', revoked_at = coalesce(revoked_at, ");
        sql.param(at).push(") WHERE tenant_id = ").param(tenant);
        sql.push(" AND created_by = ").param(id);
        steps.push(Step::any(sql.finish()));
        let mut sql =
            SqlText::new("UPDATE invitations SET email = '', name = '' WHERE tenant_id = ");
        sql.param(tenant).push(" AND used_by = ").param(id);
        steps.push(Step::any(sql.finish()));
        let mut sql = SqlText::new("DELETE FROM outgoing_mails WHERE recipient = ");
        sql.param(user.email.as_str());
        sql.push(" OR (user_id = ").param(id);
        sql.push(" AND tenant_id = ").param(tenant).push(")");
        steps.push(Step::any(sql.finish()));
        self.forget_record(steps, RecordId(id.0));
    }
}

/// The row without the person. Matches nothing when the user may come in, or is on hold.
fn anonymous(tenant: TenantId, user: &UserTraces, at: Timestamp) -> Statement {
    let mut sql = SqlText::new("UPDATE users SET name = ");
    sql.param(user.name.as_str());
    sql.push(", email = ")
        .param(format!("erased-{}@invalid", user.user));
    sql.push(
        ", password_hash = '', role_id = NULL, preferences = '{}', failed_logins = 0, locked_until = NULL, \
         last_login_at = NULL, email_verified_at = NULL, time_zone = 'UTC', session_epoch = session_epoch + 1, \
         updated_at = ",
    );
    sql.param(at);
    sql.push(" WHERE NOT active AND tenant_id = ").param(tenant);
    sql.push(" AND id = ").param(user.user);
    super::holds::unless_held(&mut sql, tenant, user.user.0);
    sql.finish()
}
