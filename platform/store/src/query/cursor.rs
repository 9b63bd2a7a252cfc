//! Where a page begins: the condition "after this row" for any mix of directions, with NULL as the smallest value.
//!
//! When it can, the condition is one row-value comparison, which both databases answer from an index. A first key
//! that may be NULL parts the rows in two: those on the cursor's side of NULL and the rest. The two are read one
//! after the other ([`Begin::Side`], then [`Begin::Rest`]), because a single condition with OR would not use an index.

use rapport_schema::{EntityDef, Value};

use super::column::{self, Sql};
use super::invalid;
use super::lower::Lowering;
use super::operand::operand;
use super::sort::{self, Key};
use crate::{Result, Start};

/// The shape of a page's beginning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Begin {
    First,
    Offset,
    /// After a row; for each key whether its value is NULL.
    After(Vec<bool>),
    /// The same, but only rows whose first key is NULL, or is not, as in the cursor.
    Side(Vec<bool>),
    /// The other rows: those whose first key is NULL (`true`) or is not.
    Rest(bool),
}

/// Whether rows follow that [`Begin::Side`] leaves out.
pub(super) fn rest(begin: &Begin) -> Option<Begin> {
    match begin {
        Begin::Side(nulls) => Some(Begin::Rest(!nulls.first().copied().unwrap_or(false))),
        _ => None,
    }
}

/// The shape of a beginning; its values become parameters.
pub(super) fn lower(lowering: &mut Lowering<'_>, keys: &[Key], start: &Start) -> Result<Begin> {
    let values = match start {
        Start::First => return Ok(Begin::First),
        Start::Offset(_) => return Ok(Begin::Offset),
        Start::After(values) => values,
    };
    if values.len() != keys.len() || values.last().is_none_or(Value::is_null) {
        return Err(invalid("the cursor belongs to another order"));
    }
    let entity = lowering.entity;
    for (key, value) in keys
        .iter()
        .zip(values)
        .filter(|(_, value)| !value.is_null())
    {
        let slot = column::field_at(entity, key.field)?.slot(&entity.table);
        let param =
            operand(&slot, value).ok_or_else(|| invalid("the cursor belongs to another order"))?;
        lowering.params.push(param);
    }
    let nulls: Vec<bool> = values.iter().map(Value::is_null).collect();
    let (Some(first), Some(null)) = (keys.first(), nulls.first()) else {
        return Ok(Begin::First);
    };
    let field = column::field_at(entity, first.field)?;
    let is_column = field.slot(&entity.table).key.is_none();
    // Descending from a value the NULLs are still to come; ascending from NULL the values are.
    let parted = is_column && !column::never_null(field) && first.descending != *null;
    Ok(if parted {
        Begin::Side(nulls)
    } else {
        Begin::After(nulls)
    })
}

/// Appends ` AND ...` for the rows from the beginning on.
pub(super) fn and(sql: &mut Sql, entity: &EntityDef, keys: &[Key], begin: &Begin) -> Result<()> {
    match begin {
        Begin::First | Begin::Offset => Ok(()),
        Begin::Rest(null) => match keys.first() {
            Some(first) => {
                sql.push(" AND ");
                sort::value(sql, entity, *first)?;
                sql.push(if *null { " IS NULL" } else { " IS NOT NULL" });
                Ok(())
            }
            None => Ok(()),
        },
        Begin::After(nulls) => After::new(sql, entity, keys, nulls, false)?.write(sql),
        Begin::Side(nulls) => After::new(sql, entity, keys, nulls, true)?.write(sql),
    }
}

/// One key of a cursor.
struct Place {
    key: Key,
    /// Its placeholder; none when the value is NULL.
    number: Option<usize>,
    /// Rows of interest never have NULL here.
    filled: bool,
}

struct After<'a> {
    entity: &'a EntityDef,
    places: Vec<Place>,
    one_side: bool,
}

impl<'a> After<'a> {
    fn new(
        sql: &mut Sql,
        entity: &'a EntityDef,
        keys: &[Key],
        nulls: &[bool],
        one_side: bool,
    ) -> Result<Self> {
        let mut number = sql.reserve(nulls.iter().filter(|null| !**null).count());
        let mut places = Vec::with_capacity(keys.len());
        for (key, null) in keys.iter().zip(nulls) {
            let never_null = column::never_null(column::field_at(entity, key.field)?);
            places.push(Place {
                key: *key,
                number: (!null).then_some(number),
                filled: never_null || (one_side && places.is_empty() && !null),
            });
            number += usize::from(!null);
        }
        Ok(Self {
            entity,
            places,
            one_side,
        })
    }

    fn write(&self, sql: &mut Sql) -> Result<()> {
        sql.push(" AND ");
        if self.is_row_value() {
            return self.row_value(sql);
        }
        self.first_key(sql)?;
        let mut separator = "(";
        for (at, place) in self.places.iter().enumerate() {
            if !self.can_follow(at, place) {
                continue;
            }
            sql.push(separator).push("(");
            separator = " OR ";
            for before in self.places.iter().take(at) {
                self.compare(sql, before, " = ")?;
                sql.push(" AND ");
            }
            self.follows(sql, place)?;
            sql.push(")");
        }
        sql.push(")");
        Ok(())
    }

    /// Whether one comparison of row values says it all: one direction, no NULL in the cursor, and none among the
    /// rows that follow (ascending, rows with NULL come before).
    fn is_row_value(&self) -> bool {
        let descending = self
            .places
            .first()
            .is_some_and(|place| place.key.descending);
        self.places.iter().all(|place| {
            place.key.descending == descending
                && place.number.is_some()
                && (!descending || place.filled)
        })
    }

    fn row_value(&self, sql: &mut Sql) -> Result<()> {
        sql.push("(");
        for (at, place) in self.places.iter().enumerate() {
            sql.push(if at > 0 { ", " } else { "" });
            sort::value(sql, self.entity, place.key)?;
        }
        let descending = self
            .places
            .first()
            .is_some_and(|place| place.key.descending);
        sql.push(if descending { ") < (" } else { ") > (" });
        for (at, number) in self
            .places
            .iter()
            .filter_map(|place| place.number)
            .enumerate()
        {
            sql.push(if at > 0 { ", " } else { "" }).again(number);
        }
        sql.push(")");
        Ok(())
    }

    /// A bound on the first key alone, for the index; the alternatives that follow are exact.
    fn first_key(&self, sql: &mut Sql) -> Result<()> {
        let Some(first) = self.places.first() else {
            return Ok(());
        };
        let bound = match (first.number, first.key.descending) {
            (Some(_), false) => " >= ",
            (Some(_), true) if first.filled => " <= ",
            // After NULL descending, or on its side, only NULL is left.
            (None, true) => " = ",
            (None, false) if self.one_side => " = ",
            _ => return Ok(()),
        };
        self.compare(sql, first, bound)?;
        sql.push(" AND ");
        Ok(())
    }

    fn compare(&self, sql: &mut Sql, place: &Place, operator: &str) -> Result<()> {
        sort::value(sql, self.entity, place.key)?;
        match place.number {
            Some(number) => sql.push(operator).again(number),
            None => sql.push(" IS NULL"),
        };
        Ok(())
    }

    /// Whether any row can come after by this key.
    fn can_follow(&self, at: usize, place: &Place) -> bool {
        place.number.is_some() || !(place.key.descending || (self.one_side && at == 0))
    }

    fn follows(&self, sql: &mut Sql, place: &Place) -> Result<()> {
        if place.number.is_none() {
            sort::value(sql, self.entity, place.key)?;
            sql.push(" IS NOT NULL");
        } else if !place.key.descending {
            self.compare(sql, place, " > ")?;
        } else if place.filled {
            self.compare(sql, place, " < ")?;
        } else {
            sql.push("(");
            self.compare(sql, place, " < ")?;
            sql.push(" OR ");
            sort::value(sql, self.entity, place.key)?;
            sql.push(" IS NULL)");
        }
        Ok(())
    }
}
