//! Where a request comes from, behind proxies too.

use std::net::{IpAddr, Ipv6Addr};

use axum::extract::Request;
use axum::http::{Extensions, HeaderMap, HeaderName};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The other end of the connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// The address of the client, of IPv6 its network.
///
/// `X-Forwarded-For` counts only as far as trusted proxies wrote it: read from its end, the first address that is not
/// a trusted proxy's is the client's. What stands before it anybody may have made up.
pub(super) fn client_address(request: &Request, trusted: &[IpAddr]) -> IpAddr {
    let peer = request.extensions().get::<Peer>();
    let peer = peer.map_or(IpAddr::from([0, 0, 0, 0]), |Peer(address)| *address);
    network(behind_proxies(peer, request.headers(), trusted))
}

/// The same, whole. None: the connection is not known.
pub(crate) fn whole_address(
    headers: &HeaderMap,
    extensions: &Extensions,
    trusted: &[IpAddr],
) -> Option<IpAddr> {
    let Peer(peer) = extensions.get::<Peer>()?;
    Some(behind_proxies(*peer, headers, trusted))
}

fn behind_proxies(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut address = peer.to_canonical();
    let forwarded = headers.get_all(FORWARDED_FOR);
    let lines: Vec<&str> = forwarded
        .iter()
        .filter_map(|line| line.to_str().ok())
        .collect();
    let hops = lines.iter().rev().flat_map(|line| line.rsplit(','));
    for hop in hops {
        if !is_trusted(address, trusted) {
            break;
        }
        match hop.trim().parse::<IpAddr>() {
            Ok(hop) => address = hop.to_canonical(),
            Err(_) => break,
        }
    }
    address
}

fn is_trusted(address: IpAddr, trusted: &[IpAddr]) -> bool {
    address.is_loopback() || trusted.contains(&address)
}

fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(whole) => {
            let network = u128::from(whole) & (u128::MAX << 64);
            IpAddr::V6(Ipv6Addr::from(network))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let mut request = Request::new(Body::empty());
        request.extensions_mut().insert(Peer(peer.parse().unwrap()));
        for line in forwarded {
            request
                .headers_mut()
                .append(FORWARDED_FOR, line.parse().unwrap());
        }
        client_address(&request, &["10.0.0.2".parse().unwrap()]).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(seen("192.0.2.1", &["203.0.113.9"]), "192.0.2.1");
        assert_eq!(seen("127.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.2", &["1.1.1.1, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(
            seen("127.0.0.1", &["1.1.1.1", "203.0.113.9, 10.0.0.2"]),
            "203.0.113.9"
        );
        assert_eq!(seen("127.0.0.1", &["unknown"]), "127.0.0.1");
        assert_eq!(seen("::ffff:127.0.0.1", &["203.0.113.9"]), "203.0.113.9");
    }

    #[test]
    fn a_customers_ipv6_addresses_are_one() {
        assert_eq!(seen("2001:db8:1:2:3:4:5:6", &[]), "2001:db8:1:2::");
        assert_eq!(seen("2001:db8:1:2:ffff::1", &[]), "2001:db8:1:2::");
    }
}
