//! Marks tickets whose promise was broken, and tells whoever works on them.

use rapport_module_kit::{
    ChoreFuture, Condition, Filter, Operator, Record, Result, Value, Work, id_of,
};

use super::keep::renewed;
use crate::generated::ticket::Ticket;

const AT_ONCE: u32 = 50;
const OPEN: [&str; 4] = ["new", "open", "pending", "on_hold"];

/// Chore `desk.sla`. A ticket found here is either marked or gets another due time, so it is not found again.
pub(crate) fn warn(work: &mut Work) -> ChoreFuture<'_> {
    Box::pin(async move {
        let mut found = late(work, "first_response_due", "response_breached").await?;
        let more = late(work, "resolution_due", "resolution_breached").await?;
        for ticket in more {
            let is_known = found
                .iter()
                .any(|known| known.get("id") == ticket.get("id"));
            if !is_known {
                found.push(ticket);
            }
        }
        for ticket in &found {
            mark(work, ticket).await?;
        }
        Ok(found.len() >= AT_ONCE as usize)
    })
}

/// Open tickets past a due time that are not marked yet.
async fn late(work: &Work, due: &str, mark: &str) -> Result<Vec<Record>> {
    let past = Filter::Is(Condition {
        field: due.to_owned(),
        op: Operator::Lt,
        values: vec![Value::Time(work.context().now())],
    });
    let open = OPEN.map(|state| Value::Text(state.to_owned())).to_vec();
    let mut filter = Filter::one_of("status", open)
        .and(past)
        .and(Filter::equals(mark, Value::Bool(false)));
    if due == "first_response_due" {
        filter = filter.and(Filter::Is(Condition {
            field: "first_response_at".to_owned(),
            op: Operator::Empty,
            values: Vec::new(),
        }));
    }
    work.find("ticket", filter, &[], AT_ONCE).await
}

async fn mark(work: &mut Work, ticket: &Record) -> Result<()> {
    let id = id_of(ticket)?;
    let (clocks, change) = renewed(work, id, ticket).await?;
    let is_late = |field: &str| change.get(field) == &Value::Bool(true);
    let what = match (is_late("response_breached"), is_late("resolution_breached")) {
        (_, true) => "Resolution",
        (true, false) => "First response",
        (false, false) => return Ok(()),
    };
    if !clocks.is_some_and(|clocks| clocks.task_on_breach) {
        return Ok(());
    }
    let fields = Ticket(ticket);
    let Some(user) = fields.assignee().or(fields.owner()) else {
        return Ok(());
    };
    let (code, subject) = (
        fields.code().unwrap_or_default(),
        fields.subject().unwrap_or_default(),
    );
    let title: String = format!("{what} is late: {code} {subject}")
        .chars()
        .take(255)
        .collect();
    let about = Value::Reference {
        entity: "ticket".to_owned(),
        id: id.0,
    };
    let task = Record::new()
        .with("title", Value::Text(title))
        .with("priority", Value::Text("urgent".to_owned()))
        .with("due_at", Value::Time(work.context().now()))
        .with("related", about)
        .with("owner", Value::Id(user.0))
        .with("assignee", Value::Id(user.0));
    work.create("task", task).await.map(|_| ())
}
