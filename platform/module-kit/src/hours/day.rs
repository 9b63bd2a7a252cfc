//! The hours of one day, as people write them: `09:00-12:00, 13:00-17:00`.

use std::fmt;

const DAY: u16 = 24 * 60;

/// Hours of one day: minutes after midnight, in order, without overlaps. Empty: closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayHours(Vec<(u16, u16)>);

impl DayHours {
    /// From midnight to midnight.
    #[must_use]
    pub fn whole() -> Self {
        Self(vec![(0, DAY)])
    }

    /// Reads `09:00-12:00, 13:00-17:00`; also `9-12`, an en dash, `;` and line breaks. Nothing means closed.
    ///
    /// # Errors
    /// What is wrong, for people.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut ranges = Vec::new();
        for part in text.split([',', ';', '\n']) {
            let part = part.trim();
            if !part.is_empty() {
                ranges.push(range(part)?);
            }
        }
        ranges.sort_unstable();
        for pair in ranges.windows(2) {
            if let [(_, end), (start, _)] = pair
                && start < end
            {
                return Err("has hours that overlap".to_owned());
            }
        }
        Ok(Self(ranges))
    }

    /// From and to, in minutes after midnight.
    #[must_use]
    pub fn ranges(&self) -> &[(u16, u16)] {
        &self.0
    }

    /// Whether nothing is open.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for DayHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (from, to)) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            let (a, b, c, d) = (from / 60, from % 60, to / 60, to % 60);
            write!(f, "{comma}{a:02}:{b:02}-{c:02}:{d:02}")?;
        }
        Ok(())
    }
}

fn range(text: &str) -> Result<(u16, u16), String> {
    let wrong = || format!("`{text}` is no time such as 09:00-17:00");
    let (from, to) = text.split_once(['-', '–', '—']).ok_or_else(wrong)?;
    let (from, to) = (
        minute(from).ok_or_else(wrong)?,
        minute(to).ok_or_else(wrong)?,
    );
    if from >= to {
        return Err(format!(
            "`{text}` ends before it begins; hours over midnight are written on both days, such as 22:00-24:00 and 00:00-02:00"
        ));
    }
    Ok((from, to))
}

fn minute(text: &str) -> Option<u16> {
    let text = text.trim();
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
    let number = |text: &str| {
        let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if digits {
            text.parse::<u16>().ok()
        } else {
            None
        }
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    let of_day = hour * 60 + minute;
    (minute < 60 && of_day <= DAY).then_some(of_day)
}

#[cfg(test)]
mod tests {
    use super::DayHours;

    fn read(text: &str) -> Result<String, String> {
        DayHours::parse(text).map(|hours| hours.to_string())
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, expected) in [
            ("", ""),
            ("09:00-12:00", "09:00-12:00"),
            ("13:00-17:30, 9-12", "09:00-12:00, 13:00-17:30"),
            ("22:00–24:00", "22:00-24:00"),
            ("8.30 - 9.15; 10-11", "08:30-09:15, 10:00-11:00"),
            ("9-12,12-13", "09:00-12:00, 12:00-13:00"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "9",
            "9-",
            "12-9",
            "9-9",
            "25-26",
            "9:60-10",
            "24:01-24:02",
            "9-12, 11-13",
            "a-b",
            "+9-12",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
