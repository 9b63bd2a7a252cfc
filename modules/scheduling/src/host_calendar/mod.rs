//! The calendar of a host: what every booking of the host changes, so that two of them never commit side by side.

use rapport_module_kit::{
    ErrorCode, Filter, Record, RecordId, RequestContext, Result, UserId, Value, Work, id_of,
};

/// Plans another revision of the host's calendar. Of all who read the same one, the first commits; the engine lets the
/// others plan anew. To be called before what the decision depends on is read.
pub(crate) async fn change(work: &mut Work, host: UserId) -> Result<()> {
    let calendar = match find(work, host).await? {
        Some(calendar) => calendar,
        None => make(work, host).await?,
    };
    // Not a number: a number that was read before a faster change would be the one that is stored by now.
    let revision = work.context().new_record_id().to_string();
    let change = Record::new().with("revision", Value::Text(revision));
    work.update("host_calendar", calendar, change).await
}

async fn find(work: &Work, host: UserId) -> Result<Option<RecordId>> {
    let of_host = Filter::equals("user", Value::Id(host.0));
    let found = work.find("host_calendar", of_host, &[], 1).await?;
    found.first().map(id_of).transpose()
}

/// Makes the calendar at once, as an operation of its own: whoever meets somebody else's finds it then.
async fn make(work: &mut Work, host: UserId) -> Result<RecordId> {
    let ctx = RequestContext {
        idempotency: None,
        ..work.context().new_operation()
    };
    let mut own = work.engine().work(&ctx).await?;
    own.with_all_rights(true);
    let values = Record::new()
        .with("name", Value::Text("Calendar".to_owned()))
        .with("user", Value::Id(host.0));
    let id = own.create("host_calendar", values).await?;
    match own.commit().await {
        Ok(_) => Ok(id),
        Err(error) if error.code == ErrorCode::DUPLICATE => find(work, host).await?.ok_or(error),
        Err(error) => Err(error),
    }
}
