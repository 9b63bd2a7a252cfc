//! A new profile finds its contact and account, or makes them.
//!
//! What is looked for and made is what the caller may see and make, as if he had done it himself. A record that was
//! there already keeps what it has and only gets what it lacks.

use rapport_module_kit::{Error, ErrorCode, Record, RecordId, Result, Value, Work, matching};

use super::{Party, Profile};

/// What a new profile links to besides what it was given.
#[derive(Default)]
pub(super) struct Attached {
    /// The links that were found or made.
    pub(super) links: Record,
    /// Records that were there already and were found, not named.
    found: Vec<Party>,
}

impl Attached {
    /// Whether the record was there already and nobody named it.
    pub(super) fn was_found(&self, party: Party) -> bool {
        self.found.contains(&party)
    }

    fn link(&mut self, party: Party, id: RecordId) {
        self.links.set(party.entity(), Value::Id(id.0));
    }

    fn find(&mut self, party: Party, id: RecordId) {
        self.link(party, id);
        self.found.push(party);
    }
}

/// Finds or makes what the profile does not link to yet. Works with the caller's rights.
pub(super) async fn attach(
    work: &mut Work,
    profile: &Profile,
    record: &Record,
) -> Result<Attached> {
    let mut attached = Attached::default();
    let person = record.link("contact").is_none() && (profile.is_person)(record);
    let mut account = record.link("account");
    if account.is_none() {
        account = match (profile.company)(record) {
            Some(name) => {
                let name = name.to_owned();
                Some(account_of(work, profile, record, &name, person, &mut attached).await?)
            }
            None => None,
        };
    }
    let mut contact = record.link("contact");
    if person {
        let id = contact_of(work, profile, record, account, &mut attached).await?;
        contact = Some(id);
    }
    if let Some(contact) = contact {
        join(work, contact, account, &mut attached).await?;
    }
    if contact.is_none() && account.is_none() {
        let message = format!(
            "give the name of the {}, or link to a contact or account",
            profile.entity
        );
        return Err(Error::field("name", ErrorCode::REQUIRED, message));
    }
    Ok(attached)
}

async fn account_of(
    work: &mut Work,
    profile: &Profile,
    record: &Record,
    name: &str,
    person: bool,
    attached: &mut Attached,
) -> Result<RecordId> {
    if let Some(id) = matching::by_name(work, "account", name).await? {
        attached.find(Party::Account, id);
        return Ok(id);
    }
    let has = |party| party == Party::Account || person || record.link("contact").is_some();
    let values = values(profile, record, Party::Account, has)
        .with("name", Value::Text(name.to_owned()))
        .with("account_type", Value::Text(profile.account_type.to_owned()));
    let id = work.create("account", values).await?;
    attached.link(Party::Account, id);
    Ok(id)
}

async fn contact_of(
    work: &mut Work,
    profile: &Profile,
    record: &Record,
    account: Option<RecordId>,
    attached: &mut Attached,
) -> Result<RecordId> {
    if let Some(email) = record.text("email")
        && let Some(id) = matching::by_email(work, "contact", email).await?
    {
        attached.find(Party::Contact, id);
        return Ok(id);
    }
    let has = |party| party == Party::Contact || account.is_some();
    let mut values = values(profile, record, Party::Contact, has)
        .with("lifecycle_stage", Value::Text(profile.lifecycle.to_owned()));
    if let Some(account) = account {
        values.set("account", Value::Id(account.0));
    }
    let id = work.create("contact", values).await?;
    attached.link(Party::Contact, id);
    Ok(id)
}

/// The values of a new contact or account that the profile gives.
fn values(profile: &Profile, record: &Record, party: Party, has: impl Fn(Party) -> bool) -> Record {
    let mut values = Record::new();
    for same in profile.same {
        if let Some((kept, name)) = same.kept(&has)
            && kept == party
            && !record.get(same.here).is_null()
        {
            values.set(name, record.get(same.here).clone());
        }
    }
    if record.has("owner") {
        values.set("owner", record.get("owner").clone());
    }
    values
}

/// A contact without an account belongs to that of the profile; a profile without one to that of its contact.
async fn join(
    work: &mut Work,
    contact: RecordId,
    account: Option<RecordId>,
    attached: &mut Attached,
) -> Result<()> {
    let stored = work.get("contact", contact).await?;
    match (account, stored.link("account")) {
        (Some(account), None) => {
            let change = Record::new().with("account", Value::Id(account.0));
            work.update("contact", contact, change).await
        }
        (None, Some(account)) => {
            attached.find(Party::Account, account);
            Ok(())
        }
        _ => Ok(()),
    }
}
