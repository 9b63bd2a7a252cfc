//! Turns a lead into an account, a contact and, if wanted, a deal.
//!
//! All of it is planned in one `Work`: one transaction, one operation, one undo. What is there already is used:
//! `account.rs` and `contact.rs` say when a record counts as the same; matched records only get what they lack.

mod account;
mod activities;
mod contact;
mod deal;

use rapport_module_kit::{
    ActionFuture, ActionInput, Error, ErrorCode, ErrorKind, Record, RecordId, Result, Value, Work,
    is_one_of, json, subject,
};

const ALREADY_CONVERTED: ErrorCode = ErrorCode::custom(
    "crm.already_converted",
    ErrorKind::Conflict,
    "The lead is converted already",
);

/// A record the lead became, and whether it was there before.
#[derive(Clone, Copy)]
struct Became {
    id: RecordId,
    matched: bool,
}

/// Action `convert`.
pub(super) fn convert(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let lead = work.get("lead", id).await?;
        refuse_converted(&lead)?;
        let account =
            account::find_or_create(work, &lead, action.input.text("account_name")).await?;
        let contact =
            contact::find_or_create(work, &lead, account.map(|account| account.id)).await?;
        let deal = if action.input.get("create_deal") == &Value::Bool(true) {
            Some(deal::create(work, &lead, id, account, contact, &action.input).await?)
        } else {
            None
        };
        let (account_id, contact_id) = (account.map(|one| one.id), contact.map(|one| one.id));
        mark_converted(work, id, account_id, contact_id, deal).await?;
        let target = deal
            .map(|deal| ("deal", deal))
            .or(contact_id.map(|contact| ("contact", contact)))
            .or(account_id.map(|account| ("account", account)));
        let moved = match target {
            Some((entity, target)) => activities::move_open(work, id, entity, target).await?,
            None => 0,
        };
        Ok(json!({
            "lead": id,
            "account": account_id,
            "contact": contact_id,
            "deal": deal,
            "account_matched": account.is_some_and(|one| one.matched),
            "contact_matched": contact.is_some_and(|one| one.matched),
            "activities_moved": moved,
        }))
    })
}

fn refuse_converted(lead: &Record) -> Result<()> {
    if is_one_of(lead, "status", &["converted"]) {
        let name = lead.text("name").unwrap_or("lead");
        let message = format!("lead `{name}` is converted already");
        return Err(Error::new(ALREADY_CONVERTED, message));
    }
    Ok(())
}

async fn mark_converted(
    work: &mut Work,
    lead: RecordId,
    account: Option<RecordId>,
    contact: Option<RecordId>,
    deal: Option<RecordId>,
) -> Result<()> {
    let link = |id: Option<RecordId>| id.map_or(Value::Null, |id| Value::Id(id.0));
    let change = Record::new()
        .with("status", Value::Text("converted".to_owned()))
        .with("converted_at", Value::Time(work.context().now()))
        .with("converted_account", link(account))
        .with("converted_contact", link(contact))
        .with("converted_deal", link(deal));
    work.update("lead", lead, change).await
}
