//! The first day with the product: sign up, bring the contacts along, win a deal.

use serde_json::{Value, json};

use crate::client::Client;
use crate::database::{Database, on_each};
use crate::server::{Server, pause};

const CONTACTS: &str = "\
First name,Last name,E-mail,Phone,Company
Grace,Hopper,grace@example.com,+1 555 0100,Navy
Edsger,Dijkstra,edsger@example.com,+31 20 555 0101,Eindhoven
Barbara,Liskov,not-an-address,+1 555 0102,MIT
Frances,Allen,frances@example.com,+1 555 0103,IBM
";

#[test]
fn first_day() {
    on_each(scenario);
}

fn scenario(database: &Database) {
    let server = Server::start(database);
    let stranger = server.client();
    let setup = stranger.get("/setup").unwrap().data(200);
    assert_eq!(setup["needs_setup"], true);
    assert_eq!(
        setup["database"],
        if database.url.is_some() {
            "postgres"
        } else {
            "sqlite"
        }
    );
    assert_eq!(stranger.get("/contacts").unwrap().status, 401);

    let ada = stranger.sign_up();
    assert_eq!(
        server.client().get("/setup").unwrap().data(200)["needs_setup"],
        false
    );
    import_contacts(&ada);
    win_a_deal(&ada);

    // Everything is still there after a restart.
    server.terminate();
    assert!(server.wait().success());
    let server = Server::start(database);
    let ada = server.client().sign_in();
    let page = ada.get("/contacts?count=exact").unwrap();
    assert_eq!(page.body["pagination"]["total"], 3, "{}", page.body);
    let won = ada
        .get("/deals?filter[stage]=won&fields=name")
        .unwrap()
        .data(200);
    assert_eq!(won[0]["name"], "Compiler");
}

fn import_contacts(ada: &Client) {
    let draft = ada
        .upload("/imports?entity=contact", "contacts.csv", CONTACTS)
        .unwrap()
        .data(201);
    assert_eq!(draft["state"], "draft");
    let path = format!("/imports/{}", draft["id"].as_str().unwrap());
    let mapped: Vec<&Value> = draft["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| &column["field"])
        .collect();
    assert_eq!(
        mapped,
        ["first_name", "last_name", "email", "phone", "account"]
    );

    ada.post(&format!("{path}/check"), &json!({})).unwrap();
    let checked = wait_for_state(ada, &path, "checked");
    assert_eq!(checked["summary"]["new"], 3, "{checked}");
    assert_eq!(checked["summary"]["rejected"], 1, "{checked}");
    assert_eq!(
        ada.get("/contacts?count=exact").unwrap().body["pagination"]["total"],
        0
    );

    assert_eq!(
        ada.post(&format!("{path}/run"), &json!({})).unwrap().status,
        202
    );
    wait_for_state(ada, &path, "done");
    let rejected = ada
        .get(&format!("{path}/rows?status=rejected"))
        .unwrap()
        .data(200);
    assert_eq!(rejected.as_array().unwrap().len(), 1, "{rejected}");
    assert_eq!(rejected[0]["errors"][0]["field"], "email", "{rejected}");

    let found = ada.get("/contacts?search=dijk").unwrap().data(200);
    assert_eq!(found[0]["email"], "edsger@example.com");
    // Companies that are not there yet were made, but not the one of the rejected row.
    let accounts = ada
        .get("/accounts?sort=name&fields=id,name")
        .unwrap()
        .data(200);
    let names: Vec<&Value> = accounts
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert_eq!(names, ["Eindhoven", "IBM", "Navy"]);
    assert_eq!(found[0]["account"], accounts[0]["id"]);
}

fn win_a_deal(ada: &Client) {
    let contact = ada.get("/contacts?search=hopper").unwrap().data(200)[0]["id"].clone();
    let new = json!({"name": "Compiler", "amount": 1200.5, "contact": contact});
    let deal = ada.post("/deals", &new).unwrap().data(201);
    assert_eq!(deal["stage"], "qualification");
    assert_eq!(deal["amount_currency"], "EUR");
    let path = format!("/deals/{}", deal["id"].as_str().unwrap());

    let refused = ada.patch(&path, &json!({"stage": "lost"})).unwrap();
    assert_eq!(
        refused.status, 400,
        "losing needs a reason: {}",
        refused.body
    );
    assert_eq!(refused.body["errors"][0]["field"], "lost_reason");
    let moved = ada
        .post(&format!("{path}/move_stage"), &json!({"stage": "won"}))
        .unwrap();
    assert_eq!(moved.status, 200, "{}", moved.body);
    let won = ada.get(&path).unwrap().data(200);
    assert_eq!(won["stage"], "won");
    assert_eq!(won["probability"], 100);
    assert!(won["closed_at"].is_string(), "{won}");
    assert_eq!(won["version"], 2);
}

fn wait_for_state(ada: &Client, path: &str, state: &str) -> Value {
    for _ in 0..1_500 {
        let import = ada.get(path).unwrap().data(200);
        assert_ne!(import["state"], "failed", "{import}");
        if import["state"] == state {
            return import;
        }
        pause();
    }
    panic!("the import does not become {state}: {:?}", ada.get(path));
}
