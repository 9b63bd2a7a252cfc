//! Routes of passkeys.

use axum::routing;

use crate::http::passkeys;
use crate::openapi::shape::{Body, Shape};
use crate::route::{Route, delete, get, post};

/// All of them.
pub(super) fn passkeys() -> Vec<Route> {
    vec![
        get("/api/v1/me/passkeys", "passkeys.list", || {
            routing::get(passkeys::list)
        })
        .says("The caller's passkeys")
        .answers(200, Shape::DataList("Passkey")),
        post("/api/v1/me/passkeys/options", "passkeys.options", || {
            routing::post(passkeys::options)
        })
        .says("What a browser needs to make a passkey")
        .answers(200, Shape::Data("PasskeyOptions")),
        post("/api/v1/me/passkeys", "passkeys.create", || {
            routing::post(passkeys::add)
        })
        .says("Adds a passkey that a browser made")
        .body(Body::Named("AddPasskey"))
        .answers(201, Shape::Data("Passkey")),
        delete("/api/v1/me/passkeys/{id}", "passkeys.delete", || {
            routing::delete(passkeys::remove)
        })
        .says("Removes a passkey")
        .answers(200, Shape::Data("Deleted")),
        post(
            "/api/v1/sessions/passkey/options",
            "sessions.passkey_options",
            || routing::post(passkeys::ask),
        )
        .says("What a browser needs to use a passkey")
        .anyone()
        .body(Body::Named("PasskeyChallenge"))
        .answers(200, Shape::Data("PasskeyOptions")),
        post("/api/v1/sessions/passkey", "sessions.passkey", || {
            routing::post(passkeys::sign_in)
        })
        .says("Signs in with a passkey")
        .anyone()
        .body(Body::Named("UsePasskey"))
        .answers(200, Shape::Data("Session")),
    ]
}
