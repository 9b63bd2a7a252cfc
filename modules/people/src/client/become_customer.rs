//! A client that is a customer makes customers of its contact and account.

use rapport_module_kit::{
    Changed, ErrorKind, Record, RecordId, Result, Value, Work, changed as differs, is_one_of,
};

/// Raises the flags on both sides; they are never lowered, since whoever has bought stays somebody who has bought.
pub(super) async fn become_customer(
    work: &mut Work,
    changed: &Changed,
    client: &Record,
) -> Result<()> {
    let before = changed.before.as_ref();
    let fields = ["stage", "contact", "account"];
    if !is_one_of(client, "stage", &["customer"])
        || !fields.iter().any(|field| differs(before, client, field))
    {
        return Ok(());
    }
    let today = work.context().now().date_in(&work.context().time_zone);
    let since = client.get("customer_since").is_null().then_some(today);
    if let Some(account) = client.link("account") {
        raise(work, "account", account, since, |stored| {
            let mut change = Record::new().with("is_customer", Value::Bool(true));
            if is_one_of(stored, "account_type", &["prospect"]) {
                change.set("account_type", Value::Text("customer".to_owned()));
            }
            change
        })
        .await?;
    }
    if let Some(contact) = client.link("contact") {
        raise(work, "contact", contact, since, |stored| {
            let stays = is_one_of(stored, "lifecycle_stage", &["customer", "evangelist"]);
            let stage = Value::Text("customer".to_owned());
            match stays {
                true => Record::new(),
                false => Record::new().with("lifecycle_stage", stage),
            }
        })
        .await?;
    }
    Ok(())
}

async fn raise(
    work: &mut Work,
    entity: &str,
    id: RecordId,
    since: Option<rapport_module_kit::jiff::civil::Date>,
    flags: impl Fn(&Record) -> Record,
) -> Result<()> {
    let stored = match work.get(entity, id).await {
        Ok(stored) => stored,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut change = flags(&stored);
    if let Some(since) = since
        && stored.get("customer_since").is_null()
    {
        change.set("customer_since", Value::Date(since));
    }
    let change = change.changed_from(&stored);
    if change.is_empty() {
        return Ok(());
    }
    work.update(entity, id, change).await
}
