//! The contact of a converted lead: one with the same e-mail, else of the same name in the account, else a new one.

use rapport_module_kit::{Filter, Record, RecordId, Result, Value, Work, id_of, matching};

use super::Became;

/// Fields of the lead and what they are called on a contact.
const FIELDS: &[(&str, &str)] = &[
    ("owner", "owner"),
    ("salutation", "salutation"),
    ("first_name", "first_name"),
    ("last_name", "last_name"),
    ("title", "title"),
    ("department", "department"),
    ("email", "email"),
    ("secondary_email", "secondary_email"),
    ("phone", "phone"),
    ("mobile", "mobile"),
    ("linkedin_url", "linkedin_url"),
    ("twitter_handle", "twitter_handle"),
    ("address", "address"),
    ("lead_source", "lead_source"),
    ("lead_score", "lead_score"),
    ("do_not_contact", "do_not_contact"),
    ("email_opt_out", "email_opt_out"),
    ("last_contacted_at", "last_contacted_at"),
    ("description", "description"),
    ("tags", "tags"),
];

/// How many contacts of one account are compared by name.
const COLLEAGUES: u32 = 1000;

/// None when the lead is only a company: nobody to write to.
pub(super) async fn find_or_create(
    work: &mut Work,
    lead: &Record,
    account: Option<RecordId>,
) -> Result<Option<Became>> {
    let named = ["first_name", "last_name", "email"];
    if named.iter().all(|field| lead.get(field).is_null()) {
        return Ok(None);
    }
    let mut values = matching::copied(lead, FIELDS);
    if let Some(account) = account {
        values.set("account", Value::Id(account.0));
    }
    if let Some(id) = find(work, lead, account).await? {
        matching::fill_gaps(work, "contact", id, &values).await?;
        return Ok(Some(Became { id, matched: true }));
    }
    values.set("lifecycle_stage", Value::Text("opportunity".to_owned()));
    let id = work.create("contact", values).await?;
    Ok(Some(Became { id, matched: false }))
}

async fn find(work: &Work, lead: &Record, account: Option<RecordId>) -> Result<Option<RecordId>> {
    if let Some(email) = lead.text("email")
        && let Some(id) = matching::by_email(work, "contact", email).await?
    {
        return Ok(Some(id));
    }
    let (Some(account), Some(name)) = (account, lead.text("name")) else {
        return Ok(None);
    };
    let filter = Filter::equals("account", Value::Id(account.0));
    let colleagues = work.find("contact", filter, &[], COLLEAGUES).await?;
    let wanted = matching::key(name);
    let same = colleagues.iter().find(|contact| {
        contact
            .text("name")
            .is_some_and(|name| matching::key(name) == wanted)
    });
    same.map(id_of).transpose()
}
