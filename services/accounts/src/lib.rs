//! Who may come in: tenants, users, sessions, tokens and invitations.
//!
//! [`Accounts`] has one method per row of "Signing in" in `docs/API-DESIGN.md`, with plain inputs and answers, and
//! [`Accounts::authenticate`] for every other request. It knows no transport: cookies and headers are the gateway's.
//!
//! Invariants: secrets leave this crate once, at the moment they are made, and are stored as hashes; an access token
//! is good for one algorithm, one key, one audience and 15 minutes; what a user may do is checked against the
//! database's state at most 5 seconds old, without a query on the hot path. Rules that must hold against parallel
//! requests are single statements in `rapport-store` (`identity/`).
//!
//! Start with `accounts.rs`, then `flows/`.

mod accounts;
mod answers;
mod api_keys;
mod authenticate;
mod check;
mod flows;
mod inputs;
mod keys;
mod mail;
mod model;
mod oidc;
mod password;
mod qr;
mod seal;
mod strangers;
mod token;
mod totp;
mod webauthn;

pub use accounts::{AccountOptions, Accounts, KeyPlace, Signup};
pub use answers::{
    AccessView, ActingAnswer, ApiKeyView, FactorsAnswer, InvitationAnswer, InvitationView,
    MeAnswer, MfaAnswer, Named, NewApiKeyAnswer, OfferAnswer, PasskeyView, Person, PersonView,
    ProfileAnswer, ProfileTitle, ProviderAnswer, ProviderLinkView, ProviderStart, RecoveryCodes,
    ResetLinkAnswer, RoleView, SecurityAnswer, SessionAnswer, SessionView, SetupAnswer,
    SignInAnswer, TeamView, TenantView, TotpSetup, UserView,
};
pub use authenticate::Session;
pub use flows::{CheckedUser, Client, DemoPeople, FileLink, Visit};
pub use inputs::{
    AcceptInvitation, AddPasskey, ApiKeyInput, EmailVerification, ForgottenPassword, ImportedUser,
    Invite, MfaCode, MfaToken, NewAccount, NewPerson, PasskeyChallenge, PasswordChange,
    PasswordOnly, PasswordReset, PersonPatch, ProfileInput, ProfilePatch, ProviderReturn,
    Registration, RoleInput, RuleInput, SecurityPatch, SignIn, SignUp, TeamInput, TotpCode,
    UsePasskey, UserPatch,
};
pub use oidc::SignInProvider;
pub use password::PasswordRule;
