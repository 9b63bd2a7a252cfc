//! The vocabulary of a dialect's table. What one field means stands in `fields.rs`.
//!
//! A table says in which words and shapes the other system's clients speak. It holds no rule of the business and no
//! permission: both are the engine's and the accounts', the same as for the canonical API.

use std::future::Future;
use std::pin::Pin;

use axum::extract::Multipart;
use axum::http::StatusCode;
use rapport_kernel::{Error, Result};
use serde_json::{Map, Value};

use super::dispatch::{Asked, Said};
use super::fields::Field;

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
    /// How its clients speak of users.
    pub(crate) people: People,
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
    pub(super) does: Operation,
}

/// An operation that the vocabulary has no word for. It reads [`Asked`] and calls the engine or the accounts.
pub(super) type Own =
    for<'a> fn(&'a mut Asked) -> Pin<Box<dyn Future<Output = Result<Said>> + Send + 'a>>;

/// An operation that takes a form with files, which is read as it comes in.
pub(super) type Upload =
    for<'a> fn(&'a mut Asked, Multipart) -> Pin<Box<dyn Future<Output = Result<Said>> + Send + 'a>>;

/// What a fixed path does.
#[derive(Clone, Copy)]
pub(super) enum Operation {
    /// Says that the process answers; the name of the service that they expect to answer here.
    Health(&'static str),
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
    /// Something about the caller's account or about users.
    Account(Account),
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
    /// What is written out in the dialect's own file.
    Own(Own),
    /// The same for a form with files.
    Upload(Upload),
}

/// What clients ask about accounts beside signing in.
#[derive(Clone, Copy)]
pub(crate) enum Account {
    /// Changes the caller's name and facts.
    UpdateProfile,
    /// Changes the caller's password.
    ChangePassword,
    /// Sends a link for another password.
    Forgot,
    /// Chooses another password with the token of such a link, in the path as `{id}` or in the body.
    Reset,
    /// The users.
    Users,
    /// One user, `{id}`.
    User,
    /// A new user.
    AddUser,
    /// Changes the user `{id}`.
    ChangeUser,
    /// Takes the user `{id}` out.
    RemoveUser,
}

/// An entity in the other system's words. Write `..EntityTable::PLAIN` for what is usual.
pub(crate) struct EntityTable {
    /// The path of its list.
    pub(crate) path: &'static str,
    /// Other paths of the same list.
    pub(crate) also: &'static [&'static str],
    /// Our entity, by its plural name.
    pub(crate) ours: &'static str,
    /// What messages call one record.
    pub(crate) label: &'static str,
    /// What the envelope of a page calls the records, where it names them.
    pub(crate) plural: &'static str,
    /// The methods it answers.
    pub(crate) methods: &'static [&'static str],
    /// Rows of a page when nothing is said, and at most; none for those of [`Style::limit`].
    pub(crate) limit: Option<(u32, u32)>,
    /// Their fields without which their server refuses a new record.
    pub(crate) requires: &'static [&'static str],
    /// What a new record has in our fields when they say nothing.
    pub(crate) defaults: &'static [(&'static str, Fixture)],
    /// Which of our records these are: a condition of every list, and what a new one is given.
    pub(crate) only: &'static [(&'static str, Fixture)],
    /// Parameters of the list that compare one of our fields otherwise than as an equality.
    pub(crate) ranges: &'static [Range],
    /// Their body before its fields are looked up, for what two of their fields say together; told whether it is that
    /// of a new record.
    pub(crate) reads: fn(&mut Map<String, Value>, bool),
    /// The profile of the user who is made with a record whose body has a password; it is linked by our field `user`, and
    /// goes with the record.
    pub(crate) login: Option<&'static str>,
    /// The fields, in the order of their answers.
    pub(crate) fields: &'static [Field],
}

impl EntityTable {
    /// What is usual.
    pub(crate) const PLAIN: Self = Self {
        path: "",
        also: &[],
        ours: "",
        label: "Record",
        plural: "data",
        methods: &["GET", "POST", "PUT", "PATCH", "DELETE"],
        limit: None,
        requires: &[],
        defaults: &[],
        only: &[],
        ranges: &[],
        reads: |_, _| {},
        login: None,
        fields: &[],
    };

    /// Whether a path is that of its list.
    pub(crate) fn is_at(&self, path: &str) -> bool {
        self.path == path || self.also.contains(&path)
    }
}

/// A parameter of a list that compares.
pub(crate) struct Range {
    /// Its name.
    pub(crate) name: &'static str,
    /// Our field.
    pub(crate) field: &'static str,
    /// The operator.
    pub(crate) op: &'static str,
    /// Our field that counts where the first is empty.
    pub(crate) otherwise: Option<&'static str>,
}

/// A value that a table gives.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fixture {
    /// A text.
    Text(&'static str),
}

/// How clients speak of users.
pub(crate) struct People {
    /// Their words for what a user may do, each with the name of our profile. The first is that of whoever has another.
    pub(crate) roles: &'static [(&'static str, &'static str)],
    /// Keys of their bodies that are kept as facts, in their words.
    pub(crate) facts: &'static [&'static str],
    /// Keys of their bodies that a new user must have.
    pub(crate) requires: &'static [&'static str],
    /// What messages call one.
    pub(crate) label: &'static str,
    /// A user as [`rapport_accounts::PersonView`] writes it, in their words; then the word for what the user may do,
    /// and how ids are written.
    pub(crate) shape: fn(&Person<'_>) -> Value,
}

/// A user on the way into their words.
pub(crate) struct Person<'a> {
    /// As [`rapport_accounts::PersonView`] writes it.
    pub(crate) view: &'a Value,
    /// Their word for what the user may do.
    pub(crate) role: &'static str,
}

/// How the ids of records and users are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ids {
    /// As ours; another text names nothing.
    Uuid,
    /// As ours; another text is refused with this message.
    UuidOr(&'static str),
    /// As numbers: those of the records in their entity and tenant; another text is refused with this message.
    Number(&'static str),
}

/// What is done with a key of a body that the table does not know.
#[derive(Clone, Copy)]
pub(crate) enum Unknown {
    /// It is left out.
    LeftOut,
    /// It is refused with this message.
    Refused(fn(&str) -> String),
}

/// How answers look.
pub(crate) struct Style {
    /// A page.
    pub(crate) list: fn(Listed) -> Value,
    /// One record that was read.
    pub(crate) one: fn(Value) -> Value,
    /// One record that was written, with what is said about it.
    pub(crate) written: fn(Value, String) -> Value,
    /// After a record went to the bin. 204 has no body.
    pub(crate) deleted: fn(Gone) -> (StatusCode, Value),
    /// Something was done that has no record to show.
    pub(crate) done: fn(&str) -> (StatusCode, Value),
    /// After signing in.
    pub(crate) session: fn(&Begun<'_>) -> Value,
    /// After registering.
    pub(crate) registered: fn(&Begun<'_>) -> Value,
    /// Who asks, in the shape of [`People::shape`].
    pub(crate) me: fn(Value) -> Value,
    /// A refusal.
    pub(crate) error: fn(&Refusal<'_>) -> Value,
    /// The status of a refusal where it differs from ours.
    pub(crate) status: fn(&Error, StatusCode) -> StatusCode,
    /// Their words for a refusal, where clients look for them.
    pub(crate) words: fn(&Error) -> Option<&'static str>,
    /// What is answered to a path that means nothing.
    pub(crate) nowhere: fn(method: &str, path: &str) -> String,
    /// Rows of a page when nothing is said, and at most. More is cut, not refused.
    pub(crate) limit: (u32, u32),
    /// The order of a list when nothing is said, in our words.
    pub(crate) order: &'static str,
    /// How ids are written.
    pub(crate) ids: Ids,
    /// Whether what is empty is written `""` and not `null`.
    pub(crate) empty_text: bool,
    /// Unknown keys of bodies.
    pub(crate) unknown: Unknown,
    /// Seconds for which an access token is good, when clients count on more than ours.
    pub(crate) access_seconds: Option<i64>,
    /// What their health answers, given the name of the service.
    pub(crate) health: fn(&Health<'_>) -> Value,
}

/// What is said when a process answers.
pub(crate) struct Health<'a> {
    /// The service that is asked.
    pub(crate) service: &'a str,
    /// Now.
    pub(crate) at: String,
    /// The version of the program.
    pub(crate) version: &'static str,
    /// Seconds since the program started.
    pub(crate) uptime: i64,
}

/// A page of records, in their words.
pub(crate) struct Listed {
    /// What the table calls the records.
    pub(crate) plural: &'static str,
    /// The records.
    pub(crate) rows: Vec<Value>,
    /// From 1 on.
    pub(crate) page: u64,
    /// Rows per page.
    pub(crate) limit: u32,
    /// All there are.
    pub(crate) total: u64,
}

/// A record that is gone.
pub(crate) struct Gone {
    /// What is said about it.
    pub(crate) message: String,
    /// As it was, in their words.
    pub(crate) record: Value,
}

/// A session that begins.
pub(crate) struct Begun<'a> {
    /// As our API answers it: `access_token`, `refresh_token`, `expires_in`, `user`, `tenant`.
    pub(crate) session: &'a Value,
    /// Its user as [`rapport_accounts::PersonView`] writes it.
    pub(crate) view: &'a Value,
    /// Its user in their words.
    pub(crate) user: Value,
    /// What is said about it.
    pub(crate) message: &'a str,
}

/// Why a request was refused.
pub(crate) struct Refusal<'a> {
    /// The status of the answer.
    pub(crate) status: StatusCode,
    /// The reason; where fields are at fault, with their names in the dialect.
    pub(crate) message: &'a str,
    /// One reason for each field that is at fault.
    pub(crate) messages: Vec<String>,
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
        self.entities.iter().find(|entity| entity.is_at(path))
    }
}

/// One path with one meaning.
pub(super) const fn fixed(method: &'static str, path: &'static str, does: Operation) -> Fixed {
    Fixed { method, path, does }
}
