//! Lines of RFC 5545: escaped, folded at 75 bytes, ended by CR LF.

use rapport_module_kit::Timestamp;
use rapport_module_kit::jiff::civil::Date;

/// The most bytes of a line.
const LONGEST: usize = 75;

/// The lines of a calendar file.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A value that needs no escaping; control characters are left out.
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        let value: String = value.chars().filter(|one| !one.is_control()).collect();
        self.fold(&format!("{name}:{value}"));
    }

    /// A text, unless it is empty.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let mut escaped = String::with_capacity(value.len());
        for one in value.chars() {
            match one {
                '\\' | ';' | ',' => escaped.extend(['\\', one]),
                '\n' => escaped.push_str("\\n"),
                one if one.is_control() => {}
                one => escaped.push(one),
            }
        }
        self.fold(&format!("{name}:{escaped}"));
    }

    /// A moment, in UTC.
    pub(super) fn moment(&mut self, name: &str, moment: Timestamp) {
        let text = moment.to_string();
        let whole = text.split('.').next().unwrap_or_default();
        let value: String = whole
            .chars()
            .filter(|one| !matches!(one, '-' | ':'))
            .collect();
        self.fold(&format!("{name}:{value}Z"));
    }

    /// First and last day of something that takes whole days. The end in the file is the day after.
    pub(super) fn dates(&mut self, first: Date, last: Date) {
        let end = last.tomorrow().unwrap_or(last);
        for (name, date) in [("DTSTART", first), ("DTEND", end)] {
            let value = date.strftime("%Y%m%d");
            self.fold(&format!("{name};VALUE=DATE:{value}"));
        }
    }

    /// Somebody who was asked.
    pub(super) fn attendee(&mut self, name: &str, answer: &str, email: &str) {
        let name: String = name
            .chars()
            .filter(|one| !one.is_control() && *one != '"')
            .collect();
        self.fold(&format!(
            "ATTENDEE;CN=\"{name}\";PARTSTAT={answer}:mailto:{email}"
        ));
    }

    /// The file.
    pub(super) fn finish(self) -> String {
        self.0
    }

    /// Adds a line; what is too long goes on in the next one behind a space.
    fn fold(&mut self, line: &str) {
        let mut used = 0;
        for one in line.chars() {
            if used + one.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(one);
            used += one.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", &"ä".repeat(100));
        let text = lines.finish();
        assert!(text.split("\r\n").all(|line| line.len() <= LONGEST));
        assert_eq!(
            text.replace("\r\n ", ""),
            format!("SUMMARY:{}\r\n", "ä".repeat(100))
        );
    }

    #[test]
    fn texts_are_escaped_and_cannot_begin_another_line() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", "a, b; c\\d\r\nEND:VCALENDAR");
        lines.plain("URL", "https://example.com/\r\nEND:VCALENDAR");
        assert_eq!(
            lines.finish(),
            "SUMMARY:a\\, b\\; c\\\\d\\nEND:VCALENDAR\r\nURL:https://example.com/END:VCALENDAR\r\n"
        );
    }

    #[test]
    fn moments_are_in_utc_and_the_last_day_is_not_included() {
        let mut lines = Lines::default();
        lines.moment("DTSTART", "2026-03-05T10:00:00Z".parse().unwrap());
        let day: Date = "2026-03-05".parse().unwrap();
        lines.dates(day, day);
        assert_eq!(
            lines.finish(),
            "DTSTART:20260305T100000Z\r\nDTSTART;VALUE=DATE:20260305\r\nDTEND;VALUE=DATE:20260306\r\n"
        );
    }
}
