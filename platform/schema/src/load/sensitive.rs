//! Checks of sensitive fields: their values must not come out by another road than the one that is audited.

use crate::error::Findings;
use crate::{EntityDef, FieldDef, FieldType, SearchWeight};

/// Refuses sensitive fields of which titles and screens would tell. Expressions cannot read them in the first place.
pub(crate) fn check_sensitive(entity: &EntityDef, findings: &mut Findings) {
    let sensitive = |name: &str| entity.field(name).is_some_and(|field| field.sensitive);
    if sensitive(&entity.title) {
        let message = format!("the title `{}` cannot be sensitive", entity.title);
        findings.add(&["entity", "title"], message);
    }
    let layout = &entity.layout;
    let board = layout.board.iter();
    let shown = board.flat_map(|board| board.card.iter().chain(&board.sum));
    for name in layout
        .list
        .iter()
        .chain(shown)
        .filter(|name| sensitive(name))
    {
        let message = format!("`{name}` is sensitive: no list or board shows it");
        findings.add(&["layout"], message);
    }
}

/// Why a field cannot be sensitive, if so.
pub(crate) fn problem(field: &FieldDef) -> Option<&'static str> {
    let told_elsewhere = matches!(
        field.kind,
        FieldType::Code { .. }
            | FieldType::State(_)
            | FieldType::Link { .. }
            | FieldType::User
            | FieldType::Lines { .. }
            | FieldType::Computed { .. }
    );
    if told_elsewhere {
        Some("a field of this type cannot be `sensitive`")
    } else if field.search != SearchWeight::None {
        Some("a `sensitive` field cannot be searched")
    } else {
        None
    }
}
