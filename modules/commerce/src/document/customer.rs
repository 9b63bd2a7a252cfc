//! What a document takes from its customer: name, addresses, tax number, terms.
//!
//! It is copied, so that a document says for good what was right when it was made.

use rapport_module_kit::{Changed, Record, Result, Value, Work};

/// One thing that is taken.
pub(crate) struct Taken {
    /// The field of the document.
    pub(crate) field: &'static str,
    /// The field of the account.
    pub(crate) account: &'static str,
    /// The field of the contact, for customers without account; empty when it has none.
    pub(crate) contact: &'static str,
}

/// Fills what is empty; what came from another customer before is taken anew.
pub(crate) async fn take_from_customer(
    work: &mut Work,
    entity: &str,
    changed: &Changed,
    taken: &[Taken],
) -> Result<()> {
    let Some(after) = &changed.after else {
        return Ok(());
    };
    let same = |field: &str| {
        let before = changed.before.as_ref();
        before.is_some_and(|before| before.get(field) == after.get(field))
    };
    if same("account") && same("contact") {
        return Ok(());
    }
    let account = match after.link("account") {
        Some(id) => work.get("account", id).await.ok(),
        None => None,
    };
    let contact = match after.link("contact") {
        Some(id) => work.get("contact", id).await.ok(),
        None => None,
    };
    let mut change = Record::new();
    for one in taken {
        if !after.get(one.field).is_null() && !same(one.field) {
            continue;
        }
        let value = match (&account, &contact) {
            (Some(account), _) => account.get(one.account).clone(),
            (None, Some(contact)) => contact.get(one.contact).clone(),
            (None, None) => Value::Null,
        };
        if *after.get(one.field) != value {
            change.set(one.field, value);
        }
    }
    if change.is_empty() {
        return Ok(());
    }
    work.update(entity, changed.id, change).await
}
