//! Where a request comes from, for the audit trail of sign-ins.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};
use rapport_accounts::Client;

use crate::http::sessions::agent;
use crate::limits::whole_address;
use crate::state::GatewayState;

/// Address and name of the client.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    agent: String,
    ip: Option<IpAddr>,
}

impl Caller {
    /// Out of the parts of a request.
    pub(crate) fn of(headers: &HeaderMap, extensions: &Extensions, state: &GatewayState) -> Self {
        let trusted = &state.settings().limits.trusted_proxies;
        Self {
            agent: agent(headers).to_owned(),
            ip: whole_address(headers, extensions, trusted),
        }
    }

    /// As the accounts take it.
    pub(crate) fn client(&self) -> Client<'_> {
        Client {
            agent: &self.agent,
            ip: self.ip,
        }
    }
}

impl FromRequestParts<GatewayState> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &GatewayState,
    ) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers, &parts.extensions, state))
    }
}
