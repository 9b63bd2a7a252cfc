//! Taking the browser back.

use rapport_kernel::{Error, ErrorCode, Result};

use super::start::{KIND, WORD};
use crate::Accounts;
use crate::answers::SignInAnswer;
use crate::flows::trail::Client;
use crate::inputs::ProviderReturn;
use crate::token::{Secret, same};

impl Accounts {
    /// Completes what [`Accounts::start_provider`] began. `secret` is what the browser was given. Also answers where
    /// the browser wants to go.
    pub async fn finish_provider(
        &self,
        name: &str,
        secret: Option<&str>,
        input: &ProviderReturn,
        client: impl Into<Client<'_>>,
    ) -> Result<(SignInAnswer, String)> {
        let client = client.into();
        let provider = self.provider(name)?;
        let secret = secret.and_then(|text| Secret::parse(WORD, text));
        let secret = secret.ok_or_else(over)?;
        let now = self.now();
        let step = self.identity.step(KIND, &secret.handle, now).await?;
        let step = step.ok_or_else(over)?;
        let (begun_at, next) = step.detail.split_once(' ').unwrap_or_default();
        let state = input.state.as_deref().unwrap_or_default();
        let known = same(&step.token_hash, &secret.hash())
            && same(self.state(&secret).as_bytes(), state.as_bytes())
            && begun_at == provider.settings.name;
        // Used before anything is asked of the provider: whoever comes second, comes too late.
        if !known || !self.identity.use_step(&secret.handle, now).await? {
            return Err(over());
        }
        // RFC 9207: the answer names who gives it.
        let mixed = input.iss.as_ref();
        if mixed.is_some_and(|issuer| *issuer != provider.settings.issuer) {
            return Err(over());
        }
        if let Some(error) = &input.error {
            let error: String = error.chars().take(100).collect();
            tracing::info!(provider = name, error, "the sign-in provider refused");
            let label = &provider.settings.label;
            let message = format!("{label} did not sign you in, try again");
            return Err(Error::new(ErrorCode::FORBIDDEN, message));
        }
        let code = input.code.as_deref().ok_or_else(over)?;
        let expected = self.expected(provider, &secret);
        let person = provider.person(code, &expected, now).await?;
        let user = self.user_of_person(provider, &person).await?;
        let answer = self.after_password(&user, client).await?;
        Ok((answer, next.to_owned()))
    }
}

fn over() -> Error {
    let message = "this sign-in is over or was begun in another browser, begin again";
    Error::new(ErrorCode::UNAUTHENTICATED, message)
}
