//! Notes: what they are called in lists.

mod fill_title;

pub(crate) use fill_title::fill_title;
