//! From a row to JSON bytes: keys are built once per shape, values go straight from the row into the buffer.
//!
//! Wire form (docs/API-DESIGN.md): every requested field is there, null when empty; money is two keys; a link that
//! may point to several entities is an object; custom fields stand in one nested object, the filled ones only. Values
//! that are stored as JSON are copied as they stand, without being parsed.

use rapport_schema::{ColumnKind, EntityDef, FieldDef, FieldType, LinkTarget, Slot};

use super::cells::{cell, money, reference};
use super::format;
use super::object::Object;
use super::select::Select;
use crate::row::RowRef;
use crate::{Reference, Result};

/// Writes rows of one shape.
#[derive(Default)]
pub(super) struct Encoder {
    items: Vec<Item>,
    links: Vec<Link>,
    data: Option<usize>,
    custom: Option<usize>,
}

/// One piece of the object. Labels are ready to copy: comma, quoted name, colon.
enum Item {
    Column {
        label: Vec<u8>,
        at: usize,
        kind: ColumnKind,
    },
    Money {
        labels: [Vec<u8>; 2],
        at: usize,
        currency: usize,
    },
    Reference {
        label: Vec<u8>,
        at: usize,
        entity: usize,
    },
    Data(Key),
    Custom {
        label: Vec<u8>,
        keys: Vec<Key>,
    },
}

/// A key of a JSON column.
struct Key {
    label: Vec<u8>,
    key: String,
}

/// Where a link's target is found.
enum Link {
    Column {
        entity: String,
        at: usize,
    },
    Typed {
        at: usize,
        entity: usize,
    },
    Key {
        custom: bool,
        key: String,
        entity: Option<String>,
    },
}

fn label(first: bool, name: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(name.len() + 4);
    if !first {
        bytes.push(b',');
    }
    format::text(&mut bytes, name);
    bytes.push(b':');
    bytes
}

/// The keys of a value in JSON. Labels of nested keys have no comma: which come first depends on the row.
fn keys(nested: bool, first: bool, key: &str, kind: ColumnKind) -> Vec<Key> {
    let one = |first: bool, name: &str| Key {
        label: label(nested || first, name),
        key: name.to_owned(),
    };
    let mut keys = vec![one(first, key)];
    if kind == ColumnKind::Money {
        keys.push(one(false, &format!("{key}_currency")));
    }
    keys
}

impl Encoder {
    /// An encoder of the given fields; adds the columns it needs to `select`.
    pub(super) fn new(
        entity: &EntityDef,
        fields: &[&FieldDef],
        links: &[usize],
        select: &mut Select,
    ) -> Self {
        let mut encoder = Self::default();
        for field in fields {
            encoder.add(&field.slot(&entity.table), select);
        }
        let by_itself = entity.fields().iter().filter(|field| !field.sensitive);
        if encoder.custom.is_none() && fields.len() >= by_itself.count() {
            // All that is told unasked is wanted and none is custom: the object is there nevertheless.
            let label = label(encoder.items.is_empty(), "custom_fields");
            encoder.items.push(Item::Custom {
                label,
                keys: Vec::new(),
            });
        }
        for field in links.iter().filter_map(|at| fields.get(*at)) {
            encoder.link(entity, field, select);
        }
        encoder
    }

    fn add(&mut self, slot: &Slot<'_>, select: &mut Select) {
        let first = self.items.is_empty();
        let Some(key) = slot.key else {
            let at = select.column(slot.column);
            let label_of = |first, name: &str| label(first, name);
            let label = label(first, slot.column);
            self.items.push(match slot.kind {
                ColumnKind::Money => {
                    let name = format!("{}_currency", slot.column);
                    let currency = select.column(&name);
                    let labels = [label, label_of(false, &name)];
                    Item::Money {
                        labels,
                        at,
                        currency,
                    }
                }
                ColumnKind::Reference => {
                    let entity = select.column(&format!("{}_type", slot.column));
                    Item::Reference { label, at, entity }
                }
                kind => Item::Column { label, at, kind },
            });
            return;
        };
        if !is_custom(slot) {
            self.data = Some(select.column(slot.column));
            self.items.extend(
                keys(false, first, key, slot.kind)
                    .into_iter()
                    .map(Item::Data),
            );
            return;
        }
        self.custom = Some(select.column(slot.column));
        let nested = self.items.iter_mut().find_map(|item| match item {
            Item::Custom { keys, .. } => Some(keys),
            _ => None,
        });
        match nested {
            Some(nested) => nested.extend(keys(true, true, key, slot.kind)),
            None => self.items.push(Item::Custom {
                label: label(first, "custom_fields"),
                keys: keys(true, true, key, slot.kind),
            }),
        }
    }

    fn link(&mut self, entity: &EntityDef, field: &FieldDef, select: &mut Select) {
        let slot = field.slot(&entity.table);
        let target = match &field.kind {
            FieldType::User => Some("user".to_owned()),
            FieldType::Link {
                to: LinkTarget::One(name),
                ..
            } if name.is_empty() => Some(entity.name.clone()),
            FieldType::Link {
                to: LinkTarget::One(name),
                ..
            } => Some(name.clone()),
            FieldType::Link { .. } => None,
            _ => return,
        };
        let at = select.column(slot.column);
        self.links.push(match (slot.key, target) {
            (None, Some(entity)) => Link::Column { entity, at },
            (None, None) => Link::Typed {
                at,
                entity: select.column(&format!("{}_type", slot.column)),
            },
            (Some(key), entity) => Link::Key {
                custom: is_custom(&slot),
                key: key.to_owned(),
                entity,
            },
        });
    }

    /// Appends the row as an object and its links.
    pub(super) fn row(
        &self,
        out: &mut Vec<u8>,
        links: &mut Vec<Reference>,
        row: &RowRef<'_>,
    ) -> Result<()> {
        let mut data = object(row, self.data)?;
        let mut custom = object(row, self.custom)?;
        out.push(b'{');
        for item in &self.items {
            match item {
                Item::Column { label, at, kind } => {
                    out.extend_from_slice(label);
                    cell(out, row, *at, *kind)?;
                }
                Item::Money {
                    labels: [amount, code],
                    at,
                    currency,
                } => {
                    out.extend_from_slice(amount);
                    money(out, row, *at, *currency)?;
                    out.extend_from_slice(code);
                    cell(out, row, *currency, ColumnKind::Text)?;
                }
                Item::Reference { label, at, entity } => {
                    out.extend_from_slice(label);
                    reference(out, row, *at, *entity)?;
                }
                Item::Data(key) => raw(out, data.as_mut(), key),
                Item::Custom { label, keys } => {
                    out.extend_from_slice(label);
                    filled(out, custom.as_mut(), keys);
                }
            }
        }
        out.push(b'}');
        for link in &self.links {
            let found = match link {
                Link::Column { entity, at } => row.opt_uuid(*at)?.map(|id| (entity.clone(), id)),
                Link::Typed { at, entity } => row
                    .opt_uuid(*at)?
                    .zip(row.opt_text(*entity)?.map(str::to_owned))
                    .map(|(id, entity)| (entity, id)),
                Link::Key {
                    custom: true,
                    key,
                    entity,
                } => in_json(custom.as_mut(), key, entity.as_deref()),
                Link::Key { key, entity, .. } => in_json(data.as_mut(), key, entity.as_deref()),
            };
            links.extend(found.map(|(entity, id)| Reference { entity, id }));
        }
        Ok(())
    }
}

/// Whether the slot is a key of the custom fields, not of a custom object's data.
pub(super) fn is_custom(slot: &Slot<'_>) -> bool {
    slot.column == "custom_fields"
}

/// The object in a JSON column.
pub(super) fn object<'r>(row: &RowRef<'r>, at: Option<usize>) -> Result<Option<Object<'r>>> {
    match at {
        Some(at) => Ok(row.opt_json(at)?.map(Object::of)),
        None => Ok(None),
    }
}

fn raw(out: &mut Vec<u8>, object: Option<&mut Object<'_>>, key: &Key) {
    out.extend_from_slice(&key.label);
    let value = object.and_then(|object| object.get(&key.key));
    out.extend_from_slice(value.unwrap_or("null").as_bytes());
}

/// The custom fields that are filled.
fn filled(out: &mut Vec<u8>, mut object: Option<&mut Object<'_>>, keys: &[Key]) {
    out.push(b'{');
    let mut separate = false;
    for key in keys {
        let value = object.as_mut().and_then(|object| object.get(&key.key));
        if let Some(value) = value {
            if separate {
                out.push(b',');
            }
            separate = true;
            out.extend_from_slice(&key.label);
            out.extend_from_slice(value.as_bytes());
        }
    }
    out.push(b'}');
}

fn in_json(
    object: Option<&mut Object<'_>>,
    key: &str,
    entity: Option<&str>,
) -> Option<(String, uuid::Uuid)> {
    let value = object?.get(key)?;
    match entity {
        Some(entity) => Some((entity.to_owned(), serde_json::from_str(value).ok()?)),
        None => {
            let mut inner = Object::of(value);
            let entity = serde_json::from_str(inner.get("entity")?).ok()?;
            Some((entity, serde_json::from_str(inner.get("id")?).ok()?))
        }
    }
}
