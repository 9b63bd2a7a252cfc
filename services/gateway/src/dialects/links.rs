//! What records only link to: users and other records, under the ids that a dialect's clients know.

use std::collections::{BTreeSet, HashMap};

use rapport_kernel::{Error, ErrorCode, ErrorKind, RecordId, RequestContext, Result, UserId};
use rapport_records::ListRequest;
use rapport_schema::RawFilter;
use serde_json::{Map, Value, json};

use super::dispatch::Asked;
use super::fields::{Field, Kind};
use super::parties;
use super::records::many;
use super::table::{EntityTable, Ids};
use super::translate::field;
use crate::routing;

/// So many records are looked up at once.
pub(super) const BATCH: usize = 500;

/// Users and records that some records link to.
#[derive(Default)]
pub(super) struct Known {
    are_numbers: bool,
    pub(super) empty_text: bool,
    people: Vec<Value>,
    customers: Vec<Map<String, Value>>,
    records: HashMap<(&'static str, String), Found>,
}

struct Found {
    number: Value,
    title: Value,
}

impl Known {
    /// The id of a record in their words.
    pub(super) fn own_id(&self, record: &Map<String, Value>) -> Value {
        let key = if self.are_numbers { "seq" } else { "id" };
        record.get(key).cloned().unwrap_or(Value::Null)
    }

    /// A user by the link of ours.
    pub(super) fn user(&self, ours: &Value) -> Option<&Value> {
        self.people
            .iter()
            .find(|person| person.get("id") == Some(ours))
    }

    /// The id of a user in their words.
    pub(super) fn user_id(&self, ours: &Value) -> Value {
        if !self.are_numbers {
            return ours.clone();
        }
        let number = self.user(ours).and_then(|person| person.get("number"));
        number.cloned().unwrap_or(Value::Null)
    }

    /// The id of a record in their words; none of a record that the caller may not see.
    pub(super) fn link(&self, entity: &'static str, ours: &Value) -> Value {
        if !self.are_numbers {
            return ours.clone();
        }
        self.found(entity, ours)
            .map_or(Value::Null, |found| found.number.clone())
    }

    /// The client that a record is for, else its account, else its contact.
    pub(super) fn customer(&self, record: &Map<String, Value>) -> Value {
        let link = |key: &str| record.get(key).filter(|link| link.is_string());
        let same = |client: &&Map<String, Value>, key: &str| {
            link(key).is_some_and(|link| client.get(key) == Some(link))
        };
        let mut all = self.customers.iter();
        let by_contact = all.find(|client| same(client, "contact"));
        let mut all = self.customers.iter();
        let found = by_contact.or_else(|| all.find(|client| same(client, "account")));
        let id = found.and_then(|client| client.get("id"));
        let id = id.or(link("account")).or(link("contact"));
        id.cloned().unwrap_or(Value::Null)
    }

    /// The title of a record.
    pub(super) fn title(&self, entity: &'static str, ours: &Value) -> Value {
        self.found(entity, ours)
            .map_or(Value::Null, |found| found.title.clone())
    }

    fn found(&self, entity: &'static str, ours: &Value) -> Option<&Found> {
        self.records.get(&(entity, ours.as_str()?.to_owned()))
    }

    /// Looks up what these records link to, as far as the table tells it.
    pub(super) async fn of(
        asked: &mut Asked,
        ctx: &RequestContext,
        table: &'static EntityTable,
        rows: &[Map<String, Value>],
    ) -> Result<Self> {
        let style = &asked.dialect.style;
        let mut known = Self {
            are_numbers: matches!(style.ids, Ids::Number(_)),
            empty_text: style.empty_text,
            ..Self::default()
        };
        if rows.is_empty() {
            return Ok(known);
        }
        let names_people = |field: &Field| match field.kind {
            Kind::Person(_) => true,
            Kind::User => known.are_numbers,
            _ => false,
        };
        if table.fields.iter().any(names_people) {
            let session = asked.signed_in().await?;
            let people = asked.state.accounts().people(&session).await?;
            known.people = people.iter().map(|person| json!(person)).collect();
        }
        let mut wanted: HashMap<&'static str, BTreeSet<&str>> = HashMap::new();
        for field in table.fields {
            let entity = match field.kind {
                Kind::Title(entity) => entity,
                Kind::Link(entity) | Kind::About(entity, _) if known.are_numbers => entity,
                _ => continue,
            };
            let ids = rows.iter().filter_map(|row| {
                let link = row.get(field.ours)?;
                match field.kind {
                    Kind::About(_, name) if link.get("entity")?.as_str() == Some(name) => {
                        link.get("id")?.as_str()
                    }
                    Kind::About(..) => None,
                    _ => link.as_str(),
                }
            });
            wanted.entry(entity).or_default().extend(ids);
        }
        if table
            .fields
            .iter()
            .any(|field| matches!(field.kind, Kind::Customer))
        {
            known.customers = parties::customers(asked, ctx, rows).await?;
        }
        for (entity, ids) in wanted {
            let ids: Vec<&str> = ids.into_iter().collect();
            for some in ids.chunks(BATCH) {
                known.look_up(asked, ctx, entity, some).await?;
            }
        }
        Ok(known)
    }

    async fn look_up(
        &mut self,
        asked: &Asked,
        ctx: &RequestContext,
        entity: &'static str,
        ids: &[&str],
    ) -> Result<()> {
        let engine = routing::engine(&asked.state, entity);
        let definition = match engine.entity(ctx, entity).await {
            Ok(definition) => definition,
            // The caller may not know of the entity: the links have no titles.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let title = definition.field(&definition.title);
        let mut fields = vec!["seq".to_owned()];
        fields.extend(title.map(|field| field.name.clone()));
        let request = ListRequest {
            filter: Some(is("id", "in", json!(ids))),
            fields: Some(fields),
            limit: BATCH as u32,
            ..ListRequest::default()
        };
        let found = engine.list(ctx, entity, &request).await?;
        for row in many(&found.records) {
            let value = |key: &str| row.get(key).cloned().unwrap_or(Value::Null);
            let Some(id) = row.get("id").and_then(Value::as_str) else {
                continue;
            };
            let found = Found {
                number: value("seq"),
                title: value(&definition.title),
            };
            self.records.insert((entity, id.to_owned()), found);
        }
        Ok(())
    }
}

/// Replaces the ids of users and records in a body, as their clients know them, by ours.
///
/// # Errors
/// What names nobody and nothing, by field.
pub(super) async fn resolve(
    asked: &mut Asked,
    ctx: &RequestContext,
    table: &'static EntityTable,
    input: &mut Map<String, Value>,
) -> Result<()> {
    parties::worker(asked, ctx, table, input).await?;
    parties::customer(asked, ctx, table, input).await?;
    if !matches!(asked.dialect.style.ids, Ids::Number(_)) {
        return Ok(());
    }
    for (key, value) in input.iter_mut() {
        if let Some(field) = field(table, key) {
            *value = ours(asked, ctx, field, value.take()).await?;
        }
    }
    Ok(())
}

/// One id of theirs as ours; what is no link stays.
///
/// # Errors
/// It names nobody or nothing.
pub(super) async fn ours(
    asked: &mut Asked,
    ctx: &RequestContext,
    field: &Field,
    value: Value,
) -> Result<Value> {
    let entity = match field.kind {
        Kind::User => None,
        Kind::Link(entity) | Kind::About(entity, _) => Some(entity),
        _ => return Ok(value),
    };
    let wrong = |message: String| Error::field(field.theirs, ErrorCode::INVALID, message);
    if value.is_null() || value == "" {
        return Ok(Value::Null);
    }
    let number = number(&value).ok_or_else(|| wrong("must be an integer number".to_owned()))?;
    match entity {
        None => {
            let user = user_numbered(asked, number).await?;
            let user = user.ok_or_else(|| wrong(format!("there is no user {number}")))?;
            Ok(json!(user))
        }
        Some(entity) => {
            let id = record_numbered(asked, ctx, entity, number).await?;
            let id = id.ok_or_else(|| wrong(format!("there is no record {number}")))?;
            Ok(match field.kind {
                Kind::About(_, name) => json!({ "entity": name, "id": id }),
                _ => json!(id),
            })
        }
    }
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The user with this number.
pub(super) async fn user_numbered(asked: &mut Asked, number: i64) -> Result<Option<UserId>> {
    let session = asked.signed_in().await?;
    let people = asked.state.accounts().people(&session).await?;
    let found = people.iter().find(|person| person.number == number);
    Ok(found.map(|person| person.user.id))
}

/// The record with this number that the caller may see.
pub(super) async fn record_numbered(
    asked: &Asked,
    ctx: &RequestContext,
    entity: &str,
    number: i64,
) -> Result<Option<RecordId>> {
    let request = ListRequest {
        filter: Some(is("seq", "eq", json!(number))),
        fields: Some(Vec::new()),
        limit: 1,
        ..ListRequest::default()
    };
    let engine = routing::engine(&asked.state, entity);
    let found = engine.list(ctx, entity, &request).await?;
    let rows = many(&found.records);
    let id = rows.first().and_then(|row| row.get("id")?.as_str());
    Ok(id.and_then(|id| id.parse().ok()).map(RecordId))
}

/// One condition.
pub(super) fn is(field: &str, op: &str, value: Value) -> RawFilter {
    RawFilter::Is {
        field: field.to_owned(),
        op: op.to_owned(),
        value,
    }
}
