//! A tenant with one of everything, requests for every route of it, and what of it must not change.

use std::collections::HashMap;

use axum::body::Body;
use axum::http::{Method, Request};
use rapport_gateway::Route;
use rapport_kernel::{TenantId, Timestamp, UserId};
use rapport_store::{AuditQuery, Job, JobStatus};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{App, Reply, User, request};

/// What stands in the field that is hidden from some. It must never reach them.
pub(super) const NEEDLE: &str = "needle7f3a";

/// The field of contacts that is hidden from some.
pub(super) const HIDDEN: &str = "department";

/// A tenant with one of everything.
pub(super) struct World {
    pub(super) app: App,
    pub(super) ada: User,
    /// Ids by what they are of.
    ids: HashMap<&'static str, String>,
}

impl World {
    /// Makes the tenant of Ada.
    pub(super) async fn new(app: App) -> Self {
        let ada = app.founder("Ada").await;
        let mut world = Self {
            app,
            ada,
            ids: HashMap::new(),
        };
        world.add_people().await;
        world.add_records().await;
        world.add_work().await;
        world
    }

    async fn made(&mut self, what: &'static str, path: &str, body: Value) -> Value {
        let made = self.ada.post(path, body).await.ok(201);
        self.keep(what, &made["data"]["id"]);
        made
    }

    fn keep(&mut self, what: &'static str, id: &Value) {
        self.ids.insert(what, id.as_str().unwrap().to_owned());
    }

    fn id(&self, what: &str) -> &str {
        &self.ids[what]
    }

    async fn add_people(&mut self) {
        let victim = self.ada.invite("Vic", "Support").await;
        self.keep("user", &json!(victim.id));
        self.made("role", "/roles", json!({ "name": "Desk" })).await;
        self.made("team", "/teams", json!({ "name": "North" }))
            .await;
        self.made("profile", "/profiles", json!({ "name": "Temporary" }))
            .await;
        let role = self.id("role").to_owned();
        let rule =
            json!({ "name": "Rule", "entity": "deal", "to": { "role": role }, "level": "read" });
        self.made("rule", "/sharing/rules", rule).await;
        let invitation = json!({ "email": "new@example.org", "name": "New" });
        self.made("invitation", "/invitations", invitation).await;
        let profile = self.ada.profile("Read only").await;
        let key = json!({ "name": "Key", "profile": profile });
        self.made("key", "/api-keys", key).await;
        let sessions = self.ada.get("/me/sessions").await.ok(200);
        self.keep("session", &sessions["data"][0]["id"]);
    }

    async fn add_records(&mut self) {
        let region = json!({ "label": "Region", "type": "text" });
        self.ada
            .post("/meta/entities/contact/fields", region)
            .await
            .ok(201);
        let vehicle =
            json!({ "label": "Vehicle", "fields": [{ "label": "Plate", "type": "text" }] });
        self.ada.post("/meta/entities", vehicle).await.ok(201);
        let contact = json!({ "last_name": "Secretson", HIDDEN: NEEDLE });
        self.made("contact", "/contacts", contact).await;
        let path = format!("/contacts/{}", self.id("contact"));
        let change = json!({ HIDDEN: format!("{NEEDLE} again"), "title": "Chief" });
        let changed = self.ada.patch(&path, change).await.ok(200);
        self.keep("operation", &changed["operation"]);
        let audit = self.ada.get(&format!("{path}/audit")).await.ok(200);
        self.keep("entry", &audit["data"][0]["id"]);
        let user = self.id("user").to_owned();
        let share = json!({ "to": { "user": user }, "level": "read" });
        self.made("share", &format!("{path}/shares"), share).await;
        self.made("deal", "/deals", json!({ "name": "Secret deal" }))
            .await;
        let binned = self
            .made(
                "binned",
                "/contacts",
                json!({ "last_name": "Gone", HIDDEN: NEEDLE }),
            )
            .await;
        let binned = binned["data"]["id"].as_str().unwrap().to_owned();
        self.ada
            .delete(&format!("/contacts/{binned}"))
            .await
            .ok(200);
        self.made("lead", "/leads", json!({ "last_name": "Leader" }))
            .await;
        self.made("booking_type", "/booking_types", json!({ "name": "Talk" }))
            .await;
        let meeting = json!({ "title": "Talk", "start_at": "2026-03-04T10:00:00Z" });
        self.made("meeting", "/meetings", meeting).await;
    }

    async fn add_work(&mut self) {
        let file = format!("Last name,Department\nImported,{NEEDLE}\n");
        let import = self.upload(&self.ada, &file).await.ok(201);
        self.keep("import", &import["data"]["id"]);
        let document = self.send_file(&self.ada, "/documents/upload").await.ok(201);
        self.keep("document", &document["data"][0]["id"]);
        let job = Job {
            id: Uuid::from_u128(77),
            kind: "bulk".to_owned(),
            status: JobStatus::Done,
            done: 1,
            total: 1,
            state: json!({}),
            result: json!({}),
            error: None,
            operation: None,
            created_by: UserId(self.ada.id.parse().unwrap()),
            created_at: Timestamp::from_micros(1),
            updated_at: Timestamp::from_micros(1),
            lease_until: None,
            attempts: 0,
        };
        let tenant = self.app.engine.store().tenant(self.tenant().await);
        tenant.put_job(&job).await.unwrap();
        self.keep("job", &json!(job.id));
        let subject = json!({ "entity": "lead", "id": self.id("lead") });
        let hold = json!({ "subject": subject, "reason": "A claim" });
        let held = self.ada.post("/privacy/holds", hold).await.ok(201);
        self.keep("hold", &held["data"][0]["id"]);
        let rule = json!({
            "name": "Old", "entity": "note", "date_field": "created_at", "after_days": 900, "action": "bin",
        });
        self.made("retention", "/privacy/retention", rule).await;
    }

    async fn tenant(&self) -> TenantId {
        let me = self.ada.get("/me").await.ok(200);
        TenantId(
            me["data"]["tenant"]["id"]
                .as_str()
                .unwrap()
                .parse()
                .unwrap(),
        )
    }

    async fn upload(&self, user: &User, file: &str) -> Reply {
        let body = format!(
            "--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n{file}\r\n--line--\r\n"
        );
        let request = Request::post("/api/v1/imports?entity=contact")
            .header("authorization", format!("Bearer {}", user.token))
            .header("content-type", "multipart/form-data; boundary=line")
            .body(Body::from(body))
            .unwrap();
        self.app.send(request).await
    }

    async fn send_file(&self, user: &User, path: &str) -> Reply {
        let body = "--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"plan.txt\"\r\n\r\n\
                    A plan\r\n--line--\r\n";
        let request = Request::post(format!("/api/v1{path}"))
            .header("authorization", format!("Bearer {}", user.token))
            .header("content-type", "multipart/form-data; boundary=line")
            .body(Body::from(body))
            .unwrap();
        self.app.send(request).await
    }

    /// Asks a route for something of Ada's, as somebody else.
    pub(super) async fn ask(&self, route: &Route, user: &User) -> Reply {
        if route.name == "imports.create" {
            return self.upload(user, "Last name\nNew\n").await;
        }
        if matches!(route.name, "documents.upload" | "documents.add_version") {
            let path = self.path(route);
            let path = path.strip_prefix("/api/v1").unwrap().to_owned();
            return self.send_file(user, &path).await;
        }
        let path = self.path(route);
        let body = self.body(route);
        let asked = request(route.method.clone(), &path, Some(&user.token), &[], body);
        self.app.send(asked).await
    }

    /// The path of a route, with ids of Ada's things.
    fn path(&self, route: &Route) -> String {
        let (entities, id) = match route.name {
            "action" | "history" => ("deals", self.id("deal")),
            "collection_action" => ("leads", "statistics"),
            "restore" => ("contacts", self.id("binned")),
            _ => ("contacts", self.id("contact")),
        };
        let id = match route.name.split('.').next().unwrap() {
            _ if route.path.contains("{entities}") => id,
            "jobs" => self.id("job"),
            "me" | "passkeys" => self.id("session"),
            "users" => self.id("user"),
            "api_keys" => self.id("key"),
            "profiles" => self.id("profile"),
            "roles" => self.id("role"),
            "teams" => self.id("team"),
            "sharing" => self.id("rule"),
            "imports" => self.id("import"),
            "documents" => self.id("document"),
            "booking_types" => self.id("booking_type"),
            "meetings" => self.id("meeting"),
            "operations" => self.id("operation"),
            "audit" => self.id("entry"),
            "privacy" if route.name.ends_with("hold") => self.id("hold"),
            "privacy" if route.name.ends_with("rule") => self.id("retention"),
            "privacy" => self.id("operation"),
            _ => "",
        };
        let entity = match route.name {
            "meta.update_entity" | "meta.delete_entity" => "vehicle",
            _ => "contact",
        };
        let query = match route.name {
            "history" => "?field=stage",
            "aggregate" => "?group=title&metrics=count",
            "export" | "audit.export" => "?format=csv",
            "search" => "?q=secretson",
            "list" => "?include=*",
            _ => "",
        };
        let path = route
            .path
            .replace("{entities}", entities)
            .replace("{entity}", entity)
            .replace("{id}", id)
            .replace("{share}", self.id("share"))
            .replace("{token}", self.id("invitation"))
            .replace("{name}", "region")
            .replace("{action}", "move_stage");
        path + query
    }

    /// A body with which somebody who may would succeed.
    fn body(&self, route: &Route) -> Option<Value> {
        let contact = self.id("contact");
        Some(match route.name {
            "users.update" => json!({ "active": false }),
            "me.password" => json!({ "current": "x", "password": "another good long password" }),
            "me.update" => json!({ "name": "Stolen" }),
            "factors.confirm_totp" => json!({ "code": "123456" }),
            "factors.remove_totp" | "factors.recovery_codes" => json!({ "password": "x" }),
            "passkeys.create" => json!({
                "credential": { "id": "x", "response": { "clientDataJSON": "e30", "attestationObject": "e30" } },
            }),
            "invitations.create" => json!({ "email": "other@example.org", "name": "Other" }),
            "api_keys.create" => json!({ "name": "Mine", "profile": self.id("profile") }),
            "profiles.create"
            | "profiles.update"
            | "roles.create"
            | "roles.update"
            | "teams.create"
            | "teams.update"
            | "sharing.update_rule" => json!({ "name": "Mine" }),
            "sharing.default" => json!({ "access": "private" }),
            "sharing.create_rule" => {
                json!({ "name": "Mine", "entity": "deal", "to": { "user": self.id("user") }, "level": "read" })
            }
            "meta.create_entity" => {
                json!({ "label": "Boat", "fields": [{ "label": "Name", "type": "text" }] })
            }
            "meta.create_field" => json!({ "label": "Shoe size", "type": "text" }),
            "meta.update_field" | "meta.update_entity" => json!({ "label": "Mine" }),
            "security.update" => json!({ "second_factor_required": true }),
            "imports.update" => json!({ "mode": "create" }),
            "create" | "update" | "replace" => json!({ "last_name": "Stolen" }),
            "bulk" => json!({ "action": "update", "ids": [contact], "set": { "title": "Stolen" } }),
            "action" => json!({ "stage": "proposal" }),
            "shares.create" => json!({ "to": { "team": self.id("team") }, "level": "read" }),
            "audit.verify" => json!({}),
            "privacy.request" => json!({ "kind": "access", "subject": "nobody@navy.example" }),
            "privacy.set_hold" => {
                json!({ "subject": { "entity": "contact", "id": contact }, "reason": "A claim" })
            }
            "privacy.add_rule" | "privacy.change_rule" => {
                json!({ "name": "Mine", "entity": "note", "date_field": "created_at", "after_days": 1, "action": "bin" })
            }
            _ if route.method == Method::POST => json!({}),
            _ => return None,
        })
    }

    /// Everything of Ada's tenant that a refused request must leave alone: what can be read, and how much others than
    /// Ada left in the audit trail.
    pub(super) async fn state(&self) -> Value {
        let mut seen = Vec::new();
        let paths = [
            "/contacts?deleted=any&sort=id&limit=100".to_owned(),
            "/deals?deleted=any&sort=id".to_owned(),
            "/users".to_owned(),
            "/profiles".to_owned(),
            "/roles".to_owned(),
            "/teams".to_owned(),
            "/sharing".to_owned(),
            "/invitations".to_owned(),
            "/security".to_owned(),
            "/imports".to_owned(),
            "/privacy/holds?released=true".to_owned(),
            "/privacy/retention".to_owned(),
            "/meta".to_owned(),
            format!("/contacts/{}/shares", self.id("contact")),
            format!("/jobs/{}", self.id("job")),
        ];
        for path in paths {
            seen.push(self.ada.get(&path).await.ok(200));
        }
        let keys = self.ada.get("/api-keys").await.ok(200);
        seen.push(json!(keys["data"].as_array().unwrap().len()));
        let sessions = self.ada.get("/me/sessions").await.ok(200);
        seen.push(json!(sessions["data"].as_array().unwrap().len()));
        seen.push(json!(self.entries_of_others().await));
        Value::Array(seen)
    }

    async fn entries_of_others(&self) -> usize {
        let tenant = self.app.engine.store().tenant(self.tenant().await);
        let query = AuditQuery {
            limit: 10_000,
            ..AuditQuery::default()
        };
        let entries = tenant.audit(&query).await.unwrap();
        let ada = UserId(self.ada.id.parse().unwrap());
        entries.iter().filter(|entry| entry.actor != ada).count()
    }
}
