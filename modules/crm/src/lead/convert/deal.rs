//! The deal of a converted lead.

use rapport_module_kit::{Record, RecordId, Result, Value, Work, matching};

use super::Became;
use crate::pipeline::default_pipeline;

/// Fields of the lead and what they are called on a deal.
const FIELDS: &[(&str, &str)] = &[
    ("owner", "owner"),
    ("lead_source", "lead_source"),
    ("campaign", "campaign"),
    ("strategy", "strategy"),
    ("next_step", "next_step"),
    ("description", "description"),
];

/// Plans a new deal in the default pipeline, called after the company unless a name is given.
pub(super) async fn create(
    work: &mut Work,
    lead: &Record,
    lead_id: RecordId,
    account: Option<Became>,
    contact: Option<Became>,
    input: &Record,
) -> Result<RecordId> {
    let called = lead.text("company").or_else(|| lead.text("name"));
    let name = input
        .text("deal_name")
        .or(called)
        .unwrap_or("Deal")
        .to_owned();
    let mut values = matching::copied(lead, FIELDS)
        .with("name", Value::Text(name))
        .with("amount", input.get("deal_amount").clone())
        .with("lead", Value::Id(lead_id.0));
    for (field, became) in [("account", account), ("contact", contact)] {
        if let Some(became) = became {
            values.set(field, Value::Id(became.id.0));
        }
    }
    if let Some(pipeline) = default_pipeline(work).await? {
        values.set("pipeline", Value::Id(pipeline.0));
    }
    work.create("deal", values).await
}
