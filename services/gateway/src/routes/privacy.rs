//! Routes of what persons ask about their data.

use axum::routing;

use crate::http::privacy;
use crate::openapi::shape::{Body, Shape};
use crate::route::{Route, get, post};

/// All of them.
pub(super) fn privacy() -> Vec<Route> {
    vec![
        post("/api/v1/privacy/requests", "privacy.request", || {
            routing::post(privacy::request)
        })
        .says("Begins to answer a person's request; an erasure is previewed until it is confirmed")
        .body(Body::Named("PrivacyRequest"))
        .answers(202, Shape::Data("PrivacyBegun")),
        get("/api/v1/privacy/requests/{id}", "privacy.get", || {
            routing::get(privacy::get)
        })
        .says("A request and what came out")
        .answers(200, Shape::Data("PrivacyResult")),
    ]
}
