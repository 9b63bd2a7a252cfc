//! Routes of sign-in through a provider.

use axum::routing;

use crate::http::providers;
use crate::openapi::shape::Shape;
use crate::route::{Route, delete, get};

/// All of them.
pub(super) fn providers() -> Vec<Route> {
    vec![
        get("/api/v1/sign-in/providers", "sign_in.providers", || {
            routing::get(providers::list)
        })
        .says("The providers people may sign in through")
        .anyone()
        .answers(200, Shape::DataList("SignInProvider")),
        get("/api/v1/me/providers", "me.providers", || {
            routing::get(providers::own)
        })
        .says("The providers through which the caller signs in")
        .answers(200, Shape::DataList("ProviderLink")),
        delete("/api/v1/me/providers/{id}", "me.providers.delete", || {
            routing::delete(providers::unlink)
        })
        .says("Takes a provider away; the last way to sign in stays")
        .answers(200, Shape::Data("Deleted")),
        get("/api/v1/sign-in/oidc/{name}/start", "sign_in.start", || {
            routing::get(providers::start)
        })
        .says("Sends the browser to a provider; a page, not an answer for programs")
        .anyone()
        .query(&["next"])
        .answers(303, Shape::File(&["text/html"])),
        get(
            "/api/v1/sign-in/oidc/{name}/callback",
            "sign_in.callback",
            || routing::get(providers::callback),
        )
        .says("Takes the browser back from a provider; a page, not an answer for programs")
        .anyone()
        .query(&["code", "state", "error", "iss"])
        .answers(303, Shape::File(&["text/html"])),
    ]
}
