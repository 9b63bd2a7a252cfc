//! Which policy is for a ticket, and what it promises.

use rapport_module_kit::{Filter, Record, RecordId, Result, SortKey, Value, Work, id_of};

use crate::generated::sla_policy::SlaPolicy;
use crate::generated::ticket::Ticket;

/// Policies are few; this many are tried.
const MOST: u32 = 200;

/// The first active policy, by position, that fits the ticket.
pub(super) async fn policy_for(work: &Work, ticket: &Record) -> Result<Option<(RecordId, Record)>> {
    let active = Filter::equals("active", Value::Bool(true));
    let order = ["position", "name"].map(|field| SortKey {
        field: field.to_owned(),
        descending: false,
    });
    let policies = work.find("sla_policy", active, &order, MOST).await?;
    let found = policies.into_iter().find(|policy| fits(policy, ticket));
    found
        .map(|policy| Ok((id_of(&policy)?, policy)))
        .transpose()
}

/// Whether a ticket meets the conditions; one that is not set is met by all.
fn fits(policy: &Record, ticket: &Record) -> bool {
    let listed = |list: &str, field: &str| {
        let list = policy.list(list);
        let value = ticket.text(field);
        list.is_empty() || value.is_some_and(|value| list.iter().any(|one| one == value))
    };
    let account = SlaPolicy(policy).account();
    listed("priorities", "priority")
        && listed("categories", "category")
        && listed("channels", "channel")
        && (account.is_none() || account == Ticket(ticket).account())
}

/// The promises for a ticket of this priority, in microseconds.
pub(super) fn targets(policy: &Record, ticket: &Record) -> (Option<i64>, Option<i64>) {
    let priority = ticket.text("priority").unwrap_or("medium");
    let target = |kind: &str| {
        let minutes = policy.integer(&format!("{kind}_{priority}"))?;
        Some(minutes * 60_000_000)
    };
    (target("response"), target("resolution"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_without_conditions_fits_every_ticket() {
        let text = |text: &str| Value::Text(text.to_owned());
        let ticket = Record::new()
            .with("priority", text("high"))
            .with("category", text("fault"));
        let list = |word: &str| Value::List(vec![word.to_owned()]);
        let policy = Record::new();
        assert!(fits(&policy, &ticket));
        assert!(fits(
            &policy.clone().with("priorities", list("high")),
            &ticket
        ));
        assert!(!fits(
            &policy.clone().with("priorities", list("low")),
            &ticket
        ));
        let both = policy
            .clone()
            .with("priorities", list("high"))
            .with("categories", list("billing"));
        assert!(!fits(&both, &ticket));
        assert!(!fits(
            &policy.clone().with("channels", list("email")),
            &ticket
        ));
        let account: RecordId = "0195a3f0-0000-7000-8000-000000000001".parse().unwrap();
        let of_account = policy.with("account", Value::Id(account.0));
        assert!(!fits(&of_account, &ticket));
    }
}
