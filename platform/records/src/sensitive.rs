//! Reads of sensitive fields: each request that was answered with their values, or asked by them, is in the audit trail.
//!
//! Such a field is answered only where it is named, so that pages and lists which do not need it tell nothing and
//! write nothing. Conditions, sort orders, groups and figures by a sensitive field count as reading it.

use std::sync::Arc;

use rapport_kernel::{RecordId, RequestContext, Result};
use rapport_schema::{EntityDef, FieldDef, Filter, RawFilter};
use rapport_store::{AuditKind, AuditNote, GroupKey, JsonPage, Metric};
use serde_json::Value;
use uuid::Uuid;

use crate::{AggregateRequest, Engine, ListRequest};

/// Records named one by one; of more the conditions are told.
const NAMED: usize = 100;

/// The sensitive fields that a list reads.
#[must_use]
pub fn sensitive_fields(entity: &EntityDef, request: &ListRequest) -> Vec<String> {
    let sort = request.sort.as_deref().unwrap_or_default().split(',');
    let sort: Vec<&str> = sort.map(|key| key.trim().trim_start_matches('-')).collect();
    named(entity, |name| {
        request.fields.iter().flatten().any(|field| field == name)
            || sort.contains(&name)
            || asks_for(request.filter.as_ref(), name)
    })
}

/// The sensitive ones of some fields.
pub(crate) fn of(fields: &[&FieldDef]) -> Vec<String> {
    let sensitive = fields.iter().filter(|field| field.sensitive);
    sensitive.map(|field| field.name.clone()).collect()
}

fn of_figures(
    entity: &EntityDef,
    request: &AggregateRequest,
    group: &[GroupKey],
    metrics: &[Metric],
) -> Vec<String> {
    named(entity, |name| {
        group.iter().any(|key| key.field == name)
            || metrics
                .iter()
                .any(|metric| metric.field.as_deref() == Some(name))
            || asks_for(request.filter.as_ref(), name)
    })
}

fn named(entity: &EntityDef, asked: impl Fn(&str) -> bool) -> Vec<String> {
    let sensitive = entity.fields().iter().filter(|field| field.sensitive);
    let asked = sensitive.filter(|field| asked(&field.name));
    asked.map(|field| field.name.clone()).collect()
}

fn asks_for(filter: Option<&RawFilter>, name: &str) -> bool {
    filter.is_some_and(|filter| filter.names(&mut |field| field == name))
}

/// The records of a page.
fn ids(page: &JsonPage) -> Vec<Value> {
    let text = [b"[", page.json.as_slice(), b"]"].concat();
    let records: Vec<Value> = serde_json::from_slice(&text).unwrap_or_default();
    let ids = records
        .iter()
        .filter_map(|record| record.get("id").cloned());
    ids.collect()
}

impl Engine {
    /// Notes that fields of one record were read.
    pub(crate) async fn note_read(
        &self,
        ctx: &RequestContext,
        entity: &Arc<EntityDef>,
        id: RecordId,
        fields: Vec<String>,
    ) -> Result<()> {
        if fields.is_empty() {
            return Ok(());
        }
        let all = Filter::And(Vec::new());
        let titles = self.tenant(ctx.tenant).titles(entity, &[id], &all).await?;
        let title = titles.into_iter().next().map(|found| found.title);
        let note = AuditNote::new(AuditKind::Read, &entity.name, id.0, "read")
            .titled(title.unwrap_or_default())
            .with("fields", fields);
        self.note(ctx, vec![note]).await
    }

    /// Notes what a page of a list read.
    pub(crate) async fn note_page(
        &self,
        ctx: &RequestContext,
        entity: &EntityDef,
        request: &ListRequest,
        page: &JsonPage,
    ) -> Result<()> {
        let fields = sensitive_fields(entity, request);
        if fields.is_empty() {
            return Ok(());
        }
        let mut note = AuditNote::new(AuditKind::Read, &entity.name, Uuid::nil(), "list")
            .with("fields", fields)
            .with("rows", page.rows)
            .with("filter", request.filter.as_ref().map(RawFilter::to_json))
            .with("search", request.search.clone());
        if page.rows <= NAMED {
            note = note.with("records", ids(page));
        }
        self.note(ctx, vec![note]).await
    }

    /// Notes what figures read.
    pub(crate) async fn note_figures(
        &self,
        ctx: &RequestContext,
        entity: &EntityDef,
        request: &AggregateRequest,
        (group, metrics): (&[GroupKey], &[Metric]),
    ) -> Result<()> {
        let fields = of_figures(entity, request, group, metrics);
        if fields.is_empty() {
            return Ok(());
        }
        let note = AuditNote::new(AuditKind::Read, &entity.name, Uuid::nil(), "aggregate")
            .with("fields", fields)
            .with("filter", request.filter.as_ref().map(RawFilter::to_json))
            .with("search", request.search.clone());
        self.note(ctx, vec![note]).await
    }
}
