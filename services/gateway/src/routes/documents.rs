//! Routes of files; documents themselves are records.

use axum::extract::DefaultBodyLimit;
use axum::routing;

use crate::http::documents;
use crate::openapi::shape::{Body, Shape};
use crate::route::{Route, get, post};

/// All of them.
pub(super) fn documents() -> Vec<Route> {
    vec![
        post("/api/v1/documents/upload", "documents.upload", || {
            routing::post(documents::upload).layer(DefaultBodyLimit::disable())
        })
        .says(
            "Makes a document of each file of a form; its other parts are fields of the documents",
        )
        .body(Body::File)
        .answers(201, Shape::Written("Uploaded")),
        post(
            "/api/v1/documents/{id}/versions",
            "documents.add_version",
            || routing::post(documents::add_version).layer(DefaultBodyLimit::disable()),
        )
        .says("Gives a document another file; the earlier ones stay as its versions")
        .body(Body::File)
        .answers(201, Shape::Written("Uploaded")),
        get(
            "/api/v1/documents/{id}/content",
            "documents.content",
            || routing::get(documents::content),
        )
        .says("The file of a document, whole or in part")
        .query(&["version", "disposition"])
        .answers(200, Shape::File(&["application/octet-stream"])),
        post("/api/v1/documents/{id}/link", "documents.link", || {
            routing::post(documents::link)
        })
        .says("A link that opens the file for a while without signing in")
        .body(Body::Named("FileLinkWish"))
        .answers(201, Shape::Data("FileLink")),
        get("/api/v1/documents/open/{token}", "documents.open", || {
            routing::get(documents::open)
        })
        .says("The file of a link")
        .anyone()
        .answers(200, Shape::File(&["application/octet-stream"])),
    ]
}
