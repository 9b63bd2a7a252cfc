//! An application on a database of its own, with a clock that is moved by hand and a seeded random source.

use std::process::Command;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use rapport_accounts::{
    AccountOptions, Accounts, KeyPlace, ProfileInput, Session, SessionAnswer, SignIn, SignInAnswer,
    SignUp, Signup, UserPatch, UserView,
};
use rapport_kernel::{Clock, Error, Random, Result, SettingsRight, Timestamp, UserId};
use rapport_mail::Mailer;
use rapport_store::{DatabaseUrl, MIGRATIONS, Store, StoreOptions};
use rapport_testkit::{OWNER, PLAIN_OWNER, ReceivedMail, SmtpServer, as_owner};

/// Runs each named test on both databases.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(crate::kit::App::sqlite().await).await;
            })*
        }

        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                if let Some(app) = crate::kit::App::postgres().await {
                    super::$name(app).await;
                }
            })*
        }
    };
}

pub(crate) use on_both;

/// A password that is accepted.
pub const PASSWORD: &str = "correct horse battery staple";

/// The clock of a test.
pub struct FakeClock(AtomicI64);

impl FakeClock {
    /// Moves on.
    pub fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// The same numbers in every run (SplitMix64).
pub struct SeededRandom(Mutex<u64>);

impl SeededRandom {
    /// With a seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap();
        for byte in bytes {
            *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = *state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *byte = (mixed ^ (mixed >> 31)).to_le_bytes()[0];
        }
    }
}

/// Accounts on a database of their own.
pub struct App {
    pub accounts: Arc<Accounts>,
    pub store: Store,
    pub clock: Arc<FakeClock>,
    random: Arc<SeededRandom>,
    _database: Option<PostgresDatabase>,
}

impl App {
    /// On a SQLite file that goes away.
    pub async fn sqlite() -> Self {
        Self::on(DatabaseUrl::SqliteMemory, None).await
    }

    /// On a PostgreSQL database that goes away; none when no server is named.
    pub async fn postgres() -> Option<Self> {
        let database = PostgresDatabase::new()?;
        let url = DatabaseUrl::Postgres(database.url.clone());
        Some(Self::on(url, Some(database)).await)
    }

    async fn on(url: DatabaseUrl, database: Option<PostgresDatabase>) -> Self {
        let store = Store::open(StoreOptions::new(url)).await.unwrap();
        store.migrate_up(MIGRATIONS).await.unwrap();
        let clock = Arc::new(FakeClock(AtomicI64::new(1_800_000_000_000_000)));
        let random = Arc::new(SeededRandom::new(7));
        let accounts = start(&store, Signup::Open, &clock, &random).await;
        Self {
            accounts: Arc::new(accounts),
            store,
            clock,
            random,
            _database: database,
        }
    }

    /// Another process on the same database, which may sign up others.
    pub async fn another_process(&self, signup: Signup) -> Accounts {
        start(&self.store, signup, &self.clock, &self.random).await
    }

    /// Founds a tenant and signs its founder in.
    pub async fn found(&self, company: &str, email: &str) -> SessionAnswer {
        let input = sign_up(company, email);
        self.accounts.sign_up(&input, "test").await.unwrap()
    }

    /// Signs in.
    pub async fn sign_in(&self, email: &str, password: &str) -> Result<SessionAnswer> {
        sign_in(&self.accounts, email, password).await
    }

    /// Who an answer's access token belongs to.
    pub async fn session(&self, answer: &SessionAnswer) -> Session {
        let session = self.accounts.authenticate(&answer.access_token).await;
        session.unwrap()
    }

    /// Changes a user as an administrator does.
    pub async fn patch(&self, by: &Session, user: UserId, patch: UserPatch) -> Result<UserView> {
        self.accounts.change_user(by, user, &patch).await
    }

    /// The id of one of the tenant's profiles.
    pub async fn profile(&self, admin: &Session, name: &str) -> String {
        let profiles = self.accounts.profiles(admin).await.unwrap();
        let found = profiles.iter().find(|one| one.profile.name == name);
        found.unwrap().profile.id.to_string()
    }

    /// Another profile for a user.
    pub async fn becomes(&self, admin: &Session, name: &str) -> UserPatch {
        UserPatch {
            profile: Some(self.profile(admin, name).await),
            ..UserPatch::default()
        }
    }

    /// A member of the tenant of `admin`, signed in.
    pub async fn member(&self, admin: &Session, email: &str) -> SessionAnswer {
        let invite = rapport_accounts::Invite {
            email: email.to_owned(),
            name: "Mem Ber".to_owned(),
            profile: None,
            role: None,
        };
        let invited = self.accounts.invite(admin, &invite).await.unwrap();
        let accept = rapport_accounts::AcceptInvitation {
            name: None,
            password: PASSWORD.to_owned(),
        };
        let token = secret_of(&invited.link);
        let joined = self.accounts.accept_invitation(token, &accept, "test");
        joined.await.unwrap()
    }
}

impl App {
    /// A user with the profile of that name, signed in.
    pub async fn with_profile(&self, admin: &Session, email: &str, profile: uuid::Uuid) -> Session {
        let member = self.member(admin, email).await;
        self.give(admin, member.user.id, profile).await;
        self.session(&member).await
    }

    async fn give(&self, admin: &Session, user: UserId, profile: uuid::Uuid) {
        let patch = serde_json::json!({ "profile": profile });
        let patch = serde_json::from_value(patch).unwrap();
        self.patch(admin, user, patch).await.unwrap();
    }

    async fn profile_named(&self, admin: &Session, name: &str) -> uuid::Uuid {
        let identity = self.store.identity();
        let found = identity.profile_named(admin.tenant, name).await.unwrap();
        found.unwrap()
    }

    /// Another administrator, signed in.
    pub async fn administrator(&self, admin: &Session, email: &str) -> Session {
        let profile = self.profile_named(admin, "Administrator").await;
        self.with_profile(admin, email, profile).await
    }

    /// Makes a user an administrator.
    pub async fn promote(&self, admin: &Session, user: UserId) {
        let profile = self.profile_named(admin, "Administrator").await;
        self.give(admin, user, profile).await;
    }

    /// Takes the administrator's profile away.
    pub async fn demote(&self, admin: &Session, user: UserId) {
        let profile = self.profile_named(admin, "Read only").await;
        self.give(admin, user, profile).await;
    }

    /// Somebody who may change users and is no administrator, signed in.
    pub async fn user_manager(&self, admin: &Session, email: &str) -> Session {
        let input = ProfileInput {
            name: Some("People".to_owned()),
            settings: [(SettingsRight::Users, true)].into(),
            ..ProfileInput::default()
        };
        let made = self.accounts.add_profile(admin, &input).await.unwrap();
        self.with_profile(admin, email, made.profile.id).await
    }
}

/// A process that sends letters to a server of its own.
pub struct Mailing {
    pub accounts: Accounts,
    pub server: SmtpServer,
}

impl Mailing {
    /// On the database of an application.
    pub async fn start(app: &App) -> Self {
        let server = SmtpServer::start().await;
        let mailer = Mailer::new(&server.url(), "Rapport <crm@example.com>").unwrap();
        let accounts = app.another_process(Signup::Open).await.sending_mail(mailer);
        Self { accounts, server }
    }

    /// Sends everything that is due.
    pub async fn deliver_all(&self) {
        while self.accounts.deliver_mail().await.unwrap() {}
    }

    /// Sends everything that is due; answers the letter that arrived first.
    pub async fn letter(&self) -> ReceivedMail {
        self.deliver_all().await;
        self.server.now().await.expect("a letter")
    }

    /// Founds a tenant.
    pub async fn found(&self, company: &str, email: &str) -> SessionAnswer {
        found(&self.accounts, company, email).await.unwrap()
    }

    /// The founder of a tenant, whose first letter was read.
    pub async fn founder(&self) -> Session {
        let answer = self.found("Acme", "ada@example.com").await;
        self.letter().await;
        self.session(&answer).await
    }

    /// Signs in.
    pub async fn sign_in(&self, email: &str, password: &str) -> SessionAnswer {
        sign_in(&self.accounts, email, password).await.unwrap()
    }

    /// Who an answer's access token belongs to.
    pub async fn session(&self, answer: &SessionAnswer) -> Session {
        let session = self.accounts.authenticate(&answer.access_token).await;
        session.unwrap()
    }

    /// A member of the tenant of `admin`, signed in.
    pub async fn member(&self, admin: &Session, email: &str) -> SessionAnswer {
        let invite = serde_json::json!({ "email": email, "name": "Mem Ber" });
        let invite = serde_json::from_value(invite).unwrap();
        let invited = self.accounts.invite(admin, &invite).await.unwrap();
        let accept = rapport_accounts::AcceptInvitation {
            name: None,
            password: PASSWORD.to_owned(),
        };
        let token = secret_of(&invited.link);
        let joined = self.accounts.accept_invitation(token, &accept, "test");
        joined.await.unwrap()
    }

    /// Lets a user in, or not.
    pub async fn switch(&self, admin: &Session, user: UserId, active: bool) {
        let patch = UserPatch {
            active: Some(active),
            ..UserPatch::default()
        };
        let changed = self.accounts.change_user(admin, user, &patch);
        changed.await.unwrap();
    }
}

async fn start(
    store: &Store,
    signup: Signup,
    clock: &Arc<FakeClock>,
    random: &Arc<SeededRandom>,
) -> Accounts {
    let options = AccountOptions {
        signup,
        key: KeyPlace::Database,
        public_url: "https://crm.example".to_owned(),
    };
    let (clock, random) = (Arc::clone(clock), Arc::clone(random));
    Accounts::new(store, options, clock, random).await.unwrap()
}

/// Signs in at one of several processes.
pub async fn sign_in(accounts: &Accounts, email: &str, password: &str) -> Result<SessionAnswer> {
    let input = SignIn {
        email: email.to_owned(),
        password: password.to_owned(),
    };
    match accounts.sign_in(&input, "test").await? {
        SignInAnswer::Session(session) => Ok(*session),
        SignInAnswer::Mfa { mfa } => panic!("a second factor is asked for: {mfa:?}"),
    }
}

/// Signs up at one of several processes.
pub async fn found(accounts: &Accounts, company: &str, email: &str) -> Result<SessionAnswer> {
    accounts.sign_up(&sign_up(company, email), "test").await
}

/// What founds a tenant.
pub fn sign_up(company: &str, email: &str) -> SignUp {
    SignUp {
        company: company.to_owned(),
        name: "Ada".to_owned(),
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        currency: None,
        time_zone: None,
        locale: None,
    }
}

/// The secret at the end of an invitation's link.
pub fn secret_of(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}

/// The secret in the query of a link.
pub fn token_of(link: &str) -> String {
    link.rsplit_once("token=")
        .map_or("", |(_, token)| token)
        .to_owned()
}

/// The refresh token of an answer.
pub fn refresh_of(answer: &SessionAnswer) -> String {
    answer.refresh_token.clone().unwrap()
}

/// The code of a refusal.
pub fn code<T: std::fmt::Debug>(answer: Result<T>) -> &'static str {
    answer.unwrap_err().code.name
}

/// The fields a refusal names.
pub fn fields(error: &Error) -> Vec<&str> {
    error
        .fields
        .iter()
        .map(|field| field.field.as_str())
        .collect()
}

/// A database that is dropped with this value.
struct PostgresDatabase {
    server: String,
    name: String,
    url: String,
}

impl PostgresDatabase {
    fn new() -> Option<Self> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let Ok(server) = std::env::var("RAPPORT_TEST_POSTGRES") else {
            eprintln!("skipped: RAPPORT_TEST_POSTGRES is not set");
            return None;
        };
        let number = NUMBER.fetch_add(1, Ordering::SeqCst);
        let name = format!("t_accounts_{}_{number}", std::process::id());
        run("psql", &["-qc", PLAIN_OWNER, &server]);
        let owner = ["--owner", OWNER];
        run(
            "createdb",
            &[&owner[..], &["--maintenance-db", &server, &name]].concat(),
        );
        let (base, _) = server.rsplit_once('/').unwrap();
        let url = as_owner(&format!("{base}/{name}"));
        Some(Self { server, name, url })
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        run(
            "dropdb",
            &["--force", "--maintenance-db", &self.server, &self.name],
        );
    }
}

fn run(program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {told}");
}
