//! Routes of second factors.

use axum::routing;

use crate::http::factors;
use crate::openapi::shape::{Body, Shape};
use crate::route::{Route, delete, get, patch, post};

/// All of them.
pub(super) fn second_factors() -> Vec<Route> {
    let mut all = completing();
    all.extend(own());
    all.extend(of_the_company());
    all
}

fn completing() -> Vec<Route> {
    vec![
        post("/api/v1/sessions/mfa", "sessions.mfa", || {
            routing::post(factors::complete)
        })
        .says("Completes a sign-in with a code of the authenticator app or a recovery code")
        .anyone()
        .body(Body::Named("MfaCode"))
        .answers(200, Shape::Data("Session")),
        post("/api/v1/sessions/mfa/totp", "sessions.mfa_totp", || {
            routing::post(factors::begin_required)
        })
        .says("The secret of an authenticator app for a sign-in that demands one")
        .anyone()
        .body(Body::Named("MfaToken"))
        .answers(200, Shape::Data("TotpSetup")),
    ]
}

fn own() -> Vec<Route> {
    vec![
        get("/api/v1/me/factors", "factors.get", || {
            routing::get(factors::get)
        })
        .says("What the caller has besides the password")
        .answers(200, Shape::Data("Factors")),
        post("/api/v1/me/factors/totp", "factors.begin_totp", || {
            routing::post(factors::begin)
        })
        .says("Makes the secret of an authenticator app")
        .answers(200, Shape::Data("TotpSetup")),
        post(
            "/api/v1/me/factors/totp/confirm",
            "factors.confirm_totp",
            || routing::post(factors::confirm),
        )
        .says("Confirms the app with a code of it; sign-in asks for one from now on")
        .body(Body::Named("TotpCode"))
        .answers(200, Shape::Data("RecoveryCodes")),
        delete("/api/v1/me/factors/totp", "factors.remove_totp", || {
            routing::delete(factors::remove)
        })
        .says("Takes the authenticator app away")
        .body(Body::Named("PasswordOnly"))
        .answers(200, Shape::Data("Empty")),
        post(
            "/api/v1/me/factors/recovery-codes",
            "factors.recovery_codes",
            || routing::post(factors::new_codes),
        )
        .says("Replaces the recovery codes")
        .body(Body::Named("PasswordOnly"))
        .answers(200, Shape::Data("RecoveryCodes")),
    ]
}

fn of_the_company() -> Vec<Route> {
    vec![
        get("/api/v1/security", "security.get", || {
            routing::get(factors::policy)
        })
        .says("What the company demands of sign-in")
        .answers(200, Shape::Data("Security")),
        patch("/api/v1/security", "security.update", || {
            routing::patch(factors::change_policy)
        })
        .says("Changes what the company demands of sign-in")
        .body(Body::Named("SecurityChange"))
        .answers(200, Shape::Data("Security")),
        delete("/api/v1/users/{id}/factors", "users.reset_factors", || {
            routing::delete(factors::reset)
        })
        .says("Takes all second factors of a user away, who lost them")
        .answers(200, Shape::Data("Deleted")),
    ]
}
