//! Visitors: people without an account who use what a company offers to everybody, and the links they get.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use rapport_kernel::{
    Access, Actor, Currency, EntityRights, Error, Profile, RecordId, Result, TenantId, UserId,
};
use rapport_store::Tenant;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::Accounts;
use crate::keys::keyed_hash;

/// A visitor of one company.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The company.
    pub tenant: TenantId,
    /// What it is called.
    pub company: String,
    /// The platform itself, with no more rights than visitors have: to see what can be booked, and what becomes of
    /// their own booking.
    pub actor: Actor,
    /// The company's zone.
    pub time_zone: Arc<str>,
    /// Its currency.
    pub currency: Currency,
}

/// Keeps these links apart from everything else that is signed.
const PURPOSE: &[u8] = b"rapport booking link";
/// Two ids.
const SIGNED: usize = 2 * 16;

impl Accounts {
    /// Whoever comes to the pages of a company.
    ///
    /// # Errors
    /// `not_found` when there is no company of that name in addresses.
    pub async fn visit(&self, company: &str) -> Result<Visit> {
        let tenant = self.identity.tenant_by_slug(company).await?;
        let missing = || Error::not_found(format!("company `{company}`"));
        tenant.map(of).ok_or_else(missing)
    }

    /// The secret part of the link with which somebody who booked comes back to the booking.
    #[must_use]
    pub fn sign_booking_link(&self, tenant: TenantId, booking: RecordId) -> String {
        let mut bytes = Vec::with_capacity(2 * SIGNED);
        bytes.extend(tenant.0.as_bytes());
        bytes.extend(booking.0.as_bytes());
        let signature = keyed_hash(&self.keys.file_link, &[PURPOSE, &bytes]);
        bytes.extend(signature);
        BASE64.encode(bytes)
    }

    /// Whose booking a link is about.
    ///
    /// # Errors
    /// `not_found` when it is no link of ours.
    pub async fn open_booking_link(&self, text: &str) -> Result<(Visit, RecordId)> {
        let missing = || Error::not_found("this link");
        let (tenant, booking) = self.booking_of(text).ok_or_else(missing)?;
        let tenant = self.identity.tenant(tenant).await?;
        Ok((tenant.map(of).ok_or_else(missing)?, booking))
    }

    fn booking_of(&self, text: &str) -> Option<(TenantId, RecordId)> {
        let bytes = BASE64.decode(text).ok()?;
        let (signed, signature) = bytes.split_at_checked(SIGNED)?;
        let expected = keyed_hash(&self.keys.file_link, &[PURPOSE, signed]);
        let genuine: bool = expected.as_slice().ct_eq(signature).into();
        let (tenant, booking) = signed.split_at_checked(16).filter(|_| genuine)?;
        let id = |bytes: &[u8]| Uuid::from_slice(bytes).ok();
        Some((TenantId(id(tenant)?), RecordId(id(booking)?)))
    }
}

fn of(tenant: Tenant) -> Visit {
    Visit {
        tenant: tenant.id,
        company: tenant.name,
        actor: Actor::new(Access::of_profile(UserId::SYSTEM, rights())),
        time_zone: tenant.time_zone.into(),
        currency: tenant.currency,
    }
}

fn rights() -> Profile {
    let see = EntityRights {
        read: true,
        ..EntityRights::default()
    };
    let change = EntityRights {
        update: true,
        ..see.clone()
    };
    let mut visitor = Profile::of_rights("Visitor", EntityRights::default());
    visitor.entities.insert("booking_type".to_owned(), see);
    visitor.entities.insert("booking".to_owned(), change);
    visitor
}
