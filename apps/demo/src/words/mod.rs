//! The invented people, companies, things and sentences of the story. Nobody here exists; addresses use `.example`.

pub(crate) mod companies;
pub(crate) mod countries;
pub(crate) mod offers;
pub(crate) mod talk;
