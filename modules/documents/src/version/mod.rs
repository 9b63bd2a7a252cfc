//! Versions of documents: made by uploading, and the current one stays.

mod check_content;
mod keep_current;

pub(crate) use check_content::check_content;
pub(crate) use keep_current::keep_current;
