//! Employees and professionals who take part without signing in.

use rapport_module_kit::{ErrorKind, Record, Result, Work};

/// The employee or professional that the field `person` of a record names, if still there.
pub(crate) async fn person_of(work: &Work, record: &Record) -> Result<Option<Record>> {
    let Some((entity, id)) = record.reference("person") else {
        return Ok(None);
    };
    found(work.get(entity, id).await)
}

/// A record that may be gone.
pub(crate) fn found(record: Result<Record>) -> Result<Option<Record>> {
    match record {
        Ok(record) => Ok(Some(record)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
