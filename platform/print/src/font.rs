//! The two weights of the one font: how wide a text is, and its glyphs.

use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

const REGULAR: &[u8] = include_bytes!("../fonts/Inter-Regular.otf");
const STRONG: &[u8] = include_bytes!("../fonts/Inter-SemiBold.otf");

/// A weight of the font.
pub(crate) struct Face {
    file: FontRef<'static>,
    units: f32,
    data: &'static [u8],
}

static FACES: LazyLock<Option<(Face, Face)>> =
    LazyLock::new(|| Some((Face::read(REGULAR)?, Face::read(STRONG)?)));

impl Face {
    fn read(data: &'static [u8]) -> Option<Self> {
        let file = FontRef::new(data).ok()?;
        let units = file
            .metrics(Size::unscaled(), LocationRef::default())
            .units_per_em;
        Some(Self {
            file,
            units: f32::from(units),
            data,
        })
    }

    /// The weight; none when the font of the program cannot be read.
    pub(crate) fn of(is_strong: bool) -> Option<&'static Self> {
        let (regular, strong) = FACES.as_ref()?;
        Some(if is_strong { strong } else { regular })
    }

    /// The font for a new document.
    pub(crate) fn font(&self) -> Option<Font> {
        Font::new(self.data.into(), 0)
    }

    /// The glyphs of a text, of the size one. Letters that the font does not have are boxes.
    pub(crate) fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let letters = self.file.charmap();
        let metrics = self
            .file
            .glyph_metrics(Size::unscaled(), LocationRef::default());
        let glyph = |(at, letter): (usize, char)| {
            let id = letters.map(letter).unwrap_or_default();
            let advance = metrics.advance_width(id).unwrap_or(self.units / 2.0) / self.units;
            let range = at..at + letter.len_utf8();
            KrillaGlyph::new(
                GlyphId::new(id.to_u32()),
                advance,
                0.0,
                0.0,
                0.0,
                range,
                None,
            )
        };
        text.char_indices().map(glyph).collect()
    }

    /// How wide a text is in a size.
    pub(crate) fn width(&self, text: &str, size: f32) -> f32 {
        self.glyphs(text)
            .iter()
            .map(|glyph| glyph.x_advance)
            .sum::<f32>()
            * size
    }

    /// The lines of a text that is at most so wide; a word that is wider is broken.
    pub(crate) fn wrap(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            let mut line = String::new();
            for word in paragraph.split([' ', '\t']).filter(|word| !word.is_empty()) {
                let longer = if line.is_empty() {
                    word.to_owned()
                } else {
                    format!("{line} {word}")
                };
                if self.width(&longer, size) <= width {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line = self.broken(word, size, width, &mut lines);
            }
            lines.push(line);
        }
        lines
    }

    /// Pushes full lines of one long word and answers the rest.
    fn broken(&self, word: &str, size: f32, width: f32, lines: &mut Vec<String>) -> String {
        let mut line = String::new();
        for letter in word.chars() {
            line.push(letter);
            if self.width(&line, size) > width && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_the_letters_of_europe_and_figures_of_one_width() {
        let face = Face::of(false).unwrap();
        let letters = face.file.charmap();
        for letter in "ÄÖÜäöüßẞ€£¥ÀéîøÅŁźčşğĳαΩЖяЇ„“”–—…·−\u{a0}".chars()
        {
            assert!(
                letters.map(letter).is_some_and(|id| id.to_u32() > 0),
                "{letter}"
            );
        }
        assert!((face.width("111111", 10.0) - face.width("888888", 10.0)).abs() < 0.001);
    }

    #[test]
    fn text_is_broken_where_it_must_be() {
        let face = Face::of(true).unwrap();
        let lines = face.wrap(
            "Zwei kurze Wörter\nund Donaudampfschifffahrtsgesellschaft",
            10.0,
            90.0,
        );
        assert!(lines.len() >= 4, "{lines:?}");
        assert!(
            lines.iter().all(|line| face.width(line, 10.0) <= 90.0),
            "{lines:?}"
        );
        assert_eq!(
            lines.concat().replace(' ', ""),
            "ZweikurzeWörterundDonaudampfschifffahrtsgesellschaft"
        );
    }
}
