//! Clients: contacts and accounts that buy from us.

mod become_customer;
mod statistics;

use rapport_module_kit::{
    ActionFuture, ActionInput, Changed, ReactionFuture, Record, Value, Work, is_one_of,
};

use crate::generated::client::ClientActions;
use crate::profile::{self, Party, Profile, Same};

/// What a client is made of.
pub(crate) const PROFILE: Profile = Profile {
    entity: "client",
    same: &[
        Same::personal("name", "name", Some("name")),
        Same::personal("email", "email", Some("email")),
        Same::personal("phone", "phone", Some("phone")),
        Same::personal("mobile", "mobile", None),
        Same::personal("position", "title", None),
        Same::corporate("company_name", "name", Some("company")),
        Same::corporate("industry", "industry", None),
        Same::corporate("tax_id", "tax_id", Some("tax_id")),
        Same::corporate("website", "website", Some("website")),
        Same::corporate("billing_address", "billing_address", Some("address")),
        Same::corporate("customer_since", "customer_since", Some("customer_since")),
        Same::corporate("credit_limit", "credit_limit", Some("credit_limit")),
        Same::corporate("payment_terms", "payment_terms", None),
    ],
    company,
    is_person,
    one_per: Party::Contact,
    lifecycle: "lead",
    account_type: "prospect",
};

/// The company's name; of a client that is said to be a company its own name.
fn company(client: &Record) -> Option<&str> {
    let own = is_one_of(client, "client_type", &["company"]).then(|| client.text("name"));
    client.text("company_name").or(own.flatten())
}

/// Whether a new client is about a person: it has a name besides the company's, or nothing but an address.
fn is_person(client: &Record) -> bool {
    let is_given = |field: &str| !client.get(field).is_null();
    if company(client).is_some() {
        return is_given("name") && client.text("name") != company(client);
    }
    is_given("name") || is_given("email") || is_given("phone") || is_given("mobile")
}

/// What follows from a change of a client.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        profile::follow(work, &PROFILE, &changed).await?;
        if changed.after.is_none() {
            return Ok(());
        }
        let client = work.get("client", changed.id).await?;
        if client.get("client_type").is_null() {
            let kind = match client.link("contact") {
                Some(_) => "person",
                None => "company",
            };
            let change = Record::new().with("client_type", Value::Text(kind.to_owned()));
            work.update("client", changed.id, change).await?;
        }
        become_customer::become_customer(work, &changed, &client).await
    })
}

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl ClientActions for Actions {
    fn statistics(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        statistics::statistics(work, action)
    }
}
