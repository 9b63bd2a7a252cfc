//! Hiding secrets in addresses before anybody sees them.

const HIDDEN: &str = "***";

/// A setting as people see it.
pub(crate) fn setting(key: &str, text: &str) -> String {
    match key {
        "metrics_token" | "files_s3_secret_key" if !text.is_empty() => HIDDEN.to_owned(),
        "sign_in_providers" if !text.is_empty() => crate::providers::shown(text),
        _ => address(text),
    }
}

/// A database address without its password, whether it stands before the host or among the parameters.
pub(crate) fn address(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else {
        return text.to_owned();
    };
    // The last `@`: a password may contain one that is not escaped.
    let shown = match rest.rsplit_once('@') {
        Some((login, host)) => match login.split_once(':') {
            Some((user, _)) => format!("{user}:{HIDDEN}@{host}"),
            None => rest.to_owned(),
        },
        None => rest.to_owned(),
    };
    let Some((before, parameters)) = shown.split_once('?') else {
        return format!("{scheme}://{shown}");
    };
    let parameters: Vec<String> = parameters
        .split('&')
        .map(|parameter| match parameter.split_once('=') {
            Some((name, _)) if name.contains("password") => format!("{name}={HIDDEN}"),
            _ => parameter.to_owned(),
        })
        .collect();
    format!("{scheme}://{before}?{}", parameters.join("&"))
}

#[cfg(test)]
mod tests {
    use super::{address, setting};

    #[test]
    fn a_token_is_hidden_whole() {
        assert_eq!(setting("metrics_token", "let me see"), "***");
        assert_eq!(setting("metrics_token", ""), "");
        assert_eq!(setting("files_s3_secret_key", "let me see"), "***");
        assert_eq!(setting("signup", "open"), "open");
    }

    #[test]
    fn passwords_are_hidden() {
        let check = |text: &str, expected: &str| assert_eq!(address(text), expected);
        check("sqlite", "sqlite");
        check("postgres://u@h/db", "postgres://u@h/db");
        check("postgres://u:p@ss@h/db", "postgres://u:***@h/db");
        check(
            "postgres://h/db?user=u&password=p",
            "postgres://h/db?user=u&password=***",
        );
    }
}
