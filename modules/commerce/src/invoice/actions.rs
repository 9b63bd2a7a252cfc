//! What people do with an invoice.

use rapport_module_kit::{
    ActionFuture, ActionInput, Error, ErrorCode, Record, Value, Work, is_one_of, json, subject,
};

use super::{credit, settle};
use crate::document::today;
use crate::generated::invoice::InvoiceActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl InvoiceActions for Actions {
    fn issue(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        issue(work, action)
    }

    fn mark_sent(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        mark_sent(work, action)
    }

    fn record_payment(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        record_payment(work, action)
    }

    fn credit(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        credit::credit(work, action)
    }

    fn void(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        void(work, action)
    }
}

/// Action `issue`. Number and dates follow from the state.
fn issue(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let invoice = work.get("invoice", id).await?;
        if !is_one_of(&invoice, "status", &["draft"]) {
            let number = invoice.text("number").unwrap_or_default();
            let message = format!("invoice `{number}` is issued already");
            return Err(Error::new(crate::document::ISSUED, message));
        }
        let mut change = Record::new().with("status", Value::Text("issued".to_owned()));
        if !action.input.get("issue_date").is_null() {
            change.set("issue_date", action.input.get("issue_date").clone());
        }
        work.update("invoice", id, change).await?;
        Ok(json!({ "id": id }))
    })
}

/// Action `mark_sent`.
fn mark_sent(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let change = Record::new().with("sent_at", Value::Time(work.context().now()));
        work.update("invoice", id, change).await?;
        Ok(json!({ "id": id }))
    })
}

/// Action `record_payment`: what is still owed, unless it says how much.
fn record_payment(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let invoice = work.get("invoice", id).await?;
        let sums = settle::sums(work, id, &invoice).await?;
        let amount = match (action.input.money("amount"), sums) {
            (Some(amount), _) => amount,
            (None, Some(sums)) if sums.balance.minor > 0 => sums.balance,
            _ => {
                let message = "nothing is owed any more";
                return Err(Error::field("amount", ErrorCode::INVALID, message));
            }
        };
        let date = match action.input.date("date") {
            Some(date) => date,
            None => today(work.context()),
        };
        let payment = Record::new()
            .with("invoice", Value::Id(id.0))
            .with("amount", Value::Money(amount))
            .with("date", Value::Date(date))
            .with("method", action.input.get("method").clone())
            .with("reference", action.input.get("reference").clone());
        let payment = work.create("payment", payment).await?;
        Ok(json!({ "id": id, "payment": payment }))
    })
}

/// Action `void`: it was issued by mistake and asks for nothing. Its number stays used.
fn void(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let id = subject(&action)?;
        let change = Record::new()
            .with("status", Value::Text("void".to_owned()))
            .with("void_reason", action.input.get("reason").clone());
        work.update("invoice", id, change).await?;
        Ok(json!({ "id": id, "status": "void" }))
    })
}
