//! When two times of one host are in each other's way, and how many places are left of a slot.

use rapport_module_kit::RecordId;
use rapport_module_kit::hours::Stretch;

/// A time of a host that is wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The time itself.
    pub(crate) core: Stretch,
    /// The time with its buffers.
    pub(crate) guard: Stretch,
    /// What is booked; others who book the same at the same time may share it.
    pub(crate) booking_type: Option<RecordId>,
    /// How many may.
    pub(crate) capacity: i64,
}

/// A time of a host that somebody has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taken {
    /// The time itself.
    pub(crate) core: Stretch,
    /// The time with its buffers.
    pub(crate) guard: Stretch,
    /// What is booked, when it is a booking of a type.
    pub(crate) booking_type: Option<RecordId>,
    /// How many places of it.
    pub(crate) seats: i64,
}

impl Taken {
    /// A time without buffers that nobody can share.
    pub(crate) fn wholly(core: Stretch) -> Self {
        Self {
            core,
            guard: core,
            booking_type: None,
            seats: 1,
        }
    }

    fn is_shared_by(&self, place: &Place) -> bool {
        place.booking_type.is_some()
            && self.booking_type == place.booking_type
            && self.core == place.core
    }

    /// Buffers may overlap each other, but never the other's time.
    fn meets(&self, place: &Place) -> bool {
        place.guard.overlaps(self.core) || place.core.overlaps(self.guard)
    }
}

/// How many places are left: none as soon as something else is in the way.
pub(crate) fn places_left<'a>(place: &Place, taken: impl IntoIterator<Item = &'a Taken>) -> i64 {
    let mut left = place.capacity;
    for one in taken {
        if one.is_shared_by(place) {
            left -= one.seats;
        } else if one.meets(place) {
            return 0;
        }
    }
    left.max(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapport_module_kit::Timestamp;

    fn stretch(start: i64, end: i64) -> Stretch {
        Stretch {
            start: Timestamp::from_micros(start),
            end: Timestamp::from_micros(end),
        }
    }

    fn place(start: i64, end: i64, buffer: i64) -> Place {
        Place {
            core: stretch(start, end),
            guard: stretch(start - buffer, end + buffer),
            booking_type: None,
            capacity: 1,
        }
    }

    #[test]
    fn times_that_touch_are_not_in_each_others_way() {
        let taken = [Taken::wholly(stretch(10, 20))];
        assert_eq!(places_left(&place(0, 10, 0), &taken), 1);
        assert_eq!(places_left(&place(20, 30, 0), &taken), 1);
        assert_eq!(places_left(&place(0, 11, 0), &taken), 0);
        assert_eq!(places_left(&place(19, 30, 0), &taken), 0);
        assert_eq!(places_left(&place(12, 13, 0), &taken), 0);
        assert_eq!(places_left(&place(0, 40, 0), &taken), 0);
    }

    #[test]
    fn buffers_keep_a_distance_and_may_overlap_each_other() {
        let buffered = Taken {
            guard: stretch(5, 25),
            ..Taken::wholly(stretch(10, 20))
        };
        assert_eq!(places_left(&place(0, 5, 0), &[buffered]), 1);
        assert_eq!(places_left(&place(0, 6, 0), &[buffered]), 0);
        assert_eq!(places_left(&place(0, 5, 5), &[buffered]), 1);
        assert_eq!(places_left(&place(24, 30, 0), &[buffered]), 0);
        assert_eq!(
            places_left(&place(22, 30, 3), &[Taken::wholly(stretch(10, 20))]),
            0
        );
    }

    #[test]
    fn the_same_slot_is_shared_up_to_its_places() {
        let of: Option<RecordId> = "0195a3f0-0000-7000-8000-000000000001".parse().ok();
        let taken = Taken {
            booking_type: of,
            seats: 2,
            ..Taken::wholly(stretch(10, 20))
        };
        let wanted = Place {
            booking_type: of,
            capacity: 5,
            ..place(10, 20, 3)
        };
        assert_eq!(places_left(&wanted, &[taken]), 3);
        assert_eq!(places_left(&wanted, &[taken, taken, taken]), 0);
        let shifted = Place {
            core: stretch(11, 21),
            ..wanted
        };
        assert_eq!(places_left(&shifted, &[taken]), 0);
    }
}
