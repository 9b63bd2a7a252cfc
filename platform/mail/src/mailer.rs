//! The way out: one SMTP server, named by its address.

use std::fmt;
use std::time::{Duration, SystemTime};

use lettre::address::AddressError;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use rapport_kernel::Timestamp;
use uuid::Uuid;

use crate::Letter;

/// The longest a server may be silent.
const PATIENCE: Duration = Duration::from_secs(20);

/// What cannot be used of the settings. The address is not repeated: it may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum MailSettingsError {
    /// No SMTP address.
    #[error("`mail_smtp_url` must be smtp://HOST:PORT or smtps://USER:PASSWORD@HOST:PORT: {0}")]
    Server(String),
    /// A password would be sent readable for everybody on the way.
    #[error(
        "`mail_smtp_url` would send a password unencrypted: use smtps://, or add ?tls=required"
    )]
    Unencrypted,
    /// No address.
    #[error("`mail_from` must be an address, such as Rapport <crm@example.com>: {0}")]
    From(#[from] AddressError),
}

/// Why a letter did not leave.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub struct SendError {
    /// Trying again is of no use.
    pub permanent: bool,
    /// For the log and the operator.
    pub reason: String,
}

/// Who gets a letter, and how it is told from others.
#[derive(Clone, Debug)]
pub struct Envelope<'a> {
    /// The address.
    pub to: &'a str,
    /// The same for every try, so that a mail program shows a letter that came twice once.
    pub id: Uuid,
    /// When it was written.
    pub at: Timestamp,
}

/// Hands letters to a server. Cheap to clone; connections are shared.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailer")
            .field("from", &self.from.to_string())
            .finish_non_exhaustive()
    }
}

impl Mailer {
    /// Through the server at `url`, from that address. Nothing is connected yet.
    ///
    /// # Errors
    /// When one of them cannot be used.
    pub fn new(url: &str, from: &str) -> Result<Self, MailSettingsError> {
        if sends_password_openly(url) {
            return Err(MailSettingsError::Unencrypted);
        }
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| MailSettingsError::Server(without_address(&error)))?;
        Ok(Self {
            transport: builder.timeout(Some(PATIENCE)).build(),
            from: from.parse()?,
        })
    }

    /// Hands a letter over.
    ///
    /// # Errors
    /// When the server did not take it.
    pub async fn send(&self, envelope: &Envelope<'_>, letter: &Letter) -> Result<(), SendError> {
        let message = self.message(envelope, letter)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => Err(SendError {
                permanent: error.is_permanent(),
                reason: chain(&error),
            }),
        }
    }

    fn message(&self, envelope: &Envelope<'_>, letter: &Letter) -> Result<Message, SendError> {
        let never = |reason: String| SendError {
            permanent: true,
            reason,
        };
        let to: Address = envelope
            .to
            .parse()
            .map_err(|error: AddressError| never(error.to_string()))?;
        let micros = u64::try_from(envelope.at.as_micros()).unwrap_or_default();
        let date = SystemTime::UNIX_EPOCH + Duration::from_micros(micros);
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject.clone())
            .date(date)
            .message_id(Some(format!(
                "<{}@{}>",
                envelope.id,
                self.from.email.domain()
            )))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(
                letter.text.clone(),
                letter.html.clone(),
            ))
            .map_err(|error| never(error.to_string()))
    }
}

/// Tells other programs not to answer (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Whether the address holds a password for a server on another machine, and asks for no encryption.
fn sends_password_openly(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("smtp://") else {
        return false;
    };
    let (place, parameters) = rest.split_once('?').unwrap_or((rest, ""));
    let Some((login, host)) = place.rsplit_once('@') else {
        return false;
    };
    let host = host.split('/').next().unwrap_or_default();
    let is_here = ["localhost", "127.0.0.1", "[::1]"].iter().any(|here| {
        host == *here
            || host
                .strip_prefix(here)
                .is_some_and(|rest| rest.starts_with(':'))
    });
    login.contains(':') && !is_here && !parameters.split('&').any(|one| one == "tls=required")
}

/// What is wrong with an address, without the address.
fn without_address(error: &lettre::transport::smtp::Error) -> String {
    let text = chain(error);
    if text.contains("://") || text.contains('@') {
        "it is not one".to_owned()
    } else {
        text
    }
}

/// An error with all its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_leaves_this_machine_only_encrypted() {
        let check = |url: &str, open: bool| assert_eq!(sends_password_openly(url), open, "{url}");
        check("smtp://u:p@mail.example.com:587", true);
        check("smtp://u:p@mail.example.com:587?tls=opportunistic", true);
        check("smtp://u:p@localhost.example.com", true);
        check("smtp://u:p@mail.example.com:587?tls=required", false);
        check("smtps://u:p@mail.example.com", false);
        check("smtp://mail.example.com:25", false);
        check("smtp://u:p@localhost:2525", false);
        check("smtp://u:p@[::1]:2525", false);
    }

    #[tokio::test]
    async fn settings_are_checked_without_telling_the_password() {
        let wrong = |url: &str, from: &str| Mailer::new(url, from).unwrap_err().to_string();
        for url in [
            "http://u:hunter2@x",
            "smtps://u:hunter2@",
            "u:hunter2@h",
            "",
        ] {
            let told = wrong(url, "crm@example.com");
            assert!(
                told.contains("mail_smtp_url") && !told.contains("hunter2"),
                "{told}"
            );
        }
        assert!(wrong("smtp://localhost", "nobody").contains("mail_from"));
        Mailer::new(
            "smtps://u:p@mail.example.com:465",
            "Rapport <crm@example.com>",
        )
        .unwrap();
    }
}
