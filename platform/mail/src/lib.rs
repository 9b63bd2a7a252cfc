//! Letters to people, out over SMTP: what they say, in which language, and how they leave.
//!
//! A [`Notice`] is a reason to write; [`Letter::of`] puts it into words, as text and as HTML; a [`Mailer`] hands the
//! letter to a server. When and to whom is not decided here, and nothing is queued or tried again: that is the
//! accounts' outgoing mail. Invariants: what people typed is escaped in HTML and never becomes a header; a password
//! never travels to another machine unencrypted.
//!
//! Start with `notice.rs`, then `words.rs` and `mailer.rs`.

mod letter;
mod mailer;
mod notice;
mod words;

pub use letter::Letter;
pub use mailer::{Envelope, MailSettingsError, Mailer, SendError};
pub use notice::{Language, Method, Notice};
