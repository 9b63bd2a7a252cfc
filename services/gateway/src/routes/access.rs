//! Routes of what users may do and whose records they reach.

use axum::routing;

use crate::http::access::{profiles, roles, sharing, teams};
use crate::openapi::shape::{Body, Shape};
use crate::route::{Route, delete, get, patch, post, put};

/// All of them.
pub(super) fn access() -> Vec<Route> {
    let mut all = of_profiles();
    all.extend(of_roles());
    all.extend(of_teams());
    all.extend(of_sharing());
    all
}

fn of_profiles() -> Vec<Route> {
    vec![
        get("/api/v1/profiles", "profiles.list", || {
            routing::get(profiles::list)
        })
        .says("What users may do; names only for those who may not change it")
        .answers(200, Shape::DataList("Profile")),
        post("/api/v1/profiles", "profiles.create", || {
            routing::post(profiles::create)
        })
        .says("Adds a profile")
        .body(Body::Named("ProfileChange"))
        .answers(201, Shape::Data("Profile")),
        get("/api/v1/profiles/{id}", "profiles.get", || {
            routing::get(profiles::get)
        })
        .says("A profile")
        .answers(200, Shape::Data("Profile")),
        patch("/api/v1/profiles/{id}", "profiles.update", || {
            routing::patch(profiles::update)
        })
        .says("Changes a profile; entities that are not named stay as they are")
        .body(Body::Named("ProfileChange"))
        .answers(200, Shape::Data("Profile")),
        delete("/api/v1/profiles/{id}", "profiles.delete", || {
            routing::delete(profiles::delete)
        })
        .says("Removes a profile that nobody has")
        .answers(200, Shape::Data("Deleted")),
    ]
}

fn of_roles() -> Vec<Route> {
    vec![
        get("/api/v1/roles", "roles.list", || routing::get(roles::list))
            .says("The tree of who answers for whom")
            .answers(200, Shape::DataList("Role")),
        post("/api/v1/roles", "roles.create", || {
            routing::post(roles::create)
        })
        .says("Adds a role")
        .body(Body::Named("RoleChange"))
        .answers(201, Shape::Data("Role")),
        get("/api/v1/roles/{id}", "roles.get", || {
            routing::get(roles::get)
        })
        .says("A role")
        .answers(200, Shape::Data("Role")),
        patch("/api/v1/roles/{id}", "roles.update", || {
            routing::patch(roles::update)
        })
        .says("Changes a role or moves it in the tree")
        .body(Body::Named("RoleChange"))
        .answers(200, Shape::Data("Role")),
        delete("/api/v1/roles/{id}", "roles.delete", || {
            routing::delete(roles::delete)
        })
        .says("Removes a role that nobody has; those under it move up")
        .answers(200, Shape::Data("Deleted")),
    ]
}

fn of_teams() -> Vec<Route> {
    vec![
        get("/api/v1/teams", "teams.list", || routing::get(teams::list))
            .says("Users who work together")
            .answers(200, Shape::DataList("Team")),
        post("/api/v1/teams", "teams.create", || {
            routing::post(teams::create)
        })
        .says("Adds a team")
        .body(Body::Named("TeamChange"))
        .answers(201, Shape::Data("Team")),
        get("/api/v1/teams/{id}", "teams.get", || {
            routing::get(teams::get)
        })
        .says("A team")
        .answers(200, Shape::Data("Team")),
        patch("/api/v1/teams/{id}", "teams.update", || {
            routing::patch(teams::update)
        })
        .says("Changes a team; members are all that it has then")
        .body(Body::Named("TeamChange"))
        .answers(200, Shape::Data("Team")),
        delete("/api/v1/teams/{id}", "teams.delete", || {
            routing::delete(teams::delete)
        })
        .says("Removes a team")
        .answers(200, Shape::Data("Deleted")),
    ]
}

fn of_sharing() -> Vec<Route> {
    vec![
        get("/api/v1/sharing", "sharing.get", || {
            routing::get(sharing::get)
        })
        .says("Organisation defaults and sharing rules")
        .answers(200, Shape::Data("Sharing")),
        put(
            "/api/v1/sharing/defaults/{entity}",
            "sharing.default",
            || routing::put(sharing::set_default),
        )
        .says("Sets what every staff user may do with an entity's records")
        .body(Body::Named("SharingAccess"))
        .answers(200, Shape::Data("SharingDefault")),
        post("/api/v1/sharing/rules", "sharing.create_rule", || {
            routing::post(sharing::create_rule)
        })
        .says("Adds a sharing rule")
        .body(Body::Named("SharingRuleChange"))
        .answers(201, Shape::Data("SharingRule")),
        patch("/api/v1/sharing/rules/{id}", "sharing.update_rule", || {
            routing::patch(sharing::update_rule)
        })
        .says("Changes a sharing rule")
        .body(Body::Named("SharingRuleChange"))
        .answers(200, Shape::Data("SharingRule")),
        delete("/api/v1/sharing/rules/{id}", "sharing.delete_rule", || {
            routing::delete(sharing::delete_rule)
        })
        .says("Removes a sharing rule")
        .answers(200, Shape::Data("Deleted")),
    ]
}
