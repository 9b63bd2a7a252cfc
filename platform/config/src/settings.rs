//! Typed settings, each with its source.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use crate::compat::{self, CompatListener};
use crate::files::Files;
use crate::inputs::{Inputs, Written};
use crate::keys::{KEYS, Key};
use crate::problem::{ConfigError, Problem, closest};
use crate::providers::{self, Provider};
use crate::{mask, units};

/// Who may found a tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signup {
    /// Everybody.
    Open,
    /// Only the first visitor.
    First,
    /// Nobody.
    Closed,
}

/// What is asked of a password that is chosen through a client of another system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TheirPasswords {
    /// What such clients promise: 8 characters.
    Theirs,
    /// What our own web app asks.
    Ours,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people on a terminal, JSON otherwise.
    Auto,
    /// For people.
    Pretty,
    /// One JSON object per line.
    Json,
}

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// A file.
    Sqlite(PathBuf),
    /// A server, as an address that may hold a password.
    Postgres(String),
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres(url) => f.write_str(&mask::address(url)),
        }
    }
}

/// The way out for letters.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// The server's address, which may hold a password.
    pub smtp_url: String,
    /// Who letters come from.
    pub from: String,
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail")
            .field("smtp_url", &mask::address(&self.smtp_url))
            .field("from", &self.from)
            .finish()
    }
}

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// A setting as it is in effect, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: &'static str,
    /// The value, secrets hidden.
    pub value: String,
    /// Where it was written.
    pub source: String,
}

/// All settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The data folder.
    pub data: PathBuf,
    /// The database.
    pub database: Database,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// The address people use, without a slash at its end.
    pub public_url: Option<String>,
    /// Who may found a tenant.
    pub signup: Signup,
    /// Where letters go out, if anywhere.
    pub mail: Option<Mail>,
    /// Where uploaded files lie.
    pub files: Files,
    /// Providers people may sign in through.
    pub sign_in_providers: Vec<Provider>,
    /// Private networks that requests of the server may go to.
    pub outbound_networks: Vec<String>,
    /// Listeners for clients of other systems.
    pub compat_listeners: Vec<CompatListener>,
    /// The slug of the tenant that registrants of such clients join; none lets each found one.
    pub compat_default_tenant: Option<String>,
    /// What is asked of passwords chosen through such clients.
    pub compat_passwords: TheirPasswords,
    /// Origins of other pages that may call the API.
    pub allowed_origins: Vec<String>,
    /// The longest a request may take.
    pub request_timeout: Duration,
    /// Requests per 15 minutes from one address without sign-in; zero for no limit.
    pub limit_anonymous: u32,
    /// Requests per 15 minutes of one user through the API; zero for no limit.
    pub limit_signed_in: u32,
    /// Requests per 15 minutes of one user in the web app; zero for no limit.
    pub limit_web: u32,
    /// Requests per second outside the web app; zero for no limit.
    pub limit_burst: u32,
    /// Proxies on other machines whose word is taken for whom they forward.
    pub trusted_proxies: Vec<IpAddr>,
    /// Who knows it may read the metrics; without one, processes on this machine may.
    pub metrics_token: Option<Secret>,
    /// The modules to load; all when empty.
    pub modules: Vec<String>,
    /// A filter of log lines.
    pub log_level: String,
    /// How log lines look.
    pub log_format: LogFormat,
    /// Every setting with its source, in the order of [`KEYS`].
    pub entries: Vec<Entry>,
}

impl Settings {
    /// Reads all settings, or says everything that is wrong with them.
    pub fn load(inputs: &Inputs<'_>) -> Result<Self, ConfigError> {
        let mut problems = Vec::new();
        let written = inputs.gather(&mut problems);
        let mut reader = Reader { written, problems };
        let settings = Self::read(&mut reader);
        match settings {
            Some(settings) if reader.problems.is_empty() => Ok(settings.with_secrets(inputs)),
            _ => Err(ConfigError {
                problems: reader.problems,
            }),
        }
    }

    /// Secrets of providers from the environment win over those of the file.
    fn with_secrets(mut self, inputs: &Inputs<'_>) -> Self {
        for provider in &mut self.sign_in_providers {
            let variable = provider.secret_variable();
            let written = inputs.environment.iter();
            let mut written = written.filter(|(name, text)| *name == variable && !text.is_empty());
            if let Some((_, text)) = written.next() {
                provider.client_secret = Some(Secret(text.clone()));
            }
        }
        self
    }

    fn read(reader: &mut Reader) -> Option<Self> {
        let entries = reader.entries();
        let data = reader.value("data", |text| folder(text).map(PathBuf::from));
        let at = data.clone().unwrap_or_default();
        let database = reader.value("database", |text| database(text, &at));
        let listen = reader.value("listen", listen);
        let public_url = reader.value("public_url", public_url);
        let signup = reader.word("signup");
        let mail = reader.mail();
        let files = reader.files(&at);
        let sign_in_providers = reader.value("sign_in_providers", providers::providers);
        let outbound_networks = reader.value("outbound_networks", networks);
        let host = listen.map_or(Ipv4Addr::LOCALHOST.into(), |listen| listen.ip());
        let compat_listeners =
            reader.value("compat_listeners", |text| compat::listeners(text, host));
        let compat_default_tenant = reader.value("compat_default_tenant", filled);
        let compat_passwords = reader.word("compat_passwords");
        let allowed_origins = reader.value("allowed_origins", origins);
        let request_timeout = reader.value("request_timeout", |text| {
            units::duration(text)
                .filter(|time| !time.is_zero())
                .ok_or("must be a duration, such as `30 s`".to_owned())
        });
        let limit_anonymous = reader.value("limit_anonymous", number);
        let limit_signed_in = reader.value("limit_signed_in", number);
        let limit_web = reader.value("limit_web", number);
        let limit_burst = reader.value("limit_burst", number);
        let trusted_proxies = reader.value("trusted_proxies", addresses);
        let metrics_token = reader.value("metrics_token", |text| {
            filled(text).map(|text| text.map(Secret))
        });
        let modules = reader.value("modules", |text| Ok(names(text)));
        let log_level = reader.value("log_level", log_level);
        let log_format = reader.word("log_format");
        Some(Self {
            data: data?,
            database: database?,
            listen: listen?,
            public_url: public_url?,
            signup: signup?,
            mail: mail?,
            files: files?,
            sign_in_providers: sign_in_providers?,
            outbound_networks: outbound_networks?,
            compat_listeners: compat_listeners?,
            compat_default_tenant: compat_default_tenant?,
            compat_passwords: compat_passwords?,
            allowed_origins: allowed_origins?,
            request_timeout: request_timeout?,
            limit_anonymous: limit_anonymous?,
            limit_signed_in: limit_signed_in?,
            limit_web: limit_web?,
            limit_burst: limit_burst?,
            trusted_proxies: trusted_proxies?,
            metrics_token: metrics_token?,
            modules: modules?,
            log_level: log_level?,
            log_format: log_format?,
            entries,
        })
    }
}

/// Settings that are one of a few words.
trait Words: Sized + Copy + 'static {
    const ALL: &'static [(&'static str, Self)];
}

impl Words for Signup {
    const ALL: &'static [(&'static str, Self)] = &[
        ("open", Self::Open),
        ("first", Self::First),
        ("closed", Self::Closed),
    ];
}

impl Words for TheirPasswords {
    const ALL: &'static [(&'static str, Self)] = &[("theirs", Self::Theirs), ("ours", Self::Ours)];
}

impl Words for LogFormat {
    const ALL: &'static [(&'static str, Self)] = &[
        ("auto", Self::Auto),
        ("pretty", Self::Pretty),
        ("json", Self::Json),
    ];
}

pub(crate) struct Reader {
    written: BTreeMap<&'static str, Written>,
    problems: Vec<Problem>,
}

impl Reader {
    fn entries(&self) -> Vec<Entry> {
        let entry = |key: &Key| {
            let written = self.written.get(key.name)?;
            Some(Entry {
                key: key.name,
                value: mask::setting(key.name, &written.text),
                source: written.source.clone(),
            })
        };
        KEYS.iter().filter_map(entry).collect()
    }

    pub(crate) fn value<T>(
        &mut self,
        key: &'static str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let written = self.written.get(key)?;
        match parse(written.text.trim()) {
            Ok(value) => Some(value),
            Err(reason) => {
                let source = written.source.clone();
                self.wrong(key, source, reason, None);
                None
            }
        }
    }

    /// Server and sender belong together.
    fn mail(&mut self) -> Option<Option<Mail>> {
        let smtp_url = self.value("mail_smtp_url", smtp_url)?;
        let from = self.value("mail_from", |text| Ok(text.to_owned()))?;
        match (smtp_url.is_empty(), from.is_empty()) {
            (true, _) => Some(None),
            (false, false) => Some(Some(Mail { smtp_url, from })),
            (false, true) => {
                self.missing("mail_from", "must be set when `mail_smtp_url` is");
                None
            }
        }
    }

    fn word<T: Words>(&mut self, key: &'static str) -> Option<T> {
        let written = self.written.get(key)?.clone();
        let text = written.text.trim();
        if let Some((_, value)) = T::ALL.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let words: Vec<String> = T::ALL.iter().map(|(word, _)| format!("`{word}`")).collect();
        let reason = format!("`{text}` is not one of {}", words.join(", "));
        let meant = closest(text, T::ALL.iter().map(|(word, _)| *word));
        self.wrong(key, written.source, reason, meant);
        None
    }

    /// A setting that another one needs.
    pub(crate) fn missing(&mut self, key: &'static str, reason: &str) {
        if let Some(written) = self.written.get(key) {
            let source = written.source.clone();
            self.wrong(key, source, reason.to_owned(), None);
        }
    }

    fn wrong(&mut self, key: &str, source: String, reason: String, meant: Option<String>) {
        self.problems.push(Problem {
            key: key.to_owned(),
            source,
            reason,
            meant,
        });
    }
}

fn folder(text: &str) -> Result<&str, String> {
    if text.is_empty() {
        return Err("must name a folder".to_owned());
    }
    Ok(text)
}

fn database(text: &str, data: &Path) -> Result<Database, String> {
    if text == "sqlite" {
        return Ok(Database::Sqlite(data.join("rapport.db")));
    }
    if let Some(file) = text.strip_prefix("sqlite:") {
        let file = file.trim_start_matches("//");
        return Ok(Database::Sqlite(PathBuf::from(folder(file)?)));
    }
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        return Ok(Database::Postgres(text.to_owned()));
    }
    // The text is not repeated: it may hold a password.
    Err("must be `sqlite`, `sqlite:FILE` or `postgres://...`".to_owned())
}

pub(crate) fn listen(text: &str) -> Result<SocketAddr, String> {
    if let Some(port) = text.strip_prefix("localhost:")
        && let Ok(port) = port.parse()
    {
        return Ok((Ipv4Addr::LOCALHOST, port).into());
    }
    SocketAddr::from_str(text)
        .map_err(|_| format!("`{text}` is not address:port, such as 127.0.0.1:8080 or [::1]:8080"))
}

fn public_url(text: &str) -> Result<Option<String>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .map(|rest| rest.trim_end_matches('/'));
    match host {
        Some(host) if !host.is_empty() && !host.contains([' ', '?', '#', '@']) => {
            Ok(Some(text.trim_end_matches('/').to_owned()))
        }
        _ => Err(format!("`{text}` is not an http or https address")),
    }
}

fn number(text: &str) -> Result<u32, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is not a whole number from 0 on"))
}

fn addresses(text: &str) -> Result<Vec<IpAddr>, String> {
    let parts = text.split(',').map(str::trim);
    let named = parts.filter(|part| !part.is_empty());
    let parsed = named.map(|part| {
        part.parse()
            .map_err(|_| format!("`{part}` is not an address, such as 10.0.0.2"))
    });
    parsed.collect()
}

fn filled(text: &str) -> Result<Option<String>, String> {
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

fn names(text: &str) -> Vec<String> {
    let parts = text.split(',').map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

fn smtp_url(text: &str) -> Result<String, String> {
    if text.is_empty() || text.starts_with("smtp://") || text.starts_with("smtps://") {
        return Ok(text.to_owned());
    }
    // The text is not repeated: it may hold a password.
    Err("must be `smtp://...` or `smtps://...`".to_owned())
}

fn origins(text: &str) -> Result<Vec<String>, String> {
    let origin = |text: &str| {
        let host = text
            .split_once("://")
            .map(|(_, host)| host.trim_end_matches('/'));
        match public_url(text) {
            Ok(Some(origin)) if host.is_some_and(|host| !host.contains('/')) => Ok(origin),
            _ => Err(format!(
                "`{text}` is not an origin, such as https://app.example.com"
            )),
        }
    };
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(origin)
        .collect()
}

/// Networks, each an address with or without a number of bits.
fn networks(text: &str) -> Result<Vec<String>, String> {
    let network = |text: &str| {
        let (address, bits) = text.split_once('/').unwrap_or((text, "0"));
        let most = match address.parse::<IpAddr>() {
            Ok(IpAddr::V4(_)) => 32,
            Ok(IpAddr::V6(_)) => 128,
            Err(_) => return Err(format!("`{text}` is not a network, such as 10.0.0.0/8")),
        };
        match bits.parse::<u8>() {
            Ok(bits) if bits <= most => Ok(text.to_owned()),
            _ => Err(format!("`{text}` is not a network, such as 10.0.0.0/8")),
        }
    };
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(network)
        .collect()
}

fn log_level(text: &str) -> Result<String, String> {
    const LEVELS: &[&str] = &["off", "error", "warn", "info", "debug", "trace"];
    let known = |part: &str| {
        let level = part.rsplit('=').next().unwrap_or_default().trim();
        LEVELS.contains(&level)
    };
    match text.split(',').find(|part| !known(part)) {
        None => Ok(text.to_owned()),
        Some(part) => Err(format!("`{part}` names none of {}", LEVELS.join(", "))),
    }
}

#[cfg(test)]
mod tests;
