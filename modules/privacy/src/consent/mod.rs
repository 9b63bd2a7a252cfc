//! Consents are facts: a withdrawal is another one, and none is changed or taken away.

mod keep_facts;
mod stay;

pub(crate) use keep_facts::keep_facts;
pub(crate) use stay::stay;

use rapport_module_kit::{Error, ErrorCode, ErrorKind};

const KEPT: ErrorCode = ErrorCode::custom(
    "privacy.consent_is_kept",
    ErrorKind::Conflict,
    "What was agreed to and withdrawn is kept",
);

fn kept() -> Error {
    let message = "consents are not changed or deleted: add one that says what happened, such as the withdrawal";
    Error::new(KEPT, message)
}
