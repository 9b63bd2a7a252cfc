//! Signing in with a passkey, with no password before it or as the second factor after one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use rapport_kernel::{Error, ErrorCode, Result};
use rapport_store as store;
use serde_json::{Value, json};
use store::{Passkey, Proof};

use super::manage::descriptor;
use super::{MILLISECONDS, handle};
use crate::Accounts;
use crate::answers::SessionAnswer;
use crate::flows::sign_in::refuse_locked;
use crate::flows::trail::Client;
use crate::inputs::{PasskeyChallenge, UsePasskey};
use crate::webauthn::{Assertion, challenge_of};

const KIND: &str = "passkey";

impl Accounts {
    /// What a browser needs to use a passkey (`PublicKeyCredentialRequestOptions` as JSON).
    pub async fn ask_passkey(&self, input: &PasskeyChallenge) -> Result<Value> {
        let (owner, known) = match &input.token {
            Some(token) => {
                let user = self.half(token).await?.user;
                let known = self.identity.passkeys(user.tenant, user.id).await?;
                (Some((user.tenant, user.id)), known)
            }
            None => (None, Vec::new()),
        };
        let challenge = self.challenge(KIND, owner, "").await?;
        Ok(json!({
            "challenge": challenge,
            "rpId": self.party().id,
            "timeout": MILLISECONDS,
            "userVerification": "required",
            "allowCredentials": known.iter().map(descriptor).collect::<Vec<_>>(),
        }))
    }

    /// Signs in with a passkey.
    pub async fn sign_in_with_passkey(
        &self,
        input: &UsePasskey,
        client: impl Into<Client<'_>>,
    ) -> Result<SessionAnswer> {
        let client = client.into();
        let response = &input.credential.response;
        let challenge = challenge_of(&response.client_data).ok_or_else(refused)?;
        let (handle, now) = (handle(&challenge), self.now());
        let step = self.identity.step(KIND, &handle, now).await?;
        let step = step.ok_or_else(over)?;
        let passkey = self.presented(input).await?;
        let owner = (passkey.tenant, passkey.user);
        let mut proofs = vec![Proof::Step(handle)];
        if let Some(token) = &input.token {
            let half = self.half(token).await?;
            if (half.user.tenant, half.user.id) != owner {
                return Err(refused());
            }
            proofs.push(Proof::Step(half.handle));
        }
        // A challenge that was made for one user is for no other.
        if step.user.is_some_and(|user| user != owner) {
            return Err(refused());
        }
        let assertion = Assertion {
            client_data: &response.client_data,
            authenticator_data: &response.authenticator_data,
            signature: &response.signature,
        };
        let count = self
            .party()
            .used(&challenge, &passkey.public_key, &assertion)
            .map_err(|reason| {
                tracing::info!(passkey = %passkey.id, reason, "a passkey was refused");
                refused()
            })?;
        let user = self.identity.user(passkey.tenant, passkey.user).await?;
        let user = user.filter(|user| user.active).ok_or_else(refused)?;
        refuse_locked(&user, now)?;
        proofs.push(Proof::Passkey(passkey.id, i64::from(count)));
        match self.begin(&user, &proofs, client).await {
            // The challenge was answered already, or the count did not grow: a copy of the passkey is about.
            Err(error) if error.code == ErrorCode::BAD_CREDENTIALS => {
                tracing::warn!(passkey = %passkey.id, count, "a passkey was refused: replayed, or copied");
                Err(refused())
            }
            answer => answer,
        }
    }

    /// The passkey an answer names, if it is that of the user it names.
    async fn presented(&self, input: &UsePasskey) -> Result<Passkey> {
        let id = BASE64.decode(&input.credential.id).map_err(|_| refused())?;
        let passkey = self.identity.passkey_by_credential(&id).await?;
        let passkey = passkey.ok_or_else(refused)?;
        let named = input.credential.response.user_handle.as_deref();
        let named = named.filter(|text| !text.is_empty());
        let own = BASE64.encode(passkey.user.0.as_bytes());
        // Without a half sign-in the passkey must tell whose it is.
        let right = match named {
            Some(named) => named == own,
            None => input.token.is_some(),
        };
        if right { Ok(passkey) } else { Err(refused()) }
    }
}

fn refused() -> Error {
    Error::new(
        ErrorCode::BAD_CREDENTIALS,
        "this passkey is not known here or was not accepted",
    )
}

fn over() -> Error {
    Error::new(
        ErrorCode::UNAUTHENTICATED,
        "this sign-in is over, begin again",
    )
}
