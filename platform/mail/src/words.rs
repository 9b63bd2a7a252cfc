//! What each notice says, in every language. Plain text: escaping is the letter's.

use jiff::tz::TimeZone;
use rapport_kernel::Timestamp;

use crate::{Language, Method, Notice};

/// A letter before it has a form.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) subject: String,
    pub(crate) greeting: String,
    pub(crate) before: String,
    /// What the link is called, and where it leads.
    pub(crate) link: (String, String),
    pub(crate) after: String,
    /// Why the letter came.
    pub(crate) closing: String,
}

impl Words {
    pub(crate) fn of(notice: &Notice, language: Language) -> Self {
        match language {
            Language::English => english(notice),
            Language::German => german(notice),
        }
    }
}

fn english(notice: &Notice) -> Words {
    let say = english_letter;
    match notice {
        Notice::Verification { name, link } => say(
            "Confirm your e-mail address",
            name,
            "please confirm that this address is yours.".to_owned(),
            ("Confirm the address", link),
            "The link works once, for 24 hours. If you do not know what this is about, ignore this message.",
        ),
        Notice::ForgottenPassword { name, link } => say(
            "Choose a new password",
            name,
            "somebody asked for a new password for your account.".to_owned(),
            ("Choose a password", link),
            "The link works once, for one hour. If it was not you, ignore this message: your password stays as it is.",
        ),
        Notice::Invitation {
            name,
            inviter,
            company,
            link,
        } => say(
            &format!("{inviter} invites you to {company}"),
            name,
            format!("{inviter} invites you to work in the CRM of {company}."),
            ("Accept the invitation", link),
            "The link works once, for seven days.",
        ),
        Notice::PasswordChanged {
            name,
            at,
            zone,
            link,
        } => say(
            "Your password was changed",
            name,
            format!(
                "the password of your account was changed on {}.",
                moment(*at, zone, "%-d %B %Y, %H:%M %Z")
            ),
            ("Choose another password", link),
            "If it was you, there is nothing to do. If not, choose another password at once and tell your administrator.",
        ),
        Notice::NewSignInMethod {
            name,
            method,
            at,
            zone,
            link,
        } => {
            let method = english_method(*method);
            say(
                "There is a new way to sign in to your account",
                name,
                format!("{method} on {}.", moment(*at, zone, "%-d %B %Y, %H:%M %Z")),
                ("Look at your account", link),
                "If it was you, there is nothing to do. If not, remove it, change your password and tell your administrator.",
            )
        }
    }
}

fn english_method(method: Method) -> &'static str {
    match method {
        Method::App => "an authenticator app was added to your account",
        Method::Passkey => "a passkey was added to your account",
        Method::Provider => "your account can now be signed in to through another provider",
        Method::RecoveryCodes => "new recovery codes were made for your account",
    }
}

fn english_letter(
    subject: &str,
    name: &str,
    before: String,
    link: (&str, &String),
    after: &str,
) -> Words {
    Words {
        subject: subject.to_owned(),
        greeting: format!("Hello {name},"),
        before,
        link: (link.0.to_owned(), link.1.clone()),
        after: after.to_owned(),
        closing: "This message was sent by Rapport. Replies are not read.".to_owned(),
    }
}

fn german(notice: &Notice) -> Words {
    let say = german_letter;
    match notice {
        Notice::Verification { name, link } => say(
            "Bestätigen Sie Ihre E-Mail-Adresse",
            name,
            "bitte bestätigen Sie, dass diese Adresse Ihnen gehört.".to_owned(),
            ("Adresse bestätigen", link),
            "Der Link gilt einmal, 24 Stunden lang. Wenn Sie nichts davon wissen, lassen Sie die Nachricht unbeachtet.",
        ),
        Notice::ForgottenPassword { name, link } => say(
            "Wählen Sie ein neues Passwort",
            name,
            "jemand hat für Ihr Konto ein neues Passwort angefordert.".to_owned(),
            ("Passwort wählen", link),
            "Der Link gilt einmal, eine Stunde lang. Wenn Sie es nicht waren, lassen Sie die Nachricht unbeachtet: Ihr Passwort bleibt, wie es ist.",
        ),
        Notice::Invitation {
            name,
            inviter,
            company,
            link,
        } => say(
            &format!("{inviter} lädt Sie zu {company} ein"),
            name,
            format!("{inviter} lädt Sie ein, im CRM von {company} mitzuarbeiten."),
            ("Einladung annehmen", link),
            "Der Link gilt einmal, sieben Tage lang.",
        ),
        Notice::PasswordChanged {
            name,
            at,
            zone,
            link,
        } => say(
            "Ihr Passwort wurde geändert",
            name,
            format!(
                "das Passwort Ihres Kontos wurde am {} geändert.",
                moment(*at, zone, "%d.%m.%Y um %H:%M Uhr (%Z)")
            ),
            ("Ein anderes Passwort wählen", link),
            "Wenn Sie es waren, ist nichts zu tun. Wenn nicht, wählen Sie sofort ein anderes Passwort und sagen Sie es Ihrem Administrator.",
        ),
        Notice::NewSignInMethod {
            name,
            method,
            at,
            zone,
            link,
        } => {
            let method = german_method(*method);
            say(
                "Ihr Konto hat einen neuen Weg zur Anmeldung",
                name,
                method.replace("{}", &moment(*at, zone, "%d.%m.%Y, %H:%M Uhr (%Z)")),
                ("Konto ansehen", link),
                "Wenn Sie es waren, ist nichts zu tun. Wenn nicht, entfernen Sie ihn, ändern Sie Ihr Passwort und sagen Sie es Ihrem Administrator.",
            )
        }
    }
}

fn german_method(method: Method) -> &'static str {
    match method {
        Method::App => "Ihr Konto hat seit dem {} eine Authenticator-App.",
        Method::Passkey => "Ihr Konto hat seit dem {} einen weiteren Passkey.",
        Method::Provider => {
            "Bei Ihrem Konto kann man sich seit dem {} über einen weiteren Anbieter anmelden."
        }
        Method::RecoveryCodes => "Ihr Konto hat seit dem {} neue Wiederherstellungscodes.",
    }
}

fn german_letter(
    subject: &str,
    name: &str,
    before: String,
    link: (&str, &String),
    after: &str,
) -> Words {
    Words {
        subject: subject.to_owned(),
        greeting: format!("Guten Tag {name},"),
        before,
        link: (link.0.to_owned(), link.1.clone()),
        after: after.to_owned(),
        closing: "Diese Nachricht kommt von Rapport. Antworten werden nicht gelesen.".to_owned(),
    }
}

/// A moment in the reader's time zone; in UTC when the zone is unknown.
fn moment(at: Timestamp, zone: &str, form: &str) -> String {
    let moment = jiff::Timestamp::from_microsecond(at.as_micros());
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let zoned = moment.unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_zoned(zone);
    zoned.strftime(form).to_string()
}
