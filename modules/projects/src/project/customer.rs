//! A project for a client is for the client's account and contact.

use rapport_module_kit::{Changed, ErrorKind, Record, Result, Work, changed as differs};

/// Fills the empty account and contact of a project from its client.
pub(super) async fn follow_client(work: &mut Work, changed: &Changed) -> Result<()> {
    let (before, Some(project)) = (changed.before.as_ref(), &changed.after) else {
        return Ok(());
    };
    let Some(client) = project.link("client") else {
        return Ok(());
    };
    if !differs(before, project, "client") {
        return Ok(());
    }
    let client = match work.get("client", client).await {
        Ok(client) => client,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    // The account and contact of the client before are not those of the new one.
    let moved = before.is_some_and(|before| !before.get("client").is_null());
    let mut change = Record::new();
    for link in ["account", "contact"] {
        let is_free = project.get(link).is_null() || moved && !differs(before, project, link);
        if is_free && project.get(link) != client.get(link) {
            change.set(link, client.get(link).clone());
        }
    }
    if change.is_empty() {
        return Ok(());
    }
    work.update("project", changed.id, change).await
}
