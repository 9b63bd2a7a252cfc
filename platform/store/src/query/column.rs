//! Where a field's value stands in SQL: a quoted column, or an expression over a key of a JSON column.
//!
//! Also the text under construction ([`Sql`]), and how fields are named in shapes: by position.

use rapport_kernel::Currency;
use rapport_schema::{EntityDef, FieldDef, Slot, Table};

use super::json_key;
use crate::sql::push_name;
use crate::{DatabaseKind, Result, StoreError};

/// Decimal places of amounts inside JSON when they are compared: the most any currency has.
pub(super) const MONEY_SCALE: u32 = 3;

/// SQL text under construction, without any value: placeholders are numbered, their values stand elsewhere.
pub(super) struct Sql {
    pub(super) text: String,
    pub(super) kind: DatabaseKind,
    placeholders: usize,
}

impl Sql {
    pub(super) fn new(kind: DatabaseKind) -> Self {
        Self {
            text: String::with_capacity(512),
            kind,
            placeholders: 0,
        }
    }

    pub(super) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    pub(super) fn name(&mut self, name: &str) -> &mut Self {
        push_name(&mut self.text, name);
        self
    }

    /// The next placeholder; answers its number.
    pub(super) fn next(&mut self) -> usize {
        self.placeholders += 1;
        self.again(self.placeholders);
        self.placeholders
    }

    /// An earlier placeholder once more, or one announced before.
    pub(super) fn again(&mut self, number: usize) -> &mut Self {
        self.text.push('$');
        self.text.push_str(&number.to_string());
        self
    }

    /// Sets aside numbers for placeholders that are written with [`Sql::again`]; answers the first.
    ///
    /// Their first appearances in the text must be in the order of their numbers.
    pub(super) fn reserve(&mut self, count: usize) -> usize {
        let first = self.placeholders + 1;
        self.placeholders += count;
        first
    }

    /// A text literal. For names out of definitions only, never for values.
    pub(super) fn literal(&mut self, text: &str) -> &mut Self {
        self.text.push('\'');
        for character in text.chars() {
            if character == '\'' {
                self.text.push('\'');
            }
            self.text.push(character);
        }
        self.text.push('\'');
        self
    }

    pub(super) fn is_postgres(&self) -> bool {
        self.kind == DatabaseKind::Postgres
    }
}

/// Which part of a link that names its entity is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// The value; of a link its id.
    Value,
    /// The linked entity's name.
    Entity,
    /// The currency of an amount.
    Currency,
}

/// The position of a field among its entity's fields. The field may also be a copy.
pub(super) fn position(entity: &EntityDef, field: &FieldDef) -> Result<u16> {
    let start = entity.fields().as_ptr().addr();
    let size = size_of::<FieldDef>();
    let distance = std::ptr::from_ref(field).addr().wrapping_sub(start);
    let mut at = distance / size;
    if !distance.is_multiple_of(size) || at >= entity.fields().len() {
        at = entity
            .fields()
            .iter()
            .position(|known| known.name == field.name)
            .ok_or_else(|| unknown(entity, &field.name))?;
    }
    u16::try_from(at).map_err(|_| unknown(entity, &field.name))
}

/// The position of the field of that name.
pub(super) fn position_of(entity: &EntityDef, name: &str) -> Result<u16> {
    match entity.field(name) {
        Some(field) => position(entity, field),
        None => Err(unknown(entity, name)),
    }
}

/// The field at a position that came from [`position`].
pub(super) fn field_at(entity: &EntityDef, at: u16) -> Result<&FieldDef> {
    entity
        .fields()
        .get(usize::from(at))
        .ok_or_else(|| unknown(entity, "?"))
}

fn unknown(entity: &EntityDef, field: &str) -> StoreError {
    super::invalid(format!("{} has no field `{field}`", entity.name))
}

/// The table of an entity.
pub(super) fn table(entity: &EntityDef) -> &str {
    match &entity.table {
        Table::Own(name) => name,
        Table::Shared => "custom_records",
    }
}

/// Whether a column never holds NULL, so that row values compare safely in both directions.
pub(super) fn never_null(field: &FieldDef) -> bool {
    field.system
        && matches!(
            field.name.as_str(),
            "id" | "seq"
                | "source"
                | "created_at"
                | "created_by"
                | "updated_at"
                | "updated_by"
                | "version"
        )
}

/// Writes the value of a field as it is compared and sorted.
pub(super) fn value(sql: &mut Sql, slot: &Slot<'_>, part: Part) {
    match slot.key {
        None => own(sql, slot, part),
        Some(key) if sql.is_postgres() => json_key::postgres(sql, slot, key, part),
        Some(key) => json_key::sqlite(sql, slot, key, part),
    }
}

fn own(sql: &mut Sql, slot: &Slot<'_>, part: Part) {
    match part {
        Part::Value => sql.name(slot.column),
        Part::Entity => sql.name(&format!("{}_type", slot.column)),
        Part::Currency => sql.name(&format!("{}_currency", slot.column)),
    };
}

/// The currency in a `{name}_currency` column beside an amount.
pub(super) fn currency(code: Option<&str>) -> Result<Currency> {
    code.and_then(|code| code.parse().ok())
        .ok_or_else(|| StoreError::Unreadable("an amount without a currency".to_owned()))
}
