//! A letter in words: subject, text and HTML.

use crate::words::Words;
use crate::{Language, Notice};
use rapport_kernel::html_escaped;

/// A letter that can be sent. It may hold a secret link, so it is not printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// The same as a page without scripts, images or styles from elsewhere.
    pub html: String,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Letter")
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}

impl Letter {
    /// Puts a notice into words.
    #[must_use]
    pub fn of(notice: &Notice, language: Language) -> Self {
        let words = Words::of(notice, language);
        Self {
            subject: one_line(&words.subject),
            text: text(&words),
            html: html(&words, language),
        }
    }
}

fn text(words: &Words) -> String {
    let (label, link) = &words.link;
    format!(
        "{}\n\n{}\n\n{label}:\n{link}\n\n{}\n\n-- \n{}\n",
        one_line(&words.greeting),
        one_line(&words.before),
        words.after,
        words.closing,
    )
}

fn html(words: &Words, language: Language) -> String {
    let tag = match language {
        Language::English => "en",
        Language::German => "de",
    };
    let (label, link) = &words.link;
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head><meta charset=\"utf-8\"><title>{}</title></head>\n\
         <body style=\"font-family: sans-serif; line-height: 1.5; color: #1a1a1a; max-width: 36em\">\n\
         <p>{}</p>\n<p>{}</p>\n\
         <p><a href=\"{link}\" style=\"display: inline-block; padding: 0.6em 1.2em; border-radius: 6px; \
         background: #1d4ed8; color: #ffffff; text-decoration: none\">{}</a></p>\n\
         <p>{}</p>\n\
         <p style=\"color: #666666; font-size: 85%\">{link}</p>\n\
         <p style=\"color: #666666; font-size: 85%\">{}</p>\n</body>\n</html>\n",
        escaped(&words.subject),
        escaped(&words.greeting),
        escaped(&words.before),
        escaped(label),
        escaped(&words.after),
        escaped(&words.closing),
        link = escaped(link),
    )
}

/// What people typed, without line breaks and other control characters.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}

fn escaped(text: &str) -> String {
    html_escaped(&one_line(text))
}

#[cfg(test)]
mod tests {
    use rapport_kernel::Timestamp;

    use super::*;
    use crate::Method;

    const LINK: &str = "https://crm.example/password/reset?a=1&b=2";

    fn all(name: &str) -> Vec<Notice> {
        let (name, link) = (name.to_owned(), LINK.to_owned());
        let at = Timestamp::from_micros(1_800_000_000_000_000);
        let zone = "Europe/Berlin".to_owned();
        let mut all = vec![
            Notice::Verification {
                name: name.clone(),
                link: link.clone(),
            },
            Notice::ForgottenPassword {
                name: name.clone(),
                link: link.clone(),
            },
            Notice::Invitation {
                name: name.clone(),
                inviter: name.clone(),
                company: name.clone(),
                link: link.clone(),
            },
            Notice::PasswordChanged {
                name: name.clone(),
                at,
                zone: zone.clone(),
                link: link.clone(),
            },
        ];
        for method in [
            Method::App,
            Method::Passkey,
            Method::Provider,
            Method::RecoveryCodes,
        ] {
            all.push(Notice::NewSignInMethod {
                name: name.clone(),
                method,
                at,
                zone: zone.clone(),
                link: link.clone(),
            });
        }
        all
    }

    #[test]
    fn every_notice_has_its_own_words_in_every_language() {
        let mut seen = std::collections::HashSet::new();
        for language in [Language::English, Language::German] {
            for notice in all("Ada") {
                let letter = Letter::of(&notice, language);
                assert!(letter.text.contains(LINK) && letter.text.contains("Ada"));
                assert!(letter.html.contains("&amp;b=2") && letter.html.contains("Ada"));
                assert!(seen.insert(letter.text.clone()), "{}", letter.text);
                assert!(!letter.text.contains("{}"), "{}", letter.text);
            }
        }
        assert_eq!(seen.len(), 16);
    }

    #[test]
    fn what_people_typed_stays_text() {
        for notice in all("<b onclick='x'>\"Ada\" & Co</b>\r\nBcc: eve@example.com") {
            let letter = Letter::of(&notice, Language::English);
            assert!(!letter.html.contains("<b onclick"), "{}", letter.html);
            assert!(
                letter
                    .html
                    .contains("&lt;b onclick=&#39;x&#39;&gt;&quot;Ada&quot; &amp; Co")
            );
            assert!(!letter.subject.contains(['\r', '\n']), "{}", letter.subject);
            assert!(!letter.text.contains("\nBcc:"), "{}", letter.text);
        }
    }

    #[test]
    fn a_moment_is_told_where_the_reader_is() {
        let notice = all("Ada").swap_remove(3);
        let english = Letter::of(&notice, Language::English).text;
        assert!(english.contains("15 January 2027, 09:00 CET"), "{english}");
        let german = Letter::of(&notice, Language::German).text;
        assert!(german.contains("15.01.2027 um 09:00 Uhr (CET)"), "{german}");
    }
}
