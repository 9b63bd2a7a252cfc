//! Which records are about a person.

use std::sync::Arc;

use rapport_kernel::{Error, ErrorCode, RecordId, RequestContext, Result, UserId};
use rapport_schema::{EntityDef, FieldDef, FieldType, Filter, LinkTarget, OnDelete, Record, Value};
use rapport_store::Deleted;
use serde_json::{Value as Json, json};

use crate::Engine;

/// More records than this are not one person's.
const MOST: u32 = 1000;

/// The link through which an activity belongs to a record.
pub(super) const RELATED: &str = "related";

/// Audit entries of one record that are looked through.
pub(super) const ENTRIES: u32 = 5000;

/// How the person is named in a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// By a record.
    Record {
        /// The entity's name.
        entity: String,
        /// The record.
        id: RecordId,
    },
    /// By an address.
    Email(String),
    /// A user of the company.
    User(UserId),
}

/// What is about a person.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// The records whose subject the person is.
    pub(super) records: Vec<(Arc<EntityDef>, Record)>,
    /// What was noted, planned and said with the person.
    pub(super) activities: Vec<(Arc<EntityDef>, Record)>,
    /// What goes where the person's records go, such as consents.
    pub(super) parts: Vec<(Arc<EntityDef>, Record)>,
}

impl Person {
    /// What a job keeps: ids only, no texts.
    pub(super) fn state(&self) -> Json {
        let one = |(entity, record): &(Arc<EntityDef>, Record)| json!({ "entity": entity.name, "id": id_of(record) });
        json!({ "records": self.records.iter().map(one).collect::<Vec<_>>() })
    }

    /// Everything, subjects first.
    pub(super) fn all(&self) -> impl Iterator<Item = &(Arc<EntityDef>, Record)> {
        let records = self.records.iter().chain(&self.activities);
        records.chain(&self.parts)
    }
}

pub(super) fn id_of(record: &Record) -> RecordId {
    RecordId(record.get("id").as_id().unwrap_or_default())
}

impl Engine {
    /// The person of a request.
    pub(super) async fn person(&self, ctx: &RequestContext, subject: &Subject) -> Result<Person> {
        let schema = self.schema(ctx.tenant).await?;
        let mut person = Person::default();
        let mut addresses = Vec::new();
        match subject {
            Subject::User(_) => return Err(Error::invalid("a user is not a record")),
            Subject::Email(address) => addresses.push(address.trim().to_lowercase()),
            Subject::Record { entity, id } => {
                let entity = self.entity(ctx, entity).await?;
                let entity = schema.entity(&entity.name).cloned().unwrap_or(entity);
                if !is_person(&entity) {
                    return Err(Error::invalid(format!(
                        "{} is not about a person",
                        entity.name
                    )));
                }
                let found = self.loaded(ctx, &entity, &[*id]).await?;
                let record = found.into_iter().next();
                let record =
                    record.ok_or_else(|| Error::not_found(format!("{} `{id}`", entity.name)))?;
                for field in emails(&entity) {
                    addresses.extend(record.text(&field.name).map(str::to_owned));
                }
                person.records.push((entity, record));
            }
        }
        for entity in schema.entities().iter().filter(|entity| is_person(entity)) {
            for field in emails(entity) {
                for address in &addresses {
                    let filter = Filter::equals(&field.name, Value::Text(address.clone()));
                    for record in self.matching(ctx, entity, &filter).await? {
                        let known = |(_, other): &(_, Record)| id_of(other) == id_of(&record);
                        if !person.records.iter().any(known) {
                            person.records.push((entity.clone(), record));
                        }
                    }
                }
            }
        }
        if person.records.is_empty() {
            return Err(Error::not_found("anything about this person"));
        }
        self.add_belongings(ctx, &mut person).await?;
        Ok(person)
    }

    /// The person of a job.
    pub(super) async fn person_of(&self, ctx: &RequestContext, state: &Json) -> Result<Person> {
        let schema = self.schema(ctx.tenant).await?;
        let mut person = Person::default();
        let records = state.get("records").and_then(Json::as_array);
        for one in records.into_iter().flatten() {
            let name = one.get("entity").and_then(Json::as_str).unwrap_or_default();
            let id = one.get("id").and_then(Json::as_str);
            let id = id.and_then(|id| id.parse().ok()).map(RecordId);
            if let (Some(entity), Some(id)) = (schema.entity(name), id) {
                let found = self.loaded(ctx, entity, &[id]).await?;
                person
                    .records
                    .extend(found.into_iter().map(|record| (entity.clone(), record)));
            }
        }
        self.add_belongings(ctx, &mut person).await?;
        Ok(person)
    }

    async fn add_belongings(&self, ctx: &RequestContext, person: &mut Person) -> Result<()> {
        self.add_activities(ctx, person).await?;
        let schema = self.schema(ctx.tenant).await?;
        // Also the parts of what hangs on the person, such as the versions of a document.
        let wholes: Vec<_> = person
            .records
            .iter()
            .chain(&person.activities)
            .cloned()
            .collect();
        for entity in schema.entities() {
            for field in entity.fields().iter().filter(|field| is_part(field)) {
                for (target, record) in &wholes {
                    let Some(filter) = points_to(field, target, id_of(record)) else {
                        continue;
                    };
                    for part in self.matching(ctx, entity, &filter).await? {
                        if person.all().all(|known| id_of(&known.1) != id_of(&part)) {
                            person.parts.push((entity.clone(), part));
                        }
                    }
                }
            }
        }
        Ok(())
    }

    async fn add_activities(&self, ctx: &RequestContext, person: &mut Person) -> Result<()> {
        let schema = self.schema(ctx.tenant).await?;
        let activities = schema.entities().iter();
        for activity in activities.filter(|one| one.activity && one.field(RELATED).is_some()) {
            for (entity, record) in &person.records {
                let related = Value::Reference {
                    entity: entity.name.clone(),
                    id: id_of(record).0,
                };
                let filter = Filter::equals(RELATED, related);
                let found = self.matching(ctx, activity, &filter).await?;
                let found = found.into_iter().map(|record| (activity.clone(), record));
                person.activities.extend(found);
            }
        }
        Ok(())
    }

    /// How many other records point to the person, by entity. They stay.
    pub(super) async fn pointing(
        &self,
        ctx: &RequestContext,
        person: &Person,
    ) -> Result<Vec<Json>> {
        let schema = self.schema(ctx.tenant).await?;
        let mut all = Vec::new();
        for entity in schema.entities() {
            let mut ids = std::collections::BTreeSet::new();
            for (target, record) in &person.records {
                for field in entity.fields() {
                    let Some(filter) = points_to(field, target, id_of(record)) else {
                        continue;
                    };
                    ids.extend(self.matching(ctx, entity, &filter).await?.iter().map(id_of));
                }
            }
            for (_, record) in person.all() {
                ids.remove(&id_of(record));
            }
            if !ids.is_empty() {
                all.push(json!({ "entity": entity.name, "count": ids.len() }));
            }
        }
        Ok(all)
    }

    async fn matching(
        &self,
        ctx: &RequestContext,
        entity: &Arc<EntityDef>,
        filter: &Filter,
    ) -> Result<Vec<Record>> {
        let tenant = self.tenant(ctx.tenant);
        let ids = tenant
            .ids(entity, filter, None, Deleted::Any, None, MOST + 1)
            .await?;
        if ids.len() > MOST as usize {
            // Half of it would be called all of it.
            let message = format!("more than {MOST} {} belong to this person", entity.plural);
            return Err(Error::new(ErrorCode::CONFLICT, message));
        }
        self.loaded(ctx, entity, &ids).await
    }

    pub(super) async fn loaded(
        &self,
        ctx: &RequestContext,
        entity: &Arc<EntityDef>,
        ids: &[RecordId],
    ) -> Result<Vec<Record>> {
        let everything = Filter::And(Vec::new());
        let tenant = self.tenant(ctx.tenant);
        Ok(tenant.load(entity, ids, &everything, Deleted::Any).await?)
    }
}

/// Whether records of an entity are about one person each: they have an address and a family name.
pub(super) fn is_person(entity: &EntityDef) -> bool {
    !entity.activity && entity.field("last_name").is_some() && emails(entity).next().is_some()
}

/// Whether a link makes a record go where its target goes.
fn is_part(field: &FieldDef) -> bool {
    matches!(&field.kind, FieldType::Link { on_delete, .. } if *on_delete == OnDelete::Cascade)
}

fn emails(entity: &EntityDef) -> impl Iterator<Item = &FieldDef> {
    let is_email = |field: &&FieldDef| matches!(field.kind, FieldType::Email);
    entity.fields().iter().filter(is_email)
}

fn points_to(field: &FieldDef, target: &EntityDef, id: RecordId) -> Option<Filter> {
    let FieldType::Link { to, .. } = &field.kind else {
        return None;
    };
    let value = match to {
        LinkTarget::One(name) if *name == target.name => Value::Id(id.0),
        LinkTarget::One(_) => return None,
        LinkTarget::Several(names) if !names.contains(&target.name) => return None,
        LinkTarget::Several(_) | LinkTarget::Any => Value::Reference {
            entity: target.name.clone(),
            id: id.0,
        },
    };
    Some(Filter::equals(&field.name, value))
}
