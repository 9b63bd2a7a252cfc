//! What follows from a change of a profile: its contact and account are found, and change with it.

use rapport_module_kit::{
    Changed, Error, ErrorCode, ErrorKind, Record, RecordId, Result, Work, changed as differs,
};

use super::attach::{Attached, attach};
use super::parties::Parties;
use super::{Party, Profile};

const SECOND: ErrorCode = ErrorCode::custom(
    "people.profile_exists",
    ErrorKind::Conflict,
    "The contact or account has such a profile already",
);

/// The rule of all profiles. Called in a reaction, so with all rights.
pub(crate) async fn follow(work: &mut Work, profile: &Profile, changed: &Changed) -> Result<()> {
    let Some(after) = &changed.after else {
        return Ok(());
    };
    let before = changed.before.as_ref();
    // A record out of the bin has been stored before, a new one has not.
    let is_new = before.is_none() && !after.has("version");
    let mut record = after.clone();
    let mut attached = Attached::default();
    if is_new {
        work.with_all_rights(false);
        let done = attach(work, profile, after).await;
        work.with_all_rights(true);
        attached = done?;
        record.apply(&attached.links);
    }
    require_party(profile, &record)?;
    if is_new || linked_anew(before, after) {
        refuse_second(work, profile, changed.id, &record).await?;
    }
    let parties = Parties::of(work, &record).await?;
    let wishes = Wishes {
        profile,
        before: before.filter(|_| !is_new),
        is_new,
        attached: &attached,
    };
    let wrote = push(work, &wishes, &record, &parties).await?;
    let parties = match wrote {
        true => Parties::of(work, &record).await?,
        false => parties,
    };
    let mut own = attached.links.clone();
    own.apply(&parties.differences(profile, &record));
    if own.is_empty() {
        return Ok(());
    }
    work.update(profile.entity, changed.id, own).await
}

fn linked_anew(before: Option<&Record>, after: &Record) -> bool {
    ["contact", "account"]
        .iter()
        .any(|link| differs(before, after, link))
}

fn require_party(profile: &Profile, record: &Record) -> Result<()> {
    if record.link("contact").is_some() || record.link("account").is_some() {
        return Ok(());
    }
    let field = profile.one_per.entity();
    let message = format!("a {} belongs to a contact or an account", profile.entity);
    Err(Error::field(field, ErrorCode::REQUIRED, message))
}

/// What of a profile is meant for its contact and account.
struct Wishes<'a> {
    profile: &'a Profile,
    before: Option<&'a Record>,
    is_new: bool,
    attached: &'a Attached,
}

impl Wishes<'_> {
    /// Whether the profile's value shall be theirs, which is another.
    fn is_wish(&self, field: &str, party: Party, record: &Record, theirs_is_empty: bool) -> bool {
        if !self.is_new {
            return self
                .before
                .is_some_and(|before| before.get(field) != record.get(field));
        }
        let given = !record.get(field).is_null();
        given && (theirs_is_empty || !self.attached.was_found(party))
    }
}

/// Writes what the profile says into the contact and the account, with the caller's rights. Says whether it wrote.
async fn push(
    work: &mut Work,
    wishes: &Wishes<'_>,
    record: &Record,
    parties: &Parties,
) -> Result<bool> {
    let mut wrote = false;
    for party in [Party::Contact, Party::Account] {
        let Some((id, stored)) = parties.get(party) else {
            continue;
        };
        let mut change = Record::new();
        for same in wishes.profile.same {
            let Some((kept, name)) = same.kept(|one| parties.has(one)) else {
                continue;
            };
            let (mine, theirs) = (record.get(same.here), stored.get(name));
            if kept == party
                && mine != theirs
                && wishes.is_wish(same.here, party, record, theirs.is_null())
            {
                change.set(name, mine.clone());
            }
        }
        if change.is_empty() {
            continue;
        }
        work.with_all_rights(false);
        let done = work.update(party.entity(), *id, change).await;
        work.with_all_rights(true);
        done?;
        wrote = true;
    }
    Ok(wrote)
}

/// One profile of a kind per contact or account.
async fn refuse_second(
    work: &Work,
    profile: &Profile,
    id: RecordId,
    record: &Record,
) -> Result<()> {
    // A client without a person is the account's.
    let party = match record.link(profile.one_per.entity()) {
        Some(_) => profile.one_per,
        None => Party::Account,
    };
    let Some(link) = record.link(party.entity()) else {
        return Ok(());
    };
    let others = work.children(profile.entity, party.entity(), link).await?;
    let is_same =
        |other: &Record| party == profile.one_per || other.link(profile.one_per.entity()).is_none();
    if others
        .iter()
        .any(|(other, one)| *other != id && is_same(one))
    {
        let message = format!("this {} is a {} already", party.entity(), profile.entity);
        return Err(Error::new(SECOND, message));
    }
    Ok(())
}
