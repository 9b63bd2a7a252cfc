//! Every route is asked by everybody who may not: strangers, readers, keys, and people from whom a field is hidden.
//!
//! What they must hear stands in `table.rs`, a line for each route; what they ask for is made in `world.rs`. A refused
//! request leaves records, settings and the audit trail as they were.

mod table;
mod world;

use axum::http::Method;
use rapport_gateway::{Access, Route, routes};
use serde_json::{Value, json};

use crate::support::{User, on_each_database};
use table::{FOR_EVERYBODY, Line, Says, TABLE};
use world::{HIDDEN, NEEDLE, World};

/// The routes of the table with their lines.
fn lines() -> Vec<(Route, &'static Line)> {
    let signed_in = routes()
        .into_iter()
        .filter(|route| route.access == Access::SignedIn);
    signed_in
        .map(|route| {
            let line = TABLE.iter().find(|(name, ..)| *name == route.name);
            let line = line.unwrap_or_else(|| {
                let name = route.name;
                panic!("route `{name}` has no line in tests/api/refusals/table.rs")
            });
            (route, line)
        })
        .collect()
}

#[test]
fn every_route_has_its_line_and_every_line_its_route() {
    let all = routes();
    assert_eq!(lines().len() + FOR_EVERYBODY.len(), all.len());
    for name in TABLE.iter().map(|(name, ..)| name).chain(FOR_EVERYBODY) {
        let found = all.iter().filter(|route| route.name == *name).count();
        assert_eq!(found, 1, "`{name}` is {found} routes");
    }
    for route in all {
        let open = FOR_EVERYBODY.contains(&route.name);
        assert_eq!(open, route.access == Access::Anyone, "`{}`", route.name);
    }
}

/// Asks every route and compares with the table. Answers how many refused.
async fn ask_all(
    world: &World,
    who: &str,
    user: &User,
    expected: impl Fn(&Route, &Line) -> Says,
) -> usize {
    let mut refused = 0;
    let mut wrong = Vec::new();
    let mut before = world.state().await;
    for (route, line) in lines() {
        let expected = expected(&route, line);
        if expected == Says::Own {
            continue;
        }
        let reply = world.ask(&route, user).await;
        let status = reply.status.as_u16();
        let text = String::from_utf8_lossy(&reply.bytes).into_owned();
        let right = match expected {
            Says::Refuses(code) | Says::Answers(code) => status == code,
            Says::Own => true,
        };
        if !right {
            wrong.push(format!("`{}` said {status}: {text:.300}", route.name));
        }
        if !matches!(expected, Says::Refuses(_)) {
            continue;
        }
        refused += 1;
        let told = text.to_lowercase();
        if told.contains(NEEDLE) || told.contains("secret") {
            wrong.push(format!(
                "`{}` tells what it refuses: {text:.300}",
                route.name
            ));
        }
        let after = world.state().await;
        if after != before {
            wrong.push(format!(
                "`{}` changed something: {}",
                route.name,
                change(&before, &after)
            ));
            before = after;
        }
    }
    assert!(wrong.is_empty(), "{who}: {wrong:#?}");
    refused
}

/// The first part that differs.
fn change(before: &Value, after: &Value) -> String {
    let pairs = before
        .as_array()
        .unwrap()
        .iter()
        .zip(after.as_array().unwrap());
    let (old, new) = pairs.into_iter().find(|(old, new)| old != new).unwrap();
    format!("{:.400} became {:.400}", old.to_string(), new.to_string())
}

#[tokio::test]
async fn strangers_are_told_that_nothing_is_there() {
    on_each_database(|app| async move {
        let world = World::new(app.clone()).await;
        let eve = app.founder("Eve").await;
        let refused = ask_all(&world, "a stranger", &eve, |_, (_, stranger, _)| *stranger).await;
        assert!(refused > 40, "only {refused}");
    })
    .await;
}

#[tokio::test]
async fn readers_change_nothing() {
    on_each_database(|app| async move {
        let world = World::new(app.clone()).await;
        let rita = world.ada.invite("Rita", "Read only").await;
        let refused = ask_all(&world, "a reader", &rita, |_, (.., reader)| *reader).await;
        assert!(refused > 40, "only {refused}");
    })
    .await;
}

#[tokio::test]
async fn keys_do_what_their_profile_permits() {
    on_each_database(|app| async move {
        let world = World::new(app.clone()).await;
        let profile = world.ada.profile("Read only").await;
        let key = json!({ "name": "Reader", "profile": profile });
        let key = world.ada.post("/api-keys", key).await.ok(201);
        let program = User {
            token: key["data"]["secret"].as_str().unwrap().to_owned(),
            ..world.ada.clone()
        };
        // What belongs to its maker a key reaches like its maker: imports and jobs. It makes no other keys.
        let expected = |route: &Route, (_, _, reader): &Line| match route.name {
            "jobs.get" => Says::Own,
            "api_keys.create" | "api_keys.delete" => Says::Refuses(403),
            // The entries are its maker's, so that it may ask, but it may not change the record.
            "audit.undo" | "operations.undo" => Says::Refuses(409),
            name if name.starts_with("imports.") => Says::Own,
            // What belongs to the person alone is out of reach, also to look at.
            "me.get" => Says::Answers(200),
            "me.impersonation.delete" => Says::Refuses(404),
            name if name.starts_with("me.") || name.starts_with("factors.") => Says::Refuses(403),
            name if name.starts_with("passkeys.") => Says::Refuses(403),
            _ => *reader,
        };
        let refused = ask_all(&world, "a key", &program, expected).await;
        assert!(refused > 30, "only {refused}");
        for path in [
            "/me/sessions",
            "/me/factors",
            "/me/passkeys",
            "/me/providers",
        ] {
            program.get(path).await.problem(403, "key_not_allowed");
        }
        world.ada.get("/me").await.ok(200);
    })
    .await;
}

#[tokio::test]
async fn what_is_hidden_is_in_no_answer() {
    on_each_database(|app| async move {
        let world = World::new(app.clone()).await;
        let all = json!({ "create": true, "read": true, "update": true, "delete": true });
        let mut contacts = all.clone();
        contacts["fields"] = json!({ HIDDEN: "hidden" });
        let profile =
            json!({ "name": "Half blind", "permissions": { "contacts": contacts }, "other": all });
        world.ada.post("/profiles", profile).await.ok(201);
        let mia = world.ada.invite("Mia", "Half blind").await;
        let mut asked = 0;
        for (route, _) in lines() {
            // The stream of events has no end to wait for; `live.rs` listens to it.
            if route.method != Method::GET || route.name == "events" {
                continue;
            }
            let reply = world.ask(&route, &mia).await;
            assert!(reply.status.as_u16() < 500, "{reply:?}");
            let text = String::from_utf8_lossy(&reply.bytes).to_lowercase();
            assert!(!text.contains(NEEDLE), "`{}`: {text}", route.name);
            let of_contacts = route.path.contains("{entities}") && route.name != "history";
            if of_contacts && reply.status.is_success() {
                assert!(!text.contains(HIDDEN), "`{}`: {text}", route.name);
            }
            asked += 1;
        }
        assert!(asked > 30, "only {asked}");
        // The same routes tell Ada: the needle is where it is looked for.
        for name in ["get", "list", "timeline", "audit", "export"] {
            let lines = lines();
            let (route, _) = lines.iter().find(|(route, _)| route.name == name).unwrap();
            let reply = world.ask(route, &world.ada).await;
            assert!(
                String::from_utf8_lossy(&reply.bytes).contains(NEEDLE),
                "`{name}`"
            );
        }
        let meta = mia.get("/meta").await.ok(200);
        let entities = meta["data"]["entities"].as_array().unwrap();
        let contact = entities.iter().find(|one| one["name"] == json!("contact"));
        assert!(!contact.unwrap()["fields"].to_string().contains(HIDDEN));
        probes(&world, &mia).await;
    })
    .await;
}

/// Ways to learn of a hidden field without seeing it.
async fn probes(world: &World, mia: &User) {
    let before = world.state().await;
    for probe in [
        format!("/contacts?filter[{HIDDEN}][contains]={NEEDLE}"),
        format!("/contacts?sort={HIDDEN}"),
        format!("/contacts?fields=id,{HIDDEN}"),
        format!("/contacts/aggregate?group={HIDDEN}&metrics=count"),
        format!("/contacts/export?format=csv&fields={HIDDEN}"),
        format!("/contacts/export?format=csv&sort={HIDDEN}"),
    ] {
        let reply = mia.get(&probe).await;
        assert_eq!(reply.status.as_u16(), 400, "{probe}: {reply:?}");
        let text = String::from_utf8_lossy(&reply.bytes);
        assert!(!text.contains(&format!("{NEEDLE} again")), "{text}");
    }
    let found = mia.get(&format!("/search?q={NEEDLE}")).await.ok(200);
    assert_eq!(found["data"], json!([]));
    let found = mia.get(&format!("/contacts?search={NEEDLE}")).await.ok(200);
    assert_eq!(found["data"], json!([]));
    let contacts = mia.get("/contacts").await.ok(200);
    let id = contacts["data"][0]["id"].as_str().unwrap();
    let path = format!("/contacts/{id}");
    let written = mia.patch(&path, json!({ HIDDEN: "overwritten" })).await;
    let written = written.problem(400, "invalid");
    assert_eq!(written["errors"][0]["code"], json!("unknown_field"));
    let bulk = json!({ "action": "update", "ids": [id], "set": { HIDDEN: "overwritten" } });
    let bulk = mia.post("/contacts/bulk", bulk).await;
    assert_eq!(bulk.status.as_u16(), 400, "{bulk:?}");
    assert_eq!(world.state().await, before);
}
