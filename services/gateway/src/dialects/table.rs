//! The vocabulary of a dialect's table.

use axum::http::StatusCode;
use rapport_kernel::Error;
use serde_json::{Map, Value};

/// Another system's API as a table.
pub(crate) struct Dialect {
    /// Its name in paths.
    pub(crate) name: &'static str,
    /// Where its paths begin, such as `api/v1/`. Clients whose base URL ends before it and behind it are both served.
    pub(crate) root: &'static str,
    /// Paths that serve no entity as a whole; they win over those of entities. `{id}` stands for one segment.
    pub(crate) fixed: &'static [Fixed],
    /// Its entities, each with list, get, create, update and delete.
    pub(crate) entities: &'static [EntityTable],
    /// How its answers look.
    pub(crate) style: Style,
}

/// One path with one meaning.
pub(crate) struct Fixed {
    /// The method in capitals.
    pub(crate) method: &'static str,
    /// The path below the dialect's root.
    pub(crate) path: &'static str,
    /// What it does.
    pub(crate) does: Operation,
}

/// What a fixed path does.
#[derive(Clone, Copy)]
pub(crate) enum Operation {
    /// Says that the process answers.
    Health,
    /// Founds a tenant and signs its founder in.
    Register,
    /// Signs in.
    SignIn,
    /// Goes on with a refresh token.
    Refresh,
    /// Ends the session.
    SignOut,
    /// Tells who asks.
    Me,
    /// The modules in load order.
    Modules,
    /// An action on the record `{id}` of an entity; the table turns their input into ours.
    Action {
        /// The entity, an entry of [`Dialect::entities`] by its path.
        entity: &'static str,
        /// Our action.
        action: &'static str,
        /// Their body as the action's input.
        input: fn(Map<String, Value>) -> Map<String, Value>,
    },
    /// The steps of a state field of the record `{id}`.
    History {
        /// The entity, by its path.
        entity: &'static str,
        /// Our field.
        field: &'static str,
    },
}

/// An entity in the other system's words.
pub(crate) struct EntityTable {
    /// The path of its list.
    pub(crate) path: &'static str,
    /// Our entity, by its plural name.
    pub(crate) ours: &'static str,
    /// What messages call one record.
    pub(crate) label: &'static str,
    /// The fields, in the order of their answers.
    pub(crate) fields: &'static [Field],
}

/// One field under both names.
pub(crate) struct Field {
    /// Their name. Input is found by it in camelCase and in snake_case.
    pub(crate) theirs: &'static str,
    /// Ours.
    pub(crate) ours: &'static str,
    /// How the value travels.
    pub(crate) kind: Kind,
}

/// How a value travels between two names.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// As it is.
    Plain,
    /// As it is, and only out.
    ReadOnly,
    /// Our field is an address; theirs is this part of it.
    Part(&'static str),
    /// A calendar day; they may send a moment.
    Date,
    /// A moment; they may send a day.
    Moment,
    /// Ours is a link to any entity; theirs is the name of the entity. The id is [`Kind::RelatedId`].
    RelatedType,
    /// Ours is a link to any entity; theirs is the id.
    RelatedId,
    /// Made from our whole record, and only out.
    Derived(fn(&Map<String, Value>) -> Value),
}

/// How answers look.
pub(crate) struct Style {
    /// A page.
    pub(crate) list: fn(Listed) -> Value,
    /// One record that was read.
    pub(crate) one: fn(Value) -> Value,
    /// One record that was written, with what is said about it.
    pub(crate) written: fn(Value, String) -> Value,
    /// After a record went to the bin.
    pub(crate) deleted: fn(String) -> (StatusCode, Value),
    /// After signing in; from our session.
    pub(crate) session: fn(&Value, &str) -> Value,
    /// Who asks; from our user.
    pub(crate) me: fn(&Value) -> Value,
    /// A refusal.
    pub(crate) error: fn(&Refusal<'_>) -> Value,
    /// The status of a refusal where it differs from ours.
    pub(crate) status: fn(&Error, StatusCode) -> StatusCode,
    /// Rows of a page when nothing is said, and at most. More is cut, not refused.
    pub(crate) limit: (u32, u32),
}

/// A page of records, in their words.
pub(crate) struct Listed {
    /// The records.
    pub(crate) rows: Vec<Value>,
    /// From 1 on.
    pub(crate) page: u64,
    /// Rows per page.
    pub(crate) limit: u32,
    /// All there are.
    pub(crate) total: u64,
}

/// Why a request was refused.
pub(crate) struct Refusal<'a> {
    /// The status of the answer.
    pub(crate) status: StatusCode,
    /// The reason; where fields are at fault, with their names in the dialect.
    pub(crate) message: &'a str,
    /// When, RFC 3339.
    pub(crate) at: String,
}

impl Dialect {
    /// What a path of ours asks of the dialect: without `/compat/<name>/`, its root, and a slash at the end.
    pub(crate) fn below<'p>(&self, path: &'p str) -> &'p str {
        let own = path.splitn(4, '/').nth(3).unwrap_or_default();
        let own = own.strip_prefix(self.root).unwrap_or(own);
        own.trim_end_matches('/')
    }

    /// The entity with this path.
    pub(crate) fn entity(&self, path: &str) -> Option<&'static EntityTable> {
        self.entities.iter().find(|entity| entity.path == path)
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

/// Any field.
pub(crate) const fn of(theirs: &'static str, ours: &'static str, kind: Kind) -> Field {
    Field { theirs, ours, kind }
}
