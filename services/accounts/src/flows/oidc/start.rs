//! Sending the browser to a provider.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use rapport_kernel::{Error, Result};
use rapport_store as store;
use store::SignInStep;

use crate::Accounts;
use crate::answers::{ProviderAnswer, ProviderStart};
use crate::keys::keyed_hash;
use crate::oidc::{Expected, Provider};
use crate::token::Secret;

/// In front of every secret that a browser is sent away with.
pub(super) const WORD: &str = "rpt_o_";

pub(super) const KIND: &str = "oidc";

const GOOD_SECONDS: i64 = 10 * 60;

const LONGEST_PATH: usize = 1000;

/// A path of this installation; anything else becomes its first page.
fn local(path: &str) -> &str {
    let other = path.starts_with("//") || path.contains(['\\', ' ']);
    let odd = path.chars().any(char::is_control) || path.len() > LONGEST_PATH;
    if path.starts_with('/') && !other && !odd {
        path
    } else {
        "/"
    }
}

impl Accounts {
    /// The providers people may sign in through.
    #[must_use]
    pub fn sign_in_providers(&self) -> Vec<ProviderAnswer> {
        self.providers
            .all()
            .map(|provider| ProviderAnswer {
                id: provider.name.clone(),
                name: provider.label.clone(),
            })
            .collect()
    }

    /// Where to send a browser that wants to sign in through a provider, and to see `next` after that.
    pub async fn start_provider(&self, name: &str, next: &str) -> Result<ProviderStart> {
        let provider = self.provider(name)?;
        let (secret, now) = (Secret::new(self.random.as_ref()), self.now());
        let expected = self.expected(provider, &secret);
        let url = provider
            .authorization(&expected, &self.state(&secret), now)
            .await?;
        let step = SignInStep {
            handle: secret.handle.clone(),
            kind: KIND,
            token_hash: secret.hash(),
            user: None,
            detail: format!("{} {}", provider.settings.name, local(next)),
            expires_at: now.plus_seconds(GOOD_SECONDS),
        };
        self.identity.keep_step(&step, now).await?;
        Ok(ProviderStart {
            url,
            secret: secret.text(WORD),
            expires_in: GOOD_SECONDS,
        })
    }

    pub(super) fn provider(&self, name: &str) -> Result<&Provider> {
        let found = self.providers.named(name);
        found.ok_or_else(|| Error::not_found("sign-in provider"))
    }

    /// What belongs to a secret.
    pub(super) fn expected(&self, provider: &Provider, secret: &Secret) -> Expected {
        let base = &self.options.public_url;
        let name = &provider.settings.name;
        Expected {
            redirect_uri: format!("{base}/api/v1/sign-in/oidc/{name}/callback"),
            verifier: self.derived(secret, b"verifier"),
            nonce: self.derived(secret, b"nonce"),
        }
    }

    /// What the provider hands back with the browser.
    pub(super) fn state(&self, secret: &Secret) -> String {
        self.derived(secret, b"state")
    }

    fn derived(&self, secret: &Secret, purpose: &[u8]) -> String {
        let parts = [purpose, b" ", &secret.bytes];
        BASE64.encode(keyed_hash(&self.keys.provider, &parts))
    }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_own_paths_are_gone_to() {
        let check = |path: &str, expected: &str| assert_eq!(local(path), expected, "{path}");
        check("/records/deals?view=1", "/records/deals?view=1");
        check("/", "/");
        for foreign in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a\nb",
            "/a b",
        ] {
            check(foreign, "/");
        }
        check(&format!("/{}", "x".repeat(2000)), "/");
    }
}
