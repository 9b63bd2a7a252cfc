//! What people do with accounts, one file each. All are methods of `Accounts`.

pub(crate) mod access;
mod api_keys;
mod bring_in;
mod demo_people;
mod factors;
mod file_links;
mod impersonation;
mod invitations;
mod oidc;
mod operator;
mod own_sessions;
mod passkeys;
mod password;
mod people;
mod profile;
mod refresh;
mod registration;
mod rescue;
mod session;
mod sign_in;
mod sign_up;
mod trail;
mod users;
mod verification;
mod visitors;

pub use bring_in::CheckedUser;
pub use demo_people::DemoPeople;
pub use file_links::FileLink;
pub use trail::Client;
pub use visitors::Visit;
