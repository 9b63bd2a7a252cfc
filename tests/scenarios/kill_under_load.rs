//! A killed server loses no acknowledged write and leaves nothing half done.
//!
//! Writers create contacts, count deals up and convert leads while the server is killed (SIGKILL) again and again. After
//! each start, everything that was answered must be there, and what was not answered must be there wholly or not at all.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::Client;
use crate::database::{Database, on_each};
use crate::server::{Server, wait_for};

/// Writers of each kind.
const WRITERS: usize = 2;

#[test]
fn kill_under_load() {
    let seconds = std::env::var("RAPPORT_TEST_KILL_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok());
    let length = Duration::from_secs(seconds.unwrap_or(10));
    on_each(|database| scenario(database, length));
}

/// What the server acknowledged, or may have done without saying so.
#[derive(Default)]
struct History {
    /// E-mails of contacts whose creation was answered.
    created: Vec<String>,
    /// Leads whose conversion was sent, and whether it was answered.
    conversions: Vec<(String, bool)>,
    /// Last answered number of each counting deal, by its id.
    counted: Vec<(String, u64)>,
}

fn scenario(database: &Database, length: Duration) {
    let mut server = Server::start(database);
    let mut client = server.client().sign_up();
    let mut all = History::default();
    let begun = Instant::now();
    let mut kills = 0_u32;
    while begun.elapsed() < length || kills < 3 {
        let round = load(&client, kills);
        // Each round is killed at another moment after its start.
        wait_for(Duration::from_millis(u64::from(300 + kills * 137 % 700)));
        server.kill();
        let answered = round.stop();
        kills += 1;
        server = Server::start(database);
        client = server.client().sign_in();
        check(&client, &answered);
        all.created.extend(answered.created);
        all.conversions.extend(answered.conversions);
    }
    let total = client
        .get("/contacts?count=exact&limit=1&filter[last_name]=Load")
        .unwrap();
    let total = total.body["pagination"]["total"].as_u64().unwrap();
    assert!(
        total >= all.created.len() as u64,
        "{total} of {} contacts",
        all.created.len()
    );
    let converted = all
        .conversions
        .iter()
        .filter(|(_, answered)| *answered)
        .count();
    assert!(
        !all.created.is_empty() && converted > 0,
        "the load wrote nothing"
    );
    println!(
        "{kills} kills, {} contacts and {converted} conversions answered",
        all.created.len()
    );
}

/// Writers at work.
struct Round {
    writers: Vec<thread::JoinHandle<()>>,
    shared: &'static Shared,
}

#[derive(Default)]
struct Shared {
    over: AtomicBool,
    history: Mutex<History>,
}

impl Round {
    fn stop(self) -> History {
        self.shared.over.store(true, Ordering::SeqCst);
        for writer in self.writers {
            writer.join().unwrap();
        }
        std::mem::take(&mut *self.shared.history.lock().unwrap())
    }
}

fn load(client: &Client, round: u32) -> Round {
    // A few hundred bytes per round, kept until the test process ends.
    let shared: &'static Shared = Box::leak(Box::default());
    let kinds: [fn(&Client, &Shared, &str); 3] = [create_contacts, count_deal, convert_leads];
    let writers = kinds
        .iter()
        .flat_map(|kind| (0..WRITERS).map(move |writer| (*kind, writer)));
    let writers = writers
        .map(|(write, writer)| {
            let client = client.clone();
            thread::spawn(move || write(&client, shared, &format!("{round}-{writer}")))
        })
        .collect();
    Round { writers, shared }
}

/// Until the server is gone. An error in between is an unanswered write; the writer ends with it.
fn until_gone(shared: &Shared, mut write: impl FnMut(u64) -> Result<(), ureq::Error>) {
    for number in 1.. {
        if shared.over.load(Ordering::SeqCst) || write(number).is_err() {
            return;
        }
    }
}

fn create_contacts(client: &Client, shared: &Shared, name: &str) {
    until_gone(shared, |number| {
        let email = format!("c{name}-{number}@example.com");
        let new = json!({"first_name": "Under", "last_name": "Load", "email": email});
        client.post("/contacts", &new)?.data(201);
        shared.history.lock().unwrap().created.push(email);
        Ok(())
    });
}

fn count_deal(client: &Client, shared: &Shared, name: &str) {
    let Ok(answer) = client.post(
        "/deals",
        &json!({"name": format!("count {name}"), "amount": 0}),
    ) else {
        return;
    };
    let id = answer.data(201)["id"].as_str().unwrap().to_owned();
    let path = format!("/deals/{id}");
    let at = {
        let mut history = shared.history.lock().unwrap();
        history.counted.push((id, 0));
        history.counted.len() - 1
    };
    until_gone(shared, |number| {
        client.patch(&path, &json!({"amount": number}))?.data(200);
        if let Some(counted) = shared.history.lock().unwrap().counted.get_mut(at) {
            counted.1 = number;
        }
        Ok(())
    });
}

fn convert_leads(client: &Client, shared: &Shared, name: &str) {
    until_gone(shared, |number| {
        let mark = format!("{name}-{number}");
        let lead = json!({
            "first_name": "Half", "last_name": format!("Lead {mark}"), "company": format!("Company {mark}"),
            "email": format!("lead-{mark}@example.com"),
        });
        let id = client.post("/leads", &lead)?.data(201)["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let at = {
            let mut history = shared.history.lock().unwrap();
            history.conversions.push((id.clone(), false));
            history.conversions.len() - 1
        };
        let input = json!({"create_deal": true, "deal_name": format!("Deal {mark}")});
        let answer = client.post(&format!("/leads/{id}/convert"), &input)?;
        assert_eq!(answer.status, 200, "{}", answer.body);
        if let Some(conversion) = shared.history.lock().unwrap().conversions.get_mut(at) {
            conversion.1 = true;
        }
        Ok(())
    });
}

fn check(client: &Client, answered: &History) {
    for email in &answered.created {
        let found = list(client, &format!("/contacts?filter[email]={email}"));
        assert_eq!(
            found.len(),
            1,
            "the answered contact {email} is there once: {found:?}"
        );
    }
    for (id, number) in &answered.counted {
        let deal = client.get(&format!("/deals/{id}")).unwrap().data(200);
        let amount = deal["amount"].as_f64().unwrap() as u64;
        let expected = [*number, number + 1];
        assert!(
            expected.contains(&amount),
            "answered {number}, found {amount}"
        );
        // One version for the creation and one for each change: none is lost or doubled.
        assert_eq!(deal["version"].as_u64().unwrap(), amount + 1, "{deal}");
    }
    for (id, answered) in &answered.conversions {
        check_conversion(client, id, *answered);
    }
}

/// All three records and the lead's links, or none of them.
fn check_conversion(client: &Client, id: &str, answered: bool) {
    let lead = client.get(&format!("/leads/{id}")).unwrap().data(200);
    let mark = lead["last_name"]
        .as_str()
        .unwrap()
        .trim_start_matches("Lead ")
        .to_owned();
    let converted = lead["status"] == "converted";
    assert!(
        converted || !answered,
        "an answered conversion is lost: {lead}"
    );
    let made = [
        (
            "accounts",
            format!("filter[name]=Company%20{mark}"),
            "converted_account",
        ),
        (
            "contacts",
            format!("filter[email]=lead-{mark}@example.com"),
            "converted_contact",
        ),
        (
            "deals",
            format!("filter[name]=Deal%20{mark}"),
            "converted_deal",
        ),
    ];
    for (entity, filter, link) in made {
        let found = list(client, &format!("/{entity}?{filter}"));
        assert_eq!(
            found.len(),
            usize::from(converted),
            "{entity} of {lead}: {found:?}"
        );
        let expected = found
            .first()
            .map_or(Value::Null, |record| record["id"].clone());
        assert_eq!(lead[link], expected, "{link} of {lead}");
    }
}

fn list(client: &Client, path: &str) -> Vec<Value> {
    client
        .get(path)
        .unwrap()
        .data(200)
        .as_array()
        .unwrap()
        .clone()
}
