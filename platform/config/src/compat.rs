//! Listeners for clients of other systems: names with addresses.

use std::net::{IpAddr, SocketAddr};

/// The listeners with the ports that the other systems' own servers had; zero where there was none.
pub const LISTENERS: &[(&str, u16)] = &[
    ("shared", 3000),
    ("nexo-auth", 3001),
    ("nexo", 3002),
    ("nexo-crm", 3003),
    ("gateway-accounts", 3004),
    ("nexa", 5000),
    ("gateway", 0),
    ("clientforge", 0),
    ("loctelli", 0),
];

/// A listener for clients of other systems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompatListener {
    /// Which one.
    pub name: String,
    /// Where it listens.
    pub address: SocketAddr,
}

/// Reads `nexo=127.0.0.1:3002, nexa=5000`, or `all` for those that had a port. A port alone is on the address of `listen`.
pub(crate) fn listeners(text: &str, host: IpAddr) -> Result<Vec<CompatListener>, String> {
    if text == "all" {
        let usual = LISTENERS.iter().filter(|(_, port)| *port > 0);
        return Ok(usual
            .map(|(name, port)| listener(name, (host, *port).into()))
            .collect());
    }
    let mut all: Vec<CompatListener> = Vec::new();
    for part in text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (name, place) = part
            .split_once('=')
            .ok_or_else(|| format!("`{part}` is not name=address, such as nexo=127.0.0.1:3002"))?;
        let (name, place) = (name.trim(), place.trim());
        if !LISTENERS.iter().any(|(known, _)| *known == name) {
            let known: Vec<&str> = LISTENERS.iter().map(|(known, _)| *known).collect();
            return Err(format!("`{name}` is none of {}", known.join(", ")));
        }
        let address = match place.parse::<u16>() {
            Ok(port) => Ok((host, port).into()),
            Err(_) => crate::settings::listen(place),
        };
        let address = address?;
        if all
            .iter()
            .any(|known| known.name == name || known.address == address)
        {
            return Err(format!("`{part}` is there twice"));
        }
        all.push(listener(name, address));
    }
    Ok(all)
}

fn listener(name: &str, address: SocketAddr) -> CompatListener {
    CompatListener {
        name: name.to_owned(),
        address,
    }
}

/// The table `[compat]` of the file as texts of its keys, which are written `compat_<key>` elsewhere.
pub(crate) fn texts(table: &toml::Table) -> Vec<(String, Option<String>)> {
    let text = |value: &toml::Value| match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Table(places) => {
            let place = |(name, value): (&String, &toml::Value)| match value {
                toml::Value::String(text) => Some(format!("{name}={text}")),
                toml::Value::Integer(port) => Some(format!("{name}={port}")),
                _ => None,
            };
            let all: Option<Vec<String>> = places.iter().map(place).collect();
            all.map(|all| all.join(","))
        }
        _ => None,
    };
    let named = table.iter();
    named
        .map(|(key, value)| (format!("compat_{key}"), text(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listeners_have_names_and_addresses() {
        let host: IpAddr = [127, 0, 0, 1].into();
        let read = |text: &str| {
            let listeners = listeners(text, host)?;
            let told = listeners
                .iter()
                .map(|one| format!("{} {}", one.name, one.address));
            Ok::<_, String>(told.collect::<Vec<_>>())
        };
        assert_eq!(read("").unwrap(), Vec::<String>::new());
        assert_eq!(
            read("nexo=3002, nexa=0.0.0.0:5000").unwrap(),
            ["nexo 127.0.0.1:3002", "nexa 0.0.0.0:5000"]
        );
        assert_eq!(read("all").unwrap().len(), 6);
        for wrong in [
            "nexo",
            "nexus=1",
            "nexo=1,nexo=2",
            "nexo=1,nexa=1",
            "nexo=here",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_table_of_the_file_becomes_texts() {
        let table: toml::Table =
            "default_tenant = \"acme\"\n[listeners]\nnexo = \"[::1]:3002\"\nnexa = 5000"
                .parse()
                .unwrap();
        let mut found = texts(&table);
        found.sort();
        assert_eq!(
            found[0],
            ("compat_default_tenant".to_owned(), Some("acme".to_owned()))
        );
        let listeners = found[1].1.clone().unwrap();
        let mut parts: Vec<&str> = listeners.split(',').collect();
        parts.sort_unstable();
        assert_eq!(parts, ["nexa=5000", "nexo=[::1]:3002"]);
    }
}
