//! Those who are asked to a meeting, and their answers. The list on the meeting and these records are one: whatever is
//! changed of one, the other follows.

mod fill;
mod follow_meeting;
mod join_meeting;

pub(crate) use fill::fill;
pub(crate) use follow_meeting::follow_meeting;
pub(crate) use join_meeting::join_meeting;

/// The most characters of a word in the list of a meeting.
const LONGEST: usize = 50;

/// A name as it stands in that list.
fn word(name: &str) -> String {
    let short: String = name.trim().chars().take(LONGEST).collect();
    let word = short.replace([',', ';', '|', '\n'], " ");
    word.trim().to_owned()
}
