//! From a host to a connection: look its addresses up, judge them, connect to one that was judged.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use crate::error::NetError;
use crate::network::{Network, is_public};

/// A connection, encrypted or not.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// Where a request goes.
pub(crate) struct Destination {
    pub(crate) host: String,
    pub(crate) encrypted: bool,
    port: u16,
    literal: Option<IpAddr>,
}

impl Destination {
    /// Reads the host out of an address.
    pub(crate) fn of(url: &Url) -> Result<Self, NetError> {
        let wrong = || NetError::Address(shown(url));
        let encrypted = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(wrong()),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(wrong());
        }
        let (host, literal) = match url.host().ok_or_else(wrong)? {
            Host::Domain(name) => (name.to_owned(), None),
            Host::Ipv4(address) => (address.to_string(), Some(IpAddr::V4(address))),
            Host::Ipv6(address) => (address.to_string(), Some(IpAddr::V6(address))),
        };
        Ok(Self {
            host,
            encrypted,
            port: url.port_or_known_default().ok_or_else(wrong)?,
            literal,
        })
    }

    /// Connects to the first address that may be reached and answers.
    pub(crate) async fn connect(
        &self,
        allowed: &[Network],
        tls: Option<&Arc<ClientConfig>>,
    ) -> Result<Box<dyn Stream>, NetError> {
        let addresses = self.judged(&self.addresses().await?, allowed)?;
        let mut failure = NetError::Unknown(self.host.clone());
        for address in addresses {
            match TcpStream::connect(address).await {
                Ok(stream) => return self.encrypt(stream, tls).await,
                Err(error) => failure = self.unreachable(&error),
            }
        }
        Err(failure)
    }

    async fn addresses(&self) -> Result<Vec<IpAddr>, NetError> {
        if let Some(address) = self.literal {
            return Ok(vec![address]);
        }
        let found = tokio::net::lookup_host((self.host.as_str(), self.port)).await;
        let found = found.map_err(|_| NetError::Unknown(self.host.clone()))?;
        Ok(found.map(|address| address.ip()).collect())
    }

    /// The addresses that may be reached, in the order they were found.
    pub(crate) fn judged(
        &self,
        found: &[IpAddr],
        allowed: &[Network],
    ) -> Result<Vec<SocketAddr>, NetError> {
        if found.is_empty() {
            return Err(NetError::Unknown(self.host.clone()));
        }
        let named = |address: IpAddr| allowed.iter().any(|network| network.contains(address));
        let reachable = |address: &&IpAddr| is_public(**address) || named(**address);
        let good: Vec<&IpAddr> = found.iter().filter(reachable).collect();
        if good.is_empty() {
            return Err(NetError::Refused(self.host.clone()));
        }
        let good: Vec<SocketAddr> = good
            .into_iter()
            .filter(|address| self.encrypted || named(**address))
            .map(|address| SocketAddr::new(*address, self.port))
            .collect();
        if good.is_empty() {
            return Err(NetError::Unencrypted(self.host.clone()));
        }
        Ok(good)
    }

    async fn encrypt(
        &self,
        stream: TcpStream,
        tls: Option<&Arc<ClientConfig>>,
    ) -> Result<Box<dyn Stream>, NetError> {
        // Small requests leave at once; a failure changes nothing else.
        let _ = stream.set_nodelay(true);
        if !self.encrypted {
            return Ok(Box::new(stream));
        }
        let untrusted = || NetError::Unreachable {
            host: self.host.clone(),
            reason: "the system trusts no certificate authority".to_owned(),
        };
        let config = tls.ok_or_else(untrusted)?;
        let name = match self.literal {
            Some(address) => ServerName::from(address),
            None => ServerName::try_from(self.host.clone())
                .map_err(|_| NetError::Address(self.host.clone()))?,
        };
        let connector = TlsConnector::from(Arc::clone(config));
        let encrypted = connector.connect(name, stream).await;
        Ok(Box::new(
            encrypted.map_err(|error| self.unreachable(&error))?,
        ))
    }

    pub(crate) fn unreachable(&self, error: &dyn std::fmt::Display) -> NetError {
        NetError::Unreachable {
            host: self.host.clone(),
            reason: error.to_string(),
        }
    }
}

/// An address without anything that may be secret.
fn shown(url: &Url) -> String {
    format!("{}://{}", url.scheme(), url.host_str().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(url: &str, found: &[&str], allowed: &[&str]) -> Result<Vec<String>, NetError> {
        let destination = Destination::of(&url.parse().unwrap())?;
        let found: Vec<IpAddr> = found.iter().map(|text| text.parse().unwrap()).collect();
        let allowed: Vec<Network> = allowed.iter().map(|text| text.parse().unwrap()).collect();
        let good = destination.judged(&found, &allowed)?;
        Ok(good.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn only_addresses_that_may_be_reached_are_left() {
        let host = "example.com".to_owned();
        let mixed = judged("https://example.com", &["10.0.0.1", "1.1.1.1"], &[]);
        assert_eq!(mixed.unwrap(), ["1.1.1.1:443"]);
        let inside = judged("https://example.com", &["10.0.0.1", "::1"], &[]);
        assert_eq!(inside, Err(NetError::Refused(host.clone())));
        let allowed = judged("http://example.com:8080", &["10.0.0.1"], &["10.0.0.0/8"]);
        assert_eq!(allowed.unwrap(), ["10.0.0.1:8080"]);
        let plain = judged("http://example.com", &["1.1.1.1"], &["10.0.0.0/8"]);
        assert_eq!(plain, Err(NetError::Unencrypted(host.clone())));
        let none = judged("https://example.com", &[], &[]);
        assert_eq!(none, Err(NetError::Unknown(host)));
    }

    #[test]
    fn other_schemes_and_logins_are_no_addresses() {
        for url in [
            "ftp://example.com",
            "file:///etc/passwd",
            "https://u:p@example.com",
        ] {
            let refused = judged(url, &["1.1.1.1"], &[]).unwrap_err();
            assert!(
                matches!(&refused, NetError::Address(text) if !text.contains("u:p")),
                "{url}"
            );
        }
    }

    #[test]
    fn an_address_in_another_notation_is_judged_as_what_it_is() {
        for url in [
            "https://2130706433",
            "https://0x7f.1",
            "https://0177.0.0.1",
            "https://[::ffff:127.0.0.1]",
        ] {
            let destination = Destination::of(&url.parse().unwrap()).unwrap();
            let literal = destination.literal.unwrap();
            assert!(destination.judged(&[literal], &[]).is_err(), "{url}");
        }
    }
}
