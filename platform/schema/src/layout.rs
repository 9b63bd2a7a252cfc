//! The shapes an entity can be shown in: what its file says, or what its fields suggest.
//!
//! Whoever asks gets an answer for the entity as it is now, custom fields included: an entity with a state has a board, one
//! with a date that people fill in has a calendar.

use crate::{BoardLayout, EntityDef, FieldDef, FieldType, Presence};

/// Fields on a card of a board that nobody described.
const CARD_FIELDS: usize = 3;

/// A calendar over date or date-time fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarLayout {
    /// The date or date-time field that says when.
    pub start: String,
    /// A field of the same type that says until when; a day counts as a whole.
    pub end: Option<String>,
    /// A state or select field whose colour an entry takes.
    pub color: Option<String>,
}

impl EntityDef {
    /// The board of the file, else one over the first state field.
    #[must_use]
    pub fn board(&self) -> Option<BoardLayout> {
        if self.layout.board.is_some() {
            return self.layout.board.clone();
        }
        let state = self.states().next()?.0.name.clone();
        let shown = [self.title.as_str(), state.as_str(), "updated_at"];
        let list = self.layout.list.iter();
        let card = list
            .filter(|name| !shown.contains(&name.as_str()))
            .take(CARD_FIELDS)
            .cloned()
            .collect();
        Some(BoardLayout {
            state,
            card,
            sum: None,
        })
    }

    /// The calendar of the file, else one over the first date or date-time field that people fill in.
    #[must_use]
    pub fn calendar(&self) -> Option<CalendarLayout> {
        let board = self.board();
        let state = || board.map(|board| board.state);
        if let Some(calendar) = &self.layout.calendar {
            let color = calendar.color.clone().or_else(state);
            return Some(CalendarLayout {
                color,
                ..calendar.clone()
            });
        }
        let start = self
            .fields()
            .iter()
            .find(|field| is_filled_in_date(field))?;
        Some(CalendarLayout {
            start: start.name.clone(),
            end: None,
            color: state(),
        })
    }

    /// The calendar without fields that do not `exist` for the reader.
    pub(crate) fn calendar_where(&self, exists: impl Fn(&str) -> bool) -> Option<CalendarLayout> {
        let calendar = self.calendar().filter(|one| exists(&one.start))?;
        Some(CalendarLayout {
            end: calendar.end.filter(|name| exists(name)),
            color: calendar.color.filter(|name| exists(name)),
            ..calendar
        })
    }
}

fn is_filled_in_date(field: &FieldDef) -> bool {
    !field.system
        && field.presence != Presence::ReadOnly
        && !field.sensitive
        && matches!(field.kind, FieldType::Date | FieldType::DateTime)
}

#[cfg(test)]
mod tests {
    use crate::load::tests::entity;

    #[test]
    fn a_state_gives_a_board_and_a_date_that_people_fill_in_a_calendar() {
        let visit = entity(
            "visit",
            "[fields.seen_at]\ntype = \"datetime\"\nreadonly = true\n\
             [fields.day]\ntype = \"date\"\n[fields.status]\ntype = \"state\"\n\
             [states.status]\ninitial = \"open\"\nsteps = { open = [\"done\"], done = [] }\n\
             [layout]\nlist = [\"name\", \"status\", \"day\", \"owner\"]\n",
        );
        let board = visit.board().unwrap();
        assert_eq!(board.state, "status");
        assert_eq!(board.card, ["day", "owner"]);
        let calendar = visit.calendar().unwrap();
        assert_eq!(calendar.start, "day");
        assert_eq!(calendar.end, None);
        assert_eq!(calendar.color.as_deref(), Some("status"));
    }

    #[test]
    fn without_states_and_dates_there_is_neither() {
        let plain = entity(
            "plain",
            "[fields.seen_at]\ntype = \"datetime\"\nreadonly = true\n",
        );
        assert!(plain.board().is_none() && plain.calendar().is_none());
        let meta = crate::entity_meta(&plain);
        assert!(meta["layout"]["board"].is_null() && meta["layout"]["calendar"].is_null());
    }

    #[test]
    fn the_file_chooses_the_fields_of_a_calendar() {
        let trip = entity(
            "trip",
            "[fields.booked]\ntype = \"date\"\n[fields.from]\ntype = \"date\"\n[fields.until]\ntype = \"date\"\n\
             [layout]\ncalendar = { start = \"from\", end = \"until\" }\n",
        );
        let meta = crate::entity_meta(&trip);
        assert_eq!(
            meta["layout"]["calendar"],
            serde_json::json!({ "start": "from", "end": "until", "color": null })
        );
        let hidden = std::collections::BTreeSet::from(["until".to_owned()]);
        let seen = trip.masked(crate::Mask {
            hidden: &hidden,
            readonly: &std::collections::BTreeSet::from(["from".to_owned()]),
            actions: &std::collections::BTreeSet::new(),
        });
        let calendar = seen.calendar().unwrap();
        assert_eq!((calendar.start.as_str(), calendar.end), ("from", None));
    }
}
