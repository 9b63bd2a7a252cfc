//! Texts that mean a person wherever they stand: addresses, numbers, the full name - those of today and of before.

use std::collections::BTreeSet;

use rapport_kernel::{RequestContext, Result};
use rapport_schema::{FieldDef, FieldType};
use rapport_store::AuditQuery;

use super::person::{ENTRIES, Person, id_of};
use crate::Engine;

/// A name or number shorter than this may stand anywhere.
const SHORT: usize = 5;

impl Person {
    /// Texts that name the person now and hardly anybody else: addresses, numbers, the full name.
    fn texts(&self) -> BTreeSet<String> {
        let mut texts = BTreeSet::new();
        for (entity, record) in &self.records {
            texts.extend(full_name(&entity.title_text(record)));
            for field in entity.fields().iter().filter(|field| names_somebody(field)) {
                texts.extend(record.text(&field.name).and_then(telling));
            }
        }
        texts
    }
}

impl Engine {
    /// Texts that name the person now, or did once: wherever they stand, the person is meant.
    pub(super) async fn texts_of(
        &self,
        ctx: &RequestContext,
        person: &Person,
    ) -> Result<Vec<String>> {
        let mut texts = person.texts();
        for (entity, record) in &person.records {
            let query = AuditQuery {
                entity: Some(entity.name.clone()),
                record: Some(id_of(record)),
                limit: ENTRIES,
                ..AuditQuery::default()
            };
            for entry in self.tenant(ctx.tenant).audit(&query).await? {
                texts.extend(full_name(&entry.title));
                for change in &entry.changes {
                    if entity.field(&change.field).is_some_and(names_somebody) {
                        let values = [&change.old, &change.new];
                        texts.extend(values.iter().filter_map(|value| telling(value.as_str()?)));
                    }
                }
            }
        }
        Ok(texts.into_iter().collect())
    }
}

/// A full name; none when it may stand for anybody.
pub(super) fn full_name(text: &str) -> Option<String> {
    telling(text.trim()).filter(|name| name.contains(' '))
}

fn telling(text: &str) -> Option<String> {
    (text.len() >= SHORT).then(|| text.to_owned())
}

fn names_somebody(field: &FieldDef) -> bool {
    matches!(field.kind, FieldType::Email | FieldType::Phone)
}
