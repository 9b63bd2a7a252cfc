//! A user's own passkeys.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use rapport_kernel::{Error, ErrorCode, Result};
use rapport_mail::Method;
use rapport_store as store;
use serde_json::{Value, json};
use store::{AuditKind, Passkey};
use uuid::Uuid;

use super::{MILLISECONDS, handle};
use crate::Accounts;
use crate::answers::PasskeyView;
use crate::authenticate::Session;
use crate::check::Checks;
use crate::flows::trail::of_user;
use crate::inputs::AddPasskey;
use crate::webauthn::{ALGORITHMS, challenge_of};

const KIND: &str = "passkey_new";

/// So many passkeys a user may have.
const MOST: usize = 20;

/// What a passkey is called that was given no name.
const UNNAMED: &str = "Passkey";

impl Accounts {
    /// The caller's passkeys, oldest first.
    pub async fn passkeys(&self, session: &Session) -> Result<Vec<PasskeyView>> {
        session.must_not_be_a_key()?;
        let (tenant, user) = (session.tenant, session.actor.user);
        let passkeys = self.identity.passkeys(tenant, user).await?;
        Ok(passkeys.into_iter().map(PasskeyView::from).collect())
    }

    /// What a browser needs to make a passkey for the caller (`PublicKeyCredentialCreationOptions` as JSON).
    pub async fn begin_passkey(&self, session: &Session) -> Result<Value> {
        session.must_be_own()?;
        let user = self.user_of(session).await?;
        let known = self.identity.passkeys(user.tenant, user.id).await?;
        if known.len() >= MOST {
            let message = format!("a user has at most {MOST} passkeys; remove one first");
            return Err(Error::new(ErrorCode::CONFLICT, message));
        }
        let owner = Some((user.tenant, user.id));
        let challenge = self.challenge(KIND, owner, "").await?;
        let algorithm = |alg: &i64| json!({ "type": "public-key", "alg": alg });
        Ok(json!({
            "rp": { "id": self.party().id, "name": "Rapport" },
            "user": {
                "id": BASE64.encode(user.id.0.as_bytes()),
                "name": user.email,
                "displayName": user.name,
            },
            "challenge": challenge,
            "pubKeyCredParams": ALGORITHMS.iter().map(algorithm).collect::<Vec<_>>(),
            "timeout": MILLISECONDS,
            "excludeCredentials": known.iter().map(descriptor).collect::<Vec<_>>(),
            "authenticatorSelection": {
                "residentKey": "required",
                "requireResidentKey": true,
                "userVerification": "required",
            },
            "attestation": "none",
        }))
    }

    /// Adds a passkey that a browser made.
    pub async fn add_passkey(&self, session: &Session, input: &AddPasskey) -> Result<PasskeyView> {
        session.must_be_own()?;
        let mut checks = Checks::default();
        let name = input.name.as_deref().unwrap_or(UNNAMED);
        let name = checks.name("name", name);
        checks.finish()?;
        let response = &input.credential.response;
        let challenge = challenge_of(&response.client_data)
            .ok_or_else(|| refused("the client data cannot be read"))?;
        let (handle, now) = (handle(&challenge), self.now());
        let step = self.identity.step(KIND, &handle, now).await?;
        let own = Some((session.tenant, session.actor.user));
        let given = step.is_some_and(|step| step.user == own);
        if !given || !self.identity.use_step(&handle, now).await? {
            return Err(refused("the challenge is over, begin again"));
        }
        let registered = self
            .party()
            .registered(&challenge, &response.client_data, &response.attestation)
            .map_err(refused)?;
        let passkey = Passkey {
            tenant: session.tenant,
            id: self.new_id(),
            user: session.actor.user,
            name,
            credential_id: registered.credential_id,
            public_key: registered.public_key,
            sign_count: i64::from(registered.count),
            created_at: now,
            last_used_at: None,
        };
        let user = self.user_of(session).await?;
        let note =
            of_user(&user, AuditKind::Factor, "add_passkey").with("passkey", passkey.name.as_str());
        if !self.noting(session, note).add_passkey(&passkey).await? {
            return Err(Error::new(
                ErrorCode::DUPLICATE,
                "this passkey is known already",
            ));
        }
        tracing::info!(user = %user.id, passkey = %passkey.id, "passkey added");
        self.queue_new_method(&user, Method::Passkey).await?;
        Ok(PasskeyView::from(passkey))
    }

    /// Removes a passkey of the caller.
    pub async fn remove_passkey(&self, session: &Session, id: Uuid) -> Result<()> {
        session.must_be_own()?;
        let user = self.user_of(session).await?;
        let note = of_user(&user, AuditKind::Factor, "remove_passkey");
        let store = self.noting(session, note);
        if !store.remove_passkey(user.tenant, user.id, id).await? {
            return Err(Error::not_found("passkey"));
        }
        tracing::info!(user = %user.id, passkey = %id, "passkey removed");
        Ok(())
    }
}

pub(super) fn descriptor(passkey: &Passkey) -> Value {
    json!({ "type": "public-key", "id": BASE64.encode(&passkey.credential_id) })
}

fn refused(reason: &'static str) -> Error {
    Error::field("credential", ErrorCode::INVALID, reason)
}
