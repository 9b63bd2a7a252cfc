//! Money: an integer number of minor units and a currency. Never a float.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An ISO 4217 currency code in capital letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// The active codes of ISO 4217, list one, without funds and metals, in alphabetical order.
pub const CURRENCIES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BHD",
    "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF",
    "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN",
    "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD",
    "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES",
    "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL",
    "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN",
    "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP",
    "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK",
    "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT",
    "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VES", "VND",
    "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG",
];

/// Withdrawn codes that amounts of earlier years still carry (ISO 4217, list three).
const WITHDRAWN: &[&str] = &[
    "ANG", "ATS", "BEF", "BGN", "BYR", "CUC", "CYP", "DEM", "EEK", "ESP", "FIM", "FRF", "GRD",
    "HRK", "IEP", "ITL", "LTL", "LUF", "LVL", "MRO", "MTL", "NLG", "PTE", "SIT", "SKK", "SLL",
    "STD", "VEF", "ZWL",
];

/// Codes whose minor unit is not two digits (ISO 4217).
const OTHER_DIGITS: &[(&str, u32)] = &[
    ("BEF", 0),
    ("BHD", 3),
    ("BIF", 0),
    ("BYR", 0),
    ("CLP", 0),
    ("DJF", 0),
    ("ESP", 0),
    ("GNF", 0),
    ("GRD", 0),
    ("IQD", 3),
    ("ISK", 0),
    ("ITL", 0),
    ("JOD", 3),
    ("JPY", 0),
    ("KMF", 0),
    ("KRW", 0),
    ("KWD", 3),
    ("LUF", 0),
    ("LYD", 3),
    ("OMR", 3),
    ("PTE", 0),
    ("PYG", 0),
    ("RWF", 0),
    ("TND", 3),
    ("UGX", 0),
    ("VND", 0),
    ("VUV", 0),
    ("XAF", 0),
    ("XOF", 0),
    ("XPF", 0),
];

impl Currency {
    /// The euro, what a new tenant has unless it says otherwise.
    pub const EUR: Self = Self(*b"EUR");

    /// The currency of a code that somebody writes: in either case, and one that exists.
    ///
    /// # Errors
    /// What is wrong with the code.
    pub fn known(text: &str) -> Result<Self, String> {
        let currency: Self = text.parse()?;
        let code = currency.as_str();
        if CURRENCIES.binary_search(&code).is_ok() || WITHDRAWN.contains(&code) {
            Ok(currency)
        } else {
            Err(format!("`{code}` is not a currency of ISO 4217"))
        }
    }

    /// The three letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("EUR")
    }

    /// Number of digits of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD.
    #[must_use]
    pub fn digits(self) -> u32 {
        OTHER_DIGITS
            .iter()
            .find(|(code, _)| *code == self.as_str())
            .map_or(2, |(_, digits)| *digits)
    }
}

/// Reads what is stored: any three letters. What people write goes through [`Currency::known`].
impl FromStr for Currency {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim().as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_alphabetic) => {
                Ok(Self([a, b, c].map(|letter| letter.to_ascii_uppercase())))
            }
            _ => Err("a currency is three letters, such as EUR"),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// An amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// Minor units: cents for EUR, yen for JPY.
    pub minor: i64,
    /// The currency, which fixes the number of digits.
    pub currency: Currency,
}

#[cfg(test)]
mod tests {
    use super::{CURRENCIES, Currency, OTHER_DIGITS, WITHDRAWN};

    #[test]
    fn what_people_write_must_be_a_currency_that_exists() {
        for code in ["EUR", "jpy", " chf ", "HRK", "ZWG", "AED"] {
            assert!(Currency::known(code).is_ok(), "{code}");
        }
        for code in ["XXX", "ABC", "EU", "EURO", ""] {
            assert!(Currency::known(code).is_err(), "{code}");
        }
        assert_eq!(
            Currency::known("abc").unwrap_err(),
            "`ABC` is not a currency of ISO 4217"
        );
    }

    #[test]
    fn the_lists_are_in_order_and_without_overlap() {
        assert!(CURRENCIES.is_sorted());
        for code in WITHDRAWN {
            assert!(!CURRENCIES.contains(code), "{code}");
        }
        for (code, _) in OTHER_DIGITS {
            assert!(Currency::known(code).is_ok(), "{code}");
        }
    }

    #[test]
    fn a_currency_is_three_letters() {
        assert_eq!("eur".parse::<Currency>().unwrap(), Currency::EUR);
        assert!("EURO".parse::<Currency>().is_err());
        assert!("E1R".parse::<Currency>().is_err());
        assert_eq!("JPY".parse::<Currency>().unwrap().digits(), 0);
        assert_eq!("KWD".parse::<Currency>().unwrap().digits(), 3);
    }
}
