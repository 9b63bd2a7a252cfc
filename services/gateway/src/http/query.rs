//! Query strings: every parameter is taken by name, and what nobody took is refused by name.

use std::fmt::Display;
use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use percent_encoding::percent_decode_str;
use rapport_kernel::{Error, ErrorCode, Result};

use crate::problem::Problem;
use crate::state::GatewayState;

/// More than this many parameters make no sense in any request.
const MOST: usize = 200;

/// The parameters of a request, in their order.
#[derive(Debug, Default)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl FromRequestParts<GatewayState> for Parameters {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        _state: &GatewayState,
    ) -> std::result::Result<Self, Self::Rejection> {
        Ok(Self::parse(parts.uri.query())?)
    }
}

impl Parameters {
    /// Splits and decodes a query string.
    ///
    /// # Errors
    /// `invalid` for text that is not UTF-8, holds a NUL character or has too many parts.
    pub(crate) fn parse(query: Option<&str>) -> Result<Self> {
        let Some(query) = query else {
            return Ok(Self::default());
        };
        let mut pairs = Vec::new();
        for part in query.split('&').filter(|part| !part.is_empty()) {
            if pairs.len() == MOST {
                return Err(Error::invalid(format!("more than {MOST} parameters")));
            }
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            pairs.push((decode(name)?, decode(value)?));
        }
        Ok(Self(pairs))
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the value of a parameter out.
    ///
    /// # Errors
    /// `invalid` when it was given twice.
    pub(crate) fn take(&mut self, name: &str) -> Result<Option<String>> {
        let Some(at) = self.0.iter().position(|(known, _)| known == name) else {
            return Ok(None);
        };
        let (_, value) = self.0.remove(at);
        if self.0.iter().any(|(known, _)| known == name) {
            return Err(refused(name, "is given twice"));
        }
        Ok(Some(value))
    }

    /// Takes a parameter that is not empty.
    ///
    /// # Errors
    /// As for [`Parameters::take`].
    pub(crate) fn take_filled(&mut self, name: &str) -> Result<Option<String>> {
        Ok(self.take(name)?.filter(|text| !text.trim().is_empty()))
    }

    /// Takes a parameter of a type that reads from text.
    ///
    /// # Errors
    /// `invalid` with what is expected.
    pub(crate) fn take_as<T: FromStr>(&mut self, name: &str, expected: &str) -> Result<Option<T>> {
        let Some(text) = self.take_filled(name)? else {
            return Ok(None);
        };
        let value = text
            .trim()
            .parse()
            .map_err(|_| refused(name, format!("must be {expected}")))?;
        Ok(Some(value))
    }

    /// Takes a comma-separated list.
    ///
    /// # Errors
    /// As for [`Parameters::take`].
    pub(crate) fn take_list(&mut self, name: &str) -> Result<Option<Vec<String>>> {
        Ok(self.take_filled(name)?.map(|text| {
            text.split(',')
                .map(str::trim)
                .filter(|one| !one.is_empty())
                .map(str::to_owned)
                .collect()
        }))
    }

    /// Takes the page size: 1 to `most`, `default` when not given.
    ///
    /// # Errors
    /// `invalid` outside of that.
    pub(crate) fn take_limit(&mut self, default: u32, most: u32) -> Result<u32> {
        let expected = format!("a number from 1 to {most}");
        match self.take_as::<u32>("limit", &expected)? {
            None => Ok(default),
            Some(limit) if (1..=most).contains(&limit) => Ok(limit),
            Some(_) => Err(refused("limit", format!("must be {expected}"))),
        }
    }

    /// Takes everything left whose name passes.
    pub(crate) fn take_where(&mut self, wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let (taken, left) = std::mem::take(&mut self.0)
            .into_iter()
            .partition(|(name, _)| wanted(name));
        self.0 = left;
        taken
    }

    /// Refuses what nobody took.
    ///
    /// # Errors
    /// `unknown_field`, naming the first parameter left.
    pub(crate) fn finish(self) -> Result<()> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => Err(unknown(name)),
        }
    }
}

/// A parameter whose value is not acceptable.
pub(crate) fn refused(name: &str, message: impl Display) -> Error {
    Error::field(name, ErrorCode::INVALID, message.to_string())
}

/// A parameter that does not exist.
pub(crate) fn unknown(name: &str) -> Error {
    Error::new(
        ErrorCode::UNKNOWN_FIELD,
        format!("unknown parameter `{name}`"),
    )
    .with_field(name, ErrorCode::UNKNOWN_FIELD, "is not a parameter here")
}

fn decode(text: &str) -> Result<String> {
    let spaced;
    let text = if text.contains('+') {
        spaced = text.replace('+', " ");
        &spaced
    } else {
        text
    };
    let decoded = percent_decode_str(text)
        .decode_utf8()
        .map_err(|_| Error::invalid("the query string is not UTF-8"))?;
    if decoded.contains('\0') {
        return Err(Error::invalid("the query string holds a NUL character"));
    }
    Ok(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_decoded_and_taken_by_name() {
        let mut parameters = Parameters::parse(Some("a=1+2&b=%C3%A9&c")).unwrap();
        assert_eq!(parameters.take("a").unwrap().as_deref(), Some("1 2"));
        assert_eq!(parameters.take("b").unwrap().as_deref(), Some("é"));
        assert_eq!(parameters.take("c").unwrap().as_deref(), Some(""));
        assert!(parameters.finish().is_ok());
    }

    #[test]
    fn what_nobody_took_is_named() {
        let parameters = Parameters::parse(Some("sort=a&colour=red")).unwrap();
        let mut parameters = parameters;
        parameters.take("sort").unwrap();
        let error = parameters.finish().unwrap_err();
        assert_eq!(error.message, "unknown parameter `colour`");
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(Parameters::parse(Some("a=%FF")).is_err());
        assert!(Parameters::parse(Some("a=%00")).is_err());
        assert!(Parameters::parse(Some(&"a&".repeat(MOST + 1))).is_err());
        let mut twice = Parameters::parse(Some("limit=1&limit=2")).unwrap();
        assert!(twice.take_limit(50, 1000).is_err());
    }

    #[test]
    fn a_limit_has_bounds() {
        let limit = |text: &str| Parameters::parse(Some(text)).unwrap().take_limit(50, 1000);
        assert_eq!(limit("").unwrap(), 50);
        assert_eq!(limit("limit=1000").unwrap(), 1000);
        for wrong in [
            "limit=0",
            "limit=1001",
            "limit=-1",
            "limit=99999999999999999999",
            "limit=ten",
        ] {
            assert!(limit(wrong).is_err(), "{wrong}");
        }
    }
}
