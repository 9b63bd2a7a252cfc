//! Settings, and the two things only the outside world can give: the time and chance.
//!
//! A setting comes from a flag, else from the environment, else from a file, else it has a default; the table of all
//! of them is [`KEYS`], and `docs/CONFIG.md` is rendered from it. [`Settings::load`] answers typed values, each with
//! its source, or every problem at once. Nothing here opens a database or a socket.
//!
//! [`SystemClock`] and [`SystemRandom`] are the only readers of clock and randomness in the product. Start with
//! `keys.rs`.

mod compat;
mod files;
mod inputs;
mod keys;
mod mask;
mod problem;
mod providers;
mod reference;
mod settings;
mod system;
mod units;

pub use compat::{CompatListener, LISTENERS};
pub use files::{Bucket, FilePlace, Files};
pub use inputs::{DEFAULT, Inputs};
pub use keys::{KEYS, Key};
pub use problem::{ConfigError, Problem};
pub use providers::Provider;
pub use reference::reference;
pub use settings::{Database, Entry, LogFormat, Mail, Secret, Settings, Signup, TheirPasswords};
pub use system::{SystemClock, SystemRandom};
