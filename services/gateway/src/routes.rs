//! Every route on one table. The router and the API's description are both made from it, so neither can name
//! a route the other does not know.
//!
//! A path with `{entities}` serves every entity; fixed paths win over it.

mod access;
mod account;
mod bookings;
mod documents;
mod factors;
mod passkeys;
mod privacy;
mod providers;
mod shares;
mod trail;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing;

use crate::http::{
    activity, bulk, custom, export, health, imports, jobs, meta, print, records, sessions, users,
};
use crate::metrics;
use crate::openapi::shape::{Body, Shape};
use crate::route::{Route, delete, get, patch, post, put};
use crate::state::GatewayState;

/// The router of the whole table.
pub(crate) fn routed() -> Router<GatewayState> {
    table().into_iter().fold(Router::new(), |router, route| {
        router.route(route.path, (route.handler)())
    })
}

/// All routes.
#[must_use]
pub fn table() -> Vec<Route> {
    let mut all = about();
    all.extend(signing_in());
    all.extend(people());
    all.extend(account::own_account());
    all.extend(factors::second_factors());
    all.extend(passkeys::passkeys());
    all.extend(providers::providers());
    all.extend(access::access());
    all.extend(model());
    all.extend(trail::trail());
    all.extend(privacy::privacy());
    all.extend(importing());
    all.extend(documents::documents());
    all.extend(shares::shares());
    all.extend(bookings::bookings());
    all.extend(reading());
    all.extend(writing());
    all
}

/// The process itself.
fn about() -> Vec<Route> {
    vec![
        get("/health", "health", || routing::get(health::health))
            .says("Whether the process answers")
            .anyone()
            .answers(200, Shape::Plain("Health")),
        get("/api/v1/health", "health.api", || {
            routing::get(health::health)
        })
        .says("Whether the process answers")
        .anyone()
        .answers(200, Shape::Plain("Health")),
        get("/ready", "ready", || routing::get(health::ready))
            .says("Whether the database is reachable and migrated")
            .anyone()
            .answers(200, Shape::Plain("Health")),
        get("/metrics", "metrics", || routing::get(metrics::metrics))
            .says("Figures for a monitoring system, in the text format of Prometheus")
            .anyone()
            .answers(200, Shape::Anything),
        get("/api/v1/setup", "setup", || routing::get(sessions::setup))
            .says("Whether the installation waits for its first user")
            .anyone()
            .answers(200, Shape::Data("Setup")),
        get("/api/v1/openapi.json", "openapi", || {
            routing::get(meta::openapi_json)
        })
        .says("This description")
        .anyone()
        .answers(200, Shape::Anything),
        get("/api/v1/modules", "modules", || routing::get(meta::modules))
            .says("The modules in load order")
            .answers(200, Shape::DataList("Module")),
        get("/api/v1/jobs/{id}", "jobs.get", || routing::get(jobs::get))
            .says("A job in the background")
            .answers(200, Shape::Data("Job")),
        post("/api/v1/demo", "demo", || routing::post(jobs::demo))
            .says("Fills the tenant with demo data")
            .answers(202, Shape::Data("JobStarted")),
    ]
}

/// Founding a tenant, signing in and out.
fn signing_in() -> Vec<Route> {
    vec![
        post("/api/v1/tenants", "tenants.create", || {
            routing::post(sessions::sign_up)
        })
        .says("Founds a tenant; the caller becomes its administrator")
        .anyone()
        .body(Body::Named("SignUp"))
        .answers(201, Shape::Data("Session")),
        post("/api/v1/sessions", "sessions.create", || {
            routing::post(sessions::sign_in)
        })
        .says("Signs in")
        .anyone()
        .body(Body::Named("SignIn"))
        .answers(200, Shape::Data("SignedIn")),
        post("/api/v1/sessions/refresh", "sessions.refresh", || {
            routing::post(sessions::refresh)
        })
        .says("Spends a refresh token for a new session")
        .anyone()
        .body(Body::Named("Refresh"))
        .answers(200, Shape::Data("Session")),
        delete("/api/v1/sessions/current", "sessions.delete", || {
            routing::delete(sessions::sign_out)
        })
        .says("Ends the session")
        .anyone()
        .answers(200, Shape::Data("Empty")),
        get("/api/v1/invitations/{token}", "invitations.get", || {
            routing::get(users::invitation)
        })
        .says("Who invites")
        .anyone()
        .answers(200, Shape::Data("Offer")),
        post(
            "/api/v1/invitations/{token}/accept",
            "invitations.accept",
            || routing::post(users::accept),
        )
        .says("Accepts an invitation")
        .anyone()
        .body(Body::Named("Accept"))
        .answers(201, Shape::Data("Session")),
    ]
}

/// The caller, the users, the invitations.
fn people() -> Vec<Route> {
    vec![
        get("/api/v1/me", "me.get", || routing::get(sessions::me))
            .says("Who is signed in")
            .answers(200, Shape::Data("Me")),
        patch("/api/v1/me", "me.update", || {
            routing::patch(sessions::update_me)
        })
        .says("Changes the caller")
        .body(Body::Named("MeChange"))
        .answers(200, Shape::Data("Me")),
        get("/api/v1/users", "users.list", || routing::get(users::list))
            .says("The users of the tenant")
            .answers(200, Shape::DataList("User")),
        patch("/api/v1/users/{id}", "users.update", || {
            routing::patch(users::update)
        })
        .says("Changes a user")
        .body(Body::Named("UserChange"))
        .answers(200, Shape::Data("User")),
        get("/api/v1/invitations", "invitations.list", || {
            routing::get(users::invitations)
        })
        .says("Open invitations")
        .answers(200, Shape::DataList("Invitation")),
        delete("/api/v1/invitations/{token}", "invitations.delete", || {
            routing::delete(users::withdraw)
        })
        .says("Withdraws an invitation, named by its id")
        .answers(200, Shape::Data("Deleted")),
        post("/api/v1/invitations", "invitations.create", || {
            routing::post(users::invite)
        })
        .says("Invites somebody")
        .body(Body::Named("Invite"))
        .answers(201, Shape::Data("Invitation")),
    ]
}

/// The data model.
fn model() -> Vec<Route> {
    vec![
        get("/api/v1/meta", "meta.get", || routing::get(meta::meta))
            .says("The data model")
            .answers(200, Shape::Data("Meta")),
        post("/api/v1/meta/entities", "meta.create_entity", || {
            routing::post(custom::create_entity)
        })
        .says("Adds a custom object")
        .body(Body::Named("CustomEntity"))
        .answers(201, Shape::Data("Entity")),
        patch(
            "/api/v1/meta/entities/{entity}",
            "meta.update_entity",
            || routing::patch(custom::update_entity),
        )
        .says("Changes a custom object")
        .body(Body::Named("CustomEntity"))
        .answers(200, Shape::Data("Entity")),
        delete(
            "/api/v1/meta/entities/{entity}",
            "meta.delete_entity",
            || routing::delete(custom::delete_entity),
        )
        .says("Removes a custom object")
        .query(&["purge"])
        .answers(200, Shape::Data("Named")),
        post(
            "/api/v1/meta/entities/{entity}/fields",
            "meta.create_field",
            || routing::post(custom::create_field),
        )
        .says("Adds a custom field")
        .body(Body::Named("CustomField"))
        .answers(201, Shape::Data("Field")),
        patch(
            "/api/v1/meta/entities/{entity}/fields/{name}",
            "meta.update_field",
            || routing::patch(custom::update_field),
        )
        .says("Changes a custom field")
        .body(Body::Named("CustomField"))
        .answers(200, Shape::Data("Field")),
        delete(
            "/api/v1/meta/entities/{entity}/fields/{name}",
            "meta.delete_field",
            || routing::delete(custom::delete_field),
        )
        .says("Removes a custom field")
        .query(&["purge"])
        .answers(200, Shape::Data("Named")),
    ]
}

/// Files in.
fn importing() -> Vec<Route> {
    vec![
        post("/api/v1/imports", "imports.create", || {
            routing::post(imports::create).layer(DefaultBodyLimit::disable())
        })
        .says("Begins an import with a file")
        .query(&["entity"])
        .body(Body::File)
        .answers(201, Shape::Data("Import")),
        get("/api/v1/imports", "imports.list", || {
            routing::get(imports::list)
        })
        .says("The newest imports")
        .query(&["limit"])
        .answers(200, Shape::DataList("Import")),
        get("/api/v1/imports/{id}", "imports.get", || {
            routing::get(imports::get)
        })
        .says("An import")
        .answers(200, Shape::Data("Import")),
        patch("/api/v1/imports/{id}", "imports.update", || {
            routing::patch(imports::update)
        })
        .says("Changes mapping and settings")
        .body(Body::Named("ImportChange"))
        .answers(200, Shape::Data("Import")),
        post("/api/v1/imports/{id}/check", "imports.check", || {
            routing::post(imports::check)
        })
        .says("Reads and judges every row, writes nothing")
        .answers(202, Shape::Data("Import")),
        post("/api/v1/imports/{id}/run", "imports.run", || {
            routing::post(imports::run)
        })
        .says("Imports")
        .answers(202, Shape::Data("Import")),
        post("/api/v1/imports/{id}/undo", "imports.undo", || {
            routing::post(imports::undo)
        })
        .says("Takes the whole import back")
        .answers(202, Shape::Data("Import")),
        get("/api/v1/imports/{id}/rows", "imports.rows", || {
            routing::get(imports::rows)
        })
        .says("Rows by what became of them")
        .query(&["status", "cursor", "limit"])
        .answers(200, Shape::Page("ImportRow")),
        get("/api/v1/imports/{id}/errors.csv", "imports.errors", || {
            routing::get(imports::errors_csv)
        })
        .says("The rejected rows with their reasons")
        .answers(200, Shape::File(&["text/csv"])),
    ]
}

/// Reading records of any entity.
fn reading() -> Vec<Route> {
    vec![
        get("/api/v1/{entities}", "list", || routing::get(records::list))
            .says("Lists {entities}")
            .query(LIST)
            .answers(200, Shape::Records),
        get("/api/v1/{entities}/aggregate", "aggregate", || {
            routing::get(records::aggregate)
        })
        .says("Groups and sums {entities}")
        .query(&["group", "metrics", "filter", "search"])
        .answers(200, Shape::Aggregate),
        get("/api/v1/{entities}/export", "export", || {
            routing::get(export::export)
        })
        .says("All {entities} as a file")
        .query(&["format", "filter", "search", "sort", "fields", "deleted"])
        .answers(
            200,
            Shape::File(&[
                "text/csv",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ]),
        ),
        get("/api/v1/{entities}/{id}", "get", || {
            routing::get(records::get)
        })
        .says("One {entity}")
        .query(&["fields", "include"])
        .answers(200, Shape::Record),
        get("/api/v1/{entities}/{id}/pdf", "pdf", || {
            routing::get(print::print)
        })
        .says("An invoice, a credit note, an order or an estimate as PDF")
        .answers(200, Shape::File(&["application/pdf"])),
        get("/api/v1/{entities}/{id}/timeline", "timeline", || {
            routing::get(activity::timeline)
        })
        .says("The timeline of a {entity}")
        .query(&["cursor", "limit", "kinds"])
        .answers(200, Shape::Page("TimelineEntry")),
        get("/api/v1/{entities}/{id}/audit", "audit", || {
            routing::get(activity::audit)
        })
        .says("The audit entries of a {entity}")
        .query(&["cursor", "limit"])
        .answers(200, Shape::Page("AuditEntry")),
        get("/api/v1/{entities}/{id}/history", "history", || {
            routing::get(activity::history)
        })
        .says("The steps of a state of a {entity}")
        .query(&["field"])
        .answers(200, Shape::DataList("HistoryStep")),
    ]
}

/// Writing records of any entity.
fn writing() -> Vec<Route> {
    vec![
        post("/api/v1/{entities}", "create", || {
            routing::post(records::create)
        })
        .says("Creates a {entity}")
        .body(Body::Record)
        .answers(201, Shape::RecordWritten),
        post("/api/v1/{entities}/bulk", "bulk", || {
            routing::post(bulk::bulk)
        })
        .says("Changes many {entities}")
        .body(Body::Named("Bulk"))
        .answers(200, Shape::Written("BulkSummary")),
        patch("/api/v1/{entities}/{id}", "update", || {
            routing::patch(records::update)
        })
        .says("Changes a {entity}")
        .body(Body::Change)
        .answers(200, Shape::RecordWritten),
        put("/api/v1/{entities}/{id}", "replace", || {
            routing::put(records::update)
        })
        .says("Changes a {entity}, like PATCH")
        .body(Body::Change)
        .answers(200, Shape::RecordWritten),
        delete("/api/v1/{entities}/{id}", "delete", || {
            routing::delete(records::delete)
        })
        .says("Moves a {entity} to the bin")
        .answers(200, Shape::Written("Deleted")),
        post("/api/v1/{entities}/{id}/restore", "restore", || {
            routing::post(records::restore)
        })
        .says("Takes a {entity} out of the bin")
        .answers(200, Shape::RecordWritten),
        post("/api/v1/{entities}/{id}", "collection_action", || {
            routing::post(records::collection_action)
        })
        .says("{action}")
        .body(Body::Action)
        .answers(200, Shape::Action),
        post("/api/v1/{entities}/{id}/{action}", "action", || {
            routing::post(records::action)
        })
        .says("{action}")
        .body(Body::Action)
        .answers(200, Shape::Action),
    ]
}

/// What lists take.
const LIST: &[&str] = &[
    "filter", "search", "sort", "limit", "cursor", "page", "offset", "count", "fields", "include",
    "deleted",
];
