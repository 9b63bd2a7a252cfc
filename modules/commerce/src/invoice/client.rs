//! What clients have spent follows from what was paid for their invoices.

use rapport_module_kit::sum::Parts;
use rapport_module_kit::{
    Changed, ReactionFuture, Record, RecordId, Result, Value, Work, changed as differs,
};

/// What follows from a change of what was paid for an invoice, or of whose it is.
///
/// Where the module `people` is not installed there are no clients.
pub(crate) fn follow_clients(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let fields = ["amount_paid", "account", "contact"];
        if let (Some(before), Some(after)) = (&changed.before, &changed.after)
            && !fields
                .iter()
                .any(|field| differs(Some(before), after, field))
        {
            return Ok(());
        }
        if work.entity("client").is_err() {
            return Ok(());
        }
        for link in ["account", "contact"] {
            let whose = |record: &Option<Record>| record.as_ref().and_then(|one| one.link(link));
            let (was, is) = (whose(&changed.before), whose(&changed.after));
            for party in [was.filter(|_| was != is), is].into_iter().flatten() {
                count(work, link, party).await?;
            }
        }
        Ok(())
    })
}

/// Counts anew what the clients of an account or contact have spent. A client with an account has spent what that has.
async fn count(work: &mut Work, link: &str, party: RecordId) -> Result<()> {
    for (id, client) in work.children("client", link, party).await? {
        if link == "contact" && client.link("account").is_some() {
            continue;
        }
        let invoices = Parts {
            entity: "invoice",
            link,
            whole: party,
        };
        // Of several currencies the company's own counts.
        let amounts = invoices.amounts(work, "amount_paid").await?;
        let own = work.context().currency;
        let spent = amounts
            .iter()
            .find(|amount| amount.currency == own)
            .or(amounts.first())
            .map_or(Value::Null, |amount| Value::Money(*amount));
        if client.get("total_spent") != &spent {
            let change = Record::new().with("total_spent", spent);
            work.update("client", id, change).await?;
        }
    }
    Ok(())
}
