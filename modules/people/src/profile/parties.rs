//! The contact and the account of a profile, as they are at the moment.

use rapport_module_kit::{ErrorKind, Record, RecordId, Result, Value, Work};

use super::{Party, Profile};

/// What a profile stands on.
#[derive(Default)]
pub(super) struct Parties {
    contact: Option<(RecordId, Record)>,
    account: Option<(RecordId, Record)>,
}

impl Parties {
    /// Loads what the links of a profile point to. A record in the bin is not there.
    pub(super) async fn of(work: &Work, profile: &Record) -> Result<Self> {
        Ok(Self {
            contact: load(work, Party::Contact, profile).await?,
            account: load(work, Party::Account, profile).await?,
        })
    }

    pub(super) fn get(&self, party: Party) -> Option<&(RecordId, Record)> {
        match party {
            Party::Contact => self.contact.as_ref(),
            Party::Account => self.account.as_ref(),
        }
    }

    pub(super) fn has(&self, party: Party) -> bool {
        self.get(party).is_some()
    }

    /// The value that a field of the profile shall have; none for a field that is the profile's own.
    pub(super) fn value(&self, same: &super::Same) -> Option<&Value> {
        let (party, name) = same.kept(|party| self.has(party))?;
        self.get(party).map(|(_, record)| record.get(name))
    }

    /// The shared fields in which a profile differs from what it stands on, with their right values.
    pub(super) fn differences(&self, profile: &Profile, record: &Record) -> Record {
        let mut right = Record::new();
        for same in profile.same {
            if let Some(value) = self.value(same)
                && value != record.get(same.here)
            {
                right.set(same.here, value.clone());
            }
        }
        right
    }
}

async fn load(work: &Work, party: Party, profile: &Record) -> Result<Option<(RecordId, Record)>> {
    let Some(id) = profile.link(party.entity()) else {
        return Ok(None);
    };
    match work.get(party.entity(), id).await {
        Ok(record) => Ok(Some((id, record))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
