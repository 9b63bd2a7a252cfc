//! What was written where: flags, environment and file, as texts with their source.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::keys::{KEYS, Key};
use crate::problem::{Problem, closest};
use crate::providers::is_secret;

/// The file's name in the data folder.
const FILE: &str = "rapport.toml";

/// The source of settings that nobody wrote.
pub const DEFAULT: &str = "default";

/// Variables that begin like ours and belong to the tests.
const TEST_PREFIX: &str = "RAPPORT_TEST_";

/// Everything settings can come from. Tests pass their own.
pub struct Inputs<'a> {
    /// Flags that were given, by the name of their key.
    pub flags: Vec<(&'static str, String)>,
    /// The environment.
    pub environment: Vec<(String, String)>,
    /// A settings file to use instead of `rapport.toml` in the data folder.
    pub file: Option<PathBuf>,
    /// Reads a file; `NotFound` when it is not there.
    pub read: &'a dyn Fn(&Path) -> io::Result<String>,
}

/// A text and where it was written.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) source: String,
}

impl Inputs<'static> {
    /// The process' environment and file system, with these flags.
    #[must_use]
    pub fn of_process(flags: Vec<(&'static str, String)>, file: Option<PathBuf>) -> Self {
        // Names and values that are not Unicode cannot be ours.
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self {
            flags,
            environment,
            file,
            read: &|path| std::fs::read_to_string(path),
        }
    }
}

impl Inputs<'_> {
    /// What is written for each key, the strongest source first; problems are added to the list.
    pub(crate) fn gather(&self, problems: &mut Vec<Problem>) -> BTreeMap<&'static str, Written> {
        let mut written = BTreeMap::new();
        for (name, text) in &self.flags {
            if let Some(key) = key(name) {
                let (text, source) = (text.clone(), format!("flag {}", key.flag()));
                written.insert(key.name, Written { text, source });
            }
        }
        for (name, text) in &self.environment {
            match KEYS.iter().find(|key| key.variable() == *name) {
                Some(key) => {
                    let (text, source) = (text.clone(), format!("environment {name}"));
                    written.entry(key.name).or_insert(Written { text, source });
                }
                None => problems.extend(near_miss(name)),
            }
        }
        self.gather_file(&mut written, problems);
        for key in KEYS {
            written.entry(key.name).or_insert_with(|| Written {
                text: key.default.to_owned(),
                source: DEFAULT.to_owned(),
            });
        }
        written
    }

    fn gather_file(
        &self,
        written: &mut BTreeMap<&'static str, Written>,
        problems: &mut Vec<Problem>,
    ) {
        let (path, named) = self.file_path(written);
        let source = format!("file {}", path.display());
        let mut wrong = |key: &str, reason: String, meant: Option<String>| {
            problems.push(Problem {
                key: key.to_owned(),
                source: source.clone(),
                reason,
                meant,
            });
        };
        let text = match (self.read)(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !named => return,
            Err(error) => return wrong("config", format!("cannot be read: {error}"), None),
        };
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(error) => return wrong("config", error.to_string().trim().to_owned(), None),
        };
        for (name, value) in table {
            if let ("compat", Some(inner)) = (name.as_str(), value.as_table()) {
                for (name, text) in crate::compat::texts(inner) {
                    match (key(&name), text) {
                        (Some(key), Some(text)) => {
                            let source = source.clone();
                            written.entry(key.name).or_insert(Written { text, source });
                        }
                        (Some(key), None) => wrong(&name, format!("must be {}", key.form), None),
                        (None, _) => wrong(&name, "no such setting".to_owned(), None),
                    }
                }
                continue;
            }
            let Some(key) = key(&name) else {
                let meant = closest(&name, KEYS.iter().map(|key| key.name));
                wrong(&name, "no such setting".to_owned(), meant);
                continue;
            };
            if key.name == "data" && !named {
                let reason = "cannot stand in the file that lies in the data folder";
                wrong(&name, reason.to_owned(), None);
            } else if let Some(text) = text_of(&value) {
                let source = source.clone();
                written.entry(key.name).or_insert(Written { text, source });
            } else {
                wrong(&name, format!("must be {}", key.form), None);
            }
        }
    }

    /// The settings file, and whether somebody named it.
    fn file_path(&self, written: &BTreeMap<&'static str, Written>) -> (PathBuf, bool) {
        let variable = self
            .environment
            .iter()
            .find(|(name, _)| name == "RAPPORT_CONFIG")
            .map(|(_, value)| PathBuf::from(value));
        if let Some(path) = self.file.clone().or(variable) {
            return (path, true);
        }
        let default = key("data").map_or("", |key| key.default);
        let folder = written
            .get("data")
            .map_or(default, |data| data.text.as_str());
        (Path::new(folder).join(FILE), false)
    }
}

fn key(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// A variable that looks like a slip. Others that begin with `RAPPORT_` are left alone: container platforms set
/// some for every service by its name.
fn near_miss(name: &str) -> Option<Problem> {
    if !name.starts_with("RAPPORT_")
        || name.starts_with(TEST_PREFIX)
        || name == "RAPPORT_CONFIG"
        || is_secret(name)
    {
        return None;
    }
    let known: Vec<String> = KEYS.iter().map(Key::variable).collect();
    let rest = |name: &str| name.trim_start_matches("RAPPORT_").to_owned();
    let short: Vec<String> = known.iter().map(|known| rest(known)).collect();
    let meant = closest(&rest(name), short.iter().map(String::as_str))?;
    Some(Problem {
        key: name.to_owned(),
        source: "environment".to_owned(),
        reason: "no such setting".to_owned(),
        meant: Some(format!("RAPPORT_{meant}")),
    })
}

fn text_of(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Array(values) if values.iter().any(toml::Value::is_table) => {
            Some(value.to_string())
        }
        toml::Value::Array(values) => values
            .iter()
            .map(|value| value.as_str().map(str::to_owned))
            .collect::<Option<Vec<_>>>()
            .map(|texts| texts.join(",")),
        _ => None,
    }
}
