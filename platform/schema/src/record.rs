//! A record in memory: values by field name.

mod getters;

use std::cmp::Ordering;

use compact_str::CompactString;

use crate::Value;

/// Values by field name; custom fields stand under `custom_fields.name`.
///
/// A field that is absent was not given (in a change) or not loaded; an empty field is [`Value::Null`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record(
    /// Sorted by name, each name once.
    Vec<Entry>,
);

/// A field of a record. Records are copied and searched often: usual names stand inside their [`CompactString`], so
/// that a copy allocates once and not for each field, and their first letters decide most comparisons.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    first_letters: u64,
    name: CompactString,
    value: Value,
}

impl Entry {
    fn new(name: &str, value: Value) -> Self {
        Self {
            first_letters: first_letters(name),
            name: name.into(),
            value,
        }
    }

    /// How this field's name is ordered to another, of which the first letters are known.
    fn order(&self, first_letters: u64, name: &str) -> Ordering {
        let by_letters = self.first_letters.cmp(&first_letters);
        by_letters.then_with(|| self.name.as_str().cmp(name))
    }

    fn order_to(&self, other: &Self) -> Ordering {
        self.order(other.first_letters, &other.name)
    }
}

/// The first eight bytes of a name as a number that is ordered like them.
fn first_letters(name: &str) -> u64 {
    let mut letters = [0; 8];
    for (place, byte) in letters.iter_mut().zip(name.as_bytes()) {
        *place = *byte;
    }
    u64::from_be_bytes(letters)
}

impl Record {
    /// A record without values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A record without values that has room for some.
    #[must_use]
    pub fn with_room(fields: usize) -> Self {
        Self(Vec::with_capacity(fields))
    }

    /// The value of a field; [`Value::Null`] when absent.
    #[must_use]
    pub fn get(&self, field: &str) -> &Value {
        let found = self.place(field).ok().and_then(|at| self.0.get(at));
        found.map_or(&Value::Null, |entry| &entry.value)
    }

    /// Whether the field is there at all, even empty.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.place(field).is_ok()
    }

    /// Sets a field and returns the record, for building one in an expression.
    #[must_use]
    pub fn with(mut self, field: impl AsRef<str>, value: Value) -> Self {
        self.set(field, value);
        self
    }

    /// Sets a field.
    pub fn set(&mut self, field: impl AsRef<str>, value: Value) {
        let field = field.as_ref();
        match self.place(field) {
            Ok(at) => {
                if let Some(entry) = self.0.get_mut(at) {
                    entry.value = value;
                }
            }
            Err(at) => self.0.insert(at, Entry::new(field, value)),
        }
    }

    /// Takes a field out.
    pub fn remove(&mut self, field: &str) -> Option<Value> {
        let at = self.place(field).ok()?;
        Some(self.0.remove(at).value)
    }

    /// All fields that are there, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0
            .iter()
            .map(|entry| (entry.name.as_str(), &entry.value))
    }

    /// Lays the values of `change` over this record.
    pub fn apply(&mut self, change: &Record) {
        if self.0.is_empty() {
            self.0.clone_from(&change.0);
            return;
        }
        for (name, value) in change.iter() {
            self.set(name, value.clone());
        }
    }

    /// Where a field is, or where it belongs.
    fn place(&self, field: &str) -> Result<usize, usize> {
        let letters = first_letters(field);
        let order = |entry: &Entry| entry.order(letters, field);
        // Whoever fills a record in order never searches.
        if self.0.last().is_none_or(|last| order(last).is_lt()) {
            return Err(self.0.len());
        }
        self.0.binary_search_by(order)
    }

    /// The fields that `before` does not have with the same value.
    #[must_use]
    pub fn changed_from(&self, before: &Record) -> Record {
        let mut old = before.0.iter().peekable();
        let differs = |entry: &&Entry| {
            while old.next_if(|old| old.order_to(entry).is_lt()).is_some() {}
            old.peek()
                .is_none_or(|old| old.name != entry.name || old.value != entry.value)
        };
        Record(self.0.iter().filter(differs).cloned().collect())
    }

    /// Whether no field is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text of a field, when it is one.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.get(field).as_text()
    }
}

impl<N: AsRef<str>> FromIterator<(N, Value)> for Record {
    /// Of two values of one field the later one counts.
    fn from_iter<I: IntoIterator<Item = (N, Value)>>(values: I) -> Self {
        let values = values.into_iter();
        let mut all: Vec<Entry> = Vec::with_capacity(values.size_hint().0);
        all.extend(values.map(|(name, value)| Entry::new(name.as_ref(), value)));
        if !all.is_sorted_by(|one, next| one.order_to(next).is_lt()) {
            all.sort_by(Entry::order_to);
            all.dedup_by(|later, earlier| {
                let same = later.name == earlier.name;
                if same {
                    std::mem::swap(later, earlier);
                }
                same
            });
        }
        Self(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_in_whatever_order_they_came() {
        let values = [("b", 1), ("c", 2), ("a", 3), ("b", 4), ("b", 5)];
        let mut record: Record = values
            .into_iter()
            .map(|(name, number)| (name, Value::Int(number)))
            .collect();
        let shown = |record: &Record| {
            let pairs = record
                .iter()
                .map(|(name, value)| format!("{name}={value:?}"));
            pairs.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown(&record), "a=Int(3) b=Int(5) c=Int(2)");
        record.set("bb", Value::Null);
        record.set("a", Value::Int(7));
        assert!(record.has("bb") && !record.has("aa"));
        record.apply(
            &Record::new()
                .with("d", Value::Int(8))
                .with("c", Value::Null),
        );
        assert_eq!(record.remove("b"), Some(Value::Int(5)));
        assert_eq!(record.remove("b"), None);
        assert_eq!(shown(&record), "a=Int(7) bb=Null c=Null d=Int(8)");
        let earlier = Record::new()
            .with("a", Value::Int(6))
            .with("bb", Value::Null)
            .with("gone", Value::Null);
        assert_eq!(
            shown(&record.changed_from(&earlier)),
            "a=Int(7) c=Null d=Int(8)"
        );
    }

    #[test]
    fn names_with_the_same_first_letters_are_kept_apart() {
        let names = [
            "custom_fields.b",
            "custom_fields.a",
            "custom_",
            "custom_f",
            "custom_fi",
        ];
        let record: Record = names.into_iter().map(|name| (name, Value::Null)).collect();
        let mut sorted = names;
        sorted.sort_unstable();
        assert!(record.iter().map(|(name, _)| name).eq(sorted));
        assert!(names.iter().all(|name| record.has(name)));
        assert!(!record.has("custom") && !record.has("custom_fields"));
    }
}
