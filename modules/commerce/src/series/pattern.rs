//! How a number looks: `INV-{year}-{number:5}`.

use rapport_module_kit::jiff::civil::Date;

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Number(usize),
    Year(usize),
    Month,
}

/// A pattern that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern(Vec<Part>);

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                return Err(format!("`{text}` has a brace that does not close"));
            };
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            parts.push(part(name)?);
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        let numbers = parts.iter().filter(|part| matches!(part, Part::Number(_)));
        match numbers.count() {
            1 => Ok(Self(parts)),
            _ => Err("needs {number} exactly once".to_owned()),
        }
    }

    /// Whether numbers of different years differ.
    pub(crate) fn tells_year(&self) -> bool {
        self.0.iter().any(|part| matches!(part, Part::Year(_)))
    }

    /// The number as it is written.
    pub(crate) fn render(&self, number: i64, date: Date) -> String {
        let parts = self.0.iter().map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Number(width) => format!("{number:0width$}"),
            Part::Year(2) => format!("{:02}", date.year().rem_euclid(100)),
            Part::Year(_) => format!("{:04}", date.year()),
            Part::Month => format!("{:02}", date.month()),
        });
        parts.collect()
    }

    /// Whether a text could be a number of this pattern.
    pub(crate) fn fits(&self, text: &str) -> bool {
        fits(&self.0, text)
    }
}

fn part(name: &str) -> Result<Part, String> {
    let (name, width) = match name.split_once(':') {
        Some((name, width)) => (name, width.parse().unwrap_or(0)),
        None => (name, usize::MAX),
    };
    match (name, width) {
        ("number", usize::MAX) => Ok(Part::Number(1)),
        ("number", 1..=12) => Ok(Part::Number(width)),
        ("year", usize::MAX | 4) => Ok(Part::Year(4)),
        ("year", 2) => Ok(Part::Year(2)),
        ("month", usize::MAX | 2) => Ok(Part::Month),
        _ => Err(format!(
            "has no `{{{name}}}` like that; there are {{number}}, {{number:5}}, {{year}}, {{year:2}} and {{month}}"
        )),
    }
}

fn fits(parts: &[Part], text: &str) -> bool {
    let Some((first, rest)) = parts.split_first() else {
        return text.is_empty();
    };
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = |length: usize| text.get(length..).is_some_and(|text| fits(rest, text));
    match first {
        Part::Text(start) => text
            .strip_prefix(start.as_str())
            .is_some_and(|text| fits(rest, text)),
        Part::Year(width) => digits >= *width && after(*width),
        Part::Month => digits >= 2 && after(2),
        Part::Number(width) => (*width..=digits).any(after),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_and_known_again() {
        let date = Date::constant(2026, 3, 9);
        for (pattern, written) in [
            ("INV-{year}-{number:5}", "INV-2026-00042"),
            ("{number}", "42"),
            ("R{year:2}{month}/{number:3}", "R2603/042"),
        ] {
            let pattern = Pattern::read(pattern).unwrap();
            assert_eq!(pattern.render(42, date), written);
            assert!(pattern.fits(written), "{written}");
            assert!(!pattern.fits("INV-0001") && !pattern.fits(""));
        }
        let pattern = Pattern::read("{number:2}").unwrap();
        assert_eq!(pattern.render(123, date), "123");
        assert!(pattern.fits("123") && !pattern.fits("1"));
    }

    #[test]
    fn a_pattern_that_cannot_be_used_is_refused() {
        for pattern in [
            "INV-{year}",
            "{number}{number}",
            "{nummer}",
            "{number:0}",
            "{number",
            "{year:3}{number}",
        ] {
            assert!(Pattern::read(pattern).is_err(), "{pattern}");
        }
    }
}
