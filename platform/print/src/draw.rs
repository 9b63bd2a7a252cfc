//! The bytes of the PDF.

use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::text::Font;

use crate::font::Face;
use crate::layout::{HEIGHT, Mark, WIDTH, lay_out};
use crate::paper::Paper;

/// The PDF could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintError(String);

impl std::fmt::Display for PrintError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the document cannot be printed: {}", self.0)
    }
}

impl std::error::Error for PrintError {}

/// Draws everything.
pub(crate) fn draw(paper: &Paper) -> Result<Vec<u8>, PrintError> {
    let broken = || PrintError("the font cannot be read".to_owned());
    let pages = lay_out(paper).ok_or_else(broken)?;
    let faces = (
        Face::of(false).ok_or_else(broken)?,
        Face::of(true).ok_or_else(broken)?,
    );
    let fonts = (
        faces.0.font().ok_or_else(broken)?,
        faces.1.font().ok_or_else(broken)?,
    );
    let mut document = krilla::Document::new();
    let metadata = Metadata::new()
        .title(paper.title.clone())
        .language(paper.language.to_owned())
        .creator("Rapport".to_owned());
    document.set_metadata(metadata);
    for marks in &pages {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(broken)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            draw_mark(&mut surface, mark, faces, &fonts);
        }
        surface.finish();
        page.finish();
    }
    document
        .finish()
        .map_err(|error| PrintError(format!("{error:?}")))
}

fn draw_mark(
    surface: &mut Surface<'_>,
    mark: &Mark,
    faces: (&'static Face, &'static Face),
    fonts: &(Font, Font),
) {
    match mark {
        Mark::Text {
            x,
            y,
            size,
            is_strong,
            is_gray,
            text,
        } => {
            let (face, font) = if *is_strong {
                (faces.1, &fonts.1)
            } else {
                (faces.0, &fonts.0)
            };
            surface.set_fill(Some(ink(if *is_gray { 96 } else { 16 })));
            let glyphs = face.glyphs(text);
            surface.draw_glyphs(
                Point::from_xy(*x, *y),
                &glyphs,
                font.clone(),
                text,
                *size,
                false,
            );
        }
        Mark::Rule {
            from,
            to,
            y,
            weight,
        } => {
            let Some(rect) = Rect::from_ltrb(*from, *y, *to, *y + *weight) else {
                return;
            };
            let mut path = PathBuilder::new();
            path.push_rect(rect);
            if let Some(path) = path.finish() {
                surface.set_fill(Some(ink(140)));
                surface.draw_path(&path);
            }
        }
    }
}

fn ink(lightness: u8) -> Fill {
    Fill {
        paint: luma::Color::new(lightness).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    }
}
