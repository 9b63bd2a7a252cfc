//! What sort of thing an entry tells.

use std::fmt;
use std::str::FromStr;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What sort of thing an entry tells.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum AuditKind {
            $($(#[$doc])* $name,)*
        }

        impl AuditKind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name in the database and on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }

        impl FromStr for AuditKind {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                match text {
                    $($text => Ok(Self::$name),)*
                    _ => Err(()),
                }
            }
        }
    };
}

kinds! {
    /// A record changed.
    #[default]
    Change = "change",
    /// A user signed in.
    SignIn = "sign_in",
    /// Somebody tried to sign in as a user and could not.
    SignInFailed = "sign_in_failed",
    /// A user signed out, or was signed out.
    SignOut = "sign_out",
    /// A user was locked after failed sign-ins, or unlocked.
    Locked = "locked",
    /// A password was changed or reset.
    Password = "password",
    /// A second factor or passkey came or went.
    Factor = "factor",
    /// An API key was made or revoked.
    ApiKey = "api_key",
    /// Users, profiles, roles, teams or sharing changed.
    Permission = "permission",
    /// A list was taken out.
    Export = "export",
    /// A file was taken in.
    Import = "import",
    /// Sensitive fields were read.
    Read = "read",
    /// A person asked what is kept, or to be forgotten.
    Privacy = "privacy",
    /// What the trail said of a record was erased.
    Erase = "erase",
    /// A record or person may not be deleted, or may be again.
    Hold = "hold",
    /// Settings of the tenant changed.
    Settings = "settings",
}

impl AuditKind {
    /// Whether it tells of signing in: addresses and devices of users.
    #[must_use]
    pub const fn is_sign_in(self) -> bool {
        matches!(
            self,
            Self::SignIn | Self::SignInFailed | Self::SignOut | Self::Locked
        )
    }
}

impl fmt::Display for AuditKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
