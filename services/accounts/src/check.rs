//! Checks of what people type: addresses, names, zones. All problems of an input are told at once.

use rapport_kernel::{Currency, Error, ErrorCode, FieldError, Result};

use crate::PasswordRule;

const NAME_LENGTH: usize = 200;

const REMARK_LENGTH: usize = 1000;

/// Collects what is wrong with an input.
#[derive(Default)]
pub(crate) struct Checks {
    problems: Vec<FieldError>,
}

impl Checks {
    /// Notes a problem.
    pub(crate) fn wrong(&mut self, field: &str, message: impl Into<String>) {
        self.note(field, ErrorCode::INVALID, message.into());
    }

    fn note(&mut self, field: &str, code: ErrorCode, message: String) {
        self.problems.push(FieldError {
            field: field.to_owned(),
            code: code.name,
            message,
        });
    }

    /// Fails when anything was wrong.
    pub(crate) fn finish(self) -> Result<()> {
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(Error::fields(self.problems))
        }
    }

    /// A line of text for people: not empty, not long, no control characters.
    pub(crate) fn name(&mut self, field: &str, text: &str) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.note(field, ErrorCode::REQUIRED, "is required".to_owned());
        } else if text.chars().count() > NAME_LENGTH {
            self.wrong(field, format!("is longer than {NAME_LENGTH} characters"));
        } else if text.chars().any(char::is_control) {
            self.wrong(field, "contains control characters");
        }
        text.to_owned()
    }

    /// Some lines of text for people, or none.
    pub(crate) fn remark(&mut self, field: &str, text: &str) -> String {
        let text = text.trim();
        if text.chars().count() > REMARK_LENGTH {
            self.wrong(field, format!("is longer than {REMARK_LENGTH} characters"));
        } else if text.chars().any(|one| one.is_control() && one != '\n') {
            self.wrong(field, "contains control characters");
        }
        text.to_owned()
    }

    /// An e-mail address in lower case. Whether it exists only a message to it can tell.
    pub(crate) fn email(&mut self, text: &str) -> String {
        let email = normal_email(text);
        if email.is_empty() {
            self.note("email", ErrorCode::REQUIRED, "is required".to_owned());
        } else if !is_email(&email) {
            self.wrong("email", "is not an e-mail address");
        }
        email
    }

    pub(crate) fn currency(&mut self, text: Option<&str>) -> Currency {
        let parsed = text.map_or(Ok(Currency::EUR), Currency::known);
        parsed.unwrap_or_else(|reason| {
            self.wrong("currency", reason);
            Currency::EUR
        })
    }

    pub(crate) fn time_zone(&mut self, text: Option<&str>) -> Option<String> {
        let zone = text?.trim();
        if jiff::tz::TimeZone::get(zone).is_err() {
            self.wrong("time_zone", "is not a time zone, such as Europe/Berlin");
        }
        Some(zone.to_owned())
    }

    /// A language tag: `en`, `de-DE`, `zh-Hant-TW`.
    pub(crate) fn locale(&mut self, text: Option<&str>) -> Option<String> {
        let tag = text?.trim();
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or_default();
        let good = (2..=3).contains(&language.len())
            && language.bytes().all(|byte| byte.is_ascii_alphabetic())
            && tag.len() <= 35
            && parts.all(|part| {
                (2..=8).contains(&part.len())
                    && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
        if !good {
            self.wrong("locale", "is not a language tag, such as en or de-DE");
        }
        Some(tag.to_owned())
    }

    /// A new password, judged with what else is known of the user.
    pub(crate) fn password(&mut self, password: &str, email: &str, company: &str) {
        self.password_by(PasswordRule::Ours, password, email, company);
    }

    /// The same by the rule of whoever asks for it.
    pub(crate) fn password_by(
        &mut self,
        rule: PasswordRule,
        password: &str,
        email: &str,
        company: &str,
    ) {
        if let Err(reason) = crate::password::acceptable(password, email, company, rule) {
            self.wrong("password", reason);
        }
    }
}

/// The form addresses are stored and compared in.
pub(crate) fn normal_email(text: &str) -> String {
    text.trim().to_lowercase()
}

fn is_email(email: &str) -> bool {
    let Some((local, domain)) = email.rsplit_once('@') else {
        return false;
    };
    let plain = |text: &str| {
        !text
            .chars()
            .any(|letter| letter.is_whitespace() || letter.is_control())
    };
    let unusual = |text: &str| text.contains(['<', '>', '(', ')', ',', ';', ':', '"', '\\', '@']);
    email.len() <= 254
        && (1..=64).contains(&local.len())
        && !domain.is_empty()
        && plain(email)
        && !unusual(local)
        && !unusual(domain)
        && !domain.starts_with(['.', '-'])
        && !domain.ends_with(['.', '-'])
        && !domain.contains("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_texts() {
        let check = |text: &str, expected: bool| assert_eq!(is_email(text), expected, "{text}");
        check("ada@example.com", true);
        check("ada+crm@mail.example.co.uk", true);
        check("ada@localhost", true);
        check("ada", false);
        check("ada@", false);
        check("@example.com", false);
        check("ada lovelace@example.com", false);
        check("ada@@example.com", false);
        check("ada@example..com", false);
        check("<ada@example.com>", false);
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let mut checks = Checks::default();
        checks.name("name", "  ");
        checks.email("nobody");
        checks.currency(Some("EURO"));
        checks.time_zone(Some("Europe/Nowhere'; --"));
        checks.locale(Some("e"));
        checks.remark("description", "a\u{7}");
        checks.password("short", "", "");
        let error = checks.finish().unwrap_err();
        let fields: Vec<_> = error.fields.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "name",
                "email",
                "currency",
                "time_zone",
                "locale",
                "description",
                "password"
            ]
        );
    }
}
