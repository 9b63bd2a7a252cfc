//! A profile: what somebody is to us, over the contact and account that say who it is.
//!
//! A profile repeats some fields of its contact and account, so that lists, filters and search have them. They are the
//! same fields, not copies that drift: [`follow()`] brings a change of the profile to the contact or account, with the
//! rights of the caller, and [`follow_contact`] and [`follow_account`] bring a change there to every profile, with the
//! rights of the platform. Where both change, the contact and account are right. A new profile finds or makes them
//! ([`attach`]).

mod attach;
mod follow;
mod parties;
mod spread;
mod username;

pub(crate) use follow::follow;
pub(crate) use spread::{follow_account, follow_contact};
pub(crate) use username::fill_username;

use rapport_module_kit::Record;

/// A kind of profile.
pub(crate) struct Profile {
    pub(crate) entity: &'static str,
    /// The fields it shares with its contact and account.
    pub(crate) same: &'static [Same],
    /// The name of its organisation, as far as the profile says.
    pub(crate) company: fn(&Record) -> Option<&str>,
    /// Whether a new profile that links to no contact is about a person.
    pub(crate) is_person: fn(&Record) -> bool,
    /// Whether there is one profile per contact, or one per account.
    pub(crate) one_per: Party,
    /// What a contact made for it begins with: its lifecycle stage.
    pub(crate) lifecycle: &'static str,
    /// What an account made for it is.
    pub(crate) account_type: &'static str,
}

/// One of the two records a profile stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Party {
    Contact,
    Account,
}

impl Party {
    /// The entity, which is also the name of the link to it.
    pub(crate) fn entity(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Account => "account",
        }
    }
}

/// A field of a profile that is a field of its contact or account.
pub(crate) struct Same {
    pub(crate) here: &'static str,
    pub(crate) contact: Option<&'static str>,
    pub(crate) account: Option<&'static str>,
    /// Whose it is when there are both.
    pub(crate) first: Party,
}

impl Same {
    /// A field of the person; of the organisation where there is no person.
    pub(crate) const fn personal(
        here: &'static str,
        contact: &'static str,
        account: Option<&'static str>,
    ) -> Self {
        Self {
            here,
            contact: Some(contact),
            account,
            first: Party::Contact,
        }
    }

    /// A field of the organisation; of the person where there is no organisation.
    pub(crate) const fn corporate(
        here: &'static str,
        account: &'static str,
        contact: Option<&'static str>,
    ) -> Self {
        Self {
            here,
            contact,
            account: Some(account),
            first: Party::Account,
        }
    }

    /// Where it is kept for a profile that has these links: the party and the name there.
    pub(crate) fn kept(&self, has: impl Fn(Party) -> bool) -> Option<(Party, &'static str)> {
        let order = match self.first {
            Party::Contact => [Party::Contact, Party::Account],
            Party::Account => [Party::Account, Party::Contact],
        };
        let mut there = order.into_iter().filter(|party| has(*party));
        there.find_map(|party| Some((party, self.name_in(party)?)))
    }

    /// What it is called there.
    pub(crate) fn name_in(&self, party: Party) -> Option<&'static str> {
        match party {
            Party::Contact => self.contact,
            Party::Account => self.account,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_kept_where_it_belongs_or_where_there_is_room() {
        let both = |_| true;
        let contact = |party| party == Party::Contact;
        let account = |party| party == Party::Account;
        let email = Same::personal("email", "email", Some("email"));
        assert_eq!(email.kept(both), Some((Party::Contact, "email")));
        assert_eq!(email.kept(account), Some((Party::Account, "email")));
        let company = Same::corporate("company_name", "name", Some("company"));
        assert_eq!(company.kept(both), Some((Party::Account, "name")));
        assert_eq!(company.kept(contact), Some((Party::Contact, "company")));
        let mobile = Same::personal("mobile", "mobile", None);
        assert_eq!(mobile.kept(account), None);
        assert_eq!(mobile.kept(|_| false), None);
    }
}
