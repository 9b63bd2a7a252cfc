//! The people of the demo company: a small role tree with somebody in every place.
//!
//! Nobody can sign in as one of them until an administrator gives them a password; one can act in their name.

use rapport_kernel::{Error, Result, RoleNode, TenantId, UserId};
use rapport_store as store;
use uuid::Uuid;

use crate::Accounts;
use crate::password::NO_PASSWORD;

/// The people among whom the records of the demo are shared out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoPeople {
    /// They sell.
    pub sales: Vec<UserId>,
    /// They help.
    pub service: Vec<UserId>,
}

/// Roles with the role over each, and whether their users reach each other's records.
const ROLES: [(&str, Option<&str>, bool); 5] = [
    (TOP, None, false),
    ("Sales manager", Some(TOP), false),
    ("Sales rep", Some("Sales manager"), false),
    ("Support lead", Some(TOP), false),
    ("Support", Some("Support lead"), true),
];

const TOP: &str = "CEO";

/// Names with role and profile.
const SALES: [(&str, &str, &str); 3] = [
    ("Maria Keller", "Sales manager", "Manager"),
    ("Jonas Weber", "Sales rep", store::ORDINARY),
    ("Sofia Rossi", "Sales rep", store::ORDINARY),
];

/// Names with role and profile.
const SERVICE: [(&str, &str, &str); 2] = [
    ("Elif Kaya", "Support lead", "Support"),
    ("Tom Brandt", "Support", "Support"),
];

impl Accounts {
    /// Makes the people of the demo and puts `chief` over them. What is there already by its name stays.
    ///
    /// # Errors
    /// A ready profile was removed; the database cannot be written.
    pub async fn add_demo_people(&self, tenant: TenantId, chief: UserId) -> Result<DemoPeople> {
        for (name, parent, share) in ROLES {
            if self.role_named(tenant, name).await?.is_some() {
                continue;
            }
            let parent = match parent {
                Some(parent) => self.role_named(tenant, parent).await?,
                None => None,
            };
            let role = RoleNode {
                id: self.new_id(),
                name: name.to_owned(),
                parent,
                share_with_peers: share,
            };
            self.identity.add_role(tenant, &role, self.now()).await?;
        }
        let place = store::UserChange {
            role: Some(self.role_named(tenant, TOP).await?),
            ..store::UserChange::default()
        };
        let placed = self.identity.change_user(tenant, chief, &place, self.now());
        placed.await?;
        let (mut sales, mut service) = (Vec::new(), Vec::new());
        for person in SALES {
            sales.extend(self.demo_person(tenant, person).await?);
        }
        for person in SERVICE {
            service.extend(self.demo_person(tenant, person).await?);
        }
        self.states.begin_epoch();
        Ok(DemoPeople { sales, service })
    }

    /// None: somebody of another tenant has the address.
    async fn demo_person(
        &self,
        tenant: TenantId,
        (name, role, profile): (&str, &str, &str),
    ) -> Result<Option<UserId>> {
        let company = self.identity.tenant(tenant).await?;
        let company = company.ok_or_else(|| Error::not_found("tenant"))?;
        let local = name.to_lowercase().replace(' ', ".");
        let email = format!("{local}@{}.example", company.slug);
        if let Some(known) = self.identity.user_by_email(&email).await? {
            return Ok(Some(known.id).filter(|_| known.tenant == tenant));
        }
        let profile_id = self.identity.profile_named(tenant, profile).await?;
        let user = store::NewUser {
            id: UserId(self.new_id()),
            email,
            name: name.to_owned(),
            password_hash: NO_PASSWORD.to_owned(),
            profile: profile_id.ok_or_else(|| Error::not_found(format!("profile `{profile}`")))?,
            role: self.role_named(tenant, role).await?,
            locale: company.locale,
            time_zone: company.time_zone,
        };
        let added = self.identity.add_user(tenant, &user, self.now()).await?;
        Ok(Some(user.id).filter(|_| added))
    }

    async fn role_named(&self, tenant: TenantId, name: &str) -> Result<Option<Uuid>> {
        let roles = self.identity.roles(tenant).await?;
        let found = roles.into_iter().find(|role| role.name == name);
        Ok(found.map(|role| role.id))
    }
}
