//! What a visit takes from its work order, and what the work order learns from its visits.

use rapport_module_kit::{
    Changed, ReactionFuture, Record, RecordId, Result, Value, Work, is_one_of, pinned,
};

/// Fields a visit takes from its work order while it has none: theirs and its name.
const TAKEN: &[(&str, &str)] = &[
    ("title", "title"),
    ("assignee", "assignee"),
    ("address", "address"),
];

/// Reaction to visits.
pub(crate) fn follow(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        let order_of = |visit: &Option<Record>| visit.as_ref()?.link("work_order");
        let (was, is) = (order_of(&changed.before), order_of(&changed.after));
        if let (Some(visit), Some(order)) = (&changed.after, is) {
            complete(work, changed.id, visit, order).await?;
        }
        for order in was.into_iter().chain(is.filter(|is| Some(*is) != was)) {
            tell(work, order).await?;
        }
        Ok(())
    })
}

async fn complete(work: &mut Work, id: RecordId, visit: &Record, order: RecordId) -> Result<()> {
    let Ok(order) = work.get("work_order", order).await else {
        return Ok(());
    };
    let mut change = Record::new();
    for (from, to) in TAKEN {
        if visit.get(to).is_null() && !order.get(from).is_null() {
            change.set(*to, order.get(from).clone());
        }
    }
    if visit.get("account") != order.get("account") {
        change.set("account", order.get("account").clone());
    }
    if change.is_empty() {
        return Ok(());
    }
    work.update("service_appointment", id, change).await
}

/// The work order is planned for its next open visit; whoever is on the way makes it dispatched.
async fn tell(work: &mut Work, id: RecordId) -> Result<()> {
    let Ok(order) = pinned(work, "work_order", id).await else {
        return Ok(());
    };
    let visits = work
        .children("service_appointment", "work_order", id)
        .await?;
    let mut open: Vec<Record> = visits
        .into_iter()
        .map(|(_, visit)| visit)
        .filter(|visit| is_one_of(visit, "status", &["scheduled", "dispatched"]))
        .collect();
    open.sort_by_key(|visit| visit.moment("start"));
    let on_the_way = open.iter().any(|v| is_one_of(v, "status", &["dispatched"]));
    let mut change = Record::new();
    let Some(next) = open.first() else {
        if is_one_of(&order, "status", &["scheduled"]) {
            let times = change
                .with("status", Value::Text("new".to_owned()))
                .with("scheduled_start", Value::Null)
                .with("scheduled_end", Value::Null);
            work.update("work_order", id, times).await?;
        }
        return Ok(());
    };
    let status = match order.text("status") {
        Some("new" | "scheduled") if on_the_way => Some("dispatched"),
        Some("dispatched") if !on_the_way => Some("scheduled"),
        Some("new") => Some("scheduled"),
        _ => None,
    };
    if let Some(status) = status {
        change.set("status", Value::Text(status.to_owned()));
    }
    for (from, to) in [("start", "scheduled_start"), ("end", "scheduled_end")] {
        if order.get(to) != next.get(from) {
            change.set(to, next.get(from).clone());
        }
    }
    if change.is_empty() {
        return Ok(());
    }
    work.update("work_order", id, change).await
}
