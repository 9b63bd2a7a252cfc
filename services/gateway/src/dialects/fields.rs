//! One field of an entity under both names, and how its value travels.

use serde_json::{Map, Value};

/// One field under both names.
pub(crate) struct Field {
    /// Their name. Input is found by it in camelCase and in snake_case.
    pub(crate) theirs: &'static str,
    /// Ours.
    pub(crate) ours: &'static str,
    /// How the value travels.
    pub(crate) kind: Kind,
}

/// Their words for the values of a field of ours: (theirs, ours). Theirs that is there twice means the first; ours
/// that is there twice is written as the first.
pub(crate) type Words = &'static [(&'static str, &'static str)];

/// How a value travels between two names.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// As it is.
    Plain,
    /// As it is, and only out.
    ReadOnly,
    /// As it is, and only in: a second name of a field.
    In,
    /// Our field is an address; theirs is this part of it.
    Part(&'static str),
    /// A calendar day; they may send a moment.
    Date,
    /// A moment; they may send a day.
    Moment,
    /// A number; they may send a text.
    Number,
    /// A text; they may send a number.
    Text,
    /// One of several words; another one is refused with the words that there are.
    Choice(Words),
    /// One of several words; another one is kept as the last of ours.
    Loose(Words),
    /// A list of texts; they may send them joined by commas.
    List,
    /// A user.
    User,
    /// A user as an object, made from the link of ours, and only out.
    Person(fn(&Value) -> Value),
    /// A record of the entity with this plural name of ours.
    Link(&'static str),
    /// The title of the record of the entity with this plural name that our link points to, and only out.
    Title(&'static str),
    /// Ours is a link to any entity; theirs is the name of the entity. The id is [`Kind::RelatedId`].
    RelatedType,
    /// Ours is a link to any entity; theirs is the id.
    RelatedId,
    /// Ours is a link to any entity; theirs is the id of a record of one entity: its plural and its own name.
    About(&'static str, &'static str),
    /// Who does something: an employee, a professional or a user, whose id they send alike. Ours are the fields `person`
    /// and `assignee`.
    Worker,
    /// A customer, whose id may be that of a client, an account or a contact. Ours are the fields `account` and `contact`.
    Customer,
    /// An address as one text.
    Address,
    /// Lines of an estimate, an order, an invoice or a work order: (theirs, ours) for the keys of one line.
    Lines(Words),
    /// Made from our whole record, and only out.
    Derived(fn(&Map<String, Value>) -> Value),
}

impl Kind {
    /// Whether input has a place in it.
    pub(crate) const fn is_in(&self) -> bool {
        !matches!(
            self,
            Self::ReadOnly | Self::Person(_) | Self::Title(_) | Self::Derived(_)
        )
    }

    /// Whether a list can be asked for a value of it.
    pub(crate) const fn is_comparable(&self) -> bool {
        matches!(
            self,
            Self::Plain
                | Self::ReadOnly
                | Self::In
                | Self::Date
                | Self::Moment
                | Self::Number
                | Self::Text
                | Self::Choice(_)
                | Self::Loose(_)
                | Self::List
                | Self::User
                | Self::Link(_)
                | Self::About(..)
                | Self::Worker
                | Self::Customer
        )
    }
}

/// A field that travels as it is.
pub(crate) const fn plain(theirs: &'static str, ours: &'static str) -> Field {
    of(theirs, ours, Kind::Plain)
}

/// A field that only answers hold.
pub(crate) const fn read_only(theirs: &'static str, ours: &'static str) -> Field {
    of(theirs, ours, Kind::ReadOnly)
}

/// A field with their words for its values.
pub(crate) const fn choice(theirs: &'static str, ours: &'static str, words: Words) -> Field {
    of(theirs, ours, Kind::Choice(words))
}

/// What is made from the whole record.
pub(crate) const fn derived(theirs: &'static str, make: fn(&Map<String, Value>) -> Value) -> Field {
    of(theirs, "", Kind::Derived(make))
}

/// Any field.
pub(crate) const fn of(theirs: &'static str, ours: &'static str, kind: Kind) -> Field {
    Field { theirs, ours, kind }
}
