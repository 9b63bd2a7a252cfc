//! A client of another system, and patterns for what it is answered.
//!
//! A request is a line: `client.ask("POST crm/contacts 201", json!({...})).await.has(json!({...}))`. In a pattern an object
//! names the keys that must be there, a list is compared one by one, and `<uuid>`, `<int>`, `<text>`, `<time>`, `<any>`
//! stand for any such value.

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::Method;
use rapport_gateway::Settings;
use rapport_records::Module;
use rapport_testkit::Database;
use serde_json::Value;

use crate::support::{App, Reply, request};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// The modules that the other systems' entities are in.
fn modules() -> Vec<Module> {
    vec![
        rapport_commerce::module(),
        rapport_crm::module(),
        rapport_desk::module(),
        rapport_people::module(),
        rapport_projects::module(),
        rapport_conversations::module(),
        rapport_documents::module(),
        rapport_scheduling::module(),
    ]
}

/// Runs a test on SQLite, and on PostgreSQL when a server is named.
pub(crate) async fn on_each_database<T, F>(test: T)
where
    T: Fn(App) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    on_each_database_with(Settings::default(), test).await;
}

/// The same with settings of its own.
pub(crate) async fn on_each_database_with<T, F>(settings: Settings, test: T)
where
    T: Fn(App) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    run(Database::sqlite(), settings.clone(), &test).await;
    match Database::postgres().await {
        Some(database) => run(database, settings, &test).await,
        None => println!("skipped on PostgreSQL: RAPPORT_TEST_POSTGRES is not set"),
    }
}

async fn run<T, F>(database: Database, settings: Settings, test: &T)
where
    T: Fn(App) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    let name = database.kind_name();
    let number = NUMBER.fetch_add(1, Ordering::SeqCst);
    let folder = format!("rapport-seeds-{number}-{}", std::process::id());
    let data_folder = std::env::temp_dir().join(folder);
    let settings = Settings {
        data_folder: data_folder.clone(),
        ..settings
    };
    let (app, store) = App::with(modules(), &database, settings).await;
    let result = tokio::spawn(test(app)).await;
    store.close().await;
    database.drop().await;
    let _ = std::fs::remove_dir_all(&data_folder);
    if let Err(failure) = result {
        eprintln!("the test failed on {name}");
        std::panic::resume_unwind(failure.into_panic());
    }
}

/// A client of another system.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) app: App,
    /// Where its base URL ends, such as `/compat/nexa`.
    pub(crate) base: &'static str,
    pub(crate) token: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Told(pub(crate) Value);

impl Client {
    /// Somebody who is not signed in.
    pub(crate) fn stranger(app: &App, base: &'static str) -> Self {
        Self {
            app: app.clone(),
            base,
            token: None,
        }
    }

    /// The same with a token.
    pub(crate) fn with(&self, token: &str) -> Self {
        Self {
            token: Some(token.to_owned()),
            ..self.clone()
        }
    }

    /// Sends `METHOD path STATUS` without a body.
    pub(crate) async fn get(&self, line: &str) -> Told {
        self.send(line, None).await
    }

    /// Sends `METHOD path STATUS` with a body.
    pub(crate) async fn ask(&self, line: &str, body: Value) -> Told {
        self.send(line, Some(body)).await
    }

    async fn send(&self, line: &str, body: Option<Value>) -> Told {
        let parts: Vec<&str> = line.split(' ').collect();
        let [method, path, status] = parts[..] else {
            panic!("`{line}` is not METHOD path STATUS");
        };
        let reply = self.raw(method, path, body).await;
        let text = String::from_utf8_lossy(&reply.bytes);
        assert_eq!(reply.status.as_str(), status, "{line}: {text}");
        if reply.bytes.is_empty() {
            return Told(Value::Null);
        }
        assert_eq!(reply.header("content-type"), "application/json", "{line}");
        Told(reply.json())
    }

    pub(crate) async fn raw(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let method: Method = method.parse().unwrap();
        let path = format!("{}/{path}", self.base);
        let request = request(method, &path, self.token.as_deref(), &[], body);
        self.app.send(request).await
    }
}

impl Told {
    /// Compares with a pattern.
    pub(crate) fn has(self, pattern: Value) -> Self {
        if let Err(difference) = matches(&pattern, &self.0, "$") {
            panic!("{difference}\nin {:#}", self.0);
        }
        self
    }

    /// A text inside, by its pointer such as `/data/id`.
    pub(crate) fn text(&self, pointer: &str) -> String {
        match self.at(pointer) {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    /// A value inside.
    pub(crate) fn at(&self, pointer: &str) -> &Value {
        let found = self.0.pointer(pointer);
        found.unwrap_or_else(|| panic!("no {pointer} in {:#}", self.0))
    }

    /// How many a list inside has.
    pub(crate) fn count(&self, pointer: &str) -> usize {
        self.at(pointer).as_array().unwrap().len()
    }
}

fn matches(pattern: &Value, value: &Value, at: &str) -> Result<(), String> {
    let wrong = || Err(format!("{at} is {value}, not {pattern}"));
    match (pattern, value) {
        (Value::Object(wanted), Value::Object(found)) => {
            for (key, pattern) in wanted {
                let at = format!("{at}.{key}");
                match found.get(key) {
                    Some(value) => matches(pattern, value, &at)?,
                    None => return Err(format!("{at} is missing")),
                }
            }
            Ok(())
        }
        (Value::Array(wanted), Value::Array(found)) => {
            if wanted.len() != found.len() {
                return Err(format!(
                    "{at} has {} entries, not {}",
                    found.len(),
                    wanted.len()
                ));
            }
            for (index, (pattern, value)) in wanted.iter().zip(found).enumerate() {
                matches(pattern, value, &format!("{at}[{index}]"))?;
            }
            Ok(())
        }
        (Value::String(word), value) if word.starts_with('<') => {
            let text = value.as_str().unwrap_or_default();
            let fits = match word.as_str() {
                "<any>" => true,
                "<uuid>" => text.len() == 36 && text.matches('-').count() == 4,
                "<int>" => value.is_i64(),
                "<number>" => value.is_number(),
                "<text>" => !text.is_empty(),
                "<time>" => text.len() >= 20 && text.ends_with('Z'),
                "<list>" => value.is_array(),
                "<object>" => value.is_object(),
                other => panic!("no pattern {other}"),
            };
            if fits { Ok(()) } else { wrong() }
        }
        (Value::Number(one), Value::Number(other)) if one.as_f64() == other.as_f64() => Ok(()),
        (one, other) if one == other => Ok(()),
        _ => wrong(),
    }
}

#[test]
fn a_pattern_tells_what_differs() {
    use serde_json::json;
    let check = |pattern: Value, value: Value| matches(&pattern, &value, "$");
    assert!(check(json!({ "a": "<int>" }), json!({ "a": 1, "b": 2 })).is_ok());
    assert!(check(json!({ "a": "<int>" }), json!({ "a": "1" })).is_err());
    assert!(check(json!({ "a": 1 }), json!({})).is_err());
    assert!(check(json!([1]), json!([1, 2])).is_err());
    assert!(check(json!(1.0), json!(1)).is_ok());
    assert!(check(json!("<uuid>"), json!("x")).is_err());
}
