//! Which source wins, and what errors say.

use std::io;
use std::path::{Path, PathBuf};

use crate::{ConfigError, Database, FilePlace, Inputs, LogFormat, Settings, Signup};

#[derive(Default)]
struct Given {
    flags: Vec<(&'static str, String)>,
    environment: Vec<(String, String)>,
    file: Option<PathBuf>,
    files: Vec<(PathBuf, String)>,
}

impl Given {
    fn flag(mut self, key: &'static str, value: &str) -> Self {
        self.flags.push((key, value.to_owned()));
        self
    }

    fn variable(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    fn file(mut self, path: &str, text: &str) -> Self {
        self.files.push((path.into(), text.to_owned()));
        self
    }

    fn load(self) -> Result<Settings, ConfigError> {
        let files = self.files;
        let read = |path: &Path| {
            let found = files.iter().find(|(name, _)| name == path);
            found
                .map(|(_, text)| text.clone())
                .ok_or(io::Error::from(io::ErrorKind::NotFound))
        };
        Settings::load(&Inputs {
            flags: self.flags,
            environment: self.environment,
            file: self.file,
            read: &read,
        })
    }

    fn problem(self) -> String {
        self.load().unwrap_err().to_string()
    }
}

const DEFAULT_FILE: &str = "./rapport-data/rapport.toml";

#[test]
fn without_anything_the_defaults_are_safe() {
    let settings = Given::default().load().unwrap();
    assert!(settings.listen.ip().is_loopback());
    assert_eq!(settings.signup, Signup::First);
    assert_eq!(
        settings.database,
        Database::Sqlite("./rapport-data/rapport.db".into())
    );
    assert!(settings.allowed_origins.is_empty());
    assert!(
        settings
            .entries
            .iter()
            .all(|entry| entry.source == "default")
    );
}

#[test]
fn flag_beats_environment_beats_file_beats_default() {
    let given = || {
        Given::default().file(
            DEFAULT_FILE,
            "log_format = \"json\"\nsignup = \"closed\"\nlog_level = \"debug\"\n",
        )
    };
    let settings = given()
        .variable("RAPPORT_SIGNUP", "first")
        .variable("RAPPORT_LOG_LEVEL", "warn")
        .flag("log_level", "error")
        .load()
        .unwrap();
    assert_eq!(settings.log_format, LogFormat::Json);
    assert_eq!(settings.signup, Signup::First);
    assert_eq!(settings.log_level, "error");
    let source = |key: &str| {
        let entry = settings.entries.iter().find(|entry| entry.key == key);
        entry.unwrap().source.clone()
    };
    assert_eq!(source("log_format"), format!("file {DEFAULT_FILE}"));
    assert_eq!(source("signup"), "environment RAPPORT_SIGNUP");
    assert_eq!(source("log_level"), "flag --log-level");
    assert_eq!(source("listen"), "default");
}

#[test]
fn the_file_lies_in_the_data_folder_unless_named() {
    let settings = Given::default()
        .flag("data", "/srv/crm")
        .file("/srv/crm/rapport.toml", "request_timeout = 45")
        .load()
        .unwrap();
    assert_eq!(settings.request_timeout.as_secs(), 45);
    let named = Given {
        file: Some("/etc/rapport.toml".into()),
        ..Given::default()
    };
    let settings = named
        .file(
            "/etc/rapport.toml",
            "data = \"/srv/crm\"\nallowed_origins = [\"https://a.example/\", \"http://localhost:5173\"]",
        )
        .load()
        .unwrap();
    assert_eq!(settings.data, PathBuf::from("/srv/crm"));
    assert_eq!(
        settings.allowed_origins,
        ["https://a.example", "http://localhost:5173"]
    );
}

#[test]
fn errors_name_key_source_and_reason() {
    let check = |given: Given, expected: &str| assert_eq!(given.problem(), expected);
    check(
        Given::default().file(DEFAULT_FILE, "listne = \"1.2.3.4:80\""),
        "`listne` (file ./rapport-data/rapport.toml): no such setting; did you mean `listen`?",
    );
    check(
        Given::default().variable("RAPPORT_SIGNUP", "opn"),
        "`signup` (environment RAPPORT_SIGNUP): `opn` is not one of `open`, `first`, `closed`; did you mean `open`?",
    );
    check(
        Given::default().variable("RAPPORT_SIGN_UP", "closed"),
        "`RAPPORT_SIGN_UP` (environment): no such setting; did you mean `RAPPORT_SIGNUP`?",
    );
    check(
        Given::default().flag("listen", "everywhere"),
        "`listen` (flag --listen): `everywhere` is not address:port, such as 127.0.0.1:8080 or [::1]:8080",
    );
    check(
        Given::default().file(DEFAULT_FILE, "data = \"/x\""),
        "`data` (file ./rapport-data/rapport.toml): cannot stand in the file that lies in the data folder",
    );
    check(
        Given::default().variable("RAPPORT_CONFIG", "/nowhere.toml"),
        "`config` (file /nowhere.toml): cannot be read: entity not found",
    );
}

#[test]
fn all_problems_are_told_at_once() {
    let error = Given::default()
        .flag("listen", "x")
        .variable("RAPPORT_LOG_FORMAT", "xml")
        .file(DEFAULT_FILE, "colour = true")
        .load()
        .unwrap_err();
    assert_eq!(error.problems.len(), 3);
}

#[test]
fn variables_of_container_platforms_are_left_alone() {
    let settings = Given::default()
        .variable("RAPPORT_SERVICE_HOST", "10.0.0.7")
        .variable("RAPPORT_PORT", "tcp://10.0.0.7:8080")
        .variable("RAPPORT_TEST_POSTGRES", "postgres://x")
        .load();
    assert!(settings.is_ok());
}

#[test]
fn passwords_are_never_shown() {
    let settings = Given::default()
        .variable("RAPPORT_DATABASE_URL", "postgres://crm:hunter2@db/crm")
        .load()
        .unwrap();
    assert!(!format!("{settings:?}").contains("hunter2"));
    let problem = Given::default()
        .variable("RAPPORT_DATABASE_URL", "mysql://crm:hunter2@db/crm")
        .problem();
    assert!(!problem.contains("hunter2"), "{problem}");
}

#[test]
fn letters_need_a_server_and_a_sender() {
    assert_eq!(Given::default().load().unwrap().mail, None);
    let server = || {
        Given::default().variable(
            "RAPPORT_MAIL_SMTP_URL",
            "smtps://u:hunter2@mail.example.com",
        )
    };
    let told = server().problem();
    assert!(
        told.contains("mail_from") && told.contains("mail_smtp_url"),
        "{told}"
    );
    let settings = server()
        .variable("RAPPORT_MAIL_FROM", "Rapport <crm@example.com>")
        .load()
        .unwrap();
    let mail = settings.mail.clone().unwrap();
    assert_eq!(mail.from, "Rapport <crm@example.com>");
    assert_eq!(mail.smtp_url, "smtps://u:hunter2@mail.example.com");
    assert!(!format!("{settings:?}").contains("hunter2"));
    let told = Given::default()
        .flag("mail_smtp_url", "http://u:hunter2@x")
        .problem();
    assert!(
        told.contains("mail_smtp_url") && !told.contains("hunter2"),
        "{told}"
    );
}

#[test]
fn providers_are_tables_in_the_file_and_their_secrets_may_be_in_the_environment() {
    let text = "outbound_networks = [\"10.0.0.0/8\", \"::1\"]\n\
                [[sign_in_providers]]\nname = \"company\"\nissuer = \"https://login.example.com\"\n\
                client_id = \"crm\"\nclient_secret = \"from file\"\n\
                [[sign_in_providers]]\nname = \"other-one\"\nissuer = \"https://other.example.com\"\n\
                client_id = \"crm\"\nscopes = [\"openid\"]\n";
    let settings = Given::default()
        .file(DEFAULT_FILE, text)
        .variable("RAPPORT_SIGN_IN_OTHER_ONE_SECRET", "from environment")
        .load()
        .unwrap();
    let secrets: Vec<_> = settings
        .sign_in_providers
        .iter()
        .map(|provider| provider.client_secret.as_ref().unwrap().0.as_str())
        .collect();
    assert_eq!(secrets, ["from file", "from environment"]);
    assert_eq!(settings.outbound_networks, ["10.0.0.0/8", "::1"]);
    let shown = settings
        .entries
        .iter()
        .find(|entry| entry.key == "sign_in_providers")
        .unwrap();
    assert_eq!(
        shown.value,
        "company (https://login.example.com), other-one (https://other.example.com)"
    );
    assert!(!format!("{settings:?}").contains("from "));
    let wrong = Given::default().variable("RAPPORT_OUTBOUND_NETWORKS", "10.0.0.0/40");
    assert!(wrong.problem().contains("`10.0.0.0/40` is not a network"));
}

#[test]
fn files_lie_in_the_data_folder_or_in_a_bucket() {
    let settings = Given::default().flag("data", "/srv/crm").load().unwrap();
    let folder = FilePlace::Folder("/srv/crm/files".into());
    assert_eq!(settings.files.place, folder);
    assert_eq!(settings.files.limit, 25 * 1024 * 1024);
    let bucket = || {
        Given::default()
            .flag("files_url", "s3://crm/production/")
            .flag("files_s3_access_key", "AKIA")
    };
    let told = bucket().problem();
    assert!(told.starts_with("`files_s3_secret_key`"), "{told}");
    let settings = bucket()
        .variable("RAPPORT_FILES_S3_SECRET_KEY", "hunter2")
        .flag("files_s3_endpoint", "http://127.0.0.1:9000/")
        .load()
        .unwrap();
    let FilePlace::Bucket(found) = &settings.files.place else {
        panic!("{:?}", settings.files);
    };
    assert_eq!(
        (found.name.as_str(), found.prefix.as_str()),
        ("crm", "production")
    );
    assert_eq!(found.endpoint.as_deref(), Some("http://127.0.0.1:9000"));
    assert_eq!(found.secret_key.0, "hunter2");
    assert!(!format!("{settings:?}").contains("hunter2"));
    assert_eq!(settings.files.place.to_string(), "s3://crm/production");
}

#[test]
fn what_is_no_place_for_files_is_named() {
    for (key, value) in [
        ("files_url", "ftp://files"),
        ("files_url", "s3://"),
        ("files_url", "s3://user:hunter2@bucket"),
        ("files_s3_endpoint", "https://user:hunter2@s3.example.com"),
        ("files_s3_endpoint", "s3.example.com"),
        ("files_limit", "much"),
        ("files_limit", "0"),
    ] {
        let told = Given::default().flag(key, value).problem();
        assert!(told.starts_with(&format!("`{key}` (")), "{told}");
        assert!(!told.contains("hunter2"), "{told}");
    }
}
