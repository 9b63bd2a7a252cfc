//! Which service keeps an entity's records. Handlers ask here and never hold an engine themselves.
//!
//! One process hosts all modules today, so every entity leads to the same engine; a split installation
//! chooses here, by entity, and nothing above changes.

use std::borrow::Cow;

use rapport_records::Engine;

use crate::state::GatewayState;

/// The engine that keeps the records of an entity.
pub(crate) fn engine<'s>(state: &'s GatewayState, _entity: &str) -> &'s Engine {
    state.engine()
}

/// The entity's name in paths: `work-orders` means `work_orders`.
pub(crate) fn plural(segment: &str) -> Cow<'_, str> {
    if segment.contains('-') {
        Cow::Owned(segment.replace('-', "_"))
    } else {
        Cow::Borrowed(segment)
    }
}
