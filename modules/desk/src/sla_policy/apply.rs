//! Winds the clocks of open tickets anew, after policies or calendars were changed.

use rapport_module_kit::{ActionFuture, ActionInput, Filter, Value, Work, id_of, json};

use crate::sla::renewed;

/// So many tickets are looked at in one call.
const MOST: u32 = 500;

/// Action `apply`: `{tickets, changed}`. Which policy is for a ticket is decided anew as well.
pub(super) fn apply(work: &mut Work, _action: ActionInput) -> ActionFuture<'_> {
    Box::pin(async move {
        let open = ["new", "open", "pending", "on_hold"];
        let open = open.map(|state| Value::Text(state.to_owned())).to_vec();
        let filter = Filter::one_of("status", open);
        work.with_all_rights(true);
        let tickets = work.find("ticket", filter, &[], MOST).await?;
        let mut changed = 0;
        for ticket in &tickets {
            let (_, change) = renewed(work, id_of(ticket)?, ticket).await?;
            changed += usize::from(!change.is_empty());
        }
        work.with_all_rights(false);
        Ok(json!({ "tickets": tickets.len(), "changed": changed }))
    })
}
