//! Routes of people about their own accounts, and of administrators for those who cannot come in.

use axum::routing;

use crate::http::account;
use crate::openapi::shape::{Body, Shape};
use crate::route::{Route, delete, get, post};

/// All of them.
pub(super) fn own_account() -> Vec<Route> {
    let mut all = passwords();
    all.extend(sessions());
    all.extend(rescue());
    all.extend(keys());
    all
}

fn passwords() -> Vec<Route> {
    vec![
        post("/api/v1/password/forgot", "password.forgot", || {
            routing::post(account::forgot)
        })
        .says("Sends a link for another password, if somebody has the address")
        .anyone()
        .body(Body::Named("ForgottenPassword"))
        .answers(202, Shape::Data("Empty")),
        post("/api/v1/password/reset", "password.reset", || {
            routing::post(account::reset)
        })
        .says("Chooses another password with the secret of a link")
        .anyone()
        .body(Body::Named("PasswordReset"))
        .answers(200, Shape::Data("Empty")),
        post("/api/v1/me/password", "me.password", || {
            routing::post(account::change_password)
        })
        .says("Replaces the caller's password; all other sessions end")
        .body(Body::Named("PasswordChange"))
        .answers(200, Shape::Data("Empty")),
        post("/api/v1/email/verify", "email.verify", || {
            routing::post(account::verify)
        })
        .says("Proves an address with the secret that was sent there")
        .anyone()
        .body(Body::Named("EmailVerification"))
        .answers(200, Shape::Data("Empty")),
        post("/api/v1/me/email/verification", "me.verification", || {
            routing::post(account::send_verification)
        })
        .says("Sends the caller another link that proves the address")
        .answers(202, Shape::Data("VerificationSent")),
    ]
}

fn sessions() -> Vec<Route> {
    vec![
        get("/api/v1/me/sessions", "me.sessions", || {
            routing::get(account::sessions)
        })
        .says("Where the caller is signed in")
        .answers(200, Shape::DataList("OwnSession")),
        delete("/api/v1/me/sessions", "me.sessions.delete_others", || {
            routing::delete(account::end_others)
        })
        .says("Ends all of the caller's sessions but this one")
        .answers(200, Shape::Data("Ended")),
        delete("/api/v1/me/sessions/{id}", "me.sessions.delete", || {
            routing::delete(account::end_session)
        })
        .says("Ends one of the caller's sessions")
        .answers(200, Shape::Data("Deleted")),
    ]
}

fn keys() -> Vec<Route> {
    vec![
        get("/api/v1/api-keys", "api_keys.list", || {
            routing::get(account::api_keys)
        })
        .says("The caller's API keys; everybody's for who may change integrations")
        .answers(200, Shape::DataList("ApiKey")),
        post("/api/v1/api-keys", "api_keys.create", || {
            routing::post(account::add_api_key)
        })
        .says("Makes an API key; its secret is shown once")
        .body(Body::Named("ApiKeyInput"))
        .answers(201, Shape::Data("NewApiKey")),
        delete("/api/v1/api-keys/{id}", "api_keys.delete", || {
            routing::delete(account::revoke_api_key)
        })
        .says("Revokes an API key")
        .answers(200, Shape::Data("Deleted")),
    ]
}

fn rescue() -> Vec<Route> {
    vec![
        post("/api/v1/users/{id}/unlock", "users.unlock", || {
            routing::post(account::unlock)
        })
        .says("Takes the lock of failed sign-ins away")
        .answers(200, Shape::Data("Deleted")),
        post(
            "/api/v1/users/{id}/password-reset",
            "users.password_reset",
            || routing::post(account::reset_link),
        )
        .says("Makes a link with which a user chooses another password; it is shown once")
        .answers(201, Shape::Data("ResetLink")),
        post(
            "/api/v1/users/{id}/impersonate",
            "users.impersonate",
            || routing::post(account::impersonate),
        )
        .says("Lets the caller's session act in the user's name")
        .answers(200, Shape::Data("Acting")),
        delete(
            "/api/v1/me/impersonation",
            "me.impersonation.delete",
            || routing::delete(account::end_impersonation),
        )
        .says("Lets the session act in its own name again")
        .answers(200, Shape::Data("Acting")),
    ]
}
