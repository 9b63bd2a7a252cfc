//! The product under measurement: started on a fresh database, filled through its own import.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::process::{Child, Command};

use crate::Options;
use crate::load::{once, request};

/// Limits that would end a measurement.
const UNLIMITED: [&str; 4] = ["anonymous", "signed-in", "web", "burst"];

/// A running product with its data.
pub struct Product {
    /// Where it answers.
    pub address: String,
    /// Its process.
    pub child: Child,
    /// Its folder, gone at the end.
    pub folder: Folder,
    /// The tenant's id.
    pub tenant: String,
    /// The administrator's id.
    pub user: String,
    /// Resident megabytes after that start, before any other request.
    pub idle_memory: f64,
    /// From the start of the process to the first answer, with an existing database.
    pub start_seconds: f64,
    /// Rows imported per second.
    pub import_rate: f64,
    /// Its largest memory during the import, in megabytes.
    pub import_memory: f64,
    /// Ids of contacts, in no particular order.
    pub ids: Vec<String>,
    /// Cursors into the list, at all depths.
    pub cursors: Vec<String>,
    /// The same places for the limit: moment and id.
    pub places: Vec<String>,
}

const EMAIL: &str = "bench@example.com";
const PASSWORD: &str = "a long bench password";

/// A free port on loopback.
pub fn free_address() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

impl Product {
    /// Starts it, signs up and imports contacts.
    pub async fn start(options: &Options, rows: u64, database: Option<&str>) -> Self {
        let name = format!("rapport-bench-{}-{rows}", std::process::id());
        let folder = Folder(std::env::temp_dir().join(name));
        std::fs::create_dir_all(&*folder).unwrap();
        let (mut child, address, _) = launch(options, &folder, database).await;
        let body = format!(
            "{{\"company\":\"Bench\",\"name\":\"Bench\",\"email\":\"{EMAIL}\",\"password\":\"{PASSWORD}\"}}"
        );
        let (status, text) = once(
            &address,
            &request("POST", "/api/v1/tenants", "", Some(&body)),
        )
        .await;
        assert_eq!(status, 201, "{text}");
        let session: Value = serde_json::from_str(&text).unwrap();
        let (import_rate, import_memory) = import(&address, child.id().unwrap(), rows).await;
        // A second start on what is there now: that is what an operator waits for.
        stop(&mut child).await;
        let (child, address, start_seconds) = launch(options, &folder, database).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let mut product = Self {
            idle_memory: crate::cpu::memory(child.id().unwrap()).0,
            address,
            child,
            folder,
            tenant: session["data"]["tenant"]["id"].as_str().unwrap().to_owned(),
            user: session["data"]["user"]["id"].as_str().unwrap().to_owned(),
            start_seconds,
            import_rate,
            import_memory,
            ids: Vec::new(),
            cursors: Vec::new(),
            places: Vec::new(),
        };
        product.explore().await;
        product
    }

    /// A fresh access token.
    pub async fn token(&self) -> String {
        token(&self.address).await
    }

    /// The process's id.
    pub fn pid(&self) -> u32 {
        self.child.id().unwrap()
    }

    /// Walks the list for ids and cursors.
    async fn explore(&mut self) {
        let token = self.token().await;
        let mut cursor = String::new();
        for _ in 0..200 {
            let path = format!("/api/v1/contacts?limit=500&fields=id,created_at{cursor}");
            let (status, text) = once(&self.address, &request("GET", &path, &token, None)).await;
            assert_eq!(status, 200, "{text}");
            let page: Value = serde_json::from_str(&text).unwrap();
            let records = page["data"].as_array().unwrap();
            self.ids.extend(
                records
                    .iter()
                    .map(|record| record["id"].as_str().unwrap().to_owned()),
            );
            let Some(next) = page["pagination"]["next_cursor"].as_str() else {
                break;
            };
            let last = records.last().unwrap();
            let at = micros(last["created_at"].as_str().unwrap());
            self.places
                .push(format!("{at}:{}", last["id"].as_str().unwrap()));
            cursor = format!("&cursor={next}");
            // The cursor of a page of other size and fields is the same place.
            self.cursors.push(next.to_owned());
        }
    }

    /// Ends the process.
    pub async fn end(mut self) {
        stop(&mut self.child).await;
    }
}

/// A folder that goes with its owner, also when a measurement fails: a million contacts take gigabytes.
pub struct Folder(PathBuf);

impl std::ops::Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn token(address: &str) -> String {
    let body = format!("{{\"email\":\"{EMAIL}\",\"password\":\"{PASSWORD}\"}}");
    let (status, text) = once(
        address,
        &request("POST", "/api/v1/sessions", "", Some(&body)),
    )
    .await;
    assert_eq!(status, 200, "{text}");
    let session: Value = serde_json::from_str(&text).unwrap();
    session["data"]["access_token"].as_str().unwrap().to_owned()
}

async fn launch(options: &Options, folder: &Path, database: Option<&str>) -> (Child, String, f64) {
    let address = free_address();
    let begun = Instant::now();
    let mut command = Command::new(&options.rapport);
    command
        .arg("serve")
        .args(UNLIMITED.map(|limit| format!("--limit-{limit}=0")))
        .arg("--listen")
        .arg(&address)
        .arg("--data")
        .arg(folder);
    if let Some(url) = database {
        command.arg("--database").arg(url);
    }
    let child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    for _ in 0..20_000 {
        if tokio::net::TcpStream::connect(&address).await.is_ok() {
            let (status, _) = once(&address, &request("GET", "/ready", "", None)).await;
            if status == 200 {
                return (child, address, begun.elapsed().as_secs_f64());
            }
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    panic!("the product did not start");
}

async fn stop(child: &mut Child) {
    let pid = child.id().unwrap().to_string();
    Command::new("kill")
        .arg("-TERM")
        .arg(&pid)
        .status()
        .await
        .unwrap();
    if tokio::time::timeout(Duration::from_secs(30), child.wait())
        .await
        .is_err()
    {
        child.kill().await.unwrap();
    }
}

/// Imports generated contacts; answers rows per second and the largest memory seen.
async fn import(address: &str, pid: u32, rows: u64) -> (f64, f64) {
    let token = token(address).await;
    let boundary = "bench-boundary";
    let mut body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"contacts.csv\"\r\nContent-Type: text/csv\r\n\r\n"
    );
    body.push_str("First name,Last name,E-mail,Phone,Lifecycle stage,Job title\n");
    for number in 0..rows {
        body.push_str(&contact(number));
    }
    body.push_str(&format!("\r\n--{boundary}--\r\n"));
    let head = format!(
        "POST /api/v1/imports?entity=contact HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\nContent-Type: multipart/form-data; boundary={boundary}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let (status, text) = once(address, &[head.as_bytes(), body.as_bytes()].concat()).await;
    assert_eq!(status, 201, "{text}");
    let import: Value = serde_json::from_str(&text).unwrap();
    let id = import["data"]["id"].as_str().unwrap().to_owned();
    let begun = Instant::now();
    let (status, text) = once(
        address,
        &request("POST", &format!("/api/v1/imports/{id}/run"), &token, None),
    )
    .await;
    assert_eq!(status, 202, "{text}");
    loop {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let (_, text) = once(
            address,
            &request("GET", &format!("/api/v1/imports/{id}"), &token, None),
        )
        .await;
        let import: Value = serde_json::from_str(&text).unwrap();
        match import["data"]["state"].as_str() {
            Some("done") => {
                assert_eq!(import["data"]["summary"]["new"], rows, "{text}");
                break;
            }
            Some("failed") => panic!("{text}"),
            _ => assert!(
                begun.elapsed() < Duration::from_secs(3600),
                "the import takes too long"
            ),
        }
    }
    (
        rows as f64 / begun.elapsed().as_secs_f64(),
        crate::cpu::memory(pid).1,
    )
}

/// Syllables of which names are made: 60 of them, so that a pair of two is in one name of about 1,800.
pub const SYLLABLES: [&str; 60] = [
    "bar", "ben", "bor", "car", "cel", "cor", "dan", "del", "dor", "fal", "fen", "for", "gar",
    "gel", "gor", "hal", "hen", "hol", "jan", "jel", "jor", "kal", "ken", "kor", "lan", "len",
    "lor", "mar", "mel", "mor", "nal", "nen", "nor", "pal", "pen", "por", "ral", "ren", "ros",
    "sal", "sen", "sor", "tal", "ten", "tor", "val", "ven", "vor", "wal", "wen", "wor", "yal",
    "yen", "yor", "zal", "zen", "zor", "lim", "rin", "tus",
];

const STAGES: [&str; 6] = ["lead", "mql", "sql", "opportunity", "customer", "other"];

fn contact(number: u64) -> String {
    let pick = |shift: u64| {
        SYLLABLES[(number
            .wrapping_mul(2_654_435_761)
            .wrapping_add(shift * 40_503)
            >> shift) as usize
            % 60]
    };
    let first = format!("{}{}", pick(3), pick(7));
    let last = format!("{}{}{}", pick(11), pick(17), pick(23));
    let stage = STAGES[(number % 6) as usize];
    format!(
        "{first},{last},{first}.{last}{number}@example.com,+49 30 {number:07},{stage},Engineer {}\n",
        number % 100
    )
}

fn micros(text: &str) -> i64 {
    // 2026-01-22T19:21:25.000001Z; days from civil by Howard Hinnant.
    let number = |range: std::ops::Range<usize>| text[range].parse::<i64>().unwrap();
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let yoe = shifted.rem_euclid(400);
    let doy = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let days = era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468;
    let seconds = days * 86_400 + number(11..13) * 3600 + number(14..16) * 60 + number(17..19);
    seconds * 1_000_000 + number(20..26)
}
