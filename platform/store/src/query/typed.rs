//! From a row to typed values: whole records for the engine, and the sort values of cursors.

use rapport_kernel::{Money, RecordId, Timestamp};
use rapport_schema::{ColumnKind, EntityDef, FieldDef, Filter, Record, Slot, SortKey, Value};
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use std::str::FromStr;
use std::sync::Arc;

use super::column;
use super::encode;
use super::object::Object;
use super::page::Page;
use super::plan::Verb;
use super::select::Select;
use crate::row::RowRef;
use crate::sql::Statement;
use crate::{Deleted, Result, StoreError, TenantStore};

/// The most ids in one statement.
pub(super) const IDS_PER_STATEMENT: usize = 512;

/// Reads all fields of an entity.
#[derive(Default)]
pub(super) struct Decoder {
    fields: Vec<Field>,
    data: Option<usize>,
    custom: Option<usize>,
}

struct Field {
    name: String,
    kind: ColumnKind,
    place: Place,
}

enum Place {
    /// A column, and the one beside it of amounts and links that name their entity.
    Column(usize, usize),
    Data(String),
    Custom(String),
}

impl Decoder {
    pub(super) fn new<'f>(
        entity: &EntityDef,
        fields: impl Iterator<Item = &'f FieldDef>,
        select: &mut Select,
    ) -> Self {
        let mut decoder = Self::default();
        for field in fields {
            let slot = field.slot(&entity.table);
            let at = select.column(slot.column);
            let place = match slot.key {
                None => Place::Column(at, beside(&slot, at, select)),
                Some(key) if encode::is_custom(&slot) => {
                    decoder.custom = Some(at);
                    Place::Custom(key.to_owned())
                }
                Some(key) => {
                    decoder.data = Some(at);
                    Place::Data(key.to_owned())
                }
            };
            decoder.fields.push(Field {
                name: field.name.clone(),
                kind: slot.kind,
                place,
            });
        }
        // A record keeps its fields by name and takes them fastest in that order.
        decoder
            .fields
            .sort_by(|one, other| one.name.cmp(&other.name));
        decoder
    }

    pub(super) fn row(&self, row: &RowRef<'_>) -> Result<Record> {
        let mut data = encode::object(row, self.data)?;
        let mut custom = encode::object(row, self.custom)?;
        let mut record = Record::with_room(self.fields.len());
        for field in &self.fields {
            let value = match &field.place {
                Place::Column(at, beside) => cell(row, *at, *beside, field.kind)?,
                Place::Data(key) => in_json(data.as_mut(), key, field.kind),
                Place::Custom(key) => in_json(custom.as_mut(), key, field.kind),
            };
            record.set(&field.name, value);
        }
        Ok(record)
    }
}

/// The position of the column beside an amount or a link that names its entity; else the column itself.
pub(super) fn beside(slot: &Slot<'_>, at: usize, select: &mut Select) -> usize {
    match slot.kind {
        ColumnKind::Money => select.column(&format!("{}_currency", slot.column)),
        ColumnKind::Reference => select.column(&format!("{}_type", slot.column)),
        _ => at,
    }
}

fn unreadable(what: &str) -> StoreError {
    StoreError::Unreadable(what.to_owned())
}

/// The value in a column.
pub(super) fn cell(row: &RowRef<'_>, at: usize, beside: usize, kind: ColumnKind) -> Result<Value> {
    let value = match kind {
        ColumnKind::Text => row.opt_text(at)?.map(|text| Value::Text(text.to_owned())),
        ColumnKind::Integer => row.opt_int(at)?.map(Value::Int),
        ColumnKind::Boolean => row.opt_bool(at)?.map(Value::Bool),
        ColumnKind::Uuid => row.opt_uuid(at)?.map(Value::Id),
        ColumnKind::Decimal { scale } => row.opt_int(at)?.map(|units| decimal(units, scale)),
        ColumnKind::Time => row
            .opt_int(at)?
            .map(|micros| Value::Time(Timestamp::from_micros(micros))),
        ColumnKind::Date => match row.opt_text(at)? {
            Some(text) => Some(Value::Date(text.parse().map_err(|_| unreadable("a date"))?)),
            None => None,
        },
        ColumnKind::Money => match row.opt_int(at)? {
            Some(minor) => Some(Value::Money(Money {
                minor,
                currency: column::currency(row.opt_text(beside)?)?,
            })),
            None => None,
        },
        ColumnKind::Reference => {
            row.opt_uuid(at)?
                .zip(row.opt_text(beside)?)
                .map(|(id, entity)| Value::Reference {
                    entity: entity.to_owned(),
                    id,
                })
        }
        ColumnKind::List => json(row.opt_json(at)?)?.map(Value::List),
        ColumnKind::Json => json(row.opt_json(at)?)?.map(Value::Json),
    };
    Ok(value.unwrap_or_default())
}

/// Units of 10^-scale as a value.
pub(super) fn decimal(units: i64, scale: u32) -> Value {
    Value::Decimal(Decimal::new(units, scale))
}

fn json<T: DeserializeOwned>(text: Option<&str>) -> Result<Option<T>> {
    text.map(|text| serde_json::from_str(text).map_err(|error| unreadable(&error.to_string())))
        .transpose()
}

/// The value of a JSON key. A value of another type, left over from a removed field, counts as empty.
fn in_json(object: Option<&mut Object<'_>>, key: &str, kind: ColumnKind) -> Value {
    let Some(object) = object else {
        return Value::Null;
    };
    let Some(raw) = object.get(key) else {
        return Value::Null;
    };
    let value = match kind {
        ColumnKind::Text => parsed(raw).map(Value::Text),
        ColumnKind::Integer => parsed(raw).map(Value::Int),
        ColumnKind::Boolean => parsed(raw).map(Value::Bool),
        ColumnKind::Uuid => parsed(raw).map(Value::Id),
        ColumnKind::Decimal { scale } => number(raw).map(|mut number| {
            number.rescale(scale);
            Value::Decimal(number)
        }),
        ColumnKind::Time => parsed(raw).map(Value::Time),
        ColumnKind::Date => parsed::<String>(raw)
            .and_then(|text| text.parse().ok())
            .map(Value::Date),
        ColumnKind::Money => object
            .get(&format!("{key}_currency"))
            .and_then(|code| amount(raw, code)),
        ColumnKind::Reference => reference(raw),
        ColumnKind::List => parsed(raw).map(Value::List),
        ColumnKind::Json => parsed(raw).map(Value::Json),
    };
    value.unwrap_or_default()
}

fn parsed<T: DeserializeOwned>(raw: &str) -> Option<T> {
    serde_json::from_str(raw).ok()
}

fn number(raw: &str) -> Option<Decimal> {
    Decimal::from_str(raw)
        .or_else(|_| Decimal::from_scientific(raw))
        .ok()
}

fn amount(raw: &str, code: &str) -> Option<Value> {
    let currency: rapport_kernel::Currency = parsed(code)?;
    let minor = super::operand::units(number(raw)?, currency.digits())?;
    Some(Value::Money(Money { minor, currency }))
}

fn reference(raw: &str) -> Option<Value> {
    let mut inner = Object::of(raw);
    Some(Value::Reference {
        entity: parsed(inner.get("entity")?)?,
        id: parsed(inner.get("id")?)?,
    })
}

/// Reads one sort value for a cursor: the very form it is compared in.
pub(super) fn sort_value(
    row: &RowRef<'_>,
    at: usize,
    slot_kind: ColumnKind,
    json: bool,
) -> Result<Value> {
    let value = match slot_kind {
        ColumnKind::Money => row.opt_int(at)?.map(Value::Int),
        ColumnKind::Decimal { scale } => row.opt_int(at)?.map(|units| decimal(units, scale)),
        ColumnKind::Reference if !json => row.opt_uuid(at)?.map(Value::Id),
        ColumnKind::Text
        | ColumnKind::Date
        | ColumnKind::Time
        | ColumnKind::Uuid
        | ColumnKind::Reference
            if json || slot_kind == ColumnKind::Text =>
        {
            row.opt_text(at)?.map(|text| Value::Text(text.to_owned()))
        }
        kind => return cell(row, at, at, kind),
    };
    Ok(value.unwrap_or_default())
}

impl TenantStore {
    /// The records of these ids that the filter matches, with all fields, in no particular order.
    pub async fn load(
        &self,
        entity: &Arc<EntityDef>,
        ids: &[RecordId],
        filter: &Filter,
        deleted: Deleted,
    ) -> Result<Vec<Record>> {
        let mut records = Vec::with_capacity(ids.len());
        for ids in ids.chunks(IDS_PER_STATEMENT) {
            let page = Page {
                filter: &with_ids(ids, filter),
                deleted,
                ..Page::all(entity)
            };
            records = self.records(&page, Verb::Load, records).await?;
        }
        Ok(records)
    }

    /// Live records the filter matches, with all fields, in the given order.
    pub async fn find(
        &self,
        entity: &Arc<EntityDef>,
        filter: &Filter,
        sort: &[SortKey],
        limit: u32,
    ) -> Result<Vec<Record>> {
        let page = Page {
            filter,
            sort,
            limit: Some(i64::from(limit)),
            ..Page::all(entity)
        };
        self.records(&page, Verb::Find, Vec::new()).await
    }

    /// Runs a statement for whole records and appends them.
    pub(super) async fn records(
        &self,
        page: &Page<'_>,
        verb: Verb,
        before: Vec<Record>,
    ) -> Result<Vec<Record>> {
        let (plan, params) = self.plan(page, verb)?;
        let statement = Statement::new(Arc::clone(&plan.sql), params);
        self.store()
            .read(statement, before, move |records, row| {
                records.push(plan.decoder.row(row)?);
                Ok(())
            })
            .await
    }
}

/// The filter, narrowed to some ids.
pub(super) fn with_ids(ids: &[RecordId], filter: &Filter) -> Filter {
    let ids = ids.iter().map(|id| Value::Id(id.0)).collect();
    Filter::one_of("id", ids).and(filter.clone())
}
