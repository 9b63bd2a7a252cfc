//! The account of a converted lead: one with the same name, else a new one.

use rapport_module_kit::{Record, Result, Value, Work, matching};

use super::Became;

/// Fields of the lead and what they are called on an account.
const FIELDS: &[(&str, &str)] = &[
    ("owner", "owner"),
    ("industry", "industry"),
    ("employees", "employees"),
    ("annual_revenue", "annual_revenue"),
    ("website", "website"),
    ("phone", "phone"),
    ("address", "billing_address"),
    ("tags", "tags"),
];

/// None when neither the lead nor the caller names a company: a private person.
pub(super) async fn find_or_create(
    work: &mut Work,
    lead: &Record,
    name: Option<&str>,
) -> Result<Option<Became>> {
    let Some(name) = name.or_else(|| lead.text("company")) else {
        return Ok(None);
    };
    let values = matching::copied(lead, FIELDS);
    if let Some(id) = matching::by_name(work, "account", name).await? {
        matching::fill_gaps(work, "account", id, &values).await?;
        return Ok(Some(Became { id, matched: true }));
    }
    let values = values.with("name", Value::Text(name.to_owned()));
    let id = work.create("account", values).await?;
    Ok(Some(Became { id, matched: false }))
}
