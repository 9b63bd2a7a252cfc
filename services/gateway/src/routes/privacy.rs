//! Routes of what persons ask about their data, of legal holds and retention rules.

use axum::routing;

use crate::http::privacy;
use crate::openapi::shape::{Body, Shape};
use crate::route::{Route, delete, get, patch, post};

/// All of them.
pub(super) fn privacy() -> Vec<Route> {
    [requests(), holds(), retention()].concat()
}

fn requests() -> Vec<Route> {
    vec![
        post("/api/v1/privacy/requests", "privacy.request", || {
            routing::post(privacy::request)
        })
        .says("Begins to answer a person's request; an erasure is previewed until it is confirmed")
        .body(Body::Named("PrivacyRequest"))
        .answers(202, Shape::Data("PrivacyBegun")),
        get("/api/v1/privacy/requests", "privacy.list", || {
            routing::get(privacy::list)
        })
        .says("The newest requests")
        .answers(200, Shape::DataList("PrivacyListed")),
        get("/api/v1/privacy/requests/{id}", "privacy.get", || {
            routing::get(privacy::get)
        })
        .says("A request and what came out")
        .answers(200, Shape::Data("PrivacyResult")),
        get(
            "/api/v1/privacy/requests/{id}/archive",
            "privacy.archive",
            || routing::get(privacy::archive),
        )
        .says("What is kept about a person as a ZIP: a page to read, and JSON by entity")
        .answers(200, Shape::File(&["application/zip"])),
    ]
}

fn holds() -> Vec<Route> {
    vec![
        get("/api/v1/privacy/holds", "privacy.holds", || {
            routing::get(privacy::holds)
        })
        .says("Legal holds that stand, or all of them")
        .query(&["released"])
        .answers(200, Shape::DataList("LegalHold")),
        post("/api/v1/privacy/holds", "privacy.set_hold", || {
            routing::post(privacy::set_hold)
        })
        .says("Keeps a person, a record or a user from being deleted, purged or erased")
        .body(Body::Named("NewHold"))
        .answers(201, Shape::DataList("LegalHold")),
        delete("/api/v1/privacy/holds/{id}", "privacy.release_hold", || {
            routing::delete(privacy::release_hold)
        })
        .says("Ends a legal hold")
        .answers(200, Shape::Data("LegalHold")),
    ]
}

fn retention() -> Vec<Route> {
    vec![
        get("/api/v1/privacy/retention", "privacy.rules", || {
            routing::get(privacy::rules)
        })
        .says("Retention rules")
        .answers(200, Shape::DataList("RetentionRule")),
        post("/api/v1/privacy/retention", "privacy.add_rule", || {
            routing::post(privacy::add_rule)
        })
        .says("Makes a retention rule, which is not switched on yet")
        .body(Body::Named("RetentionChange"))
        .answers(201, Shape::Data("RetentionRule")),
        get("/api/v1/privacy/retention/{id}", "privacy.rule", || {
            routing::get(privacy::rule)
        })
        .says("A retention rule")
        .answers(200, Shape::Data("RetentionRule")),
        patch(
            "/api/v1/privacy/retention/{id}",
            "privacy.change_rule",
            || routing::patch(privacy::change_rule),
        )
        .says("Changes a retention rule; `active` needs the `confirm` of its preview")
        .body(Body::Named("RetentionChange"))
        .answers(200, Shape::Data("RetentionRule")),
        delete(
            "/api/v1/privacy/retention/{id}",
            "privacy.remove_rule",
            || routing::delete(privacy::remove_rule),
        )
        .says("Removes a retention rule")
        .answers(200, Shape::Data("Deleted")),
        get(
            "/api/v1/privacy/retention/{id}/preview",
            "privacy.preview_rule",
            || routing::get(privacy::preview_rule),
        )
        .says("What a retention rule would do now")
        .answers(200, Shape::Data("RetentionPreview")),
    ]
}
