//! An installation for one test, and short words for requests to it.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode};
use rapport_accounts::{AccountOptions, Accounts, KeyPlace, Signup};
use rapport_files::{FileStore, Files};
use rapport_gateway::{GatewayState, Parts, Settings, router};
use rapport_kernel::{Clock, Random};
use rapport_records::{Engine, Module};
use rapport_store::Store;
use rapport_testkit::{Database, TestClock, TestRandom};
use serde_json::{Value, json};
use tower::ServiceExt;

/// A good password for everybody.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// The most bytes of an uploaded file.
pub(crate) const FILE_LIMIT: u64 = 1024 * 1024;

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// An installation.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) router: Router,
    pub(crate) state: GatewayState,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) engine: Engine,
    pub(crate) uploads: PathBuf,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
}

/// Somebody who is signed in.
#[derive(Clone)]
pub(crate) struct User {
    pub(crate) app: App,
    pub(crate) token: String,
    pub(crate) id: String,
}

/// Runs a test on SQLite, and on PostgreSQL when a server is named.
pub(crate) async fn on_each_database<T, F>(test: T)
where
    T: Fn(App) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    run(Database::sqlite(), &test).await;
    match Database::postgres().await {
        Some(database) => run(database, &test).await,
        None => println!("skipped on PostgreSQL: RAPPORT_TEST_POSTGRES is not set"),
    }
}

/// Runs a test on SQLite only: for what no database can change.
pub(crate) async fn on_sqlite<T, F>(test: T)
where
    T: Fn(App) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    run(Database::sqlite(), &test).await;
}

async fn run<T, F>(database: Database, test: &T)
where
    T: Fn(App) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    let name = database.kind_name();
    let folder =
        std::env::temp_dir().join(format!("rapport-{}", NUMBER.fetch_add(1, Ordering::SeqCst)));
    let folder = folder.with_extension(std::process::id().to_string());
    let settings = Settings {
        data_folder: folder.clone(),
        ..Settings::default()
    };
    let (app, store) = App::open(&database, settings).await;
    let result = tokio::spawn(test(app)).await;
    store.close().await;
    database.drop().await;
    let _ = std::fs::remove_dir_all(&folder);
    if let Err(failure) = result {
        eprintln!("the test failed on {name}");
        std::panic::resume_unwind(failure.into_panic());
    }
}

impl App {
    /// Opens an installation with all modules.
    pub(crate) async fn open(database: &Database, settings: Settings) -> (Self, Store) {
        let modules = vec![
            rapport_conversations::module(),
            rapport_commerce::module(),
            rapport_crm::module(),
            rapport_desk::module(),
            rapport_documents::module(),
            rapport_people::module(),
            rapport_privacy::module(),
            rapport_projects::module(),
            rapport_scheduling::module(),
        ];
        Self::with(modules, database, settings).await
    }

    /// Opens an installation with these modules.
    pub(crate) async fn with(
        modules: Vec<Module>,
        database: &Database,
        settings: Settings,
    ) -> (Self, Store) {
        let store = Store::open(database.options()).await.unwrap();
        let engine = Engine::new(store.clone(), modules).unwrap();
        store
            .create_all(engine.base_schema().entities())
            .await
            .unwrap();
        let clock = Arc::new(TestClock::default());
        let random = Arc::new(TestRandom::default());
        let options = AccountOptions {
            signup: Signup::Open,
            key: KeyPlace::Database,
            public_url: "http://localhost".to_owned(),
        };
        let accounts = Accounts::new(&store, options, clock.clone(), random.clone())
            .await
            .unwrap();
        let uploads = settings.data_folder.join("uploads");
        let files = files(&engine, &settings);
        let (feed, feed_clock) = (engine.clone(), clock.clone());
        tokio::spawn(async move { feed.run_feed(feed_clock).await });
        let state = GatewayState::new(Parts {
            engine: engine.clone(),
            accounts: Arc::new(accounts),
            files,
            clock: clock.clone(),
            random,
            settings,
            demo: None,
        });
        (
            Self {
                router: router(state.clone()),
                state,
                clock,
                engine,
                uploads,
            },
            store,
        )
    }

    /// Runs all waiting jobs.
    pub(crate) async fn work(&self) {
        let (clock, random): (Arc<dyn Clock>, Arc<dyn Random>) =
            (self.clock.clone(), Arc::new(TestRandom::default()));
        while self.engine.run_one_job(&clock, &random).await.unwrap() {}
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Reply {
            status: parts.status,
            headers: parts.headers,
            bytes,
        }
    }

    /// Sends a request without sign-in.
    pub(crate) async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Reply {
        self.send(request(method, path, None, &[], body)).await
    }

    /// Signs a founder in once more, after a time in which the session ended.
    pub(crate) async fn sign_in_again(&self, name: &str) -> User {
        let me = format!("{}@example.org", name.to_lowercase());
        let body = json!({ "email": me, "password": PASSWORD });
        let reply = self.ask(Method::POST, "/api/v1/sessions", Some(body)).await;
        assert_eq!(reply.status, StatusCode::OK, "{reply:?}");
        User::of(self, &reply)
    }

    /// Founds a tenant; the name makes the company and the address.
    pub(crate) async fn founder(&self, name: &str) -> User {
        let body = json!({
            "company": format!("{name} Ltd"),
            "name": name,
            "email": format!("{}@example.org", name.to_lowercase()),
            "password": PASSWORD,
            "time_zone": "Europe/Berlin",
        });
        let reply = self.ask(Method::POST, "/api/v1/tenants", Some(body)).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{reply:?}");
        User::of(self, &reply)
    }
}

impl User {
    pub(crate) fn of(app: &App, reply: &Reply) -> Self {
        let json = reply.json();
        Self {
            app: app.clone(),
            token: json["data"]["access_token"].as_str().unwrap().to_owned(),
            id: json["data"]["user"]["id"].as_str().unwrap().to_owned(),
        }
    }

    /// Another user of the same tenant: `all` for a sales representative, `own` for one who reaches own records only,
    /// or the name of a profile.
    pub(crate) async fn invite(&self, name: &str, access: &str) -> Self {
        match access {
            "all" => self.invite_as(name, "Sales representative").await,
            "own" => {
                let everything =
                    json!({ "create": true, "read": true, "update": true, "delete": true });
                let profile =
                    json!({ "name": "Own records", "own_records_only": true, "other": everything });
                self.post("/profiles", profile).await.ok(201);
                self.invite_as(name, "Own records").await
            }
            profile => self.invite_as(name, profile).await,
        }
    }

    /// The id of a profile.
    pub(crate) async fn profile(&self, name: &str) -> String {
        let profiles = self.get("/profiles").await.ok(200);
        let profiles = profiles["data"].as_array().unwrap().clone();
        let found = profiles.iter().find(|one| one["name"] == json!(name));
        found.unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// Another user of the same tenant, with a profile.
    async fn invite_as(&self, name: &str, profile: &str) -> Self {
        let email = format!("{}@example.org", name.to_lowercase());
        let profile = self.profile(profile).await;
        let body = json!({ "email": email, "name": name, "profile": profile });
        let link = self.post("/invitations", body).await.ok(201)["data"]["link"].clone();
        let token = link
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned();
        let path = format!("/api/v1/invitations/{token}/accept");
        let body = json!({ "name": name, "password": PASSWORD });
        let reply = self.app.ask(Method::POST, &path, Some(body)).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{reply:?}");
        Self::of(&self.app, &reply)
    }

    /// Sends a request below `/api/v1`.
    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Reply {
        let path = format!("/api/v1{path}");
        self.app
            .send(request(method, &path, Some(&self.token), headers, body))
            .await
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.call(Method::GET, path, &[], None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.call(Method::POST, path, &[], Some(body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Reply {
        self.call(Method::PATCH, path, &[], Some(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Reply {
        self.call(Method::PUT, path, &[], Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.call(Method::DELETE, path, &[], None).await
    }

    /// Creates a record and answers its id.
    pub(crate) async fn create(&self, entities: &str, body: Value) -> String {
        let reply = self.post(&format!("/{entities}"), body).await;
        reply.ok(201)["data"]["id"].as_str().unwrap().to_owned()
    }
}

impl Reply {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The body of an answer that must have this status.
    pub(crate) fn ok(&self, status: u16) -> Value {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{}",
            String::from_utf8_lossy(&self.bytes)
        );
        self.json()
    }

    /// A problem that must have this status and code.
    pub(crate) fn problem(&self, status: u16, code: &str) -> Value {
        let text = String::from_utf8_lossy(&self.bytes);
        assert_eq!(self.status.as_u16(), status, "{text}");
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["code"], json!(code), "{text}");
        assert_eq!(problem["status"], json!(status), "{text}");
        assert_eq!(
            problem["instance"],
            json!(self.header("x-request-id")),
            "{text}"
        );
        problem
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// Uploaded files in the data folder.
pub(crate) fn files(engine: &Engine, settings: &Settings) -> Files {
    let place = FileStore::folder(&settings.data_folder.join("files")).unwrap();
    let waiting = settings.data_folder.join("incoming");
    Files::new(engine.clone(), place, waiting, FILE_LIMIT)
}

/// A request with JSON.
pub(crate) fn request(
    method: Method,
    path: &str,
    token: Option<&str>,
    headers: &[(&str, &str)],
    body: Option<Value>,
) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    if body.is_some() {
        request = request.header("content-type", "application/json");
    }
    for (name, value) in headers {
        let name: HeaderName = name.parse().unwrap();
        request = request.header(name, HeaderValue::from_str(value).unwrap());
    }
    request
        .body(body.map_or_else(Body::empty, |json| Body::from(json.to_string())))
        .unwrap()
}
