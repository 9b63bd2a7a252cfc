//! Records that lie within records of their own entity: parts, superiors.

use rapport_kernel::{Error, ErrorCode, ErrorKind, Result};
use rapport_records::{Changed, Work};

use crate::changed as differs;

/// Deeper than this nobody means.
const DEEPEST: usize = 50;

/// Refuses a link of a record to its own entity that leads back to the record. For reactions.
///
/// # Errors
/// The circle, told of the field; the database cannot be read.
pub async fn refuse_circle(
    work: &Work,
    entity: &str,
    field: &str,
    changed: &Changed,
) -> Result<()> {
    let Some(after) = &changed.after else {
        return Ok(());
    };
    if !differs(changed.before.as_ref(), after, field) {
        return Ok(());
    }
    let refusal = |message: &str| Err(Error::field(field, ErrorCode::INVALID, message));
    let mut above = after.link(field);
    for _ in 0..DEEPEST {
        let Some(id) = above else {
            return Ok(());
        };
        if id == changed.id {
            return refusal("leads back to this record");
        }
        above = match work.get(entity, id).await {
            Ok(record) => record.link(field),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
    }
    refusal("lies more than 50 records deep")
}
