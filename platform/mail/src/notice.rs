//! The reasons to write to somebody.

use rapport_kernel::Timestamp;

/// The language of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English, for everybody whose language is not listed.
    English,
    /// German.
    German,
}

impl Language {
    /// The best one for a language tag, such as `de-AT`.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let language = tag.split('-').next().unwrap_or_default();
        if language.eq_ignore_ascii_case("de") {
            Self::German
        } else {
            Self::English
        }
    }
}

/// A way to sign in that was added to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Codes of an authenticator app.
    App,
    /// A passkey.
    Passkey,
    /// An account at an identity provider.
    Provider,
    /// New recovery codes.
    RecoveryCodes,
}

/// Why somebody is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Asks whether the address belongs to the user.
    Verification {
        /// The user's name.
        name: String,
        /// Proves it.
        link: String,
    },
    /// Lets a user choose another password.
    ForgottenPassword {
        /// The user's name.
        name: String,
        /// Where to choose it.
        link: String,
    },
    /// Invites somebody.
    Invitation {
        /// The name of the invited.
        name: String,
        /// Who invites.
        inviter: String,
        /// Into which company.
        company: String,
        /// Where to accept.
        link: String,
    },
    /// The password is another one.
    PasswordChanged {
        /// The user's name.
        name: String,
        /// Since when.
        at: Timestamp,
        /// The user's time zone.
        zone: String,
        /// Where to begin if it was somebody else.
        link: String,
    },
    /// There is another way to sign in.
    NewSignInMethod {
        /// The user's name.
        name: String,
        /// Which.
        method: Method,
        /// Since when.
        at: Timestamp,
        /// The user's time zone.
        zone: String,
        /// Where to begin if it was somebody else.
        link: String,
    },
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_tag_has_a_language() {
        for (tag, language) in [
            ("de", Language::German),
            ("DE-AT", Language::German),
            ("en-GB", Language::English),
            ("den", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::of(tag), language, "{tag}");
        }
    }
}
