//! Providers people may sign in through: a list of tables in the settings file.

use crate::settings::Secret;

/// What is asked of a provider that is given no scopes.
const SCOPES: &[&str] = &["openid", "email", "profile"];

/// A provider as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Its name in addresses.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Its issuer.
    pub issuer: String,
    /// How it calls this installation.
    pub client_id: String,
    /// The secret shared with it.
    pub client_secret: Option<Secret>,
    /// What it is asked for.
    pub scopes: Vec<String>,
}

impl Provider {
    /// The environment variable that holds its secret.
    #[must_use]
    pub fn secret_variable(&self) -> String {
        let name = self.name.to_ascii_uppercase().replace('-', "_");
        format!("RAPPORT_SIGN_IN_{name}_SECRET")
    }
}

/// Whether an environment variable may hold the secret of a provider.
pub(crate) fn is_secret(variable: &str) -> bool {
    variable.starts_with("RAPPORT_SIGN_IN_") && variable.ends_with("_SECRET")
}

/// Reads the list, written as TOML.
pub(crate) fn providers(text: &str) -> Result<Vec<Provider>, String> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let form = || "must be a list of tables with `name`, `issuer` and `client_id`".to_owned();
    // What is wrong with the text is not repeated: it may hold a secret.
    let table: toml::Table = format!("list = {text}").parse().map_err(|_| form())?;
    let list = table.get("list").and_then(toml::Value::as_array);
    let mut all: Vec<Provider> = Vec::new();
    for (at, value) in list.ok_or_else(form)?.iter().enumerate() {
        let provider = value.as_table().ok_or_else(form).and_then(provider);
        let provider = provider.map_err(|reason| format!("provider {}: {reason}", at + 1))?;
        if all.iter().any(|known| known.name == provider.name) {
            return Err(format!("provider `{}` is there twice", provider.name));
        }
        all.push(provider);
    }
    Ok(all)
}

fn provider(table: &toml::Table) -> Result<Provider, String> {
    const KNOWN: &[&str] = &[
        "name",
        "label",
        "issuer",
        "client_id",
        "client_secret",
        "scopes",
    ];
    if let Some(key) = table.keys().find(|key| !KNOWN.contains(&key.as_str())) {
        return Err(format!("`{key}` is none of {}", KNOWN.join(", ")));
    }
    let name = required(table, "name")?;
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    if !name.chars().all(|letter| plain(letter) || letter == '-') {
        return Err("`name` is more than lower case letters, digits and hyphens".to_owned());
    }
    let issuer = required(table, "issuer")?;
    let address = issuer.starts_with("https://") || issuer.starts_with("http://");
    if !address || issuer.contains([' ', '?', '#', '@']) {
        return Err(format!("`issuer` `{issuer}` is not an https address"));
    }
    Ok(Provider {
        label: optional(table, "label")?.unwrap_or_else(|| name.clone()),
        client_id: required(table, "client_id")?,
        client_secret: optional(table, "client_secret")?.map(Secret),
        scopes: scopes(table)?,
        name,
        issuer,
    })
}

fn optional(table: &toml::Table, key: &str) -> Result<Option<String>, String> {
    match table.get(key) {
        None => Ok(None),
        Some(value) => match value.as_str().map(str::trim) {
            Some(text) if !text.is_empty() => Ok(Some(text.to_owned())),
            _ => Err(format!("`{key}` must be a text")),
        },
    }
}

fn required(table: &toml::Table, key: &str) -> Result<String, String> {
    optional(table, key)?.ok_or_else(|| format!("`{key}` is missing"))
}

fn scopes(table: &toml::Table) -> Result<Vec<String>, String> {
    let Some(value) = table.get("scopes") else {
        return Ok(SCOPES.iter().map(|scope| (*scope).to_owned()).collect());
    };
    let wrong = || "`scopes` must be a list of texts with `openid` among them".to_owned();
    let texts = value.as_array().ok_or_else(wrong)?.iter();
    let texts = texts.map(|scope| scope.as_str().map(str::to_owned));
    let scopes: Vec<String> = texts.collect::<Option<_>>().ok_or_else(wrong)?;
    if scopes.iter().any(|scope| scope == "openid") {
        Ok(scopes)
    } else {
        Err(wrong())
    }
}

/// The list for people, without secrets.
pub(crate) fn shown(text: &str) -> String {
    match providers(text) {
        Ok(all) => {
            let one = |provider: &Provider| format!("{} ({})", provider.name, provider.issuer);
            all.iter().map(one).collect::<Vec<_>>().join(", ")
        }
        Err(_) => "not readable".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = r#"[{ name = "company", issuer = "https://login.example.com", client_id = "crm", client_secret = "s3cret" }]"#;

    #[test]
    fn a_list_of_tables_is_read() {
        let all = providers(ONE).unwrap();
        let [one] = all.as_slice() else {
            panic!("{all:?}");
        };
        assert_eq!(
            (one.label.as_str(), one.client_id.as_str()),
            ("company", "crm")
        );
        assert_eq!(one.scopes, ["openid", "email", "profile"]);
        assert_eq!(one.secret_variable(), "RAPPORT_SIGN_IN_COMPANY_SECRET");
        assert!(is_secret(&one.secret_variable()));
        assert_eq!(shown(ONE), "company (https://login.example.com)");
        assert!(!format!("{all:?}").contains("s3cret"));
        assert!(providers("").unwrap().is_empty());
    }

    #[test]
    fn what_is_wrong_is_told_without_secrets() {
        let check = |from: &str, to: &str, expected: &str| {
            let text = ONE.replace(from, to);
            assert_ne!(text, ONE);
            let reason = providers(&text).unwrap_err();
            assert!(reason.contains(expected), "{reason}");
            assert!(!reason.contains("s3cret"), "{reason}");
        };
        check("client_id = \"crm\", ", "", "`client_id` is missing");
        check("\"company\"", "\"My Company\"", "`name` is more than");
        check("https://login", "ldap://login", "is not an https address");
        check("client_id", "client", "`client` is none of");
        check("name = \"company\"", "name = 5", "`name` must be a text");
        check("}]", ", scopes = [\"email\"] }]", "`openid` among them");
        check("}]", "", "must be a list of tables");
        let twice = format!(
            "{}, {}",
            ONE.trim_end_matches(']'),
            ONE.trim_start_matches('[')
        );
        assert!(providers(&twice).unwrap_err().contains("is there twice"));
    }
}
