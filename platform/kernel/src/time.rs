//! Time: UTC microseconds, and the clock that is passed in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Tells the time. The one real clock is built by the executable; tests move theirs by hand.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// A moment as microseconds since 1970-01-01T00:00:00Z.
///
/// On the wire RFC 3339 with six fractional digits and `Z`, so that text order is time order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From microseconds since the epoch.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the epoch.
    #[must_use]
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// This moment moved by a number of seconds (negative: into the past).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// The calendar date of this moment in a named zone; UTC when the zone is unknown.
    #[must_use]
    pub fn date_in(self, zone: &str) -> jiff::civil::Date {
        let moment =
            jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
        moment.to_zoned(zone).date()
    }

    /// The first moment of a date in a named zone; UTC when the zone is unknown.
    #[must_use]
    pub fn start_of_day(date: jiff::civil::Date, zone: &str) -> Self {
        let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
        date.to_zoned(zone)
            .map_or(Self(0), |zoned| Self(zoned.timestamp().as_microsecond()))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(moment) => write!(f, "{moment:.6}"),
            Err(_) => f.write_str("1970-01-01T00:00:00.000000Z"),
        }
    }
}

impl FromStr for Timestamp {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<jiff::Timestamp>()
            .map(|moment| Self(moment.as_microsecond()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_prints_six_digits_and_reads_back() {
        let moment = Timestamp::from_micros(1_769_109_685_000_001);
        assert_eq!(moment.to_string(), "2026-01-22T19:21:25.000001Z");
        assert_eq!(
            "2026-01-22T20:21:25.000001+01:00"
                .parse::<Timestamp>()
                .unwrap(),
            moment
        );
    }

    #[test]
    fn a_day_begins_where_the_zone_says() {
        let date = jiff::civil::date(2026, 3, 29);
        let start = Timestamp::start_of_day(date, "Europe/Berlin");
        assert_eq!(start.to_string(), "2026-03-28T23:00:00.000000Z");
        assert_eq!(start.date_in("Europe/Berlin"), date);
    }
}
