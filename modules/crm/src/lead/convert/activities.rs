//! What is still to be done about a converted lead goes on with what it became.

use rapport_module_kit::{Filter, Record, RecordId, Result, Value, Work, id_of};

/// The activities that move: entity, and the states that count as open. A note has none and always moves.
const MOVED: &[(&str, &[&str])] = &[
    ("task", &["pending", "in_progress"]),
    ("note", &[]),
    ("call", &["planned", "ringing"]),
    ("meeting", &["planned"]),
];

/// How many activities of one entity move along.
const LIMIT: u32 = 1000;

/// Plans pointing the open activities of the lead to another record. Returns how many.
pub(super) async fn move_open(
    work: &mut Work,
    lead: RecordId,
    entity: &str,
    target: RecordId,
) -> Result<usize> {
    let from = Value::Reference {
        entity: "lead".to_owned(),
        id: lead.0,
    };
    let to = Value::Reference {
        entity: entity.to_owned(),
        id: target.0,
    };
    let mut moved = 0;
    for (activity, open) in MOVED {
        let mut filter = Filter::equals("related", from.clone());
        if !open.is_empty() {
            let states = open
                .iter()
                .map(|state| Value::Text((*state).to_owned()))
                .collect();
            filter = filter.and(Filter::one_of("status", states));
        }
        for record in work.find(activity, filter, &[], LIMIT).await? {
            let change = Record::new().with("related", to.clone());
            work.update(activity, id_of(&record)?, change).await?;
            moved += 1;
        }
    }
    Ok(moved)
}
