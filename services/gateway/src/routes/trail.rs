//! Routes of the audit trail, of undo, of live updates and of the search over everything.

use axum::routing;

use crate::http::{activity, audit, audit_export};
use crate::live::sse;
use crate::openapi::shape::{Body, Shape};
use crate::route::{Route, get, post};

/// All of them.
pub(super) fn trail() -> Vec<Route> {
    vec![
        get("/api/v1/audit", "audit.list", || routing::get(audit::list))
            .says("The audit trail, newest first")
            .query(&[
                "kind", "entity", "record", "actor", "action", "from", "to", "cursor", "limit",
            ])
            .answers(200, Shape::Page("AuditEntry")),
        get("/api/v1/audit/export", "audit.export", || {
            routing::get(audit_export::export)
        })
        .says("The audit trail as a file, with the filters of the list")
        .query(&[
            "format", "kind", "entity", "record", "actor", "action", "from", "to",
        ])
        .answers(200, Shape::File(&["text/csv", "application/jsonl"])),
        get("/api/v1/audit/head", "audit.head", || {
            routing::get(audit::head)
        })
        .says("The last place of the audit trail's chain, to be kept elsewhere, and the last verification")
        .answers(200, Shape::Data("AuditHead")),
        post("/api/v1/audit/verify", "audit.verify", || {
            routing::post(audit::verify)
        })
        .says("Verifies the chain of the audit trail in the background")
        .body(Body::Named("AuditVerify"))
        .answers(202, Shape::Data("JobStarted")),
        post("/api/v1/audit/{id}/undo", "audit.undo", || {
            routing::post(audit::undo_entry)
        })
        .says("Takes one change back")
        .answers(200, Shape::Written("Undone")),
        post("/api/v1/operations/{id}/undo", "operations.undo", || {
            routing::post(audit::undo_operation)
        })
        .says("Takes back everything an operation changed")
        .answers(200, Shape::Written("Undone")),
        get("/api/v1/events", "events", || routing::get(sse::events))
            .says("Live updates as server-sent events: changes of records that the caller may see")
            .query(&["entities", "after"])
            .answers(200, Shape::File(&["text/event-stream"])),
        get("/api/v1/search", "search", || {
            routing::get(activity::search)
        })
        .says("Searches everything")
        .query(&["q", "entities", "limit"])
        .answers(200, Shape::DataList("Hit")),
    ]
}
