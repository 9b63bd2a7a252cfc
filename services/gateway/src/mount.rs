//! Listeners of their own for clients of other systems: the dialects stand at their roots, as those systems' servers did.
//!
//! Which dialect answers is a matter of the listener and the path alone. A path is written anew before the router sees it,
//! so that limits, metrics, headers and time limits are the same as below `/compat`.

use axum::http::Uri;
use axum::http::uri::PathAndQuery;

/// What a listener answers at its root.
#[derive(Clone, Copy, Debug)]
pub struct Mount {
    /// Its name in the settings.
    pub name: &'static str,
    /// Beginnings of paths with what stands in their place; the first that fits counts.
    rules: &'static [(&'static str, &'static str)],
}

/// Every listener there can be.
const MOUNTS: &[Mount] = &[
    mount("nexo", &[("", "/compat/nexo")]),
    mount("nexo-auth", &[("/api/auth", "/compat/nexo/api/auth")]),
    // The service behind the entry point knows no `/crm`.
    mount(
        "nexo-crm",
        &[
            ("/api/crm", "/compat/nexo/api/crm"),
            ("/api", "/compat/nexo/api/crm"),
        ],
    ),
    mount("gateway", &[("", "/compat/gateway")]),
    mount(
        "gateway-accounts",
        &[
            ("/accounts", "/compat/gateway/accounts"),
            ("/health", "/compat/gateway/health"),
            ("", "/compat/gateway/accounts"),
        ],
    ),
    mount("nexa", &[("", "/compat/nexa")]),
    mount(
        "clientforge",
        &[("/metrics", "/metrics"), ("", "/compat/clientforge")],
    ),
    mount("loctelli", &[("", "/compat/loctelli")]),
    // Three systems listened on 3000; their paths differ.
    mount(
        "shared",
        &[
            ("/metrics", "/metrics"),
            ("/api/v1", "/compat/clientforge/api/v1"),
            ("/accounts", "/compat/gateway/accounts"),
            ("/crm", "/compat/gateway/crm"),
            ("/desk", "/compat/gateway/desk"),
            ("/health", "/compat/gateway/health"),
            ("", "/compat/loctelli"),
        ],
    ),
];

const fn mount(name: &'static str, rules: &'static [(&'static str, &'static str)]) -> Mount {
    Mount { name, rules }
}

impl Mount {
    /// The listener of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        MOUNTS.iter().find(|mount| mount.name == name).copied()
    }

    /// Where a request goes that arrives here; a path that no rule knows means nothing to any dialect.
    pub(crate) fn rewritten(self, uri: &Uri) -> Uri {
        let path = uri.path();
        let fits = |beginning: &str| {
            let rest = path.strip_prefix(beginning)?;
            (rest.is_empty() || rest.starts_with('/')).then_some(rest)
        };
        let found = self
            .rules
            .iter()
            .find_map(|(beginning, place)| Some((*place, fits(beginning)?)));
        let (place, rest) = found.unwrap_or(("/compat", path));
        let mut text = format!("{place}{rest}");
        if let Some(query) = uri.query() {
            text.push('?');
            text.push_str(query);
        }
        let mut parts = uri.clone().into_parts();
        match PathAndQuery::try_from(text) {
            Ok(whole) => parts.path_and_query = Some(whole),
            Err(_) => return uri.clone(),
        }
        Uri::from_parts(parts).unwrap_or_else(|_| uri.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_anew_by_the_listener() {
        let check = |name: &str, from: &str, to: &str| {
            let mount = Mount::named(name).unwrap();
            assert_eq!(mount.rewritten(&from.parse().unwrap()).to_string(), to);
        };
        check(
            "nexo",
            "/api/crm/clients?page=2",
            "/compat/nexo/api/crm/clients?page=2",
        );
        check(
            "nexo-auth",
            "/api/auth/health",
            "/compat/nexo/api/auth/health",
        );
        check("nexo-auth", "/api/crm/clients", "/compat/api/crm/clients");
        check("nexo-crm", "/api/health", "/compat/nexo/api/crm/health");
        check(
            "nexo-crm",
            "/api/clients/7",
            "/compat/nexo/api/crm/clients/7",
        );
        check("nexa", "/api/v1/leads", "/compat/nexa/api/v1/leads");
        check("nexa", "/health", "/compat/nexa/health");
        check(
            "shared",
            "/accounts/login",
            "/compat/gateway/accounts/login",
        );
        check(
            "shared",
            "/api/v1/accounts",
            "/compat/clientforge/api/v1/accounts",
        );
        check("shared", "/metrics", "/metrics");
        check("shared", "/status", "/compat/loctelli/status");
        check("shared", "/crmx", "/compat/loctelli/crmx");
        check(
            "gateway-accounts",
            "/login",
            "/compat/gateway/accounts/login",
        );
        check("loctelli", "/", "/compat/loctelli/");
    }
}
