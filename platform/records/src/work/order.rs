//! The order in which planned changes are written: a new record before what links to it.
//!
//! Whoever plans need not care: a reaction may give a record that is planned already a link to one that it plans now.
//! Otherwise the order of planning stays.

use std::collections::HashMap;

use rapport_kernel::RecordId;

use super::plan::{Planned, Step};

/// The changes in an order in which every link finds its record.
pub(super) fn linked_first(planned: Vec<Planned>) -> Vec<Planned> {
    let new: HashMap<RecordId, usize> = planned
        .iter()
        .enumerate()
        .filter(|(_, one)| one.step == Step::Create)
        .map(|(at, one)| (one.id, at))
        .collect();
    if new.is_empty() || planned.len() < 2 {
        return planned;
    }
    let mut order = Order {
        links: planned.iter().map(|one| links(one, &new)).collect(),
        seen: vec![false; planned.len()],
        places: Vec::with_capacity(planned.len()),
    };
    for at in 0..planned.len() {
        order.place(at);
    }
    let mut waiting: Vec<Option<Planned>> = planned.into_iter().map(Some).collect();
    let taken = order.places.into_iter();
    taken
        .filter_map(|at| waiting.get_mut(at).and_then(Option::take))
        .collect()
}

/// The places of the new records that a change links to.
fn links(one: &Planned, new: &HashMap<RecordId, usize>) -> Vec<usize> {
    let ids = one.after.iter().filter_map(|(_, value)| value.as_id());
    ids.filter_map(|id| new.get(&RecordId(id)).copied())
        .collect()
}

struct Order {
    links: Vec<Vec<usize>>,
    seen: Vec<bool>,
    places: Vec<usize>,
}

impl Order {
    fn was_seen(&mut self, at: usize) -> bool {
        let seen = self.seen.get_mut(at);
        seen.is_none_or(|seen| std::mem::replace(seen, true))
    }

    /// Places a change after all it links to. Of a circle of new records none can come first; the database refuses it.
    fn place(&mut self, first: usize) {
        let mut path = vec![(first, 0)];
        while let Some((at, done)) = path.pop() {
            if done == 0 && self.was_seen(at) {
                continue;
            }
            match self
                .links
                .get(at)
                .and_then(|links| links.get(done))
                .copied()
            {
                Some(next) => {
                    path.push((at, done + 1));
                    path.push((next, 0));
                }
                None => self.places.push(at),
            }
        }
    }
}
