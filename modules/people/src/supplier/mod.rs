//! Suppliers: accounts we buy from.

mod check_currency;

pub(crate) use check_currency::check_currency;

use rapport_module_kit::{Changed, ReactionFuture, Record, Value, Work, changed as differs};

use crate::profile::{self, Party, Profile, Same};

/// What a supplier is made of.
pub(crate) const PROFILE: Profile = Profile {
    entity: "supplier",
    same: &[
        Same::corporate("name", "name", None),
        Same::personal("contact_person", "name", None),
        Same::personal("email", "email", Some("email")),
        Same::personal("phone", "phone", Some("phone")),
        Same::corporate("website", "website", None),
        Same::corporate("address", "billing_address", None),
        Same::corporate("tax_id", "tax_id", None),
        Same::corporate("payment_terms", "payment_terms", None),
    ],
    company,
    is_person,
    one_per: Party::Account,
    lifecycle: "other",
    account_type: "vendor",
};

/// A supplier who is a person alone is an organisation of that name.
fn company(supplier: &Record) -> Option<&str> {
    supplier
        .text("name")
        .or_else(|| supplier.text("contact_person"))
}

fn is_person(supplier: &Record) -> bool {
    !supplier.get("contact_person").is_null()
}

/// What follows from a change of a supplier.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        profile::follow(work, &PROFILE, &changed).await?;
        if changed.after.is_none() {
            return Ok(());
        }
        let supplier = work.get("supplier", changed.id).await?;
        if let Some(account) = supplier.link("account")
            && differs(changed.before.as_ref(), &supplier, "account")
            && !work.get("account", account).await?.is_true("is_supplier")
        {
            let flag = Record::new().with("is_supplier", Value::Bool(true));
            work.update("account", account, flag).await?;
        }
        Ok(())
    })
}
