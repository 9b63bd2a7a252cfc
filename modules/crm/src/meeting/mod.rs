//! Meetings: their times, their host, and the file that calendars read.

mod calendar_file;
mod fill_times;
mod icalendar;

pub(crate) use fill_times::fill_times;

use rapport_module_kit::{ActionFuture, ActionInput, Work};

use crate::generated::meeting::MeetingActions;

/// The code of the actions that the entity file names.
pub(crate) struct Actions;

impl MeetingActions for Actions {
    fn calendar_file(work: &mut Work, action: ActionInput) -> ActionFuture<'_> {
        calendar_file::calendar_file(work, action)
    }
}
