//! Sign-in through an OpenID Connect provider: sending the browser away, taking it back, and finding the user.
//!
//! What the browser must bring back (state), what the ID token must hold (nonce) and what the code is exchanged with
//! (PKCE) are all made from one secret in a cookie, so that only the browser that was sent away can come back. The
//! provider takes the place of the password; a second factor that a user set up here is still asked for.
//! Start with `start.rs`.

mod callback;
mod link;
mod own;
mod start;
