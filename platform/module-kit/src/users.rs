//! What rules may know of users.

use rapport_kernel::{Result, UserId};
use rapport_records::Work;

/// The name of a user of the tenant; none when there is no such user.
///
/// # Errors
/// The database cannot be read.
pub async fn user_name(work: &Work, user: UserId) -> Result<Option<String>> {
    let identity = work.engine().store().identity();
    let names = identity
        .user_names(work.context().tenant, &[user.0])
        .await?;
    Ok(names.into_iter().map(|(_, name)| name).next())
}
