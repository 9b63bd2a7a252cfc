//! What people do with accounts, one file each. All are methods of `Accounts`.

mod invitations;
mod operator;
mod profile;
mod refresh;
mod session;
mod sign_in;
mod sign_up;
mod users;
