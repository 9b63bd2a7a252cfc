//! The whole access configuration of a tenant, in six short reads at the same time.

use std::sync::Arc;

use rapport_kernel::{AccessModel, Member, TenantId, UserId};

use super::Identity;
use crate::Result;
use crate::row::RowRef;
use crate::sql::Statement;

impl Identity {
    /// Profiles, roles, teams, users, defaults and rules of a tenant.
    ///
    /// Users are read first: what they name was there before, so that a user never stands beside a profile that is
    /// yet to come.
    pub async fn access_model(&self, tenant: TenantId) -> Result<AccessModel> {
        let members = self.members(tenant).await?;
        let (profiles, roles, teams, defaults, rules) = tokio::try_join!(
            self.profiles_of_model(tenant),
            self.roles(tenant),
            self.teams(tenant),
            self.sharing_defaults(tenant),
            self.sharing_rules(tenant),
        )?;
        Ok(AccessModel {
            profiles: profiles.into_iter().map(|one| (one.id, one)).collect(),
            roles: roles.into_iter().map(|one| (one.id, one)).collect(),
            teams: teams.into_iter().map(|one| (one.id, one)).collect(),
            members: members.into_iter().map(|one| (one.user, one)).collect(),
            defaults: Arc::new(defaults),
            rules: rules.into_iter().map(|kept| kept.rule).collect(),
        })
    }

    async fn members(&self, tenant: TenantId) -> Result<Vec<Member>> {
        let statement = Statement::new(
            r#"SELECT "id", "profile_id", "role_id" FROM users WHERE "tenant_id" = $1"#,
            vec![tenant.into()],
        );
        let map = |row: &RowRef<'_>| {
            Ok(Member {
                user: UserId(row.uuid(0)?),
                profile: row.uuid(1)?,
                role: row.opt_uuid(2)?,
            })
        };
        self.of(tenant).store.read_all(statement, map).await
    }
}
