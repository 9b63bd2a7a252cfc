//! Routes of sharing single records, and of why somebody may see one.

use axum::routing;

use crate::http::shares;
use crate::openapi::shape::{Body, Shape};
use crate::route::{Route, delete, get, post};

/// All of them.
pub(super) fn shares() -> Vec<Route> {
    vec![
        get("/api/v1/{entities}/{id}/shares", "shares.list", || {
            routing::get(shares::list)
        })
        .says("With whom a {entity} is shared by hand")
        .answers(200, Shape::DataList("RecordShare")),
        post("/api/v1/{entities}/{id}/shares", "shares.create", || {
            routing::post(shares::create)
        })
        .says("Shares a {entity} with a user, a role or a team")
        .body(Body::Named("NewShare"))
        .answers(201, Shape::Data("RecordShare")),
        delete(
            "/api/v1/{entities}/{id}/shares/{share}",
            "shares.delete",
            || routing::delete(shares::delete),
        )
        .says("Takes a share back")
        .answers(200, Shape::Data("Deleted")),
        get("/api/v1/{entities}/{id}/access", "access", || {
            routing::get(shares::access)
        })
        .says("Why a user may or may not see and change a {entity}")
        .query(&["user"])
        .answers(200, Shape::Data("RecordAccess")),
        get("/api/v1/{entities}/{id}/viewers", "viewers", || {
            routing::get(shares::viewers)
        })
        .says("Who may see a {entity}, and why")
        .answers(200, Shape::DataList("RecordViewer")),
    ]
}
