//! What follows from a change of a contact or account: its profiles show it.

use rapport_module_kit::{Changed, ReactionFuture, Record, Result, Work, changed as differs};

use super::parties::Parties;
use super::{Party, Profile};

/// What follows from a change of a contact.
pub(crate) fn follow_contact(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move { spread(work, Party::Contact, &changed).await })
}

/// What follows from a change of an account. Clients that are nothing but the account go with it.
pub(crate) fn follow_account(work: &mut Work, changed: Changed) -> ReactionFuture<'_> {
    Box::pin(async move {
        if changed.after.is_none() {
            for (id, client) in work.children("client", "account", changed.id).await? {
                if client.link("contact").is_none() {
                    work.delete("client", id).await?;
                }
            }
            return Ok(());
        }
        spread(work, Party::Account, &changed).await
    })
}

async fn spread(work: &mut Work, party: Party, changed: &Changed) -> Result<()> {
    // A new record has no profile, or one that is just being made from it.
    let (Some(before), Some(after)) = (&changed.before, &changed.after) else {
        return Ok(());
    };
    for profile in crate::profiles() {
        if !touches(profile, party, before, after) {
            continue;
        }
        let children = work.children(profile.entity, party.entity(), changed.id);
        for (id, record) in children.await? {
            let parties = Parties::of(work, &record).await?;
            let right = parties.differences(profile, &record);
            if !right.is_empty() {
                work.update(profile.entity, id, right).await?;
            }
        }
    }
    Ok(())
}

/// Whether a field changed that the profile shares.
fn touches(profile: &Profile, party: Party, before: &Record, after: &Record) -> bool {
    let mut names = profile.same.iter().filter_map(|same| same.name_in(party));
    names.any(|name| differs(Some(before), after, name))
}
